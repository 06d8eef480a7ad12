import { accountOfPrincipal } from './arn';
import type { CaseInput, CasePrincipal, DecisionCase } from './case';
import { caseAssignments } from './case-assignments';
import { completeInput } from './case-input';
import type { IdentityRecord } from './identity';
import { accountOfCatalog } from './keys';
import type { PermissionRow } from './lakeformation';
import { kindOf } from './mesh/principals';
import { isPermissionRow, isRecord } from './mesh/readable';
import { ownedBy } from './owned-resource';
import { SNAPSHOT_SCHEMA, type Layer, type LayerRecords, type Member, type Part, type Snapshot } from './snapshot';

/**
 * A decision case as the crawl of that state would give it: one member per account, local re-grants listed by the
 * consumer (facts 2.9), IAM and Identity Center as the identity layer. What no crawl can see (`iam`) is left out.
 */
export function caseToSnapshot(decision: Pick<DecisionCase, 'id' | 'input'> & Partial<DecisionCase>): Snapshot {
  const input = withEverybody(completeInput(decision.input), decision.evaluate?.principals ?? []);
  const accounts = accountsOf(input);
  const members = accounts.map((account): Member => memberOf(account, input.region));
  const parts: Part[] = [];
  const add = <L extends Layer>(account: string, layer: L, records: LayerRecords[L][]): void => {
    parts.push({ member: memberOf(account, input.region).id, layer, readAt: TAKEN, records } as unknown as Part);
  };
  for (const account of accounts) {
    const settings =
      account === input.account ? input.DataLakeSettings : input.context.accounts?.[account]?.DataLakeSettings;
    if (settings) add(account, 'settings', [settings]);
    add(account, 'permissions', rowsListedBy(account, input, accounts));
    // A file without a context says nothing about who exists.
    if (Object.keys(input.context.principals).length > 0) add(account, 'identity', identityOf(input, account));
    const own = <T extends { CatalogId?: string }>(records: T[] | undefined): T[] =>
      (records ?? []).filter((r) => ownerOf(isRecord(r) ? r.CatalogId : undefined, input, accounts) === account);
    add(account, 'catalogs', own(input.CatalogList));
    add(account, 'databases', own(input.DatabaseList));
    add(account, 'tables', own(input.TableList));
    add(account, 'tags', own(input.LFTags));
    add(account, 'tag-expressions', own(input.LFTagExpressions));
  }
  // A case names everybody who exists: whom it leaves out of the directory is gone.
  if (Object.keys(input.context.principals ?? {}).some((arn) => kindOf(arn).startsWith('identity-center')))
    add(input.account, 'identity-center', []);
  add(input.account, 'locations', input.ResourceInfoList ?? []);
  add(input.account, 'opt-ins', input.LakeFormationOptInsInfoList ?? []);
  add(input.account, 'data-filters', input.DataCellsFilters ?? []);
  add(input.account, 'tag-assignments', caseAssignments(input));
  return { schema: SNAPSHOT_SCHEMA, id: decision.id, takenAt: TAKEN, connection: 'case', members, parts, coverage: [] };
}

/** Cases carry no time of their own. */
const TAKEN = '1970-01-01T00:00:00.000Z';

const memberOf = (account: string, region: string): Member => ({
  id: `${account}@${region}`,
  profile: account,
  account,
  region,
  partition: 'aws',
});

/** The case's account first, then every other account that its context names or that wrote a grant of its own. */
function accountsOf(input: CaseInput): string[] {
  const named = Object.entries(input.context.principals ?? {}).flatMap(
    ([arn, p]) => accountOfPrincipal(arn) ?? p.account ?? [],
  );
  const local = input.PrincipalResourcePermissions.flatMap((row) => localTo(row, input) ?? []);
  return [...new Set([input.account, ...Object.keys(input.context.accounts ?? {}), ...named, ...local])];
}

/**
 * The context with everybody whom a question or a row names: only `exists: false` says that somebody is gone. A file
 * without a context says nothing about anybody.
 */
function withEverybody(input: CaseInput, asked: readonly unknown[]): CaseInput {
  const known = input.context.principals;
  if (Object.keys(known).length === 0) return input;
  const holders = input.PrincipalResourcePermissions.filter(isPermissionRow).map(
    (row) => row.Principal.DataLakePrincipalIdentifier,
  );
  const others = [...new Set([...asked, ...holders])].filter(
    (arn): arn is string => typeof arn === 'string' && LISTED.has(kindOf(arn)) && !Object.hasOwn(known, arn),
  );
  if (others.length === 0) return input;
  const principals = { ...known, ...Object.fromEntries(others.map((arn) => [arn, { exists: true }])) };
  return { ...input, context: { ...input.context, principals } };
}

