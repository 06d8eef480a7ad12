import type { DzAsset, DzSubscriptionTarget } from '../../../../core/model/datazone';
import { isGatePrincipal } from '../../../../core/model/keys';
import type { PermissionRow } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { findTable, lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { scanRows } from '../../state/rows';
import { bareType, tableOf } from './listing-assets';
import type { TableName } from './listing-assets';
import type { Domain } from './state';

/** Texts that DataZone's troubleshooting page documents (datazone 2.3). */
const CANNOT_ASSUME = 'Unable to assume the Data Access Role.';
const CANNOT_READ =
  'The Data Access Role does not have the necessary permissions to read the metadata of the asset. Grant it DESCRIBE on ' +
  'the database and, with grantable permissions, SELECT and DESCRIBE on the table, and try again.';
const IS_LINK = 'Asset is a resource link. Amazon DataZone does not support subscriptions to resource links.';

/** Why DataZone cannot grant (or revoke) an asset; nothing where it can, or where it does not act itself. */
export function failureOf(
  call: Call,
  domain: Domain,
  target: DzSubscriptionTarget | undefined,
  asset: DzAsset | undefined,
  kind: 'grant' | 'revoke',
): string | undefined {
  if (!target || !asset) return 'The subscription target does not exist any more.';
  if (!bareType(target.type).startsWith('Glue')) return undefined;
  const table = tableOf(asset);
  if (!table) return undefined;
  const roles = [target.manageAccessRole, accessRoleOf(domain, asset)].filter((role) => role !== undefined);
  if (roles.some((role) => !roleExists(call, role))) return CANNOT_ASSUME;
  if (kind === 'revoke') return undefined;
  const lake = lakeOfCatalog(call.world, table.catalogId, domain.region);
  const found = findTable(lake, table.catalogId, table.database, table.table);
  if (!found) return CANNOT_READ;
  if (found.TargetTable) return IS_LINK;
  const publisher = accessRoleOf(domain, asset);
  return publisher !== undefined && !mayPassOn(lake, publisher, table, found.StorageDescriptor?.Location)
    ? CANNOT_READ
    : undefined;
}

/** The role of the data source that imported the asset. */
function accessRoleOf(domain: Domain, asset: DzAsset): string | undefined {
  const reference = asset.forms['DataSourceReferenceForm'] as { dataSourceIdentifier?: { id?: string } } | undefined;
  const source = domain.extra.dataSources.find((s) => s.dataSourceId === reference?.dataSourceIdentifier?.id);
  return source?.configuration?.glueRunConfiguration?.dataAccessRole;
}

const roleExists = (call: Call, arn: string): boolean =>
  call.world.data.accounts.some((account) =>
    account.roles.some(
      (role) => arn === `arn:${call.world.data.partition}:iam::${account.id}:role${role.path ?? '/'}${role.name}`,
    ),
  );

/**
 * The publisher's prerequisites (datazone 1.6): no IAM_ALLOWED_PRINCIPALS on the table unless its location is hybrid, and
 * SELECT held with the grant option by the access role.
 */
function mayPassOn(lake: Lake, role: string, table: TableName, location: string | undefined): boolean {
  const rows = [...scanRows(lake.rows)].map(({ row }) => row).filter((row) => reaches(row, table));
  const gate = rows.some((row) => isGatePrincipal(row.Principal.DataLakePrincipalIdentifier));
  if (gate && !isHybrid(lake, location)) return false;
  return rows.some(
    (row) =>
      row.Principal.DataLakePrincipalIdentifier === role &&
      (row.PermissionsWithGrantOption ?? []).some((permission) => permission === 'SELECT' || permission === 'ALL'),
  );
}

/** The longest registered prefix of the location decides (E6). */
function isHybrid(lake: Lake, location: string | undefined): boolean {
  const path = `${(location ?? '').replace(/^s3[an]?:\/\//, 'arn:aws:s3:::').replace(/\/$/, '')}/`;
  const covering = [...lake.locations].filter(([arn]) => path.startsWith(`${arn}/`));
  const [, longest] = covering.sort(([a], [b]) => b.length - a.length)[0] ?? [];
  return longest?.HybridAccessEnabled === true;
}

function reaches(
  { Resource: { Table, TableWithColumns } }: PermissionRow,
  table: { database: string; table: string },
): boolean {
  const named = Table ?? TableWithColumns;
  if (named?.DatabaseName.toLowerCase() !== table.database.toLowerCase()) return false;
  return named.Name === 'ALL_TABLES' || named.Name?.toLowerCase() === table.table.toLowerCase();
}
