import type {
  GetDataLakePrincipalResponse,
  GetDataLakeSettingsRequest,
  GetDataLakeSettingsResponse,
  PutDataLakeSettingsRequest,
  PutDataLakeSettingsResponse,
} from '@aws-sdk/client-lakeformation';
import type { DataLakeSettings, PrincipalPermissions } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { lakeOf } from '../../state/lake';
import { actorOf } from '../../state/principals';
import { denied, invalid, requestedCatalog } from './authority';

const MAX_ADMINS = 30;

/** Settings are per account: only the account's own principals may read them. */
function ownLake(call: Call, catalogId: string | undefined) {
  const account = requestedCatalog(call, catalogId);
  if (account !== call.caller.account) throw denied();
  return lakeOf(call.world, account, call.region);
}

export function getDataLakeSettings(input: GetDataLakeSettingsRequest, call: Call): GetDataLakeSettingsResponse {
  return { DataLakeSettings: ownLake(call, input.CatalogId).settings } as GetDataLakeSettingsResponse;
}

export const getDataLakePrincipal = (_input: object, call: Call): GetDataLakePrincipalResponse => ({
  Identity: call.caller.principal,
});

/** Creation defaults are nothing, or Super for the gate group (E5). */
function requireDefaults(list: readonly PrincipalPermissions[] | undefined): void {
  const legal = (list ?? []).every(
    (p) =>
      p.Principal?.DataLakePrincipalIdentifier.toUpperCase() === 'IAM_ALLOWED_PRINCIPALS' &&
      p.Permissions?.length === 1 &&
      p.Permissions[0] === 'ALL',
  );
  if (!legal || (list ?? []).length > 1) throw invalid('Invalid default permissions.');
}

function requireAdmins(call: Call, list: DataLakeSettings['DataLakeAdmins']): void {
  if ((list ?? []).length > MAX_ADMINS) throw invalid(`At most ${MAX_ADMINS} data lake administrators are supported.`);
  for (const { DataLakePrincipalIdentifier } of list ?? []) {
    const actor = actorOf(call.world, DataLakePrincipalIdentifier);
    const fits = actor.kind === 'role' || actor.kind === 'user' || actor.kind === 'unlisted';
    if (!fits || !actor.exists) throw invalid('Invalid principal');
  }
}

function requireVersion(before: DataLakeSettings, after: DataLakeSettings): void {
  const version = after.Parameters?.CROSS_ACCOUNT_VERSION;
  if (version !== undefined && !/^[1-5]$/.test(version)) throw invalid('Invalid value for CROSS_ACCOUNT_VERSION.');
  if (before.Parameters?.CROSS_ACCOUNT_VERSION === '5' && version !== undefined && version !== '5') {
    throw invalid('CROSS_ACCOUNT_VERSION 5 cannot be downgraded.');
  }
}

/**
 * Replaces the settings as a whole: what the request omits is reset (facts 2.4). Who may call it is IAM's business; being a
 * data lake administrator neither suffices nor is needed.
 */
export function putDataLakeSettings(input: PutDataLakeSettingsRequest, call: Call): PutDataLakeSettingsResponse {
  const lake = ownLake(call, input.CatalogId);
  const given = (input.DataLakeSettings ?? {}) as DataLakeSettings;
  requireAdmins(call, given.DataLakeAdmins);
  requireAdmins(call, given.ReadOnlyAdmins);
  requireDefaults(given.CreateDatabaseDefaultPermissions);
  requireDefaults(given.CreateTableDefaultPermissions);
  requireVersion(lake.settings, given);
  const kept = lake.settings.Parameters?.CROSS_ACCOUNT_VERSION === '5' ? '5' : '1';
  lake.settings = {
    DataLakeAdmins: given.DataLakeAdmins ?? [],
    ReadOnlyAdmins: given.ReadOnlyAdmins ?? [],
    CreateDatabaseDefaultPermissions: given.CreateDatabaseDefaultPermissions ?? [],
    CreateTableDefaultPermissions: given.CreateTableDefaultPermissions ?? [],
    Parameters: { CROSS_ACCOUNT_VERSION: kept, SET_SOURCE_IDENTITY: 'FALSE', ...given.Parameters },
    TrustedResourceOwners: given.TrustedResourceOwners ?? [],
    AllowExternalDataFiltering: given.AllowExternalDataFiltering ?? false,
    AllowFullTableExternalDataAccess: given.AllowFullTableExternalDataAccess ?? false,
    ExternalDataFilteringAllowList: given.ExternalDataFilteringAllowList ?? [],
    ...(given.AuthorizedSessionTagValueList && { AuthorizedSessionTagValueList: given.AuthorizedSessionTagValueList }),
  };
  call.world.version += 1;
  return {};
}
