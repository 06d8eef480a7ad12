import { accountOfPrincipal, parseArn } from '../../../core/model/arn';
import type { RoleData, UserData, World } from '../world';
import { accountData } from './lake';

/** What the world knows about one principal string. */
export interface Actor {
  arn: string;
  kind:
    | 'role'
    | 'user'
    | 'identity-user'
    | 'identity-group'
    | 'unlisted'
    | 'account'
    | 'organization'
    | 'gate'
    | 'all-iam'
    | 'invalid';
  /** The account it belongs to, where its string names one. */
  account: string | undefined;
  exists: boolean;
  tags: Readonly<Record<string, string>>;
  /** Groups it is a member of, as principal strings. */
  groups: readonly string[];
}

const nobody = { exists: true, tags: {}, groups: [] } as const;

/** `role/path/Name` → the role of that path and name. */
export const roleArn = (partition: string, account: string, role: Pick<RoleData, 'name' | 'path'>): string =>
  `arn:${partition}:iam::${account}:role${role.path ?? '/'}${role.name}`;

export const userArn = (partition: string, account: string, user: Pick<UserData, 'name' | 'path'>): string =>
  `arn:${partition}:iam::${account}:user${user.path ?? '/'}${user.name}`;

export const identityArn = (partition: string, kind: 'user' | 'group', id: string): string =>
  `arn:${partition}:identitystore:::${kind}/${id}`;

function identityActor(world: World, arn: string, resource: string): Actor {
  const [kind, id] = resource.split('/', 2);
  const store = world.data.identityStore;
  if (kind === 'group') {
    const exists = store?.groups.some((g) => g.id === id) ?? false;
    return { ...nobody, arn, kind: 'identity-group', account: undefined, exists };
  }
  const groups = (store?.groups ?? []).filter((g) => g.members.includes(id ?? ''));
  return {
    arn,
    kind: 'identity-user',
    account: undefined,
    exists: store?.users.some((u) => u.id === id) ?? false,
    tags: {},
    groups: groups.map((g) => identityArn(world.data.partition, 'group', g.id)),
  };
}

function iamActor(world: World, arn: string, account: string, resource: string): Actor {
  const kind = resource.startsWith('role/') ? 'role' : resource.startsWith('user/') ? 'user' : undefined;
  const groups = world.data.unlistedGroups?.[arn] ?? [];
  if (kind === undefined) return { ...nobody, arn, kind: 'unlisted', account, groups };
  const data = accountData(world, account);
  if (!data) return { ...nobody, arn, kind, account };
  const { partition } = world.data;
  const found =
    kind === 'role'
      ? data.roles.find((role) => roleArn(partition, account, role) === arn)
      : data.users?.find((user) => userArn(partition, account, user) === arn);
  return { arn, kind, account, exists: found !== undefined, tags: found?.tags ?? {}, groups };
}

/** Reads a Lake Formation principal string (facts 2.5). Principals of accounts outside the world count as existing. */
export function actorOf(world: World, principal: string): Actor {
  const account = accountOfPrincipal(principal);
  if (principal.toUpperCase() === 'IAM_ALLOWED_PRINCIPALS') return { ...nobody, arn: principal, kind: 'gate', account };
  if (/^\d{12}$/.test(principal)) return { ...nobody, arn: principal, kind: 'account', account };
  if (/^\d{12}:IAMPrincipals$/i.test(principal)) return { ...nobody, arn: principal, kind: 'all-iam', account };
  const arn = parseArn(principal);
  if (arn?.service === 'identitystore') return identityActor(world, principal, arn.resource);
  if (arn?.service === 'organizations') return { ...nobody, arn: principal, kind: 'organization', account: undefined };
  if (arn?.service === 'iam' && account) return iamActor(world, principal, account, arn.resource);
  if (arn?.service === 'quicksight') {
    return {
      ...nobody,
      arn: principal,
      kind: 'unlisted',
      account,
      groups: world.data.unlistedGroups?.[principal] ?? [],
    };
  }
  return { ...nobody, arn: principal, kind: 'invalid', account, exists: false };
}

/** Roles and users act under IAM; only they are reached by `<account>:IAMPrincipals` and by implied DESCRIBE (G5, G12). */
export const isIamActor = (actor: Actor): boolean => actor.kind === 'role' || actor.kind === 'user';
