import { randomBytes } from 'node:crypto';
import type { RoleData, World } from '../world';

/** A registered OIDC client. */
export interface OidcClient {
  clientId: string;
  clientSecret: string;
  scopes: string[];
  expires: Date;
}

export interface DeviceGrant {
  deviceCode: string;
  userCode: string;
  clientId: string;
  expires: Date;
  /** Seconds between two polls; grows by 5 when a client polls faster. */
  interval: number;
  lastPoll?: Date;
  state: { kind: 'pending' } | { kind: 'allowed'; user: string } | { kind: 'denied' } | { kind: 'used' };
}

/** One signed-in person: what an access token stands for. */
export interface Session {
  accessToken: string;
  refreshToken?: string;
  clientId: string;
  user: string;
  expires: Date;
}

export interface SignInState {
  endpoint: string;
  /** Device codes are allowed at once, without a browser. */
  autoApprove: boolean;
  /** Seconds a device code asks to wait between polls. */
  interval: number;
  clients: Map<string, OidcClient>;
  devices: Map<string, DeviceGrant>;
  /** Tokens of approval pages that were shown and not answered yet, the oldest first; each is good for one decision. */
  pages: Set<string>;
  byAccessToken: Map<string, Session>;
  byRefreshToken: Map<string, Session>;
}

/** State of sign-in, shared by the OIDC and portal services and the approval page. */
export const signIn = (world: World): SignInState =>
  world.part('auth.sign-in', () => ({
    endpoint: '',
    autoApprove: false,
    interval: 1,
    clients: new Map(),
    devices: new Map(),
    pages: new Set(),
    byAccessToken: new Map(),
    byRefreshToken: new Map(),
  }));

export const secret = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** The SSO session of the world; worlds without an Identity Center get one person who may take every role. */
export function ssoSession(world: World): { startUrl: string; name: string; region: string; users: string[] } {
  const store = world.data.identityStore;
  return {
    startUrl: store?.startUrl ?? 'https://heddle-sandbox.awsapps.com/start',
    name: store?.sessionName ?? 'heddle-sandbox',
    region: world.data.region,
    users: store ? store.users.map((user) => user.userName) : ['administrator'],
  };
}

/** Roles that a person may take in each account. Where the world assigns none to anyone, everyone may take all. */
export function assignedRoles(world: World, user: string): { account: string; roles: RoleData[] }[] {
  const unassigned = world.data.accounts.every((account) => account.roles.every((role) => !role.assignedTo));
  return world.data.accounts
    .map((account) => ({
      account: account.id,
      roles: account.roles.filter((role) => unassigned || role.assignedTo?.includes(user)),
    }))
    .filter(({ roles }) => roles.length > 0);
}

/** Who signs in where nobody is asked: the person with the most assignments. */
export function defaultUser(world: World): string {
  const count = (user: string): number => assignedRoles(world, user).reduce((sum, { roles }) => sum + roles.length, 0);
  const users = ssoSession(world).users;
  return users.reduce((best, user) => (count(user) > count(best) ? user : best), users[0] ?? 'administrator');
}

/** Ends every access token at the given moment; refresh tokens stay good. */
export function expireAccessTokens(world: World, at: Date): void {
  for (const session of signIn(world).byAccessToken.values()) session.expires = at;
}
