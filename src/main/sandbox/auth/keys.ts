import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../service';
import type { AccountData, World } from '../world';

/** One access key the sandbox knows, and who it signs for. */
export interface Key {
  accessKeyId: string;
  secretAccessKey: string;
  /** Temporary keys only. */
  sessionToken?: string;
  expires?: Date;
  caller: Caller;
  /** Issued by AssumeRole to a caller that was itself an assumed role: limited to one hour. */
  chained?: boolean;
}

interface KeyState {
  keys: Map<string, Key>;
}

const state = (world: World): KeyState => world.part('auth.keys', () => ({ keys: new Map() }));

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32 = (length: number): string => [...randomBytes(length)].map((byte) => ALPHABET[byte % 32]).join('');

export interface IssueOptions {
  /** Makes temporary role credentials (`ASIA…` with a session token) of this session. */
  sessionName?: string;
  expires?: Date;
  chained?: boolean;
}

/**
 * Issues an access key for a role or user of the world. Without a session name: a static key, as an IAM user has; for a role
 * it signs as that role's session `heddle`.
 * @param principalArn IAM ARN, path included.
 * @throws RangeError when the world has no such principal.
 */
export function issueKeys(world: World, principalArn: string, options: IssueOptions = {}): Key {
  const caller = callerOf(world, principalArn, options.sessionName ?? 'heddle');
  if (!caller) throw new RangeError(`There is no principal ${principalArn} in ${world.data.name}`);
  const temporary = options.sessionName !== undefined;
  const key: Key = {
    accessKeyId: `${temporary ? 'ASIA' : 'AKIA'}${base32(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    caller,
    ...(temporary ? { sessionToken: randomBytes(96).toString('base64') } : {}),
    ...(options.expires ? { expires: options.expires } : {}),
    ...(options.chained ? { chained: true } : {}),
  };
  state(world).keys.set(key.accessKeyId, key);
  return key;
}

export const findKey = (world: World, accessKeyId: string): Key | undefined => state(world).keys.get(accessKeyId);

/** Ends every temporary key at the given moment. */
export function expireTemporaryKeys(world: World, at: Date): void {
  for (const key of state(world).keys.values()) if (key.sessionToken) key.expires = at;
}

/** Unique id of a role (`AROA…`) or user (`AIDA…`), the same on every start: IAM and STS both name it. */
export function principalId(prefix: 'AROA' | 'AIDA', arn: string): string {
  const digest = createHash('sha256').update(arn).digest();
  return prefix + [...digest.subarray(0, 17)].map((byte) => ALPHABET[byte % 32]).join('');
}

const pathOf = (path: string | undefined): string => path ?? '/';

export const roleArn = (world: World, account: string, role: { name: string; path?: string }): string =>
  `arn:${world.data.partition}:iam::${account}:role${pathOf(role.path)}${role.name}`;

export const userArn = (world: World, account: string, user: { name: string; path?: string }): string =>
  `arn:${world.data.partition}:iam::${account}:user${pathOf(user.path)}${user.name}`;

export interface Principal {
  account: AccountData;
  kind: 'role' | 'user';
  arn: string;
  id: string;
  allow?: string[];
  deny?: string[];
  trust?: string[];
  name: string;
}

/** The role or user behind an IAM ARN. */
export function findPrincipal(world: World, arn: string): Principal | undefined {
  const account = world.data.accounts.find((one) => one.id === arn.split(':')[4]);
  if (!account) return undefined;
  const role = account.roles.find((one) => roleArn(world, account.id, one) === arn);
  if (role) return { ...role, account, kind: 'role', arn, id: principalId('AROA', arn) };
  const user = account.users?.find((one) => userArn(world, account.id, one) === arn);
  return user ? { ...user, account, kind: 'user', arn, id: principalId('AIDA', arn) } : undefined;
}

/** The caller that a session of this principal signs as. */
export function callerOf(world: World, principalArn: string, sessionName: string): Caller | undefined {
  const principal = findPrincipal(world, principalArn);
  if (!principal) return undefined;
  const { account, kind, name, id } = principal;
  if (kind === 'user') return { account: account.id, arn: principalArn, principal: principalArn, userId: id };
  return {
    account: account.id,
    // The session form leaves the role's path out.
    arn: `arn:${world.data.partition}:sts::${account.id}:assumed-role/${name}/${sessionName}`,
    principal: principalArn,
    userId: `${id}:${sessionName}`,
  };
}
