import type { AccessRow } from '../../../../core/model/case';
import type { PermissionRow, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { columnNames, findTable, lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { actorOf } from '../../state/principals';
import { catalogIdOf, resourceKey } from '../../state/resource-key';
import { rowsOf } from '../../state/rows';
import { seesAll } from './authority';
import { resourceAccess } from './oracle/evaluate';

const OPTION = 'DELEGATE_ONLY:';

/** Options of the principal's own rows that list a permission; the computed form marks what can be passed on. */
function optionsOf(lake: Lake, principal: string): (resource: Resource, permission: string) => boolean {
  const rows = [...rowsOf(lake.rows, principal)].map(({ row }) => row);
  const place = ({ Database, Table, TableWithColumns }: Resource): string => {
    const named = Table ?? TableWithColumns;
    return `${Database?.Name ?? ''}/${named?.DatabaseName ?? ''}/${named?.Name ?? ''}`.toLowerCase();
  };
  return (resource, permission) =>
    rows.some((row) => place(row.Resource) === place(resource) && row.PermissionsWithGrantOption?.includes(permission));
}

/** SELECT as a row of its own. Row and cell filters make no row: filter rows come without a principal only (LP8). */
function selectRow(lake: Lake, row: AccessRow, base: Omit<PermissionRow, 'Resource' | 'Permissions'>): PermissionRow[] {
  const named = row.resource.Table;
  const table = named && findTable(lake, named.CatalogId ?? lake.account, named.DatabaseName, named.Name ?? '');
  if (!named || !table) return [];
  const limited = (c: string): boolean =>
    (row.cellFilters && c in row.cellFilters ? row.cellFilters[c] : row.rowFilter) !== null;
  const free = (row.columns ?? []).filter((c) => !limited(c));
  const { regular, partition } = columnNames(table);
  const own = free.filter((c) => !partition.includes(c));
  if (free.length === 0) return [];
  const { CatalogId, DatabaseName, Name = '' } = named;
  const columns = own.length === regular.length ? { ColumnWildcard: {} } : { ColumnNames: free };
  return [
    { ...base, Resource: { TableWithColumns: { CatalogId, DatabaseName, Name, ...columns } }, Permissions: ['SELECT'] },
  ];
}

/**
 * ListPermissions with Principal and Resource: what the principal can do, combined from every path (LP1). Empty for those who
 * never query themselves, for principals of other accounts (LP2), and for callers who may not know.
 */
export function computedPermissions(call: Call, principal: string, resource: Resource): PermissionRow[] {
  const lake = lakeOfCatalog(call.world, catalogIdOf(resource, call.caller.account), call.region);
  const actor = actorOf(call.world, principal);
  const foreign = actor.account !== undefined && actor.account !== lake.account;
  if (foreign || !['role', 'user', 'identity-user', 'unlisted', 'gate', 'all-iam'].includes(actor.kind)) return [];
  if (!seesAll(call, lake) && principal !== call.caller.principal) return [];
  if (actor.kind === 'gate' || actor.kind === 'all-iam' || resource.Table?.TableWildcard)
    return explicitRows(lake, principal, resource);
  const tagPolicyParent = call.variants['tag-policy-parent-describe'] === 'yes';
  const access = resourceAccess(call.world, lake, actor, resource, { tagPolicyParent });
  const hasOption = optionsOf(lake, principal);
  const base = { Principal: { DataLakePrincipalIdentifier: principal }, PermissionsWithGrantOption: [] };
  const rows: PermissionRow[] = [];
  const plain = access.filter(
    (r) => !['SELECT', 'IAM_DECIDES', 'GRANT_ANY'].includes(r.permission) && !r.permission.startsWith(OPTION),
  );
  if (access.some((r) => r.permission === 'IAM_DECIDES'))
    rows.push(...explicitRows(lake, 'IAM_ALLOWED_PRINCIPALS', resource));
  if (plain.length > 0) {
    const Permissions = plain.map((r) => r.permission);
    const PermissionsWithGrantOption = Permissions.filter((p) => hasOption(resource, p));
    rows.push({ ...base, Resource: resource, Permissions, PermissionsWithGrantOption });
  }
  for (const row of access.filter((r) => r.permission === 'SELECT')) {
    const PermissionsWithGrantOption = hasOption(resource, 'SELECT') ? ['SELECT'] : [];
    rows.push(...selectRow(lake, row, { ...base, PermissionsWithGrantOption }));
  }
  for (const row of access.filter((r) => r.permission.startsWith(OPTION))) {
    rows.push({
      ...base,
      Resource: row.resource,
      Permissions: [],
      PermissionsWithGrantOption: [row.permission.slice(OPTION.length)],
    });
  }
  return rows;
}

/** The stored rows of one principal on exactly this resource (and its SELECT twin). */
function explicitRows(lake: Lake, principal: string, resource: Resource): PermissionRow[] {
  const key = resourceKey(resource, lake.account);
  const twin = key.startsWith('table|') ? key.replace(/^table/, 'columns') : key;
  return [...rowsOf(lake.rows, principal)]
    .map(({ row }) => row)
    .filter((row) => {
      const own = resourceKey(row.Resource, lake.account);
      return own === key || own.startsWith(`${twin}|`);
    });
}
