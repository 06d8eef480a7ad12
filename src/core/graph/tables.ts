import type { DzForms } from '../model/datazone';
import { accountOfCatalog } from '../model/keys';
import { physicalKeyOf } from './asset-key';
import { coveringDomain, rootDomain, uncoveredDomain } from './domains';
import { addMark, addNode, type Draft } from './draft';
import { assetNodeId, tableNodeId } from './ids';
import { dzKey } from './sources';
import { storeOf, storeOfAssetType } from './store';

interface AssetFace {
  dzDomain: string;
  id: string;
  name: string;
  project: string;
  type?: string;
  external?: string;
  forms: DzForms;
  listed: boolean;
}

/**
 * One `table` node for each Glue table and each DataZone asset, joined by the keys of facts/datazone 1.5. Assets come
 * first: the unit of the owning project says which domain a table belongs to. Published assets precede inventory ones,
 * so a consumer's copy of a table does not move it.
 */
export function addTables(draft: Draft): void {
  for (const face of assetFaces(draft)) addAsset(draft, face);
  for (const key of draft.sources.tables.keys()) addTable(draft, key);
}

function assetFaces(draft: Draft): AssetFace[] {
  const faces = new Map<string, AssetFace>();
  for (const asset of draft.sources.assets.values()) {
    faces.set(dzKey(asset.domainId, asset.identifier), {
      dzDomain: asset.domainId, id: asset.identifier, name: asset.name, project: asset.owningProjectId,
      type: asset.typeIdentifier, external: asset.externalIdentifier, forms: asset.forms, listed: false,
    }); // prettier-ignore
  }
  for (const listing of draft.sources.listings.values()) {
    if (listing.kind !== 'asset') continue;
    const key = dzKey(listing.domainId, listing.entityId);
    const known = faces.get(key);
    faces.set(key, {
      dzDomain: listing.domainId, id: listing.entityId, name: listing.name, project: listing.owningProjectId,
      type: listing.entityType, external: known?.external, forms: { ...listing.forms, ...known?.forms }, listed: true,
    }); // prettier-ignore
  }
  return [...faces.values()].sort((a, b) => Number(b.listed) - Number(a.listed) || (a.id < b.id ? -1 : 1));
}

function addAsset(draft: Draft, face: AssetFace): void {
  const key = physicalKeyOf(face.forms, face.external);
  const covering = coveringDomain(draft, face.dzDomain, face.project);
  const quality = qualityOf(face.forms);
  let id: string;
  const glue = key && 'glue' in key ? key.glue : redshiftKey(draft, face);
  if (glue) {
    id = addTable(draft, glue, covering, face.name);
  } else {
    const parent = covering ?? rootDomain(draft, face.dzDomain);
    const store = storeOfAssetType(face.type);
    id = addNode(draft, {
      id: assetNodeId(face.dzDomain, face.id),
      kind: 'table',
      label: face.name,
      parent,
      store,
      account: assetAccount(face),
    });
  }
  const node = draft.nodes.get(id);
  if (node && quality !== undefined && node.quality === undefined) node.quality = quality;
  draft.nodeOfAsset.set(dzKey(face.dzDomain, face.id), id);
}

/** The node of a table key, made from what is known of it: the Glue record, or nothing but a grant that names it. */
export function addTable(draft: Draft, key: string, domain?: string, label?: string): string {
  const id = tableNodeId(key);
  if (draft.nodes.has(id)) return id;
  const { tables, databases, catalogs, connections, tags } = draft.sources;
  const table = tables.get(key);
  const [catalog, database, name] = splitKey(key);
  const account = accountOfCatalog(catalog);
  const store = table
    ? storeOf(table, {
        database: databases.get(key.slice(0, key.lastIndexOf('/'))),
        catalog: catalogs.get(catalog),
        connection: (named) => connections.get(`${account}/${named}`),
      }).kind
    : undefined;
  const effective = tags.ofTable(key);
  addNode(draft, {
    id,
    kind: 'table',
    label: table?.Name ?? label ?? name,
    parent: domain ?? linkDomain(draft, account, database, store) ?? uncoveredDomain(draft, key),
    account,
    store,
    tags: effective.length ? effective : undefined,
  });
  if (!table) addMark(draft, id, 'Not in any catalog that was read: known only by name.');
  return id;
}

/** A resource link in the database that an environment's subscriptions fill belongs to that environment's project. */
function linkDomain(draft: Draft, account: string, database: string, store: string | undefined): string | undefined {
  if (store !== 'link') return undefined;
  for (const target of draft.sources.targets) {
    const env = draft.sources.environments.get(dzKey(target.domainId, target.environmentId));
    if (env?.awsAccountId !== account) continue;
    const named = target.subscriptionTargetConfig?.some(({ content }) =>
      content.toLowerCase().includes(`"${database}"`),
    );
    if (named) return coveringDomain(draft, env.domainId, env.projectId);
  }
  return undefined;
}

/** `catalog/database/table` from the right: a nested catalog's id has slashes of its own. */
export function splitKey(key: string): [catalog: string, database: string, table: string] {
  const second = key.lastIndexOf('/');
  const first = key.lastIndexOf('/', second - 1);
  return [key.slice(0, Math.max(first, 0)), key.slice(first + 1, Math.max(second, 0)), key.slice(second + 1)];
}

function qualityOf(forms: DzForms): number | undefined {
  for (const form of Object.values(forms)) {
    const score = form['passingPercentage'];
    if (typeof score === 'number') return Math.round(score);
  }
  return undefined;
}

/**
 * A Redshift asset and a table of a federated catalog are one where account, database (the catalog's last segment), schema
 * and table agree. Inferred: neither side names the other.
 */
function redshiftKey(draft: Draft, face: AssetFace): string | undefined {
  const form = face.forms['RedshiftTableForm'] ?? face.forms['RedshiftViewForm'];
  const account = assetAccount(face);
  if (!form || !account) return undefined;
  const name = [form['databaseName'], form['schemaName'], form['tableName']]
    .map((part) => String(part).toLowerCase())
    .join('/');
  for (const key of draft.sources.federatedTables) {
    if (key.startsWith(`${account}:`) && key.toLowerCase().endsWith(`/${name}`)) return key;
  }
  return undefined;
}

function assetAccount(face: AssetFace): string | undefined {
  const form = face.forms['RedshiftTableForm'] ?? face.forms['RedshiftViewForm'];
  const account = form?.['accountId'];
  return typeof account === 'string' ? account : /:(\d{12}):/.exec(face.external ?? '')?.[1];
}
