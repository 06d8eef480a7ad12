import { isGatePrincipal } from '../../../../core/model/keys';
import type { PermissionRow } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { columnNames, findDatabase, findTable, lakesIn } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { expressionKey, trimLocation } from '../../state/resource-key';
import { rowsOf, scanRows } from '../../state/rows';
import { covers, invalid, notFound } from './authority';
import type { GrantRequest } from './grant-request';
import { registeredPrefix, s3Arn } from './oracle/data-path';

const MAX_POLICIES = 50;
const MAX_EXPRESSION_BYTES = 900;

const INVALID_CHANGE = 'Permissions modification is invalid.';

/** Is the principal outside the owner's account? Organizations always count as outside. */
export const isExternal = ({ actor, owner }: GrantRequest): boolean =>
  actor.kind === 'organization' || (actor.account !== undefined && actor.account !== owner.account);

/** Principals must be well formed and, in accounts we know, exist (facts 1.1). */
export function requirePrincipal({ actor, options, resource, condition }: GrantRequest): void {
  if (actor.kind === 'invalid' || !actor.exists) throw invalid('Invalid principal');
  if (condition && actor.kind !== 'all-iam') throw invalid('Condition is supported for IAMPrincipals only.');
  if (actor.kind === 'gate' && options.length > 0)
    throw invalid('Grant option is not supported for IAM_ALLOWED_PRINCIPALS.');
  if (actor.kind !== 'all-iam') return;
  if (options.length > 0) throw invalid('Grant option is not supported for IAMPrincipals.');
  if (resource.LFTagPolicy) throw invalid('LF-Tag policies are not supported for IAMPrincipals.');
}

const versionOf = (lake: Lake): number => Number(lake.settings.Parameters?.CROSS_ACCOUNT_VERSION ?? '1');

/** A gate row on the object shuts other accounts out unless its location is hybrid and the version allows it (E7). */
function requireNoGate({ variants }: Call, { owner, resource }: GrantRequest): void {
  const named = resource.Table ?? resource.TableWithColumns;
  if (!named && !resource.Database) return;
  const gated = [...scanRows(owner.rows)].some(
    ({ row }) =>
      isGatePrincipal(row.Principal.DataLakePrincipalIdentifier) &&
      (covers(row.Resource, resource) ||
        (variants['gate-on-one-of-all-tables'] === 'refused' && covers(resource, row.Resource))),
  );
  if (!gated) return;
  const table = named?.Name
    ? findTable(owner, named.CatalogId ?? owner.account, named.DatabaseName, named.Name)
    : undefined;
  const database =
    resource.Database && findDatabase(owner, resource.Database.CatalogId ?? owner.account, resource.Database.Name);
  const location = table?.StorageDescriptor?.Location ?? database?.LocationUri;
  const hybrid = registeredPrefix(owner, s3Arn(location, owner.partition))?.HybridAccessEnabled === true;
  if (!hybrid || versionOf(owner) < 4)
    throw invalid(
      'Insufficient Lake Formation permissions: Illegal combination of IAM_ALLOWED_PRINCIPALS and cross-account grant.',
    );
}

/** What may not cross accounts (X4), and what versions allow it (facts 2.9). */
export function requireCrossAccount(call: Call, request: GrantRequest): void {
  const { actor, resource, permissions, options, owner, local } = request;
  if (local) {
    if (actor.kind === 'identity-user' || actor.kind === 'identity-group') {
      throw invalid('Cross-account grants are not supported for the principal.');
    }
    if (actor.account !== call.caller.account || actor.kind === 'account' || actor.kind === 'gate') {
      throw invalid('Resources shared by another account cannot be shared further.');
    }
    return;
  }
  if (!isExternal(request)) return;
  const asked = [...permissions, ...options];
  const wide =
    resource.Database ?? (resource.LFTagPolicy?.ResourceType === 'DATABASE' ? resource.LFTagPolicy : undefined);
  if (wide && asked.some((p) => p === 'DROP' || p === 'ALL')) {
    throw invalid('DROP and Super on a database cannot be granted to an external account.');
  }
  if (resource.TableWithColumns?.ColumnWildcard?.ExcludedColumnNames?.length) {
    throw invalid('Excluding columns is not supported for cross-account grants.');
  }
  if (asked.includes('SUPER_USER')) throw invalid('SUPER_USER cannot be granted to an external account.');
  if (resource.LFTag && asked.some((p) => p !== 'DESCRIBE' && p !== 'ASSOCIATE')) {
    throw invalid('Only DESCRIBE and ASSOCIATE on LF-Tags can be granted to an external account.');
  }
  if (resource.LFTagExpression ?? resource.LFTagPolicy?.ExpressionName) {
    throw invalid('Cross-account grants on LF-Tag expressions are not supported.');
  }
  const wholeAccount = actor.kind === 'account' || actor.kind === 'organization';
  if (!wholeAccount && versionOf(owner) < 3)
    throw invalid('Cross account version 3 or higher is needed to grant to an external IAM principal.');
  if (!wholeAccount && options.length > 0)
    throw invalid('Grant option is not supported for an external IAM principal.');
  if (wholeAccount && resource.LFTagPolicy && permissions.some((p) => !options.includes(p))) {
    throw invalid('LF-Tag policies for an external account must be granted with the grant option.');
  }
  requireVersions(call, request);
  requireNoGate(call, request);
}

