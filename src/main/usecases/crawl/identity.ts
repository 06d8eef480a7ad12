import type { IdentityRecord } from '../../../core/model/identity';
import type { Member } from '../../../core/model/snapshot';
import type { Output } from '../../aws/services';
import type { CrawlRun } from './run';

/** Up to this many roles and users, the tags of each are read whether or not a grant depends on them. */
export const TAGS_ALWAYS = 100;
/** Roles that DataZone and SageMaker make for projects; their tags decide about opt-ins (rule E2). */
const PROJECT_ROLE = /^(datazone_|AmazonDataZone|AmazonSageMaker)/i;

type Role = NonNullable<Output<'iam:ListRoles'>['Roles']>[number];
type User = NonNullable<Output<'iam:ListUsers'>['Users']>[number];

/**
 * Roles and users of a member's account with their tags. ListRoles carries no tags, so they cost one call per role:
 * they are read for all where grants have conditions (attribute-based access), else for small accounts and project roles.
 */
export async function readIamPrincipals(
  run: CrawlRun,
  member: Member,
  conditions: () => Promise<boolean>,
): Promise<void> {
  const roles: Role[] = [];
  const users: User[] = [];
  await Promise.all([
    run.read(
      member,
      'identity',
      () => run.eachPage('iam:ListRoles', member, {}, (page) => void roles.push(...(page.Roles ?? []))),
      'roles',
    ),
    run.read(
      member,
      'identity',
      () => run.eachPage('iam:ListUsers', member, {}, (page) => void users.push(...(page.Users ?? []))),
      'users',
    ),
  ]);
  const all = roles.length + users.length <= TAGS_ALWAYS || (await conditions());
  const records = await Promise.all([
    ...roles.map(async (role): Promise<IdentityRecord> => {
      const linked = role.Path?.startsWith('/aws-service-role/') ?? false;
      const wanted = !linked && (all || PROJECT_ROLE.test(role.RoleName ?? ''));
      const tags = wanted ? await tagsOf(run, member, 'role', role.RoleName ?? '') : {};
      return principal(member, 'role', role.Arn, role.RoleName, tags);
    }),
    ...users.map(async (user): Promise<IdentityRecord> => {
      const tags = all ? await tagsOf(run, member, 'user', user.UserName ?? '') : {};
      return principal(member, 'user', user.Arn, user.UserName, tags);
    }),
  ]);
  if (records.length > 0) await run.append(member, 'identity', records);
}

function principal(
  member: Member,
  kind: 'role' | 'user',
  arn: string | undefined,
  name: string | undefined,
  tags: Record<string, string>,
): IdentityRecord {
  return { type: 'principal', arn: arn ?? '', kind, name: name ?? '', account: member.account, tags };
}

async function tagsOf(
  run: CrawlRun,
  member: Member,
  kind: 'role' | 'user',
  name: string,
): Promise<Record<string, string>> {
  const tags: Record<string, string> = {};
  const take = (page: {
    Tags?: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined;
  }): void => {
    for (const tag of page.Tags ?? []) if (tag.Key !== undefined) tags[tag.Key] = tag.Value ?? '';
  };
  await run.read(
    member,
    'identity',
    () =>
      kind === 'role'
        ? run.eachPage('iam:ListRoleTags', member, { RoleName: name }, take)
        : run.eachPage('iam:ListUserTags', member, { UserName: name }, take),
    name,
  );
  return tags;
}

/**
 * Users, groups and memberships of the Identity Center directory, as the principal strings that Lake Formation uses. Read
 * once for the connection, by the first member that may; the directory's id comes from ListInstances, or from the start
 * URL where that carries it (`https://d-1234567890.awsapps.com/start`). `connected`: does Lake Formation use Identity
 * Center at all? Where it does not, a directory nobody may list is no gap.
 */
export async function readIdentityStore(
  run: CrawlRun,
  connected: () => Promise<boolean>,
  startUrls: readonly string[],
): Promise<void> {
  const stores = new Map<string, Member>();
  for (const member of run.members) {
    const instances = await instancesOf(run, member);
    for (const { IdentityStoreId } of instances)
      if (IdentityStoreId && !stores.has(IdentityStoreId)) stores.set(IdentityStoreId, member);
    if (stores.size > 0) break;
  }
  const first = run.members[0];
  if (!first) return;
  if (stores.size === 0) {
    for (const url of startUrls) {
      const id = /^https:\/\/(d-[0-9a-f]{10})\./.exec(url)?.[1];
      if (id) stores.set(id, first);
    }
  }
  if (stores.size === 0) {
    if (!(await connected())) return;
    const reason = 'The users and groups of Identity Center were not read: no profile may list its instances.';
    run.partial(first, 'identity-center', reason, 'sso:ListInstances');
    return;
  }
  await Promise.all([...stores].map(([id, member]) => readStore(run, member, id)));
}

async function instancesOf(run: CrawlRun, member: Member): Promise<{ IdentityStoreId?: string | undefined }[]> {
  const instances: { IdentityStoreId?: string | undefined }[] = [];
  try {
    await run.eachPage('sso-admin:ListInstances', member, {}, (page) => void instances.push(...(page.Instances ?? [])));
  } catch (error) {
    if (run.signal.aborted) throw error;
  }
  return instances;
}

async function readStore(run: CrawlRun, member: Member, IdentityStoreId: string): Promise<void> {
  const arn = (kind: 'user' | 'group', id: string | undefined): string =>
    `arn:${member.partition}:identitystore:::${kind}/${id ?? ''}`;
  const groupsOf = new Map<string, string[]>();
  const groups: { id: string; name: string }[] = [];
  const users: { id: string; name: string }[] = [];
  await Promise.all([
    run.read(
      member,
      'identity-center',
      async () => {
        await run.eachPage('identitystore:ListGroups', member, { IdentityStoreId }, (page) => {
          for (const g of page.Groups ?? [])
            if (g.GroupId) groups.push({ id: g.GroupId, name: g.DisplayName ?? g.GroupId });
        });
        await Promise.all(
          groups.map(({ id, name }) =>
            run.read(
              member,
              'identity-center',
              () =>
                run.eachPage('identitystore:ListGroupMemberships', member, { IdentityStoreId, GroupId: id }, (page) => {
                  for (const membership of page.GroupMemberships ?? []) {
                    const user = membership.MemberId?.UserId;
                    if (user) groupsOf.set(user, [...(groupsOf.get(user) ?? []), arn('group', id)]);
                  }
                }),
              name,
            ),
          ),
        );
      },
      'groups',
    ),
    run.read(
      member,
      'identity-center',
      () =>
        run.eachPage('identitystore:ListUsers', member, { IdentityStoreId }, (page) => {
          for (const u of page.Users ?? [])
            if (u.UserId) users.push({ id: u.UserId, name: u.UserName ?? u.DisplayName ?? u.UserId });
        }),
      'users',
    ),
  ]);
  const records: IdentityRecord[] = [
    ...groups.map(({ id, name }): IdentityRecord => ({ type: 'group', arn: arn('group', id), name })),
    ...users.map(({ id, name }): IdentityRecord => ({
      type: 'user',
      arn: arn('user', id),
      name,
      groups: (groupsOf.get(id) ?? []).sort(),
    })),
  ];
  if (records.length > 0) await run.append(member, 'identity-center', records);
}