/** Kinds of principals that a directory lists, so that being left out of it means something. */
const LISTED: ReadonlySet<string> = new Set(['role', 'user', 'identity-center-user']);

const ownerOf = (catalogId: unknown, input: CaseInput, accounts: readonly string[]): string => {
  const owner = typeof catalogId !== 'string' ? input.account : accountOfCatalog(catalogId);
  return accounts.includes(owner) ? owner : input.account;
};

/**
 * The rows of one account's listing. What leaves its owner out belongs to the case's account, wherever it is listed; only
 * `Catalog: {}` is the lister's own.
 */
function rowsListedBy(account: string, input: CaseInput, accounts: readonly string[]): PermissionRow[] {
  const rows = input.PrincipalResourcePermissions.filter((row) => listerOf(row, input, accounts) === account);
  if (account === input.account) return rows;
  return rows.map((row) => (row.Resource.Catalog ? row : { ...row, Resource: ownedBy(row.Resource, input.account) }));
}

function listerOf(row: PermissionRow, input: CaseInput, accounts: readonly string[]): string {
  if (!isPermissionRow(row)) return input.account;
  return localTo(row, input) ?? ownerOf(catalogIdOf(row), input, accounts);
}

/**
 * The account whose local grant a row is: it was written there, for a principal there, about a resource of another
 * account. Its listing may repeat the owner's RAM share, so that tells nothing (facts 2.9).
 */
function localTo(row: PermissionRow, input: CaseInput): string | undefined {
  if (!isPermissionRow(row) || row.LastUpdatedBy === undefined) return undefined;
  const catalogId = catalogIdOf(row);
  const owner = typeof catalogId === 'string' ? accountOfCatalog(catalogId) : input.account;
  const holder = accountOfPrincipal(row.Principal.DataLakePrincipalIdentifier);
  return holder !== owner && holder === accountOfPrincipal(row.LastUpdatedBy) ? holder : undefined;
}

function catalogIdOf(row: PermissionRow): unknown {
  const resource = Object.values(row.Resource)[0] as Record<string, unknown> | undefined;
  return resource?.['CatalogId'] ?? resource?.['TableCatalogId'] ?? resource?.['Id'];
}

function identityOf(input: CaseInput, account: string): IdentityRecord[] {
  const records: IdentityRecord[] = [];
  for (const [arn, principal] of Object.entries(input.context.principals ?? {})) {
    const home = accountOfPrincipal(arn) ?? principal.account ?? input.account;
    if (home !== account) continue;
    if (principal.exists) records.push(...recordsFor(arn, principal, account));
    else if (isUnlisted(arn)) records.push({ type: 'user', arn, name: nameOf(arn), groups: [], gone: true });
  }
  for (const arn of administratorsOf(input, account)) {
    const kind = kindOf(arn);
    if (kind === 'role' || kind === 'user')
      records.push({ type: 'principal', arn, kind, name: nameOf(arn), account, tags: {} });
  }
  return records;
}

/** Administrators of an account that the context does not speak about: settings name principals that exist. */
function administratorsOf(input: CaseInput, account: string): string[] {
  const settings =
    account === input.account ? input.DataLakeSettings : input.context.accounts?.[account]?.DataLakeSettings;
  const listed: unknown[] = [settings?.DataLakeAdmins, settings?.ReadOnlyAdmins].flat();
  const named = listed.map((admin) => (isRecord(admin) ? admin.DataLakePrincipalIdentifier : undefined));
  return [...new Set(named.filter((arn) => typeof arn === 'string'))].filter(
    (arn) => accountOfPrincipal(arn) === account && !Object.hasOwn(input.context.principals ?? {}, arn),
  );
}

/** SAML and QuickSight users: no call lists them, so only the case can say that one is gone. */
const isUnlisted = (arn: string): boolean => ['saml-user', 'quicksight-user'].includes(kindOf(arn));

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

function recordsFor(arn: string, principal: CasePrincipal, account: string): IdentityRecord[] {
  const kind = kindOf(arn);
  const name = nameOf(arn);
  const groups = principal.groups ?? [];
  const records: IdentityRecord[] = [];
  if (kind === 'role' || kind === 'user')
    records.push({ type: 'principal', arn, kind, name, account, tags: principal.tags ?? {} });
  else if (kind.endsWith('-group')) records.push({ type: 'group', arn, name });
  else records.push({ type: 'user', arn, name, groups });
  if (groups.length > 0 && (kind === 'role' || kind === 'user')) records.push({ type: 'user', arn, name, groups });
  return records;
}
