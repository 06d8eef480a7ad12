import type { Role, User } from '@aws-sdk/client-iam';
import { principalId } from '../../auth/keys';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { accountData } from '../../state/lake';
import { roleArn, userArn } from '../../state/principals';
import type { AccountData, RoleData, UserData } from '../../world';

/** When the seeded principals came into being; IAM requires the member. */
const CREATED = new Date('2026-01-05T08:00:00Z');

/** IAM is global: the caller's account, whatever the region. */
export function callerAccount(call: Call): AccountData {
  const account = accountData(call.world, call.caller.account);
  return account ?? { id: call.caller.account, name: call.caller.account, roles: [], users: [], regions: {} };
}

const noSuch = (what: string, name: string): ServiceError =>
  new ServiceError('NoSuchEntityException', `The ${what} with name ${name} cannot be found.`);

export function roleOf(call: Call, name: string | undefined): RoleData {
  const found = callerAccount(call).roles.find((role) => role.name === name);
  if (!found) throw noSuch('role', name ?? '');
  return found;
}

/** Without a name IAM means the calling user. */
export function userOf(call: Call, name: string | undefined): UserData {
  const { users = [], id } = callerAccount(call);
  const found = users.find((user) =>
    name === undefined ? userArn(call.world.data.partition, id, user) === call.caller.principal : user.name === name,
  );
  if (!found) throw noSuch('user', name ?? call.caller.principal);
  return found;
}

/** Who may assume the role; by default every principal of its own account. */
function trustPolicy(call: Call, role: RoleData): string {
  const { partition } = call.world.data;
  const { id } = callerAccount(call);
  const AWS = (role.trust ?? [id]).map((who) => (/^\d{12}$/.test(who) ? `arn:${partition}:iam::${who}:root` : who));
  return encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
    }),
  );
}

/** A role as ListRoles shows it: without tags, policy document URL-encoded. */
export function roleRecord(call: Call, role: RoleData): Role {
  const Arn = roleArn(call.world.data.partition, callerAccount(call).id, role);
  return {
    Path: role.path ?? '/',
    RoleName: role.name,
    RoleId: principalId('AROA', Arn),
    Arn,
    CreateDate: CREATED,
    AssumeRolePolicyDocument: trustPolicy(call, role),
    ...(role.description && { Description: role.description }),
    MaxSessionDuration: 3600,
  };
}

export function userRecord(call: Call, user: UserData): User {
  const Arn = userArn(call.world.data.partition, callerAccount(call).id, user);
  return { Path: user.path ?? '/', UserName: user.name, UserId: principalId('AIDA', Arn), Arn, CreateDate: CREATED };
}

export const tagList = (tags: Readonly<Record<string, string>> | undefined): { Key: string; Value: string }[] =>
  Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
