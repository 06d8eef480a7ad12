import { accountOfPrincipal, parseArn } from '../../../core/model/arn';
import { completeInput } from '../../../core/model/case-input';
import type { CaseInput, CasePrincipal, DecisionCase } from '../../../core/model/case';
import { accountOfCatalog } from '../../../core/model/keys';
import type { PermissionRow, Resource } from '../../../core/model/lakeformation';
import { isPermissionRow, isReadable, isRecord } from '../../../core/model/mesh/readable';
import type { Layer } from '../../../core/model/snapshot';
import type { AccountData, IdentityStoreData, LakeData, RoleData, WorldData } from '../world';
import { ownerOf, withCatalogId } from './resource-key';

/** The administrator role that a case world has in every account, so that somebody can read it. */
export const CASE_ADMIN = 'HeddleAdmin';

/**
 * The account whose listing a row comes from (facts X5): a grant that an account wrote about somebody else's resource for
 * one of its own principals is its own, whether or not it repeats the owner's RAM share; every other row is the owner's.
 */
export function homeOfRow(row: PermissionRow, account: string): string {
  const owner = ownerOf(row.Resource, account);
  const holder = accountOfPrincipal(row.Principal.DataLakePrincipalIdentifier);
  const writer = row.LastUpdatedBy ? accountOfPrincipal(row.LastUpdatedBy) : undefined;
  return writer !== undefined && writer !== owner && holder === writer ? writer : owner;
}

/** Splits an IAM ARN into what a role or user record keeps. */
function named(arn: string): { account: string; kind: 'role' | 'user'; name: string; path: string } | undefined {
  const match = /^(role|user)(\/.*)?\/([^/]+)$/.exec(parseArn(arn)?.resource ?? '');
  if (!match || parseArn(arn)?.service !== 'iam') return undefined;
  const path = match[2] ? `${match[2]}/` : '/';
  return { account: parseArn(arn)?.account ?? '', kind: match[1] as 'role' | 'user', name: match[3] ?? '', path };
}

function rights(principal: CasePrincipal | undefined): Pick<RoleData, 'allow' | 'deny'> {
  const iam = principal?.iam;
  if (!iam) return {};
  const deny = [
    ...(iam.glueRead === false ? ['glue:Get*', 'glue:SearchTables', 'glue:BatchGet*', 'glue:List*'] : []),
    ...(iam.lakeformationGetDataAccess === false ? ['lakeformation:GetDataAccess'] : []),
    ...(iam.s3Direct ? [] : ['s3:*']),
  ];
  return { allow: ['*'], deny };
}

/** Every principal that a case names: those of `context`, those asked about, administrators, holders and writers. */
function principalsOf(input: CaseInput, asked: readonly unknown[]): Map<string, CasePrincipal | undefined> {
  const named = new Map<string, CasePrincipal | undefined>(Object.entries(input.context.principals));
  const add = (principal: unknown): void => {
    if (typeof principal === 'string' && !named.has(principal)) named.set(principal, undefined);
  };
  asked.forEach(add);
  const settings = [
    input.DataLakeSettings,
    ...Object.values(input.context.accounts ?? {}).map((a) => a.DataLakeSettings),
  ];
  for (const s of settings) {
    for (const list of [s?.DataLakeAdmins, s?.ReadOnlyAdmins] as unknown[])
      for (const entry of Array.isArray(list) ? list : [])
        add(isRecord(entry) ? entry['DataLakePrincipalIdentifier'] : entry);
  }
  for (const entry of [...input.PrincipalResourcePermissions, ...input.LakeFormationOptInsInfoList]) {
    add(entry.Principal.DataLakePrincipalIdentifier);
    add(entry.LastUpdatedBy);
  }
  for (const principal of Object.values(input.context.principals))
    for (const group of principal.groups ?? []) add(group);
  return named;
}

function identityStoreOf(principals: Map<string, CasePrincipal | undefined>): IdentityStoreData {
  const store: IdentityStoreData = {
    identityStoreId: 'd-9067000001',
    instanceArn: 'arn:aws:sso:::instance/ssoins-7223000000000001',
    startUrl: 'https://case.awsapps.com/start',
    sessionName: 'case',
    users: [{ id: '00000000-0000-4000-8000-000000000001', userName: 'heddle', displayName: 'Heddle' }],
    groups: [],
  };
  for (const [arn, principal] of principals) {
    const [kind, id] = parseArn(arn)?.service === 'identitystore' ? (parseArn(arn)?.resource ?? '').split('/', 2) : [];
    if (id === undefined || principal?.exists === false) continue;
    if (kind === 'group') store.groups.push({ id, displayName: `group-${id.slice(0, 8)}`, members: [] });
    else store.users.push({ id, userName: `user-${id}`, displayName: `User ${id.slice(-4)}` });
  }
  for (const [arn, principal] of principals) {
    const id = parseArn(arn)?.resource.split('/', 2)[1];
    for (const group of principal?.groups ?? []) {
      const found = store.groups.find((g) => g.id === parseArn(group)?.resource.split('/', 2)[1]);
      if (found && id !== undefined) found.members.push(id);
    }
  }
  const ids = [...store.users, ...store.groups].map((entry) => entry.id);
  return ids.every((id) => IDENTITY_ID.test(id)) ? store : { ...store, looseIds: true };
}

/** Identity Store's own pattern for user and group ids. */
const IDENTITY_ID = /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/;

