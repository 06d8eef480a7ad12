import { isViewRecord } from '../access/permissions';
import { accountOfPrincipal } from '../model/arn';
import { accountOfCatalog, ALL_TABLES, isGatePrincipal } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';
import { isLink } from '../model/mesh/catalog';
import { indexLocations, isBelow, registrationOf, s3Path } from '../model/mesh/locations';
import { kindOf, type PrincipalKind } from '../model/mesh/principals';
import type { Draft } from './draft';
import { ownVersion, versionRefusal } from './cross-account-version';
import { absentColumn, findDatabase, findTable, sameName } from './find';
import { hasExpression, missingObject } from './missing-object';
import { samePrincipal, type PermissionRequest } from './permission-rows';
import { invalid, notFound, type Outcome } from './refusal';
import { listedForm, ownerOf, resourceKey } from './resource-key';

const TABLE = ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];
const DATABASE = ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'];

const VIEW = ['ALL', 'DESCRIBE', 'DROP', 'SELECT'];
const LINK = ['DESCRIBE', 'DROP'];

/** What a named table accepts: a view less than a table, a resource link only what concerns the link (facts 2.2, L1). */
function acceptedOnTable(draft: Draft, resource: Resource): readonly string[] {
  const named = resource.Table ?? resource.TableWithColumns;
  const record =
    named?.Name === undefined || resource.Table?.TableWildcard
      ? undefined
      : findTable(draft, named.CatalogId, named.DatabaseName, named.Name);
  const kind = isLink(record) ? LINK : record && isViewRecord(record) ? VIEW : TABLE;
  return resource.Table ? kind : kind.filter((permission) => permission === 'SELECT');
}

/** Permissions that each Resource member accepts (facts 2.2). */
function acceptedOn(draft: Draft, resource: Resource): readonly string[] {
  if (resource.Catalog) {
    const own = resource.Catalog.Id === undefined || !resource.Catalog.Id.includes(':');
    return own
      ? [
          'CREATE_DATABASE',
          'CREATE_CATALOG',
          'CREATE_LF_TAG',
          'CREATE_LF_TAG_EXPRESSION',
          'DESCRIBE',
          'ALTER',
          'DROP',
          'ALL',
        ]
      : ['ALL', 'SUPER_USER', 'ALTER', 'CREATE_CATALOG', 'CREATE_DATABASE', 'DESCRIBE', 'DROP'];
  }
  if (resource.Database) {
    const { CatalogId, Name } = resource.Database;
    return isLink(findDatabase(draft, CatalogId, Name)) ? LINK : DATABASE;
  }
  if (resource.Table ?? resource.TableWithColumns) return acceptedOnTable(draft, resource);
  if (resource.DataCellsFilter) return ['SELECT', 'DESCRIBE', 'DROP'];
  if (resource.DataLocation) return ['DATA_LOCATION_ACCESS'];
  if (resource.LFTag) return ['ALTER', 'DROP', 'DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION'];
  if (resource.LFTagPolicy) return resource.LFTagPolicy.ResourceType === 'DATABASE' ? DATABASE : TABLE;
  return ['ALTER', 'DESCRIBE', 'DROP', 'GRANT_WITH_LF_TAG_EXPRESSION'];
}

/** Checks that the service makes before it stores a grant; undefined where it would accept. */
export function grantRefusal(draft: Draft, request: PermissionRequest): Outcome | undefined {
  const principal = request.Principal?.DataLakePrincipalIdentifier;
  if (!principal) return invalid('Principal is required.');
  if (!request.Resource || Object.keys(request.Resource).length !== 1)
    return invalid('Resource must have exactly one member.');
  const resource = listedForm(request.Resource, draft.account);
  const permissions = request.Permissions ?? [];
  const grantable = request.PermissionsWithGrantOption ?? [];
  if (permissions.length === 0) return invalid('Permissions must not be empty.');
  const accepted = acceptedOn(draft, resource);
  const wrong = [...permissions, ...grantable].find((p) => !accepted.includes(p));
  if (wrong !== undefined) return invalid(`Permission ${wrong} is not valid on this resource type.`);
  if (grantable.some((p) => !permissions.includes(p))) {
    return invalid('Grantable permissions must be a subset of the granted permissions.', 'G8');
  }
  if (resource.TableWithColumns?.Name === ALL_TABLES) return invalid('Columns cannot be named on all tables.');
  return (
    principalRefusal(draft, principal, request, grantable) ?? resourceRefusal(draft, principal, resource, grantable)
  );
}

