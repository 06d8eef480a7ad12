import { isNested } from '../access/columns';
import { checkRowExpression } from '../lake/row-expression';
import type { LakeColumn } from '../lake/views';
import type { GlueColumn, GlueTable } from '../model/glue';
import { accountOfCatalog, isGatePrincipal } from '../model/keys';
import type {
  DataCellsFilter,
  DataLakeSettings,
  OptIn,
  PermissionRow,
  Resource,
  ResourceInfo,
} from '../model/lakeformation';
import { s3Path } from '../model/mesh/locations';
import { byCaller, type Judged } from './caller-rights';
import type { Draft } from './draft';
import { absentColumn, findTable } from './find';
import { effect, exists, invalid, notFound, type Outcome } from './refusal';
import { samePrincipal } from './permission-rows';
import { listedForm, ownerOf, resourceKey } from './resource-key';
import { settingsRefusal } from './settings-rules';
import { settingsRemarks } from './settings-remarks';
import { unknownPrincipal } from './grant-rules';
import { missingObject } from './missing-object';

/** Administrators may; whether anybody else may is IAM's to say, or not documented, so it is remarked. */
const AN_ADMINISTRATOR: Judged = {
  judge: ({ isAdmin }) => (isAdmin ? 'yes' : 'unknown'),
  lacks: 'is no administrator',
};

/** PutDataLakeSettings replaces the whole object; an omitted member must be taken as reset (I1, unverified). */
export const putSettings = (draft: Draft, request: { DataLakeSettings?: DataLakeSettings }): Outcome =>
  byCaller(draft, AN_ADMINISTRATOR, (on) => putSettingsChecked(on, request));

function putSettingsChecked(draft: Draft, request: { DataLakeSettings?: DataLakeSettings }): Outcome {
  if (!request.DataLakeSettings) return invalid('DataLakeSettings is required.');
  const refused = settingsRefusal(draft, request.DataLakeSettings);
  if (refused) return refused;
  const held = draft.own('settings')[0] ?? {};
  const omitted = Object.keys(held).filter((member) => !(member in request.DataLakeSettings!));
  draft.setOwn('settings', [request.DataLakeSettings]);
  const warnings =
    omitted.length > 0
      ? [
          `I1 (unverified): the settings are replaced as a whole; omitted members are taken as reset: ${omitted.join(', ')}`,
        ]
      : [];
  return effect(['I1'], [...warnings, ...settingsRemarks(held, request.DataLakeSettings)]);
}

/** On what another account shares, it is not documented either. */
const anAdministratorOf = (owner: string): Judged => ({
  judge: (rights) => (rights.isAdmin && rights.account === owner ? 'yes' : 'unknown'),
  lacks: AN_ADMINISTRATOR.lacks,
});

const ownerOfFilter = (draft: Draft, data: Partial<DataCellsFilter> | undefined): string =>
  accountOfCatalog(data?.TableCatalogId ?? draft.account);

/** Facts 1.2: only data lake administrators opt anybody in or out. */
const NO_ADMIN = 'is no data lake administrator, and only these opt principals in and out';

/** Whose administrators opt in on what one account shares with another is not documented. */
const optsIn = ({ Resource: resource = {} }: OptInRequest): Judged => ({
  judge: ({ isAdmin, account }) => (!isAdmin ? 'no' : ownerOf(resource, account) === account ? 'yes' : 'unknown'),
  lacks: NO_ADMIN,
});

export interface OptInRequest {
  Principal?: { DataLakePrincipalIdentifier: string };
  Resource?: OptIn['Resource'];
  Condition?: OptIn['Condition'];
}

const isOptIn = (draft: Draft, request: OptInRequest) => (entry: OptIn) =>
  samePrincipal(entry.Principal.DataLakePrincipalIdentifier, request.Principal?.DataLakePrincipalIdentifier ?? '') &&
  (entry.Condition?.Expression ?? '') === (request.Condition?.Expression ?? '') &&
  resourceKey(listedForm(entry.Resource, draft.account)) === resourceKey(listedForm(request.Resource!, draft.account));

