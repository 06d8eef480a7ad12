import type { LineageBuild } from './completeness';
import { putNode } from './lineage-draft';
import { physicalNameOf } from './naming';
import type { DatasetName } from './openlineage';

/** A name for a person: as OpenLineage spells it. */
export const fullName = ({ namespace, name }: DatasetName): string =>
  !namespace ? name : `${namespace}${namespace.startsWith('arn:') ? ':' : '/'}${name}`;

/**
 * The mesh's own node where the name, or another name of the same dataset, joins to exactly one table; otherwise a node
 * of its own, counted.
 */
export function datasetNode(build: LineageBuild, name: DatasetName, aliases: readonly DatasetName[] = []): number {
  const full = fullName(name);
  const cached = aliases.length === 0 ? build.known.get(full) : undefined;
  if (cached !== undefined) {
    const times = build.unjoined.get(full);
    if (times !== undefined) build.unjoined.set(full, times + 1);
    return cached;
  }
  // An alias names the table, the name often only a path below it.
  for (const alias of aliases) {
    const found = build.join.ofName(alias);
    if (found.length === 1) return remember(build, full, tableNode(build, found[0]!));
  }
  const candidates = build.join.ofName(name);
  if (candidates.length === 1) return remember(build, full, tableNode(build, candidates[0]!));
  if (candidates.length > 1) build.ambiguous.set(full, candidates);
  else build.unjoined.set(full, (build.unjoined.get(full) ?? 0) + 1);
  const node = putNode(build.draft, {
    id: `dataset:${keyOf(name)}`,
    kind: 'dataset',
    label: labelOf(name),
    ambiguous: candidates.length > 0 ? candidates : undefined,
  });
  return remember(build, full, node);
}

/** A Glue table that nobody has read is called as its fellows are; anything else by its own name. */
function labelOf(name: DatasetName): string {
  const physical = physicalNameOf(name);
  return physical?.kind === 'glue' ? `${physical.database}.${physical.table}` : name.name;
}

function remember(build: LineageBuild, full: string, node: number): number {
  build.known.set(full, node);
  return node;
}

/** Two spellings of one place are one node, whether it is in the mesh or not. */
function keyOf(name: DatasetName): string {
  const physical = physicalNameOf(name);
  if (physical?.kind === 's3') return physical.path;
  if (physical?.kind === 'store') return physical.key;
  if (physical?.kind !== 'glue') return fullName(name);
  const { account = '', catalogPath, database, table } = physical;
  return `glue|${account}${catalogPath ? `:${catalogPath}` : ''}/${database}/${table}`.toLowerCase();
}

export const tableNode = (build: LineageBuild, id: string): number =>
  putNode(build.draft, { id, kind: id.startsWith('product:') ? 'product' : 'table', label: build.join.label(id) });

/** Glue folds names, so columns join in lower case. */
export function columnNode(build: LineageBuild, table: number, column: string): number {
  const own = (build.columns[table] ??= new Map());
  const known = own.get(column);
  if (known !== undefined) return known;
  const parent = build.draft.nodes[table]!;
  const label = column.toLowerCase();
  const node = putNode(build.draft, { id: `${parent.id}#${label}`, kind: 'column', label, parent: parent.id });
  own.set(column, node);
  return node;
}
