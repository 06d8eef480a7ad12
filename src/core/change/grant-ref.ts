import type { AccessIndex } from '../access/access-index';
import { resolveResource, type Unresolved } from '../access/resolve';
import { refText, type ResourceRef } from '../access/resource-ref';
import { policiesOfDatabase, policiesOfTable } from '../access/policy-reach';
import { superUserRows } from '../access/super-user';
import { accountOfCatalog } from '../model/keys';
import type { LFTagPair, PermissionRow } from '../model/lakeformation';
import { KIND } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { s3Path } from '../model/mesh/locations';
import { rowMember, rowRecord, type Mesh } from '../model/mesh/mesh';
import { fail, ok, type Result } from '../model/result';
import { recordsOf } from '../model/snapshot';

/** What permissions are held on: an object of the mesh, a saved LF-Tag expression or a data cells filter. */
export type GrantRef =
  ResourceRef | { kind: 'expression'; account: string; name: string } | { kind: 'filter'; filter: number };

/** `expression:ACCOUNT/NAME` and `filter:CATALOG/database.table/NAME`, beside what `resolveResource` reads. */
export function resolveGrantRef(index: AccessIndex, text: string): Result<GrantRef, Unresolved> {
  const [, kind, name = ''] = /^(expression|filter):(.*)$/is.exec(text.trim()) ?? [];
  if (kind === undefined) return resolveResource(index, text);
  const wanted = name.toLowerCase();
  if (kind.toLowerCase() === 'expression') {
    for (const { member, record } of recordsOf(index.mesh.snapshot, 'tag-expressions')) {
      const account = accountOfCatalog(record.CatalogId ?? member.account);
      const own = record.Name.toLowerCase();
      if (wanted === `${account}/${own}` || wanted === own)
        return ok({ kind: 'expression', account, name: record.Name });
    }
  } else {
    const filter = index.mesh.grants.filters.findIndex((_, id) => filterName(index.mesh, id).toLowerCase() === wanted);
    if (filter >= 0) return ok({ kind: 'filter', filter });
  }
  return fail({
    code: 'RESOURCE_UNKNOWN',
    message: `Nothing in this snapshot is called ${text}.`,
    wayOut: 'Check the name, or read the mesh again.',
    candidates: [],
  });
}

/** `CATALOG/database.table/NAME`. */
export function filterName({ catalog: { catalogs, databases, tables }, grants }: Mesh, filter: number): string {
  const { table, name } = grants.filters[filter]!;
  const { database, name: tableName } = tables[table]!;
  return `${catalogs[databases[database]!.catalog]!.catalogId}/${databases[database]!.name}.${tableName}/${name}`;
}

/** How a person calls it. */
export function grantRefText(index: AccessIndex, ref: GrantRef): string {
  if (ref.kind === 'expression') return `the saved expression ${ref.name}`;
  if (ref.kind !== 'filter') return refText(index, ref);
  const { table, name } = index.mesh.grants.filters[ref.filter]!;
  return `the data filter ${name} of ${refText(index, { kind: 'table', table })}`;
}

/** Rows that reach an object or are held on it: shares and rows of the gate group too, for they are revoked alike. */
export function rowsOnRef(index: AccessIndex, ref: GrantRef): number[] {
  const { mesh } = index;
  const { grants, catalog } = mesh;
  const gate = (row: number | undefined): number[] => (row === undefined || row < 0 ? [] : [row]);
  switch (ref.kind) {
    case 'table': {
      const { database } = catalog.tables[ref.table]!;
      return [
        ...itemsOf(grants.byTable, ref.table),
        ...itemsOf(grants.byAllTables, database),
        ...[...policiesOfTable(index, ref.table)].flatMap((policy) => [...itemsOf(grants.byPolicy, policy)]),
        ...superUserRows(index, catalog.databases[database]!.catalog),
        ...gate(grants.gateOfTable[ref.table]),
        ...gate(grants.gateOfAllTables[database]),
      ];
    }
    case 'database':
      return [
        ...itemsOf(grants.byDatabase, ref.database),
        ...[...policiesOfDatabase(index, ref.database)].flatMap((policy) => [...itemsOf(grants.byPolicy, policy)]),
        ...superUserRows(index, catalog.databases[ref.database]!.catalog),
        ...gate(grants.gateOfDatabase[ref.database]),
        ...itemsOf(grants.byAllTables, ref.database),
        ...gate(grants.gateOfAllTables[ref.database]),
      ];
    case 'catalog':
      return [...itemsOf(grants.byCatalog, ref.catalog), ...gate(grants.gateOfCatalog[ref.catalog])];
    case 'filter':
      return [...itemsOf(grants.byTable, grants.filters[ref.filter]!.table)].filter(
        (row) => grants.kind[row] === KIND.filter && grants.target[row] === ref.filter,
      );
    case 'location':
      return rowsOfKind(mesh, KIND.location, ({ DataLocation }) => s3Path(DataLocation?.ResourceArn) === ref.path);
    case 'tag':
      return tagRows(mesh, ref);
    case 'expression':
      return [
        ...policyRows(mesh, ref.account, (policy) => same(policy.saved, ref.name)),
        ...rowsOfKind(
          mesh,
          KIND.expression,
          ({ LFTagExpression: on }, account) =>
            same(on?.Name, ref.name) && accountOfCatalog(on?.CatalogId ?? account) === ref.account,
        ),
      ];
  }
}

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** Grants by expressions that name the key (and the value), and rights on the LF-Tag itself. */
function tagRows(mesh: Mesh, { account, key, value }: { account: string; key: string; value?: string }): number[] {
  const names = ({ TagKey, TagValues }: LFTagPair): boolean =>
    same(TagKey, key) && (value === undefined || TagValues.some((v) => v === '*' || same(v, value)));
  return [
    ...policyRows(mesh, account, ({ expression }) => expression.some(names)),
    ...rowsOfKind(
      mesh,
      KIND.tag,
      ({ LFTag }, lister) =>
        LFTag !== undefined && accountOfCatalog(LFTag.CatalogId ?? lister) === account && names(LFTag),
    ),
  ];
}

const policyRows = (mesh: Mesh, account: string, test: (policy: Mesh['policies'][number]) => boolean): number[] =>
  mesh.policies.flatMap((policy) =>
    policy.account === account && test(policy) ? [...itemsOf(mesh.grants.byPolicy, policy.id)] : [],
  );

/** Rows of a kind that has no number of its own; `account` is the lister's. */
function rowsOfKind(
  mesh: Mesh,
  kind: number,
  test: (resource: PermissionRow['Resource'], account: string) => boolean,
): number[] {
  const rows: number[] = [];
  for (let row = 0; row < mesh.grants.count; row++)
    if (mesh.grants.kind[row] === kind && test(rowRecord(mesh, row).Resource, rowMember(mesh, row).account))
      rows.push(row);
  return rows;
}