/** LF-Tags reach organizations, and accounts of version 3, from version 3 on; federated catalogs are shared from 4 on (facts 2.9). */
function requireVersions(call: Call, { actor, resource, owner }: GrantRequest): void {
  const version = versionOf(owner);
  if (resource.LFTagPolicy && version < 3) {
    const receiver = lakesIn(call.world, call.region).find((lake) => lake.account === actor.account);
    if (actor.kind === 'organization' || (receiver && versionOf(receiver) >= 3))
      throw invalid('Cross account version 3 or higher is needed for this LF-Tag grant.');
  }
  const { Database, Table, TableWithColumns, DataCellsFilter, Catalog } = resource;
  const catalog =
    (Database ?? Table ?? TableWithColumns)?.CatalogId ?? DataCellsFilter?.TableCatalogId ?? Catalog?.Id ?? '';
  if (catalog.includes(':') && version < 4)
    throw invalid('Cross account version 4 or higher is needed for a federated catalog.');
}

/** A data location must lie on a registered prefix: the service asks to register the S3 path first (facts 1.1). */
export function requireRegistered({ owner, resource, local }: GrantRequest): void {
  const arn = resource.DataLocation?.ResourceArn;
  if (arn !== undefined && !local && !registeredPrefix(owner, trimLocation(arn)))
    throw invalid('You must register the S3 path before granting permissions on it.');
}

/** Columns must exist; an exclude list takes no grant option (facts 4). */
export function requireColumns({ owner, resource, options }: GrantRequest): void {
  const named = resource.TableWithColumns;
  if (!named) return;
  const table = findTable(owner, named.CatalogId ?? owner.account, named.DatabaseName, named.Name);
  const { regular, partition } = table ? columnNames(table) : { regular: [], partition: [] };
  const known = new Set([...regular, ...partition].map((c) => c.toLowerCase()));
  const excluded = named.ColumnWildcard?.ExcludedColumnNames ?? [];
  for (const column of [...(named.ColumnNames ?? []), ...excluded]) {
    if (!known.has(column.toLowerCase())) throw notFound(`Column ${column} does not exist.`);
  }
  if (excluded.length > 0 && options.length > 0) throw invalid('Grant option is not supported with excluded columns.');
}

const EXCLUSIVE = new Set(['ALL', 'ALTER', 'DROP', 'DELETE', 'INSERT', 'DESCRIBE']);

const isPartial = (row: PermissionRow): boolean =>
  (row.Resource.TableWithColumns?.ColumnNames?.length ?? 0) > 0 ||
  (row.Resource.TableWithColumns?.ColumnWildcard?.ExcludedColumnNames?.length ?? 0) > 0;

/**
 * Partial SELECT and ALTER, DROP, DELETE, INSERT or explicit DESCRIBE shut each other out for one principal and table (V9);
 * SELECT on all columns and a list of columns must be revoked before the other is granted (V3).
 */
export function requireExclusivity({ home, principal }: GrantRequest, parts: readonly PermissionRow[]): void {
  for (const part of parts) {
    const table = part.Resource.Table ?? part.Resource.TableWithColumns;
    if (!table || part.Resource.Table?.TableWildcard || table.Name === 'ALL_TABLES') continue;
    for (const { row } of rowsOf(home.rows, principal)) {
      const other = row.Resource.Table ?? row.Resource.TableWithColumns;
      const sameTable =
        other?.Name?.toLowerCase() === table.Name?.toLowerCase() &&
        other?.DatabaseName.toLowerCase() === table.DatabaseName.toLowerCase() &&
        other.CatalogId === table.CatalogId;
      if (!sameTable) continue;
      const whole = (r: PermissionRow): boolean =>
        r.Resource.Table !== undefined && r.Permissions.some((p) => EXCLUSIVE.has(p));
      const allColumns = (r: PermissionRow): boolean =>
        r.Resource.TableWithColumns !== undefined && !isPartial(r) && r.Permissions.length > 0;
      const clash = isPartial(part)
        ? whole(row) || allColumns(row)
        : (whole(part) || allColumns(part)) && isPartial(row) && row.Permissions.length > 0;
      if (clash) throw invalid(INVALID_CHANGE);
    }
  }
}

/** Tags named by a policy or tag resource must exist; size and number of policies are limited (facts 1.6). */
export function requireTags({ home, owner, principal, resource }: GrantRequest): void {
  const policy = resource.LFTagPolicy;
  if (!policy) return;
  if (policy.ExpressionName && policy.Expression?.length) throw invalid('Specify either Expression or ExpressionName.');
  if (policy.ExpressionName) {
    if (!owner.expressions.has(policy.ExpressionName.toLowerCase())) throw notFound('LF-Tag expression not found.');
  } else {
    if (!policy.Expression?.length) throw invalid('Either Expression or ExpressionName must be specified.');
    if (JSON.stringify(policy.Expression).length > MAX_EXPRESSION_BYTES)
      throw invalid('The LF-Tag expression is too long.');
    for (const { TagKey, TagValues } of policy.Expression) {
      const tag = owner.tags.get(TagKey.toLowerCase());
      const known = tag && TagValues.every((v) => v === '*' || tag.values.includes(v.toLowerCase()));
      if (!known) throw notFound('Tag or tag value does not exist.');
    }
  }
  const own = [...rowsOf(home.rows, principal)]
    .map(({ row }) => row.Resource.LFTagPolicy)
    .filter((p) => p?.ResourceType === policy.ResourceType);
  const isNew = !own.some(
    (p) =>
      p?.ExpressionName === policy.ExpressionName && expressionKey(p?.Expression) === expressionKey(policy.Expression),
  );
  if (isNew && own.length >= MAX_POLICIES)
    throw invalid('The number of LF-Tag policies for the principal exceeds the limit.');
}
