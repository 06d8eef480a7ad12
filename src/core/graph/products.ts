import { coveringDomain, rootDomain } from './domains';
import { addEdge, addNode, domainOf, type Draft } from './draft';
import { productNodeId, projectNodeId } from './ids';
import { dzKey } from './sources';

/** Projects, with the principals that their environments act as (facts/datazone 1.6). */
export function addProjects(draft: Draft): void {
  for (const project of draft.sources.projects.values()) addProject(draft, project.domainId, project.id);
  for (const env of draft.sources.environments.values()) {
    for (const { name, value } of env.provisionedResources ?? []) {
      if (/userRoleArn/i.test(name ?? ''))
        draft.projectOfPrincipal.set(value, projectNodeId(env.domainId, env.projectId));
    }
  }
  for (const target of draft.sources.targets) {
    const project =
      draft.sources.environments.get(dzKey(target.domainId, target.environmentId))?.projectId ?? target.projectId;
    if (!project) continue;
    for (const arn of target.authorizedPrincipals) {
      if (arn.startsWith('arn:')) draft.projectOfPrincipal.set(arn, projectNodeId(target.domainId, project));
    }
  }
}

/** A project's node; one that was not read is drawn under the DataZone domain's own name. */
export function addProject(draft: Draft, dzDomain: string, projectId: string, name?: string): string {
  const project = draft.sources.projects.get(dzKey(dzDomain, projectId));
  const id = projectNodeId(dzDomain, projectId);
  if (draft.nodes.has(id)) return id;
  const parent = coveringDomain(draft, dzDomain, projectId) ?? rootDomain(draft, dzDomain);
  return addNode(draft, { id, kind: 'project', label: project?.name ?? name ?? projectId, parent });
}

/** The role names that DataZone gives environments, where a target does not say (facts/datazone 1.6). */
export function projectOfRole(draft: Draft, arn: string): string | undefined {
  const known = draft.projectOfPrincipal.get(arn);
  if (known) return known;
  const named = /datazone_usr_(?:role_)?([a-zA-Z0-9-]+)(?:_([a-zA-Z0-9-]+))?$/.exec(arn);
  if (!named) return undefined;
  for (const env of draft.sources.environments.values()) {
    if (env.id === named[2] || env.id === named[1]) return projectNodeId(env.domainId, env.projectId);
  }
  for (const project of draft.sources.projects.values()) {
    if (project.id === named[1]) return projectNodeId(project.domainId, project.id);
  }
  return undefined;
}

interface ProductFace {
  dzDomain: string;
  id: string;
  name: string;
  project: string;
  assets: string[];
  listed: boolean;
}

/** Data products take the tables of their own domain in; tables of another domain stay there and point at the product. */
export function addProducts(draft: Draft): void {
  const faces = productFaces(draft).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  for (const face of faces) {
    const tables = face.assets
      .map((asset) => draft.nodeOfAsset.get(dzKey(face.dzDomain, asset)))
      .filter((id) => id !== undefined);
    const id = productNodeId(face.dzDomain, face.id);
    const first = tables[0];
    const parent =
      coveringDomain(draft, face.dzDomain, face.project) ??
      (first && domainOf(draft.nodes, first)) ??
      rootDomain(draft, face.dzDomain);
    addNode(draft, { id, kind: 'product', label: face.name, parent });
    for (const table of new Set(tables)) placeTable(draft, table, id, parent);
    dressProduct(draft, id, tables);
    const project = addProject(draft, face.dzDomain, face.project);
    if (face.listed) addEdge(draft, { id: `publish:${project}>${id}`, kind: 'publish', source: project, target: id });
  }
}

function productFaces(draft: Draft): ProductFace[] {
  const faces = new Map<string, ProductFace>();
  const { products, listings } = draft.sources;
  for (const p of products.values()) {
    const assets = (p.items ?? []).map((item) => item.identifier);
    faces.set(dzKey(p.domainId, p.id), {
      dzDomain: p.domainId,
      id: p.id,
      name: p.name,
      project: p.owningProjectId,
      assets,
      listed: false,
    });
  }
  for (const l of listings.values()) {
    if (l.kind !== 'dataProduct') continue;
    const key = dzKey(l.domainId, l.entityId);
    const published = (l.items ?? [])
      .map((item) => listings.get(dzKey(l.domainId, item.listingId))?.entityId)
      .filter((id) => id !== undefined);
    const known = faces.get(key);
    const assets = [...new Set([...(known?.assets ?? []), ...published])];
    faces.set(key, {
      dzDomain: l.domainId,
      id: l.entityId,
      name: l.name,
      project: l.owningProjectId,
      assets,
      listed: true,
    });
  }
  return [...faces.values()];
}

function placeTable(draft: Draft, table: string, product: string, domain: string): void {
  const node = draft.nodes.get(table);
  if (!node) return;
  if (node.parent === domain) node.parent = product;
  else
    addEdge(draft, {
      id: `publish:${table}>${product}`,
      kind: 'publish',
      source: table,
      target: product,
      label: 'part of',
    });
}

/** A product shows what its tables share: their store, the lowest quality score, tags that all of them carry. */
function dressProduct(draft: Draft, id: string, tables: readonly string[]): void {
  const node = draft.nodes.get(id);
  const own = tables.map((table) => draft.nodes.get(table)).filter((n) => n !== undefined);
  if (!node || !own.length) return;
  const stores = new Set(own.map((n) => n.store));
  node.store = stores.size === 1 ? own[0]?.store : 'several';
  const scores = own.map((n) => n.quality).filter((n) => n !== undefined);
  if (scores.length) node.quality = Math.min(...scores);
  const tags = own[0]?.tags?.filter((tag) => own.every((n) => n.tags?.includes(tag)));
  if (tags?.length) node.tags = tags;
}

/** Listings by id, and project → published table. Runs after tables and products. */
export function addPublications(draft: Draft): void {
  for (const listing of draft.sources.listings.values()) {
    const entity =
      listing.kind === 'asset'
        ? draft.nodeOfAsset.get(dzKey(listing.domainId, listing.entityId))
        : productNodeId(listing.domainId, listing.entityId);
    if (!entity) continue;
    draft.nodeOfListing.set(dzKey(listing.domainId, listing.listingId), entity);
    if (listing.kind !== 'asset') continue;
    const project = addProject(draft, listing.domainId, listing.owningProjectId);
    addEdge(draft, { id: `publish:${project}>${entity}`, kind: 'publish', source: project, target: entity });
  }
}