/** CreateLakeFormationOptIn: named catalogs, databases and tables only, never tag expressions (E2). */
export const createOptIn = (draft: Draft, request: OptInRequest): Outcome =>
  byCaller(draft, optsIn(request), (on) => createOptInByAdmin(on, request));

function createOptInByAdmin(draft: Draft, request: OptInRequest): Outcome {
  if (!request.Principal?.DataLakePrincipalIdentifier || !request.Resource)
    return invalid('Principal and Resource are required.');
  const refused =
    unsupportedOptIn(request.Resource) ??
    missingObject(draft, listedForm(request.Resource, draft.account)) ??
    unknownPrincipal(draft, request.Principal.DataLakePrincipalIdentifier) ??
    (isGatePrincipal(request.Principal.DataLakePrincipalIdentifier) ? invalid('Invalid principal.', 'E2') : undefined);
  if (refused) return refused;
  const optIns = draft.own('opt-ins');
  if (optIns.some(isOptIn(draft, request)))
    return effect(['E2'], ['not applied: the principal is already opted in on the resource']);
  const Resource = listedForm(request.Resource, draft.account);
  const entry: OptIn = { Principal: request.Principal, Resource };
  if (request.Condition) entry.Condition = request.Condition;
  draft.setOwn('opt-ins', [...optIns, entry]);
  return effect(['E2'], ['E2 (inferred): an opted-in principal without a grant is locked out of the resource']);
}

const unsupportedOptIn = ({ Catalog, Database, Table }: Resource): Outcome | undefined =>
  (Catalog ?? Database ?? Table) ? undefined : invalid('Opt-in works on catalogs, databases and tables only.', 'E2');

export const deleteOptIn = (draft: Draft, request: OptInRequest): Outcome =>
  byCaller(draft, optsIn(request), (on) => deleteOptInByAdmin(on, request));

function deleteOptInByAdmin(draft: Draft, request: OptInRequest): Outcome {
  if (!request.Principal?.DataLakePrincipalIdentifier || !request.Resource)
    return invalid('Principal and Resource are required.');
  const refused = unsupportedOptIn(request.Resource);
  if (refused) return refused;
  const optIns = draft.own('opt-ins');
  const kept = optIns.filter((entry) => !isOptIn(draft, request)(entry));
  if (kept.length === optIns.length) return notFound('No opt-in of the principal on the resource.');
  draft.setOwn('opt-ins', kept);
  return effect(['E1']);
}

const samePath = (a: string, b: string | undefined): boolean => s3Path(a) !== undefined && s3Path(a) === s3Path(b);

/** The role that Lake Formation makes for itself in an account. */
const SERVICE_ROLE = 'aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess';

/** RegisterResource: the data path of everything below the prefix changes (E6). */
export const registerResource = (
  draft: Draft,
  request: Partial<ResourceInfo> & { UseServiceLinkedRole?: boolean },
): Outcome => byCaller(draft, AN_ADMINISTRATOR, (on) => registerResourceChecked(on, request));

function registerResourceChecked(
  draft: Draft,
  request: Partial<ResourceInfo> & { UseServiceLinkedRole?: boolean },
): Outcome {
  if (!request.ResourceArn) return invalid('ResourceArn is required.');
  if (!request.RoleArn && !request.UseServiceLinkedRole)
    return invalid('Must specify either RoleArn or UseServiceLinkedRole.');
  const locations = draft.own('locations');
  if (locations.some((l) => samePath(l.ResourceArn, request.ResourceArn)))
    return exists('Resource is already registered.');
  const { ResourceArn, WithFederation, HybridAccessEnabled, WithPrivilegedAccess } = request;
  const { partition } = draft.member;
  const RoleArn = request.RoleArn ?? `arn:${partition}:iam::${draft.account}:role/${SERVICE_ROLE}`;
  draft.setOwn('locations', [
    ...locations,
    { ResourceArn, RoleArn, WithFederation, HybridAccessEnabled, WithPrivilegedAccess },
  ]);
  return effect(['E6']);
}