/** What the service checks once it knows that the grantor may grant: the limits of what crosses accounts. */
export function sharingRefusal(draft: Draft, request: PermissionRequest): Outcome | undefined {
  const { Principal, Resource: resource, Permissions = [], PermissionsWithGrantOption = [] } = request;
  if (!Principal?.DataLakePrincipalIdentifier || !resource) return undefined;
  const listed = listedForm(resource, draft.account);
  return externalRefusal(draft, Principal.DataLakePrincipalIdentifier, listed, Permissions, PermissionsWithGrantOption);
}

function principalRefusal(
  draft: Draft,
  principal: string,
  request: PermissionRequest,
  grantable: string[],
): Outcome | undefined {
  const kind = kindOf(principal);
  if (request.Condition?.Expression !== undefined && kind !== 'all-iam')
    return invalid('A condition can only be set on a grant to IAMPrincipals.', 'G11');
  if (kind === 'gate' && grantable.length > 0)
    return invalid('IAM_ALLOWED_PRINCIPALS cannot hold the grant option.', 'G8');
  if (kind === 'all-iam') {
    if (grantable.length > 0) return invalid('A grant to IAMPrincipals cannot carry the grant option.', 'G11');
    if (request.Resource?.LFTagPolicy) return invalid('A grant to IAMPrincipals cannot use an LF-Tag policy.', 'G11');
  }
  if (
    kind.startsWith('identity-center') &&
    request.Resource &&
    ownerOf(request.Resource, draft.account) !== draft.account
  )
    return invalid('Cross-account grants are not supported for the principal.', 'X4');
  return unknownPrincipal(draft, principal);
}

/**
 * A principal of no known form, or one that is not among those of its account or of the Identity Center directory, where
 * these were read (G14). Groups that nobody lists may exist.
 */
export function unknownPrincipal(draft: Draft, principal: string): Outcome | undefined {
  const kind = kindOf(principal);
  if (kind === 'other') return invalid(`Invalid principal, ${principal}.`);
  if (kind === 'identity-center-user') {
    const users = [...draft.all('identity'), ...draft.all('identity-center')].map(({ record }) => record);
    const found = users.find(({ arn }) => arn === principal);
    const isGone = found ? found.type === 'user' && found.gone === true : draft.reads('identity-center');
    return isGone ? invalid(`Invalid principal, ${principal}.`, 'G14') : undefined;
  }
  if (kind !== 'role' && kind !== 'user') return undefined;
  const account = accountOfPrincipal(principal);
  const identity = draft.all('identity').filter(({ member }) => member.account === account);
  const read = identity.length > 0;
  return read && !identity.some(({ record }) => record.arn === principal)
    ? invalid(`Invalid principal, ${principal}.`, 'G14')
    : undefined;
}

