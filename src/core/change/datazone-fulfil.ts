import type { DzAssetFilter, DzSubscriptionGrant } from '../model/datazone';
import type { DataCellsFilter, PermissionRow } from '../model/lakeformation';
import { linkRow, memberOf, sourceRows, unitedFilters, type LakeGrant } from './datazone-lake';
import type { Draft } from './draft';
import { findDatabase, findTable } from './find';
import { samePrincipal } from './permission-rows';
import { listedForm, resourceKey } from './resource-key';

/** Writes a fulfilment into the draft, as DataZone does within minutes. Answers remarks. */
export function fulfil(draft: Draft, grant: LakeGrant, filters: readonly DzAssetFilter[], scopeName: string): string[] {
  const member = memberOf(draft.members, grant.account, grant.region);
  if (!member)
    return [`DataZone will grant ${grant.table} in account ${grant.account}, which is not part of the mesh.`];
  const lake = draft.as(member);
  const record = findTable(lake, grant.catalogId, grant.database, grant.table);
  if (!record) return [`DataZone cannot grant ${grant.database}.${grant.table}: the table was not found.`];
  if (record.TargetTable) return ['DataZone does not support subscriptions to resource links; the grant will fail.'];
  const { columns, rowFilter } = unitedFilters(filters);
  const scoped = columns !== undefined || rowFilter !== undefined;
  if (scoped) {
    const filter: DataCellsFilter = {
      TableCatalogId: grant.catalogId,
      DatabaseName: grant.database,
      TableName: grant.table,
      Name: scopeName,
      RowFilter: rowFilter === undefined ? { AllRowsWildcard: {} } : { FilterExpression: rowFilter },
      ...(columns ? { ColumnNames: columns } : { ColumnWildcard: {} }),
    };
    lake.setOwn('data-filters', [...lake.own('data-filters').filter((f) => f.Name !== scopeName), filter]);
  }
  for (const principal of grant.principals) {
    for (const part of sourceRows(grant, scoped ? scopeName : undefined)) addRow(lake, principal, part, grant);
    const link = linkRow(grant);
    if (link && makeLink(draft, grant)) {
      const consumer = memberOf(draft.members, grant.link!.account, grant.region);
      if (consumer) addRow(draft.as(consumer), principal, link, grant);
    }
  }
  return [];
}

type RowPart = Pick<PermissionRow, 'Resource' | 'Permissions'>;

const isRow = (lake: Draft, principal: string, part: RowPart) => (row: PermissionRow) =>
  samePrincipal(row.Principal.DataLakePrincipalIdentifier, principal) &&
  row.Condition?.Expression === undefined &&
  resourceKey(listedForm(row.Resource, lake.account)) === resourceKey(part.Resource);

function addRow(lake: Draft, principal: string, part: RowPart, { target }: LakeGrant): void {
  const rows = lake.own('permissions');
  const held = rows.find(isRow(lake, principal, part));
  const added: PermissionRow = {
    ...(held ?? { Principal: { DataLakePrincipalIdentifier: principal }, PermissionsWithGrantOption: [] }),
    Resource: held?.Resource ?? part.Resource,
    Permissions: [...new Set([...(held?.Permissions ?? []), ...part.Permissions])],
    ...(target.manageAccessRole === undefined ? {} : { LastUpdatedBy: target.manageAccessRole }),
  };
  lake.setOwn('permissions', held ? rows.map((row) => (row === held ? added : row)) : [...rows, added]);
}

function makeLink(draft: Draft, { link, catalogId, database, table, region }: LakeGrant): boolean {
  const member = link && memberOf(draft.members, link.account, region);
  if (!member) return false;
  const lake = draft.as(member);
  if (!findDatabase(lake, link.account, link.database)) return false;
  if (findTable(lake, link.account, link.database, link.name)) return true;
  const TargetTable = { CatalogId: catalogId, DatabaseName: database, Name: table, Region: region };
  const made = { Name: link.name, DatabaseName: link.database, CatalogId: link.account, TargetTable };
  lake.setOwn('tables', [...lake.own('tables'), made]);
  return true;
}

/** Takes a fulfilment back, as DataZone does after a subscription ended. Answers remarks. */
export function takeBack(draft: Draft, grant: LakeGrant, scope: AssetScope | undefined): string[] {
  const member = memberOf(draft.members, grant.account, grant.region);
  if (!member) return [];
  const lake = draft.as(member);
  const names: (string | undefined)[] = scope === undefined ? [undefined] : filterNames(draft, lake, grant, scope);
  for (const principal of grant.principals) {
    for (const part of names.flatMap((name) => sourceRows(grant, name))) {
      dropRow(lake, principal, part);
      draft.drop(
        'permissions',
        (row, lister) => lister.account !== member.account && isRow(lake, principal, part)(row),
      );
    }
    const link = linkRow(grant);
    const consumer = link && memberOf(draft.members, grant.link!.account, grant.region);
    if (consumer) dropRow(draft.as(consumer), principal, link);
  }
  if (scope !== undefined) {
    const isUnused = (filter: DataCellsFilter): boolean =>
      isOn(grant, filter) && names.includes(filter.Name) && !isGranted(lake, grant, filter.Name);
    lake.setOwn(
      'data-filters',
      lake.own('data-filters').filter((filter) => !isUnused(filter)),
    );
  }
  dropLink(draft, grant);
  return names.length > 0
    ? []
    : [
        `Which data cells filter on ${grant.database}.${grant.table} carries the approval cannot be told: more access may end than is shown.`,
      ];
}

