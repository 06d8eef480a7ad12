import type { DataCellsFilter, PermissionRow, Resource } from '../../../../core/model/lakeformation';
import { accountOfCatalog, databaseKey } from '../../../../core/model/keys';
import type { Call } from '../../service';
import { filterKey, findDatabase, findTable, lakeOf, putTable } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { findRow, putRow, removeRow, scanRows } from '../../state/rows';
import type { LakeGrant, LakeGrants } from './lake-grant';
import { shareOnce, unshare } from './ram-shares';

export const lakeGrants = (call: Call): LakeGrants =>
  call.world.part<LakeGrants>('lake-grants', () => ({ grantInLake, revokeInLake }));

const table = ({ catalogId, database, table: name }: LakeGrant): Resource => ({
  Table: { CatalogId: catalogId, DatabaseName: database, Name: name },
});

const allColumns = ({ catalogId, database, table: name }: LakeGrant): Resource => ({
  TableWithColumns: { CatalogId: catalogId, DatabaseName: database, Name: name, ColumnWildcard: {} },
});

const filterName = (
  grant: LakeGrant,
): { TableCatalogId: string; DatabaseName: string; TableName: string; Name: string } => ({
  TableCatalogId: grant.catalogId,
  DatabaseName: grant.database,
  TableName: grant.table,
  Name: grant.scopeName ?? '',
});

const isScoped = ({ columns, rowFilter }: LakeGrant): boolean => columns !== undefined || rowFilter !== undefined;

/** SELECT and DESCRIBE on the whole table, or SELECT on a data cells filter: a limited SELECT excludes DESCRIBE (V9). */
const sourceRows = (grant: LakeGrant): { Resource: Resource; Permissions: string[] }[] =>
  isScoped(grant)
    ? [{ Resource: { DataCellsFilter: filterName(grant) }, Permissions: ['SELECT'] }]
    : [
        { Resource: table(grant), Permissions: ['DESCRIBE'] },
        { Resource: allColumns(grant), Permissions: ['SELECT'] },
      ];

function addRow(call: Call, lake: Lake, row: PermissionRow): void {
  const present = findRow(lake.rows, row)?.row;
  putRow(lake.rows, {
    ...row,
    Permissions: [...new Set([...(present?.Permissions ?? []), ...row.Permissions])],
    PermissionsWithGrantOption: present?.PermissionsWithGrantOption ?? [],
    LastUpdated: call.now.toISOString(),
  });
}

function dropRow(lake: Lake, row: PermissionRow): void {
  const present = findRow(lake.rows, row)?.row;
  if (!present) return;
  const left = present.Permissions.filter((permission) => !row.Permissions.includes(permission));
  if (left.length === 0) removeRow(lake.rows, row);
  else putRow(lake.rows, { ...present, Permissions: left });
}

/** The link and its DESCRIBE, without which a consumer's engine does not find the shared table (L3). */
function linkRow({ link }: LakeGrant): { Resource: Resource; Permissions: string[] } | undefined {
  if (!link) return undefined;
  return {
    Resource: { Table: { CatalogId: link.account, DatabaseName: link.database, Name: link.name } },
    Permissions: ['DESCRIBE'],
  };
}

function grantInLake(call: Call, grant: LakeGrant): void {
  const lake = lakeOf(call.world, grant.account, grant.region);
  if (isScoped(grant)) putFilter(lake, grant);
  const by = grant.manageAccessRole;
  for (const principal of grant.principals) {
    const foreign = principal.split(':')[4] !== accountOfCatalog(grant.catalogId);
    const share = foreign ? shareOnce(call, grant, principal) : undefined;
    for (const part of sourceRows(grant)) {
      addRow(call, lake, {
        Principal: { DataLakePrincipalIdentifier: principal },
        ...part,
        ...(share !== undefined && { AdditionalDetails: { ResourceShare: [share] } }),
        LastUpdatedBy: by,
      });
    }
    const link = linkRow(grant);
    if (link && makeLink(call, grant)) {
      const consumer = lakeOf(call.world, grant.link?.account ?? '', grant.region);
      addRow(call, consumer, { Principal: { DataLakePrincipalIdentifier: principal }, ...link, LastUpdatedBy: by });
    }
  }
  call.world.version++;
}

function putFilter(lake: Lake, grant: LakeGrant): void {
  const filter: DataCellsFilter = {
    ...filterName(grant),
    RowFilter: grant.rowFilter === undefined ? { AllRowsWildcard: {} } : { FilterExpression: grant.rowFilter },
    ...(grant.columns ? { ColumnNames: grant.columns } : { ColumnWildcard: {} }),
    VersionId: '1',
  };
  lake.filters.set(filterKey(filter, lake.account), filter);
}

/** False where the consumer's database does not exist: the grant then stands without a link. */
function makeLink(call: Call, grant: LakeGrant): boolean {
  const { link } = grant;
  if (!link) return false;
  const lake = lakeOf(call.world, link.account, grant.region);
  if (!findDatabase(lake, link.account, link.database)) return false;
  if (!findTable(lake, link.account, link.database, link.name)) {
    putTable(lake, {
      Name: link.name,
      DatabaseName: link.database,
      CatalogId: link.account,
      CreatedBy: grant.manageAccessRole,
      CreateTime: call.now.toISOString(),
      TargetTable: {
        CatalogId: grant.catalogId,
        DatabaseName: grant.database,
        Name: grant.table,
        Region: grant.region,
      },
      VersionId: '1',
    });
  }
  return true;
}

function revokeInLake(call: Call, grant: LakeGrant): void {
  const lake = lakeOf(call.world, grant.account, grant.region);
  for (const principal of grant.principals) {
    const Principal = { DataLakePrincipalIdentifier: principal };
    for (const part of sourceRows(grant)) dropRow(lake, { Principal, ...part });
    unshare(call, grant, principal, (share) => isUsed(lake, share));
    const link = linkRow(grant);
    if (link) dropRow(lakeOf(call.world, grant.link?.account ?? '', grant.region), { Principal, ...link });
  }
  if (grant.link) dropUnusedLink(lakeOf(call.world, grant.link.account, grant.region), grant.link);
  call.world.version++;
}

const isUsed = (lake: Lake, share: string): boolean => {
  for (const { row } of scanRows(lake.rows)) if (row.AdditionalDetails?.ResourceShare?.includes(share)) return true;
  return false;
};

/** A link that another principal still describes stays. */
function dropUnusedLink(lake: Lake, link: NonNullable<LakeGrant['link']>): void {
  for (const { row } of scanRows(lake.rows)) {
    const { Table } = row.Resource;
    if (Table?.CatalogId === link.account && Table.DatabaseName === link.database && Table.Name === link.name) return;
  }
  lake.tables.get(databaseKey(link.account, link.database))?.delete(link.name.toLowerCase());
}