/** The part of the input that belongs to one account. */
function lakeDataOf(input: CaseInput, account: string, partition: string): LakeData {
  const owned = (catalogId: string | undefined): boolean => accountOfCatalog(catalogId ?? input.account) === account;
  const mine = (resource: Resource): boolean => ownerOf(resource, input.account) === account;
  const isInput = account === input.account;
  const given = isInput ? input.DataLakeSettings : input.context.accounts?.[account]?.DataLakeSettings;
  const settings = isReadable('settings', given) ? given : undefined;
  const admin = { DataLakePrincipalIdentifier: `arn:${partition}:iam::${account}:role/${CASE_ADMIN}` };
  return {
    DataLakeSettings: { ...settings, DataLakeAdmins: [...(settings?.DataLakeAdmins ?? []), admin] },
    ResourceInfoList: isInput ? input.ResourceInfoList : [],
    LakeFormationOptInsInfoList: input.LakeFormationOptInsInfoList.filter((o) => mine(o.Resource)),
    PrincipalResourcePermissions: input.PrincipalResourcePermissions.filter(
      (row) => homeOfRow(row, input.account) === account,
    ).map((row) => ({ ...row, Resource: withCatalogId(row.Resource, input.account) })),
    CatalogList: input.CatalogList.filter((c) => owned(c.CatalogId)),
    DatabaseList: input.DatabaseList.filter((d) => owned(d.CatalogId)),
    TableList: input.TableList.filter((t) => owned(t.CatalogId)),
    LFTags: input.LFTags.filter((t) => owned(t.CatalogId)),
    LFTagExpressions: input.LFTagExpressions.filter((e) => owned(e.CatalogId)),
    lfTagAssignments: input.lfTagAssignments.filter((a) => mine(a.Resource)),
    DataCellsFilters: input.DataCellsFilters.filter((f) => owned(f.TableCatalogId)),
  };
}

/** The layer that each list of a case is read as. */
const LISTS = {
  ResourceInfoList: 'locations',
  LakeFormationOptInsInfoList: 'opt-ins',
  DatabaseList: 'databases',
  TableList: 'tables',
  LFTags: 'tags',
  LFTagExpressions: 'tag-expressions',
  DataCellsFilters: 'data-filters',
} as const satisfies Partial<Record<keyof CaseInput, Layer>>;

/** Judged as a crawl stores it: the answer about a resource's tags beside the resource. */
const isAssignment = ({ response, ...request }: Record<string, unknown>): boolean =>
  isRecord(response) && isReadable('tag-assignments', { ...request, ...response });

/** No service holds a record without its form: what `evaluate` reports as not evaluated is not served either. */
function servable(input: CaseInput): CaseInput {
  const lists = Object.entries(LISTS).map(([list, layer]) => [
    list,
    input[list as keyof typeof LISTS].filter((record: unknown) => isReadable(layer, record)),
  ]);
  return {
    ...input,
    ...Object.fromEntries(lists),
    CatalogList: input.CatalogList.filter((c: unknown) => isRecord(c) && typeof c['CatalogId'] === 'string'),
    lfTagAssignments: input.lfTagAssignments.filter((a: unknown) => isRecord(a) && isAssignment(a)),
    PrincipalResourcePermissions: input.PrincipalResourcePermissions.filter(isPermissionRow),
  };
}

/**
 * A decision case as a state of AWS. `input.account` owns what does not say otherwise; principals that exist become IAM
 * roles and users or Identity Center users and groups; every account also gets the role HeddleAdmin, a data lake
 * administrator (it must see every LF-Tag under every variant, which a read-only one need not). HeddleAdmin appears in
 * the settings' list and nowhere else: it holds no row, belongs to no group, and rights of one administrator never
 * depend on another, so no answer about another principal changes.
 */
export function worldFromCase({
  id,
  input: given,
  evaluate,
}: Pick<DecisionCase, 'id' | 'input'> & Partial<DecisionCase>): WorldData {
  const input = servable(completeInput(given));
  const principals = principalsOf(input, evaluate?.principals ?? []);
  const partition = parseArn([...principals.keys()].find((p) => p.startsWith('arn:')) ?? '')?.partition ?? 'aws';
  const ids = new Set([input.account, ...Object.keys(input.context.accounts ?? {})]);
  for (const arn of principals.keys()) {
    const account = accountOfPrincipal(arn);
    if (account !== undefined) ids.add(account);
  }
  for (const record of [...input.DatabaseList, ...input.TableList])
    ids.add(accountOfCatalog(record.CatalogId ?? input.account));
  const accounts = [...ids].map((account): AccountData => {
    const roles: RoleData[] = [
      { name: CASE_ADMIN, allow: ['*'], assignedTo: ['heddle'], description: 'Reads and changes this case' },
    ];
    const users: RoleData[] = [];
    for (const [arn, principal] of principals) {
      const iam = named(arn);
      if (iam?.account !== account || principal?.exists === false) continue;
      if (iam.kind === 'role' && iam.name === CASE_ADMIN && iam.path === '/') continue;
      const record: RoleData = { name: iam.name, path: iam.path, tags: principal?.tags ?? {}, ...rights(principal) };
      (iam.kind === 'role' ? roles : users).push(record);
    }
    return {
      id: account,
      name: `account-${account}`,
      roles,
      users,
      regions: { [input.region]: lakeDataOf(input, account, partition) },
    };
  });
  const unlistedGroups: Record<string, string[]> = {};
  for (const [arn, principal] of principals) {
    if (/:saml-provider\/|:quicksight:/.test(arn)) unlistedGroups[arn] = principal?.groups ?? [];
  }
  return {
    name: id,
    partition,
    region: input.region,
    accounts,
    identityStore: identityStoreOf(principals),
    unlistedGroups,
    operators: [...ids].map((account) => `arn:${partition}:iam::${account}:role/${CASE_ADMIN}`),
  };
}