export const updateResource = (draft: Draft, request: Partial<ResourceInfo>): Outcome =>
  byCaller(draft, AN_ADMINISTRATOR, (on) => updateResourceChecked(on, request));

function updateResourceChecked(draft: Draft, request: Partial<ResourceInfo>): Outcome {
  const locations = draft.own('locations');
  if (!locations.some((l) => samePath(l.ResourceArn, request.ResourceArn)))
    return notFound('Resource is not registered.');
  draft.setOwn(
    'locations',
    locations.map((l) =>
      samePath(l.ResourceArn, request.ResourceArn) ? { ...l, ...request, ResourceArn: l.ResourceArn } : l,
    ),
  );
  const held = locations.find((l) => samePath(l.ResourceArn, request.ResourceArn));
  const isOther = request.RoleArn !== undefined && request.RoleArn !== held?.RoleArn;
  return effect(['E6'], isOther ? [OTHER_ROLE] : []);
}

const OTHER_ROLE =
  'Data below the location is read through another role from then on; what that role may read in S3 is not known to Heddle.';

export const deregisterResource = (draft: Draft, request: Partial<ResourceInfo>): Outcome =>
  byCaller(draft, AN_ADMINISTRATOR, (on) => deregisterResourceChecked(on, request));

function deregisterResourceChecked(draft: Draft, request: Partial<ResourceInfo>): Outcome {
  const locations = draft.own('locations');
  const kept = locations.filter((l) => !samePath(l.ResourceArn, request.ResourceArn));
  if (kept.length === locations.length) return notFound('Resource is not registered.');
  draft.setOwn('locations', kept);
  return effect(['E6']);
}

/** A filter is named by its table, in whatever catalog, and its own name. */
const isFilter = (wanted: Partial<DataCellsFilter>, account: string) => (filter: DataCellsFilter) =>
  filter.Name === wanted.Name &&
  (filter.TableCatalogId ?? account) === (wanted.TableCatalogId ?? account) &&
  filter.TableName.toLowerCase() === wanted.TableName?.toLowerCase() &&
  filter.DatabaseName.toLowerCase() === wanted.DatabaseName?.toLowerCase();

/** A filter names its table, either some columns or all but some, and either all rows or those of an expression. */
function filterRefusal(draft: Draft, data: Partial<DataCellsFilter> | undefined): Outcome | undefined {
  if (!data?.Name || !data.TableName || !data.DatabaseName) return invalid('TableData is incomplete.');
  const table = findTable(draft, data.TableCatalogId, data.DatabaseName, data.TableName);
  if (!table) return notFound(`Table not found: ${data.DatabaseName}.${data.TableName}`);
  const { ColumnNames: included, ColumnWildcard: wildcard, RowFilter: rows } = data;
  if (!included?.length === !wildcard) return invalid('Specify either ColumnNames or ColumnWildcard.', 'C1');
  const listed = [...(included ?? []), ...(wildcard?.ExcludedColumnNames ?? [])];
  const absent = absentColumn(
    table,
    listed.filter((name) => !isNested(name)),
  );
  if (absent !== undefined) return invalid(`Column ${absent} does not exist in the table.`, 'C1');
  if (rows?.FilterExpression !== undefined && rows.AllRowsWildcard)
    return invalid('Specify either FilterExpression or AllRowsWildcard.', 'C6');
  if (rows?.FilterExpression === undefined) return undefined;
  const { isRefused, remarks } = checkRowExpression(rows.FilterExpression, lakeColumns(table));
  return isRefused ? invalid(['The row filter expression is not valid.', ...remarks].join(' '), 'C6') : undefined;
}

export const createFilter = (draft: Draft, request: { TableData?: DataCellsFilter }): Outcome =>
  byCaller(draft, anAdministratorOf(ownerOfFilter(draft, request.TableData)), (on) => createFilterChecked(on, request));

