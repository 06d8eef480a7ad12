import { accountOfPrincipal } from '../model/arn';
import type { DataCellsFilter, DataLakeSettings, OptIn, ResourceInfo } from '../model/lakeformation';
import { s3Path } from '../model/mesh/locations';
import { isIam, kindOf } from '../model/mesh/principals';
import type { Draft } from './draft';
import { findTable } from './find';
import { effect, exists, invalid, notFound, type Outcome } from './refusal';
import { samePrincipal } from './permission-rows';
import { listedForm, resourceKey } from './resource-key';

/** PutDataLakeSettings replaces the whole object; an omitted member must be taken as reset (I1, unverified). */
export function putSettings(draft: Draft, request: { DataLakeSettings?: DataLakeSettings }): Outcome {
  if (!request.DataLakeSettings) return invalid('DataLakeSettings is required.');
  const listed = [
    ...(request.DataLakeSettings.DataLakeAdmins ?? []),
    ...(request.DataLakeSettings.ReadOnlyAdmins ?? []),
  ];
  if (listed.some((admin) => kindOf(admin.DataLakePrincipalIdentifier).startsWith('identity-center')))
    return invalid('Invalid principal. Identity Center users and groups cannot be administrators.', 'I2');
  const known = new Set(draft.own('identity').map((record) => record.arn));
  const absent = listed.find(
    ({ DataLakePrincipalIdentifier: arn }) =>
      known.size > 0 && isIam(kindOf(arn)) && accountOfPrincipal(arn) === draft.account && !known.has(arn),
  );
  if (absent) return invalid(`Invalid principal, ${absent.DataLakePrincipalIdentifier}.`, 'G14');
  const omitted = Object.keys(draft.own('settings')[0] ?? {}).filter(
    (member) => !(member in request.DataLakeSettings!),
  );
  draft.setOwn('settings', [request.DataLakeSettings]);
  const warnings =
    omitted.length > 0
      ? [
          `I1 (unverified): the settings are replaced as a whole; omitted members are taken as reset: ${omitted.join(', ')}`,
        ]
      : [];
  return effect(['I1'], warnings);
}

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
export function createOptIn(draft: Draft, request: OptInRequest): Outcome {
  if (!request.Principal?.DataLakePrincipalIdentifier || !request.Resource)
    return invalid('Principal and Resource are required.');
  if (request.Resource.LFTagPolicy ?? request.Resource.LFTag)
    return invalid('Opt-in works on named resources only.', 'E2');
  const optIns = draft.own('opt-ins');
  if (optIns.some(isOptIn(draft, request))) return invalid('The principal is already opted in on the resource.');
  const entry: OptIn = { Principal: request.Principal, Resource: listedForm(request.Resource, draft.account) };
  if (request.Condition) entry.Condition = request.Condition;
  draft.setOwn('opt-ins', [...optIns, entry]);
  return effect(['E2'], ['E2 (inferred): an opted-in principal without a grant is locked out of the resource']);
}

export function deleteOptIn(draft: Draft, request: OptInRequest): Outcome {
  if (!request.Principal?.DataLakePrincipalIdentifier || !request.Resource)
    return invalid('Principal and Resource are required.');
  const optIns = draft.own('opt-ins');
  const kept = optIns.filter((entry) => !isOptIn(draft, request)(entry));
  if (kept.length === optIns.length) return notFound('No opt-in of the principal on the resource.');
  draft.setOwn('opt-ins', kept);
  return effect(['E1']);
}

const samePath = (a: string, b: string | undefined): boolean => s3Path(a) !== undefined && s3Path(a) === s3Path(b);

/** RegisterResource: the data path of everything below the prefix changes (E6). */
export function registerResource(draft: Draft, request: Partial<ResourceInfo>): Outcome {
  if (!request.ResourceArn) return invalid('ResourceArn is required.');
  const locations = draft.own('locations');
  if (locations.some((l) => samePath(l.ResourceArn, request.ResourceArn)))
    return exists('Resource is already registered.');
  const { ResourceArn, RoleArn, WithFederation, HybridAccessEnabled, WithPrivilegedAccess } = request;
  draft.setOwn('locations', [
    ...locations,
    { ResourceArn, RoleArn, WithFederation, HybridAccessEnabled, WithPrivilegedAccess },
  ]);
  return effect(['E6']);
}

export function updateResource(draft: Draft, request: Partial<ResourceInfo>): Outcome {
  const locations = draft.own('locations');
  if (!locations.some((l) => samePath(l.ResourceArn, request.ResourceArn)))
    return notFound('Resource is not registered.');
  draft.setOwn(
    'locations',
    locations.map((l) =>
      samePath(l.ResourceArn, request.ResourceArn) ? { ...l, ...request, ResourceArn: l.ResourceArn } : l,
    ),
  );
  return effect(['E6']);
}

export function deregisterResource(draft: Draft, request: Partial<ResourceInfo>): Outcome {
  const locations = draft.own('locations');
  const kept = locations.filter((l) => !samePath(l.ResourceArn, request.ResourceArn));
  if (kept.length === locations.length) return notFound('Resource is not registered.');
  draft.setOwn('locations', kept);
  return effect(['E6']);
}

const isFilter = (wanted: Partial<DataCellsFilter>) => (filter: DataCellsFilter) =>
  filter.Name === wanted.Name &&
  filter.TableName.toLowerCase() === wanted.TableName?.toLowerCase() &&
  filter.DatabaseName.toLowerCase() === wanted.DatabaseName?.toLowerCase();

export function createFilter(draft: Draft, request: { TableData?: DataCellsFilter }): Outcome {
  const data = request.TableData;
  if (!data?.Name || !data.TableName || !data.DatabaseName) return invalid('TableData is incomplete.');
  if (!findTable(draft, data.TableCatalogId, data.DatabaseName, data.TableName))
    return notFound(`Table not found: ${data.DatabaseName}.${data.TableName}`);
  const filters = draft.own('data-filters');
  if (filters.some(isFilter(data))) return exists('Data cells filter already exists.');
  draft.setOwn('data-filters', [...filters, { ...data, TableCatalogId: data.TableCatalogId ?? draft.account }]);
  return effect(['C6']);
}

export function updateFilter(draft: Draft, request: { TableData?: DataCellsFilter }): Outcome {
  const filters = draft.own('data-filters');
  if (!request.TableData || !filters.some(isFilter(request.TableData))) return notFound('Data cells filter not found.');
  draft.setOwn(
    'data-filters',
    filters.map((f) => (isFilter(request.TableData!)(f) ? request.TableData! : f)),
  );
  return effect(['C6']);
}

/** DeleteDataCellsFilter; rows that grant it give nothing afterwards. */
export function deleteFilter(draft: Draft, request: Partial<DataCellsFilter>): Outcome {
  const filters = draft.own('data-filters');
  const kept = filters.filter((f) => !isFilter(request)(f));
  if (kept.length === filters.length) return notFound('Data cells filter not found.');
  draft.setOwn('data-filters', kept);
  return effect(['C6']);
}
