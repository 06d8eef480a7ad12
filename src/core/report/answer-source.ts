import type { AccessIndex } from '../access/access-index';
import { resolvePrincipal, resolveResource, type Unresolved } from '../access/resolve';
import { refText, type ResourceRef } from '../access/resource-ref';
import { locationOf } from '../access/data-path';
import { sourcesOf } from '../graph/sources';
import { principalsOfProject } from '../findings/subscription-chain';
import { tableByKey } from '../findings/table-by-key';
import type { MeshGraph } from '../graph/types';
import { isBelow, s3Path } from '../model/mesh/locations';
import { pairText } from '../model/mesh/tags';
import { fail, ok, type Result } from '../model/result';
import { resourceNode } from './access-line';
import { refResource } from '../access/resource-ref';

/** What answers are made from: the index, and the graph for products, projects and where to show an answer. */
export interface AnswerSource {
  index: AccessIndex;
  graph: MeshGraph;
}

/** What a question about a resource covers. */
export interface ResourceScope {
  text: string;
  refs: ResourceRef[];
  node?: string;
}

/** What a question about a principal covers: itself, or the principals that a group, account or project stands for. */
export interface PrincipalScope {
  text: string;
  actors: string[];
  /** Only what reaches them through this group. */
  through?: string;
  node?: string;
}

/** As `resolveResource`, and `product:NAME`; a tag value also covers what is tagged, an S3 prefix the tables below it. */
export function resourceScope(source: AnswerSource, text: string): Result<ResourceScope, Unresolved> {
  const { index } = source;
  if (/^product:/i.test(text.trim())) return productScope(source, text.trim().slice('product:'.length));
  const found = resolveResource(index, text);
  if (!found.ok) return found;
  const ref = found.value;
  const refs = [ref, ...taggedTables(index, ref), ...tablesBelow(index, ref)];
  const resource = refResource(index, ref);
  const node = resource ? resourceNode(resource) : '';
  return ok({ text: refText(index, ref), refs, ...(node ? { node } : {}) });
}

function taggedTables(index: AccessIndex, ref: ResourceRef): ResourceRef[] {
  if (ref.kind !== 'tag' || ref.value === undefined) return [];
  const { tags, catalog } = index.mesh;
  const pair = tags.pairs.find(pairText(ref.account, ref.key, ref.value));
  if (pair === undefined) return [];
  return catalog.tables.flatMap((table) => {
    const sets = [tags.ofTable[table.id] ?? 0, ...(tags.ofColumns.get(table.id) ?? [])];
    return sets.some((set) => tags.sets[set]?.includes(pair)) ? [{ kind: 'table' as const, table: table.id }] : [];
  });
}

function tablesBelow(index: AccessIndex, ref: ResourceRef): ResourceRef[] {
  if (ref.kind !== 'location') return [];
  return index.mesh.catalog.tables.flatMap((table) => {
    const path = s3Path(locationOf(table));
    return path !== undefined && isBelow(path, ref.path) ? [{ kind: 'table' as const, table: table.id }] : [];
  });
}

function productScope({ index, graph }: AnswerSource, name: string): Result<ResourceScope, Unresolved> {
  const wanted = name.trim().toLowerCase();
  const found = graph.nodes.filter(
    ({ kind, id, label }) => kind === 'product' && (label.toLowerCase() === wanted || id === `product:${name.trim()}`),
  );
  const [product] = found;
  if (!product || found.length > 1) {
    return fail({
      code: product ? 'RESOURCE_AMBIGUOUS' : 'RESOURCE_UNKNOWN',
      message: product
        ? `${String(found.length)} data products are called ${name}.`
        : `No data product is called ${name}.`,
      wayOut: 'Choose one of the suggestions.',
      candidates: found.map(({ id }) => id),
    });
  }
  const tables = new Set(graph.nodes.filter(({ parent }) => parent === product.id).map(({ id }) => id));
  for (const { kind, source, target } of graph.edges)
    if (kind === 'publish' && target === product.id) tables.add(source);
  const refs = [...tables].flatMap((id) => tableOfNode(index, id) ?? []);
  return ok({
    text: `the data product ${product.label}`,
    refs: refs.map((table) => ({ kind: 'table', table })),
    node: product.id,
  });
}

/** The table of a node id `table:catalog/database/name`, in whichever region it lies. */
export function tableOfNode(index: AccessIndex, id: string): number | undefined {
  return id.startsWith('table:') ? tableByKey(index, id.slice('table:'.length)) : undefined;
}

/** As `resolvePrincipal`; a group, an account and `project:NAME` stand for those that act for them. */
export function principalScope(source: AnswerSource, text: string): Result<PrincipalScope, Unresolved> {
  const { index } = source;
  const { entries, ids, iamOf } = index.mesh.principals;
  const wanted = text.trim();
  if (/^project:/i.test(wanted)) return projectScope(source, wanted.slice('project:'.length));
  const names = (actors: readonly number[]): string[] => actors.map((id) => entries[id]!.arn);
  const account = /^(?:account:)?(\d{12})(?::IAMPrincipals)?$/i.exec(wanted)?.[1];
  if (account !== undefined) return ok({ text: `account ${account}`, actors: names(iamOf.get(account) ?? []) });
  const found = resolvePrincipal(index, wanted);
  if (!found.ok) return found;
  const id = ids.find(found.value);
  const entry = id === undefined ? undefined : entries[id];
  const node = `consumer:${found.value}`;
  if (entry && /group$/.test(entry.kind))
    return ok({ text: entry.name, actors: names(index.membersOf.get(entry.id) ?? []), through: entry.arn, node });
  return ok({ text: found.value, actors: [found.value], node });
}

function projectScope({ index, graph }: AnswerSource, name: string): Result<PrincipalScope, Unresolved> {
  const wanted = name.trim().toLowerCase();
  const found = graph.nodes.filter(
    ({ kind, id, label }) => kind === 'project' && (label.toLowerCase() === wanted || id === `project:${name.trim()}`),
  );
  const [project] = found;
  if (!project || found.length > 1) {
    return fail({
      code: project ? 'PRINCIPAL_AMBIGUOUS' : 'PRINCIPAL_UNKNOWN',
      message: project ? `${String(found.length)} projects are called ${name}.` : `No project is called ${name}.`,
      wayOut: 'Choose one of the suggestions.',
      candidates: found.map(({ id }) => id),
    });
  }
  const drawn = graph.nodes
    .filter(({ kind, parent }) => kind === 'consumer' && parent === project.id)
    .map(({ id }) => id.slice('consumer:'.length));
  const named = principalsOfProject(sourcesOf(index.mesh.snapshot), project.id.slice('project:'.length));
  const actors = [...new Set([...drawn, ...named])].filter((arn) => index.mesh.principals.ids.find(arn) !== undefined);
  return ok({ text: `the project ${project.label}`, actors, node: project.id });
}
