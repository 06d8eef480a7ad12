import { physicalKeyOf } from '../graph/asset-key';
import { bareType } from '../model/asset-type';
import type { DzAssetFilter, DzForms, DzListing, DzSubscribedPrincipal, DzSubscriptionTarget } from '../model/datazone';
import type { PermissionRow, Resource } from '../model/lakeformation';
import { accountOfCatalog, tableKey } from '../model/keys';
import { recordsOf, type Member, type Snapshot } from '../model/snapshot';

/** What DataZone writes into Lake Formation when it fulfils one asset for one subscription target (facts datazone 1.6). */
export interface LakeGrant {
  assetId: string;
  target: DzSubscriptionTarget;
  catalogId: string;
  account: string;
  region: string;
  database: string;
  table: string;
  principals: string[];
  /** Where the consumer finds the table. */
  link?: { account: string; database: string; name: string };
}

type Read = Pick<Snapshot, 'members' | 'parts'>;

const records = <L extends Parameters<typeof recordsOf>[1]>(snapshot: Read, layer: L) =>
  [...recordsOf(snapshot, layer)].map(({ record }) => record);

/** The assets that a listing stands for: itself, or the members of a data product. */
export function assetsOf(
  snapshot: Read,
  domainId: string,
  listingId: string,
): { id: string; type: string; forms: DzForms; external?: string }[] {
  const listings = records(snapshot, 'dz-listings').filter((l) => l.domainId === domainId);
  const listing = listings.find((l) => l.listingId === listingId);
  if (!listing) return [];
  const members =
    listing.kind === 'asset'
      ? [listing]
      : (listing.items ?? []).flatMap((item) => listings.find((l) => l.listingId === item.listingId) ?? []);
  const seen = new Set<string>();
  return members.flatMap((member: DzListing) => {
    if (seen.has(member.entityId)) return [];
    seen.add(member.entityId);
    const asset = records(snapshot, 'dz-assets').find(
      (a) => a.domainId === domainId && a.identifier === member.entityId,
    );
    return [
      {
        id: member.entityId,
        type: bareType(asset?.typeIdentifier ?? member.entityType),
        forms: asset?.forms ?? member.forms,
        ...(asset?.externalIdentifier === undefined ? {} : { external: asset.externalIdentifier }),
      },
    ];
  });
}

/** Every fulfilment that a listing means for the subscription targets of a subscriber; only Glue tables end in Lake Formation. */
export function lakeGrantsOf(
  snapshot: Read,
  domainId: string,
  listingId: string,
  subscriber: DzSubscribedPrincipal,
  wants: (target: DzSubscriptionTarget) => boolean,
): LakeGrant[] {
  const environments = records(snapshot, 'dz-environments').filter(
    (e) => e.domainId === domainId && e.projectId === subscriber.project?.id,
  );
  const seen = new Set<string>();
  const targets = records(snapshot, 'dz-targets').filter((t) => {
    const key = `${t.environmentId}/${t.id}`;
    if (t.domainId !== domainId || seen.has(key) || !environments.some((e) => e.id === t.environmentId)) return false;
    seen.add(key);
    return wants(t);
  });
  const assets = assetsOf(snapshot, domainId, listingId);
  return targets.flatMap((target) =>
    assets
      .filter((asset) => (target.applicableAssetTypes ?? []).some((type) => bareType(type) === asset.type))
      .flatMap((asset) => {
        const environment = environments.find((e) => e.id === target.environmentId);
        const grant = grantOf(asset, target, environment?.awsAccountId, environment?.awsAccountRegion);
        return grant ? [grant] : [];
      }),
  );
}

/** Assets of a listing that a target takes, whatever becomes of them. */
export const takersOf = (
  snapshot: Read,
  domainId: string,
  listingId: string,
  { applicableAssetTypes = [] }: DzSubscriptionTarget,
): string[] =>
  assetsOf(snapshot, domainId, listingId)
    .filter((asset) => applicableAssetTypes.some((type) => bareType(type) === asset.type))
    .map(({ id }) => id);

function grantOf(
  asset: { id: string; forms: DzForms; external?: string },
  target: DzSubscriptionTarget,
  account: string | undefined,
  region: string | undefined,
): LakeGrant | undefined {
  if (!bareType(target.type).startsWith('Glue')) return undefined;
  const key = physicalKeyOf(asset.forms, asset.external);
  if (!key || !('glue' in key)) return undefined;
  const [catalogId = '', database = '', table = ''] = splitKey(key.glue);
  const config = target.subscriptionTargetConfig?.find((form) => form.formName === 'GlueSubscriptionTargetConfigForm');
  const name = databaseOf(config?.content);
  return {
    assetId: asset.id,
    target,
    catalogId,
    account: accountOfCatalog(catalogId),
    region: key.region ?? region ?? '',
    database,
    table,
    principals: target.authorizedPrincipals,
    ...(name !== undefined && account !== undefined ? { link: { account, database: name, name: table } } : {}),
  };
}

/** A table key is split from the right: a catalog id may hold slashes. */
function splitKey(key: string): string[] {
  const parts = key.split('/');
  return [parts.slice(0, -2).join('/'), parts.at(-2) ?? '', parts.at(-1) ?? ''];
}

function databaseOf(content: string | undefined): string | undefined {
  try {
    const parsed = JSON.parse(content ?? '{}') as { databaseName?: unknown };
    return typeof parsed.databaseName === 'string' ? parsed.databaseName : undefined;
  } catch {
    return undefined;
  }
}

/** The member that reads the account, in the grant's region where it names one. */
export const memberOf = (members: readonly Member[], account: string, region: string): Member | undefined =>
  members.find((m) => m.account === account && (region === '' || m.region === region)) ??
  members.find((m) => m.account === account);

/** SELECT and DESCRIBE on the whole table, or SELECT on a data cells filter: a limited SELECT excludes DESCRIBE (V9). */
export function sourceRows(
  { catalogId, database, table }: LakeGrant,
  scopeName?: string,
): Pick<PermissionRow, 'Resource' | 'Permissions'>[] {
  if (scopeName !== undefined) {
    const filter = { TableCatalogId: catalogId, DatabaseName: database, TableName: table, Name: scopeName };
    return [{ Resource: { DataCellsFilter: filter }, Permissions: ['SELECT'] }];
  }
  const named = { CatalogId: catalogId, DatabaseName: database, Name: table };
  return [
    { Resource: { Table: named }, Permissions: ['DESCRIBE'] },
    { Resource: { TableWithColumns: { ...named, ColumnWildcard: {} } }, Permissions: ['SELECT'] },
  ];
}

export const linkRow = ({ link }: LakeGrant): Pick<PermissionRow, 'Resource' | 'Permissions'> | undefined =>
  link && {
    Resource: { Table: { CatalogId: link.account, DatabaseName: link.database, Name: link.name } } satisfies Resource,
    Permissions: ['DESCRIBE'],
  };

/** Columns and rows that several filters let through together; absent = no limit. */
export function unitedFilters(filters: readonly DzAssetFilter[]): { columns?: string[]; rowFilter?: string } {
  const columns = [...new Set(filters.flatMap((filter) => filter.effectiveColumnNames ?? []))];
  const rows = filters.flatMap((filter) => filter.effectiveRowFilter ?? []);
  return {
    ...(columns.length > 0 ? { columns } : {}),
    ...(rows.length > 0
      ? { rowFilter: rows.length === 1 ? rows[0]! : rows.map((row) => `(${row})`).join(' OR ') }
      : {}),
  };
}

export const keyOfGrant = (grant: LakeGrant): string => tableKey(grant.catalogId, grant.database, grant.table);
