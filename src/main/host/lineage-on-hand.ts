import { resolveResource } from '../../core/access/resolve';
import { refText } from '../../core/access/resource-ref';
import { tableNodeId } from '../../core/graph/ids';
import { buildLineage, type Lineage } from '../../core/lineage/build';
import { tableKey } from '../../core/model/keys';
import { Failure } from '../store/failure';
import { lineageAccess, type LineageAccess } from './lineage-access';
import { derivation, type MeshOnHand } from './mesh-on-hand';
import type { HostContext } from './question';
import { accessIndexOf, resolved } from './questions/access';

const ACCESS = derivation<LineageAccess>('lineage-access');

export const lineageAccessOf = (mesh: MeshOnHand): LineageAccess =>
  mesh.derive(ACCESS, (snapshot) => lineageAccess(snapshot, accessIndexOf(mesh)));

/** The lineage of the mesh on screen with the files that a person gave; built once for each set of files. */
export async function lineageOf(context: Pick<HostContext, 'current' | 'lineageFiles'>): Promise<Lineage> {
  const mesh = context.current();
  const { version, records } = await context.lineageFiles.events();
  return mesh.derive(derivation<Lineage>(`lineage ${version}`), (snapshot) => buildLineage(snapshot, records));
}

const SHORT = derivation<ReadonlySet<string>>('lineage-short-names');

/** Names without the account, of which the mesh has one table only. */
const shortNames = (mesh: MeshOnHand): ReadonlySet<string> =>
  mesh.derive(SHORT, () => {
    const seen = new Map<string, number>();
    const { databases, tables } = accessIndexOf(mesh).mesh.catalog;
    for (const { database, name } of tables) {
      const text = `${databases[database]!.name}.${name}`;
      seen.set(text, (seen.get(text) ?? 0) + 1);
    }
    return new Set([...seen].filter(([, times]) => times === 1).map(([text]) => text));
  });

/** As `nameOf`, without the account where nothing else is called so: for sentences and fields, not for evidence. */
export function shortNameOf(mesh: MeshOnHand, id: string, label: string): string {
  const name = nameOf(mesh, id, label);
  const short = name.slice(name.indexOf('/') + 1);
  return shortNames(mesh).has(short) ? short : name;
}

/** What a text names: a table of the mesh, whether lineage knows it or not, or a node that only lineage knows. */
export interface Subject {
  /** Table, dataset, job, product or project node. */
  id: string;
  column?: string;
  label: string;
}

/** @throws Failure RESOURCE_UNKNOWN, RESOURCE_AMBIGUOUS with the candidates as detail */
export function subjectOf(mesh: MeshOnHand, { graph }: Lineage, text: string): Subject {
  const wanted = text.trim();
  const at = graph.indexOf.get(wanted);
  if (at !== undefined) {
    const node = graph.nodes[at]!;
    if (node.kind !== 'column' || !node.parent) return { id: node.id, label: shortNameOf(mesh, node.id, node.label) };
    const parent = graph.nodes[graph.indexOf.get(node.parent)!]!;
    return { id: parent.id, column: node.label, label: `${shortNameOf(mesh, parent.id, parent.label)}.${node.label}` };
  }
  const access = lineageAccessOf(mesh);
  const [tableId = '', column] = wanted.split('#');
  if (access.knows(tableId))
    return {
      id: tableId,
      ...(column ? { column } : {}),
      label: [shortNameOf(mesh, tableId, tableId), column].filter(Boolean).join('.'),
    };
  const index = accessIndexOf(mesh);
  const found = resolveResource(index, wanted);
  if (found.ok && found.value.kind === 'table') {
    const { catalogs, databases, tables } = index.mesh.catalog;
    const table = tables[found.value.table]!;
    const database = databases[table.database]!;
    const key = tableKey(catalogs[database.catalog]!.catalogId, database.name, table.name);
    const { column: named } = found.value;
    const id = tableNodeId(key);
    const label = [shortNameOf(mesh, id, key), named].filter(Boolean).join('.');
    return { id, ...(named ? { column: named } : {}), label };
  }
  return ofLabel(graph, wanted) ?? unknownTable(() => resolved(found), wanted);
}

function ofLabel({ nodes, indexOf }: Lineage['graph'], wanted: string): Subject | undefined {
  const lower = wanted.toLowerCase();
  const named = nodes.filter((node) => node.kind !== 'column' && node.label.toLowerCase() === lower);
  if (named.length === 1) return { id: named[0]!.id, label: named[0]!.label };
  if (named.length > 1)
    throw new Failure({
      code: 'RESOURCE_AMBIGUOUS',
      message: `${wanted} names ${String(named.length)} things of the lineage.`,
      wayOut: 'Write one of the candidates in full.',
      detail: `Candidates: ${named.slice(0, 12).map((node) => node.id).join(', ')}`,
    }); // prettier-ignore
  const dot = lower.lastIndexOf('.');
  if (dot < 1) return undefined;
  const parent = nodes.filter((node) => node.kind !== 'column' && node.label.toLowerCase() === lower.slice(0, dot));
  const column = lower.slice(dot + 1);
  const owner = parent.find(({ id }) => indexOf.has(`${id}#${column}`));
  return owner ? { id: owner.id, column, label: `${owner.label}.${column}` } : undefined;
}

function unknownTable(resolve: () => { kind: string }, wanted: string): never {
  const { kind } = resolve();
  throw new Failure({
    code: 'RESOURCE_UNKNOWN',
    message: `${wanted} is a ${kind}; lineage is about tables, columns, datasets and jobs.`,
    wayOut: 'Name a table or a column of it.',
  });
}

/** A table as people write it; what is no table by its label. */
export function nameOf(mesh: MeshOnHand, id: string, label: string): string {
  const table = lineageAccessOf(mesh).tableOf(id);
  return table === undefined ? label : refText(accessIndexOf(mesh), { kind: 'table', table });
}