/** Things that must exist before they can be granted. */
function resourceRefusal(
  draft: Draft,
  principal: string,
  resource: Resource,
  grantable: readonly string[],
): Outcome | undefined {
  const { TableWithColumns: split, LFTagPolicy: policy, LFTag: tag } = resource;
  const missing = missingObject(draft, resource);
  if (missing) return missing;
  const table = resource.Table ?? split;
  if (table) {
    const record = findTable(draft, table.CatalogId, table.DatabaseName, table.Name ?? '');
    const listed = split?.ColumnNames ?? split?.ColumnWildcard?.ExcludedColumnNames ?? [];
    const absent = record && absentColumn(record, listed);
    if (absent !== undefined) return notFound(`Column not found: ${absent}`);
    if (split?.ColumnWildcard?.ExcludedColumnNames?.length && grantable.length > 0)
      return invalid('Grant option is not supported with excluded columns.', 'C2');
  }
  const arn = resource.DataLocation?.ResourceArn;
  if (arn !== undefined && ownerOf(resource, draft.account) === draft.account && draft.reads('locations')) {
    const path = s3Path(arn) ?? arn;
    if (!draft.own('locations').some((l) => isBelow(path, s3Path(l.ResourceArn) ?? l.ResourceArn)))
      return invalid('You must register the S3 path before you grant permissions on it.', 'D1');
  }
  if (policy?.ExpressionName !== undefined) {
    if (!hasExpression(draft, policy.ExpressionName))
      return notFound(`LF-Tag expression not found: ${policy.ExpressionName}`);
    if (policy.Expression?.length) return invalid('Specify either Expression or ExpressionName.');
  } else if (policy && !policy.Expression?.length) return invalid('Expression must not be empty.');
  const owner = (policy ?? tag)?.CatalogId;
  return (
    unknownTag(draft, policy?.Expression ?? (tag ? [tag] : []), owner && accountOfCatalog(owner)) ??
    (policy && policyQuota(draft, principal, resource, policy.ResourceType))
  );
}

/** Tag policies per principal and resource type (facts 1.6). */
const MAX_POLICIES = 50;

function policyQuota(draft: Draft, principal: string, resource: Resource, type: string): Outcome | undefined {
  const held = draft
    .own('permissions')
    .filter(
      (row) =>
        row.Resource.LFTagPolicy?.ResourceType === type &&
        samePrincipal(row.Principal.DataLakePrincipalIdentifier, principal),
    )
    .map((row) => resourceKey(listedForm(row.Resource, draft.account)));
  return held.length >= MAX_POLICIES && !held.includes(resourceKey(resource))
    ? invalid(`A principal can hold at most ${String(MAX_POLICIES)} LF-Tag policies of one resource type.`)
    : undefined;
}

/**
 * Keys and values that an expression names must exist, in the account that owns them (T13): two accounts may have a key of
 * one name with other values. `*` stands for any value (T4). Of an account that was not read nothing is said.
 */
export function unknownTag(
  draft: Draft,
  expression: readonly LFTagPair[],
  owner: string = draft.account,
): Outcome | undefined {
  if (!draft.members.some(({ account }) => account === owner)) return undefined;
  const tags = draft
    .all('tags')
    .filter(({ member, record }) => accountOfCatalog(record.CatalogId ?? member.account) === owner);
  for (const pair of expression) {
    const known = tags.find(({ record }) => record.TagKey.toLowerCase() === pair.TagKey.toLowerCase())?.record;
    const values = new Set(known?.TagValues.map((v) => v.toLowerCase()));
    if (!known || pair.TagValues.some((v) => v !== '*' && !values.has(v.toLowerCase())))
      return notFound('Tag or tag value does not exist.');
  }
  return undefined;
}

/** X4 and E7: what cannot be granted across accounts. */
function externalRefusal(
  draft: Draft,
  principal: string,
  resource: Resource,
  permissions: readonly string[],
  grantable: readonly string[],
): Outcome | undefined {
  const owner = ownerOf(resource, draft.account);
  const kind = kindOf(principal);
  const account = kind === 'organization' ? 'organization' : accountOfPrincipal(principal);
  const local = owner !== draft.account;
  if (local && (account !== draft.account || isGatePrincipal(principal))) {
    return invalid('A shared resource can only be granted to principals of the own account.', 'X4');
  }
  if (account === undefined || account === owner) return undefined;
  if (resource.Database && permissions.some((p) => p === 'DROP' || p === 'ALL')) {
    return invalid('DROP and Super on a database cannot be granted to an external account.', 'X4');
  }
  if (permissions.includes('SUPER_USER')) return invalid('SUPER_USER cannot be granted to an external account.', 'X4');
  if (resource.LFTagPolicy?.ResourceType === 'DATABASE' && permissions.some((p) => p === 'DROP' || p === 'ALL')) {
    return invalid('DROP and Super on databases cannot be granted to an external account.', 'X4');
  }
  if (resource.LFTag && permissions.some((p) => p !== 'DESCRIBE' && p !== 'ASSOCIATE')) {
    return invalid('Only DESCRIBE and ASSOCIATE on an LF-Tag can be granted to an external account.', 'X4');
  }
  if (resource.LFTagExpression ?? resource.LFTagPolicy?.ExpressionName) {
    return invalid('Saved LF-Tag expressions cannot be granted to an external account.', 'X4');
  }
  return local
    ? undefined
    : (shareRefusal(kind, resource, permissions, grantable) ??
        versionRefusal(draft, kind, principal, resource) ??
        gateRefusal(draft, resource));
}

