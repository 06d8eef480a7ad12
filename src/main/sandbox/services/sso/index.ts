import type {
  GetRoleCredentialsRequest,
  GetRoleCredentialsResponse,
  ListAccountRolesRequest,
  ListAccountRolesResponse,
  ListAccountsRequest,
  ListAccountsResponse,
  LogoutRequest,
} from '@aws-sdk/client-sso';
import { issueKeys, roleArn } from '../../auth/keys';
import { assignedRoles, signIn, type Session } from '../../auth/sign-in';
import { ServiceError, type Call, type Handler, type Service } from '../../service';

const ROLE_SESSION_MS = 3_600_000;
const DEFAULT_PAGE = 20;

/** The person behind the bearer token of the call. */
function sessionOf(call: Call): Session {
  const session = signIn(call.world).byAccessToken.get(call.bearer ?? '');
  if (!session || session.expires <= call.now) {
    throw new ServiceError('UnauthorizedException', 'Session token not found or invalid');
  }
  return session;
}

/** Tokens are bound to what they page through: one of another account or person is refused. */
function page<T>(
  items: T[],
  bound: string,
  token: string | undefined,
  max = DEFAULT_PAGE,
): { items: T[]; nextToken?: string } {
  let start = 0;
  if (token !== undefined) {
    const found = /^(\d+)\|(.*)$/s.exec(Buffer.from(token, 'base64url').toString('utf8'));
    if (!found || found[2] !== bound) throw new ServiceError('InvalidRequestException', 'The next token is not valid');
    start = Number(found[1]);
  }
  const end = start + max;
  const nextToken = end < items.length ? Buffer.from(`${end}|${bound}`).toString('base64url') : undefined;
  return { items: items.slice(start, end), ...(nextToken ? { nextToken } : {}) };
}

const listAccounts: Handler<ListAccountsRequest, ListAccountsResponse> = (input, call) => {
  const { user } = sessionOf(call);
  const accounts = assignedRoles(call.world, user).map(({ account }) => account);
  const { items, nextToken } = page(accounts, `accounts|${user}`, input.nextToken, input.maxResults);
  return {
    accountList: items.map((accountId) => {
      const data = call.world.data.accounts.find((one) => one.id === accountId);
      const emailAddress = data?.email ?? `${accountId}@example.com`;
      return { accountId, accountName: data?.name ?? accountId, emailAddress };
    }),
    nextToken,
  };
};

const listAccountRoles: Handler<ListAccountRolesRequest, ListAccountRolesResponse> = (input, call) => {
  const { user } = sessionOf(call);
  const found = assignedRoles(call.world, user).find(({ account }) => account === input.accountId);
  if (!found) throw new ServiceError('ForbiddenException', 'No access');
  const { items, nextToken } = page(found.roles, `roles|${found.account}|${user}`, input.nextToken, input.maxResults);
  return { roleList: items.map((role) => ({ roleName: role.name, accountId: found.account })), nextToken };
};

const getRoleCredentials: Handler<GetRoleCredentialsRequest, GetRoleCredentialsResponse> = (input, call) => {
  const { user } = sessionOf(call);
  const found = assignedRoles(call.world, user).find(({ account }) => account === input.accountId);
  const role = found?.roles.find((one) => one.name === input.roleName);
  if (!found || !role) throw new ServiceError('ForbiddenException', 'No access');
  const expires = new Date(call.now.getTime() + ROLE_SESSION_MS);
  const key = issueKeys(call.world, roleArn(call.world, found.account, role), { sessionName: user, expires });
  return {
    roleCredentials: {
      accessKeyId: key.accessKeyId,
      secretAccessKey: key.secretAccessKey,
      sessionToken: key.sessionToken,
      // Milliseconds, unlike every other time in these services.
      expiration: expires.getTime(),
    },
  };
};

const logout: Handler<LogoutRequest, Record<string, never>> = (_input, call) => {
  const session = sessionOf(call);
  const state = signIn(call.world);
  state.byAccessToken.delete(session.accessToken);
  if (session.refreshToken) state.byRefreshToken.delete(session.refreshToken);
  return {};
};

export const sso: Service = {
  id: 'sso',
  handlers: {
    ListAccounts: listAccounts,
    ListAccountRoles: listAccountRoles,
    GetRoleCredentials: getRoleCredentials,
    Logout: logout,
  },
};
