import type {
  CreateTokenRequest,
  CreateTokenResponse,
  RegisterClientRequest,
  RegisterClientResponse,
  StartDeviceAuthorizationRequest,
  StartDeviceAuthorizationResponse,
} from '@aws-sdk/client-sso-oidc';
import { randomInt } from 'node:crypto';
import {
  defaultUser,
  secret,
  signIn,
  ssoSession,
  type DeviceGrant,
  type OidcClient,
  type Session,
} from '../../auth/sign-in';
import { ServiceError, type Call, type Handler, type Service } from '../../service';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const GRANT_TYPES = new Set(['authorization_code', 'refresh_token', DEVICE]);
const REGISTRATION_MS = 90 * 24 * 3_600_000;
const DEVICE_SECONDS = 600;
const TOKEN_SECONDS = 8 * 3600;
const SLOW_DOWN_SECONDS = 5;

const epoch = (date: Date): number => Math.floor(date.getTime() / 1000);

const registerClient: Handler<RegisterClientRequest, RegisterClientResponse> = (input, call) => {
  if (input.clientType !== 'public')
    throw new ServiceError('InvalidClientMetadataException', 'Unsupported client type');
  if (input.grantTypes?.some((one) => !GRANT_TYPES.has(one))) {
    throw new ServiceError('UnsupportedGrantTypeException', 'Unsupported grant type');
  }
  const client: OidcClient = {
    clientId: secret(16),
    clientSecret: secret(48),
    scopes: input.scopes ?? [],
    expires: new Date(call.now.getTime() + REGISTRATION_MS),
  };
  signIn(call.world).clients.set(client.clientId, client);
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientIdIssuedAt: epoch(call.now),
    clientSecretExpiresAt: epoch(client.expires),
  };
};

function checkedClient(call: Call, id: string | undefined, clientSecret: string | undefined): OidcClient {
  const client = signIn(call.world).clients.get(id ?? '');
  if (!client || client.clientSecret !== clientSecret || client.expires <= call.now) {
    throw new ServiceError('InvalidClientException', 'Invalid client provided');
  }
  return client;
}

const trimmed = (url: string | undefined): string => (url ?? '').replace(/\/#?\/?$/, '');

const startDeviceAuthorization: Handler<StartDeviceAuthorizationRequest, StartDeviceAuthorizationResponse> = (
  input,
  call,
) => {
  const client = checkedClient(call, input.clientId, input.clientSecret);
  if (trimmed(input.startUrl) !== trimmed(ssoSession(call.world).startUrl)) {
    throw new ServiceError('InvalidRequestException', 'Invalid start url provided');
  }
  const state = signIn(call.world);
  const grant: DeviceGrant = {
    deviceCode: secret(32),
    userCode: userCode(),
    clientId: client.clientId,
    expires: new Date(call.now.getTime() + DEVICE_SECONDS * 1000),
    interval: state.interval,
    state: state.autoApprove ? { kind: 'allowed', user: defaultUser(call.world) } : { kind: 'pending' },
  };
  state.devices.set(grant.deviceCode, grant);
  const page = `${state.endpoint}/device`;
  return {
    deviceCode: grant.deviceCode,
    userCode: grant.userCode,
    verificationUri: page,
    verificationUriComplete: `${page}?user_code=${grant.userCode}`,
    expiresIn: DEVICE_SECONDS,
    interval: grant.interval,
  };
};

/** `ABCD-EFGH` without vowels and look-alikes. */
function userCode(): string {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ';
  const part = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${part()}-${part()}`;
}

const createToken: Handler<CreateTokenRequest, CreateTokenResponse> = (input, call) => {
  const client = checkedClient(call, input.clientId, input.clientSecret);
  if (input.grantType === DEVICE) return openSession(call, client, redeemDevice(call, client, input.deviceCode));
  if (input.grantType === 'refresh_token') return refresh(call, client, input.refreshToken);
  throw new ServiceError('UnsupportedGrantTypeException', 'Unsupported grant type');
};

/** The person who allowed the device, or the reason why there is none yet. */
function redeemDevice(call: Call, client: OidcClient, code: string | undefined): string {
  if (!code) throw new ServiceError('InvalidRequestException', 'Missing device code');
  const grant = signIn(call.world).devices.get(code);
  if (grant?.clientId !== client.clientId) throw new ServiceError('InvalidGrantException', 'Invalid grant provided');
  if (grant.state.kind === 'used') throw new ServiceError('InvalidGrantException', 'Invalid grant provided');
  if (grant.expires <= call.now) throw new ServiceError('ExpiredTokenException', 'Device code has expired');
  if (grant.state.kind === 'denied') throw new ServiceError('AccessDeniedException', 'User denied the request');
  if (grant.state.kind === 'pending') {
    const tooSoon =
      grant.lastPoll !== undefined && call.now.getTime() - grant.lastPoll.getTime() < grant.interval * 1000;
    grant.lastPoll = call.now;
    if (!tooSoon) throw new ServiceError('AuthorizationPendingException', 'Authorization is still pending');
    grant.interval += SLOW_DOWN_SECONDS;
    throw new ServiceError('SlowDownException', 'Polling too frequently');
  }
  const { user } = grant.state;
  grant.state = { kind: 'used' };
  return user;
}

function openSession(call: Call, client: OidcClient, user: string, refreshToken = secret(48)): CreateTokenResponse {
  const session: Session = {
    accessToken: secret(48),
    clientId: client.clientId,
    user,
    expires: new Date(call.now.getTime() + TOKEN_SECONDS * 1000),
    // A client registered without scopes gets a token that cannot be refreshed.
    ...(client.scopes.length > 0 ? { refreshToken } : {}),
  };
  const state = signIn(call.world);
  state.byAccessToken.set(session.accessToken, session);
  if (session.refreshToken) state.byRefreshToken.set(session.refreshToken, session);
  return {
    accessToken: session.accessToken,
    tokenType: 'Bearer',
    expiresIn: TOKEN_SECONDS,
    refreshToken: session.refreshToken,
  };
}

function refresh(call: Call, client: OidcClient, token: string | undefined): CreateTokenResponse {
  if (!token) throw new ServiceError('InvalidRequestException', 'Missing refresh token');
  const state = signIn(call.world);
  const session = state.byRefreshToken.get(token);
  if (session?.clientId !== client.clientId)
    throw new ServiceError('InvalidGrantException', 'Invalid refresh token provided');
  // The refresh token stays, and so does the old access token until it expires: several processes share the token file.
  return openSession(call, client, session.user, token);
}

export const ssoOidc: Service = {
  id: 'sso-oidc',
  handlers: {
    RegisterClient: registerClient,
    StartDeviceAuthorization: startDeviceAuthorization,
    CreateToken: createToken,
  },
};