/** X3 and X4: what only a share to a whole account or organization may carry, and what it must. */
function shareRefusal(
  kind: PrincipalKind,
  resource: Resource,
  permissions: readonly string[],
  grantable: readonly string[],
): Outcome | undefined {
  if (resource.TableWithColumns?.ColumnWildcard?.ExcludedColumnNames?.length)
    return invalid('Excluding columns is not supported for cross-account grants.', 'X4');
  if (kind === 'account' || kind === 'organization') {
    return resource.LFTagPolicy && permissions.some((p) => !grantable.includes(p))
      ? invalid('LF-Tag grants to another account must carry the grant option.', 'X4')
      : undefined;
  }
  return grantable.length > 0 ? invalid('An external IAM principal cannot hold the grant option.', 'X3') : undefined;
}

/** Whether the longest registered prefix of a location is in hybrid mode (E6). */
const isHybrid = (draft: Draft, location: string | undefined): boolean =>
  registrationOf(indexLocations(draft.all('locations')), location, draft.account)?.record.HybridAccessEnabled === true;

/**
 * E7: sharing what IAM_ALLOWED_PRINCIPALS still holds needs a hybrid location and cross-account version 4. The rule speaks of
 * single objects; that one gated table is enough against all tables of its database is a cautious reading, and said so.
 */
function gateRefusal(draft: Draft, resource: Resource): Outcome | undefined {
  const table = resource.Table ?? resource.TableWithColumns;
  const target = resource.Database ?? table;
  if (!target) return undefined;
  const isGate = (other: Resource): boolean => {
    const named = other.Table ?? other.TableWithColumns;
    const catalog = (other.Database ?? named)?.CatalogId ?? draft.account;
    if (catalog !== (target.CatalogId ?? draft.account)) return false;
    if (resource.Database) return sameName(other.Database?.Name, resource.Database.Name);
    return (
      named !== undefined &&
      sameName(named.DatabaseName, table!.DatabaseName) &&
      (table!.Name === ALL_TABLES || sameName(named.Name, table!.Name) || named.Name === ALL_TABLES)
    );
  };
  const gates = draft
    .own('permissions')
    .filter(
      (row) =>
        isGatePrincipal(row.Principal.DataLakePrincipalIdentifier) &&
        row.Permissions.length > 0 &&
        isGate(row.Resource),
    );
  if (gates.length === 0) return undefined;
  const location = resource.Database
    ? findDatabase(draft, resource.Database.CatalogId, resource.Database.Name)?.LocationUri
    : findTable(draft, table!.CatalogId, table!.DatabaseName, table!.Name ?? '')?.StorageDescriptor?.Location;
  if (isHybrid(draft, location) && ownVersion(draft) >= 4) return undefined;
  const isWhole = table?.Name !== ALL_TABLES || gates.some(({ Resource: { Table } }) => Table?.Name === ALL_TABLES);
  const reading = isWhole ? '' : ' (for all tables, where only some have the row, AWS does not say it)';
  return invalid(`Insufficient Lake Formation permissions: Illegal combination${reading}`, 'E7');
}