function createFilterChecked(draft: Draft, request: { TableData?: DataCellsFilter }): Outcome {
  const data = request.TableData;
  const refused = filterRefusal(draft, data);
  if (refused || !data) return refused ?? invalid('TableData is required.');
  const filters = draft.own('data-filters');
  if (filters.some(isFilter(data, draft.account))) return exists('Data cells filter already exists.');
  draft.setOwn('data-filters', [...filters, { ...data, TableCatalogId: data.TableCatalogId ?? draft.account }]);
  return effect(['C6'], rowRemarks(draft, data));
}

/** Whether the service looks up the columns that an expression names is not documented: they are remarked (facts 4). */
function rowRemarks(draft: Draft, data: DataCellsFilter): string[] {
  const table = findTable(draft, data.TableCatalogId, data.DatabaseName, data.TableName);
  const check = table && checkRowExpression(data.RowFilter?.FilterExpression ?? '', lakeColumns(table));
  return check?.state === 'wrong'
    ? check.remarks.map((remark) => `C6 (unverified): the row expression of ${data.Name} looks wrong: ${remark}`)
    : [];
}

function lakeColumns({ StorageDescriptor, PartitionKeys }: GlueTable): LakeColumn[] {
  const of = (list: readonly GlueColumn[] | undefined, isPartition: boolean): LakeColumn[] =>
    (list ?? []).map(({ Name, Type }) => ({ name: Name, type: Type ?? '', isPartition }));
  return [...of(StorageDescriptor?.Columns, false), ...of(PartitionKeys, true)];
}

export const updateFilter = (draft: Draft, request: { TableData?: DataCellsFilter }): Outcome =>
  byCaller(draft, anAdministratorOf(ownerOfFilter(draft, request.TableData)), (on) => updateFilterChecked(on, request));

function updateFilterChecked(draft: Draft, request: { TableData?: DataCellsFilter }): Outcome {
  const filters = draft.own('data-filters');
  if (!request.TableData || !filters.some(isFilter(request.TableData, draft.account)))
    return notFound('Data cells filter not found.');
  const refused = filterRefusal(draft, request.TableData);
  if (refused) return refused;
  draft.setOwn(
    'data-filters',
    filters.map((f) => (isFilter(request.TableData!, draft.account)(f) ? request.TableData! : f)),
  );
  return effect(['C6'], rowRemarks(draft, request.TableData));
}

const GRANTS_GO =
  'Grants of the filter are taken to go with it. AWS does not say so (unverified): should they stay, they give nothing until a filter of the same name is created.';

/** DeleteDataCellsFilter takes the rows that grant the filter along, also where an account that it is shared with lists them. */
export const deleteFilter = (draft: Draft, request: Partial<DataCellsFilter>): Outcome =>
  byCaller(draft, anAdministratorOf(ownerOfFilter(draft, request)), (on) => deleteFilterChecked(on, request));

function deleteFilterChecked(draft: Draft, request: Partial<DataCellsFilter>): Outcome {
  const filters = draft.own('data-filters');
  const kept = filters.filter((f) => !isFilter(request, draft.account)(f));
  if (kept.length === filters.length) return notFound('Data cells filter not found.');
  draft.setOwn('data-filters', kept);
  const catalog = request.TableCatalogId ?? draft.account;
  const keyOf = ({ Principal, Resource: resource, Condition }: PermissionRow): string =>
    [Principal.DataLakePrincipalIdentifier, Condition?.Expression ?? '', resourceKey(resource)].join('\n');
  const gone = draft.own('permissions').filter(({ Resource: { DataCellsFilter: held } }) => {
    return (
      held !== undefined &&
      (held.TableCatalogId ?? draft.account) === catalog &&
      isFilter(request, draft.account)(held as DataCellsFilter)
    );
  });
  const keys = new Set(gone.map(keyOf));
  draft.drop('permissions', (row) => row.Resource.DataCellsFilter !== undefined && keys.has(keyOf(row)));
  return effect(['C6'], gone.length > 0 ? [GRANTS_GO] : []);
}
