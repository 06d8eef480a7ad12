import { accountOfPrincipal } from '../model/arn';
import { isGatePrincipal } from '../model/keys';
import type { DataLakeSettings, PrincipalPermissions } from '../model/lakeformation';
import { isIam, kindOf, type PrincipalKind } from '../model/mesh/principals';
import type { Draft } from './draft';
import { invalid, type Outcome } from './refusal';

/** Administrators per list (facts 1.6). */
const MAX_ADMINS = 30;

/** What is neither a user nor a role, whatever account it belongs to (I1). */
const NEVER_ADMINS: readonly PrincipalKind[] = ['other', 'account', 'all-iam', 'gate', 'organization'];

/** What PutDataLakeSettings refuses; undefined where it would accept (facts 1.6, 2.4, 2.9, E5, I2, G14). */
export function settingsRefusal(draft: Draft, settings: DataLakeSettings): Outcome | undefined {
  const { DataLakeAdmins = [], ReadOnlyAdmins = [] } = settings;
  if (DataLakeAdmins.length > MAX_ADMINS || ReadOnlyAdmins.length > MAX_ADMINS)
    return invalid(`At most ${String(MAX_ADMINS)} administrators can be listed.`, 'I1');
  const listed = [...DataLakeAdmins, ...ReadOnlyAdmins].map((admin) => admin.DataLakePrincipalIdentifier);
  if (listed.some((admin) => kindOf(admin).startsWith('identity-center')))
    return invalid('Invalid principal. Identity Center users and groups cannot be administrators.', 'I2');
  const strange = listed.find((admin) => NEVER_ADMINS.includes(kindOf(admin)));
  if (strange !== undefined) return invalid(`Invalid principal, ${strange}.`, 'I1');
  const known = new Set(draft.own('identity').map((record) => record.arn));
  const absent = listed.find(
    (arn) => known.size > 0 && isIam(kindOf(arn)) && accountOfPrincipal(arn) === draft.account && !known.has(arn),
  );
  if (absent !== undefined) return invalid(`Invalid principal, ${absent}.`, 'G14');
  if (!isLegal(settings.CreateDatabaseDefaultPermissions) || !isLegal(settings.CreateTableDefaultPermissions))
    return invalid('Default permissions are none, or Super for IAM_ALLOWED_PRINCIPALS.', 'E5');
  return versionRefusal(draft, settings.Parameters?.CROSS_ACCOUNT_VERSION);
}

const isLegal = (defaults: readonly PrincipalPermissions[] = []): boolean =>
  defaults.length <= 1 &&
  defaults.every(
    ({ Principal, Permissions }) =>
      isGatePrincipal(Principal?.DataLakePrincipalIdentifier ?? '') &&
      Permissions?.length === 1 &&
      Permissions[0] === 'ALL',
  );

/** Versions are 1 to 5; from 5 there is no way back. */
function versionRefusal(draft: Draft, version: string | undefined): Outcome | undefined {
  if (version === undefined) return undefined;
  if (!/^[1-5]$/.test(version)) return invalid(`Cross-account version ${version} does not exist.`);
  return draft.own('settings')[0]?.Parameters?.CROSS_ACCOUNT_VERSION === '5' && version !== '5'
    ? invalid('Cross-account version 5 cannot be lowered.')
    : undefined;
}