const isOn = ({ catalogId, database, table }: LakeGrant, filter: DataCellsFilter): boolean =>
  filter.TableCatalogId === catalogId &&
  filter.DatabaseName.toLowerCase() === database.toLowerCase() &&
  filter.TableName.toLowerCase() === table.toLowerCase();

const isGranted = (lake: Draft, grant: LakeGrant, name: string): boolean =>
  sourceRows(grant, name).some(({ Resource }) =>
    lake
      .own('permissions')
      .some((row) => resourceKey(listedForm(row.Resource, lake.account)) === resourceKey(Resource)),
  );

/**
 * The data cells filters that carry a scope. The client does not tell the name of the materialized scope, so they are
 * known by what they let through, among those that the receivers hold a row on: the same rows, and the same columns apart
 * from partition keys, which no filter hides (C4). Where several look alike, those count that DataZone's role granted.
 */
function filterNames(draft: Draft, lake: Draft, grant: LakeGrant, { filterIds, scopeName }: AssetScope): string[] {
  if (scopeName !== undefined) return [scopeName];
  const filters = new Map(
    draft.all('dz-filters').flatMap(({ record: f }) => (filterIds.includes(f.id) ? [[f.id, f] as const] : [])),
  );
  const { columns, rowFilter } = unitedFilters([...filters.values()]);
  const table = findTable(lake, grant.catalogId, grant.database, grant.table);
  const all = (table?.StorageDescriptor?.Columns ?? []).map(({ Name }) => Name.toLowerCase());
  const keys = new Set((table?.PartitionKeys ?? []).map(({ Name }) => Name.toLowerCase()));
  const passed = ({ ColumnNames, ColumnWildcard }: DataCellsFilter): readonly string[] => {
    const hidden = (ColumnWildcard?.ExcludedColumnNames ?? []).map((name) => name.toLowerCase());
    return ColumnNames ?? all.filter((name) => !hidden.includes(name));
  };
  const text = (names: readonly string[]): string => {
    const shown = names.map((name) => name.toLowerCase()).filter((name) => !keys.has(name));
    return JSON.stringify([...new Set(shown)].sort());
  };
  const same = (filter: DataCellsFilter): boolean =>
    (filter.RowFilter?.FilterExpression ?? '').trim() === (rowFilter ?? '').trim() &&
    text(passed(filter)) === text(columns ?? all);
  const rowsOn = (name: string): PermissionRow[] =>
    sourceRows(grant, name).flatMap((part) =>
      grant.principals.flatMap((principal) => lake.own('permissions').filter(isRow(lake, principal, part))),
    );
  const alike = lake
    .own('data-filters')
    .filter((filter) => isOn(grant, filter) && same(filter) && rowsOn(filter.Name).length > 0)
    .map(({ Name }) => Name);
  const role = grant.target.manageAccessRole;
  const granted = alike.filter((name) => rowsOn(name).some(({ LastUpdatedBy: by }) => by !== undefined && by === role));
  return granted.length > 0 ? granted : alike;
}

function dropRow(lake: Draft, principal: string, part: RowPart): void {
  const rows = lake.own('permissions');
  const held = rows.find(isRow(lake, principal, part));
  if (!held) return;
  const left = held.Permissions.filter((permission) => !part.Permissions.includes(permission));
  lake.setOwn(
    'permissions',
    left.length === 0 && !held.PermissionsWithGrantOption?.length
      ? rows.filter((row) => row !== held)
      : rows.map((row) => (row === held ? { ...held, Permissions: left } : row)),
  );
}

/** A link that another principal still describes stays. */
function dropLink(draft: Draft, grant: LakeGrant): void {
  const member = grant.link && memberOf(draft.members, grant.link.account, grant.region);
  const link = linkRow(grant);
  if (!member || !link) return;
  const lake = draft.as(member);
  const used = lake
    .own('permissions')
    .some((row) => resourceKey(listedForm(row.Resource, lake.account)) === resourceKey(link.Resource));
  if (used) return;
  const { database, name } = grant.link!;
  lake.setOwn(
    'tables',
    lake
      .own('tables')
      .filter(
        (t) =>
          !t.TargetTable ||
          t.DatabaseName.toLowerCase() !== database.toLowerCase() ||
          t.Name.toLowerCase() !== name.toLowerCase(),
      ),
  );
}

interface AssetScope {
  filterIds: readonly string[];
  scopeName?: string;
}

/** The filters under which an asset was granted, where there are any. */
export const scopeOfAsset = (grant: DzSubscriptionGrant, assetId: string): AssetScope | undefined => {
  const { filterIds = [], scopeName } = grant.assets?.find((asset) => asset.assetId === assetId)?.assetScope ?? {};
  return filterIds.length > 0 ? { filterIds, ...(scopeName === undefined ? {} : { scopeName }) } : undefined;
};
