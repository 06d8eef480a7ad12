import type { GlueTable } from '../../../../../core/model/glue';

/** Kinds of object with what each accepts (facts 2.2). ALL stands for the whole list (G3). */
export const ACCEPTED = {
  catalog: ['ALTER', 'CREATE_CATALOG', 'CREATE_DATABASE', 'DESCRIBE', 'DROP'],
  database: ['ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  table: ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  view: ['DESCRIBE', 'DROP', 'SELECT'],
  link: ['DESCRIBE', 'DROP'],
} as const;

export type ObjectKind = keyof typeof ACCEPTED;

export const tableKind = (table: GlueTable): 'table' | 'view' | 'link' => {
  if (table.TargetTable) return 'link';
  // A materialized view keeps its own rows; what else than SELECT it takes is not documented, so it counts as a table.
  if (table.IsMaterializedView) return 'table';
  return table.ViewDefinition || table.IsMultiDialectView || table.TableType === 'VIRTUAL_VIEW' ? 'view' : 'table';
};

/** Names that mean something on other kinds of object only; any other name is one of the future and is kept (facts 2.2). */
const KNOWN = new Set<string>([
  ...Object.values(ACCEPTED).flat(),
  'ALL',
  'SUPER_USER',
  'DATA_LOCATION_ACCESS',
  'ASSOCIATE',
  'GRANT_WITH_LF_TAG_EXPRESSION',
  'CREATE_LF_TAG',
  'CREATE_LF_TAG_EXPRESSION',
]);

/** The single permissions that a list means on one kind of object: ALL expanded (G3), the rest kept where the kind takes it. */
export function expand(permissions: readonly string[] | undefined, kind: ObjectKind): string[] {
  const accepted: readonly string[] = ACCEPTED[kind];
  const given = (permissions ?? []).map((p) => p.toUpperCase());
  const future = given.filter((p) => !KNOWN.has(p));
  if (given.includes('ALL')) return [...accepted, ...future];
  return [...accepted.filter((p) => given.includes(p)), ...future];
}
