import type { Trouble } from '../../core/model/result';
import type { CoverageGap } from '../../core/model/snapshot';

/** What went wrong, as far as a person or the retry rules care (facts datazone 7, lakeformation 1.1). */
export type ErrorKind =
  | 'CANCELLED'
  | 'SIGN_IN_NEEDED'
  | 'ROLE_NOT_ASSIGNED'
  | 'PROFILE_INCOMPLETE'
  | 'PROVIDER_FAILED'
  | 'CREDS_EXPIRED'
  | 'BAD_CREDS'
  | 'DENIED'
  | 'THROTTLED'
  | 'BUSY'
  | 'NOT_FOUND'
  | 'INVALID'
  | 'CONFLICT'
  | 'QUOTA'
  | 'NETWORK'
  | 'REGION_UNAVAILABLE'
  | 'FOREIGN_HOST'
  | 'NOT_IMPLEMENTED'
  | 'WRITE_LOCKED'
  | 'SERVER'
  | 'UNKNOWN';

/** Where a call was going: what the sentences name. */
export interface CallContext {
  service: string;
  operation: string;
  action: string | null;
  profile: string;
  account?: string;
  region: string;
}

/** The one error that `call` throws. `name` is the service's own, `status` its HTTP status where there was an answer. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly kind: ErrorKind;
  readonly trouble: Trouble;
  readonly context: CallContext;
  /** The error's name as the service gave it, e.g. `ConflictException`; branch on it, never on the status. */
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(kind: ErrorKind, context: CallContext, cause: unknown) {
    super(`${context.service}:${context.operation}: ${detailOf(cause)}`, { cause });
    this.kind = kind;
    this.context = context;
    this.code = nameOf(cause);
    this.requestId = metadataOf(cause)?.requestId;
    this.trouble = troubleOf(kind, context, detailOf(cause));
  }
}

/** Raised by our own credential providers, so that nothing has to be read out of a message. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly kind: 'SIGN_IN_NEEDED' | 'ROLE_NOT_ASSIGNED' | 'PROFILE_INCOMPLETE' | 'PROVIDER_FAILED';
  constructor(kind: CredentialError['kind'], message: string, options?: { cause: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

const NETWORK_CODE =
  /^(E(NOTFOUND|CONN\w*|TIMEDOUT|NETUNREACH|HOSTUNREACH|PIPE|AI_AGAIN)|EAI_AGAIN|ERR_TLS\w*|CERT_\w+|\w*SELF_SIGNED\w*)$/;
const NETWORK_TEXT = /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|socket hang up/;
const THROTTLES = new Set([
  'ThrottlingException',
  'ThrottledException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
]);
const NOT_FOUND = new Set([
  'ResourceNotFoundException',
  'EntityNotFoundException',
  'NoSuchEntity',
  'NoSuchEntityException',
]);
const INVALID = new Set([
  'ValidationException',
  'InvalidInputException',
  'InvalidParameterException',
  'ValidationError',
]);
const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedException',
  'OperationNotPermittedException',
]);
const BAD_CREDS = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
]);
const SERVER = new Set([
  'InternalServiceException',
  'InternalServerException',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceFailureException',
  'OperationTimeoutException',
  'FederationSourceRetryableException',
  'TimeoutError',
]);

/** Sorts anything that an AWS call can throw; by name first, because credential providers lose cause and status. */
export function classify(error: unknown): ErrorKind {
  if (error instanceof CallError) return error.kind;
  if (error instanceof CredentialError) return error.kind;
  const name = nameOf(error);
  const message = detailOf(error);
  if (name === 'AbortError') return 'CANCELLED';
  if (name === 'ForeignHostError') return 'FOREIGN_HOST';
  if (/CredentialsProviderError|TokenProviderError/.test(name)) return classifyProvider(message);
  if (/^(ExpiredToken(Exception)?|RequestExpired)$/.test(name)) return 'CREDS_EXPIRED';
  if (BAD_CREDS.has(name)) return 'BAD_CREDS';
  const status = metadataOf(error)?.httpStatusCode;
  if (THROTTLES.has(name) || status === 429) return 'THROTTLED';
  if (name === 'ConcurrentModificationException') return 'BUSY';
  if (name === 'ConflictException') return 'CONFLICT';
  if (name === 'ServiceQuotaExceededException' || name === 'ResourceNumberLimitExceededException') return 'QUOTA';
  if (NOT_FOUND.has(name)) return 'NOT_FOUND';
  if (INVALID.has(name)) return 'INVALID';
  if (DENIED.has(name)) return 'DENIED';
  if (name === 'FederationSourceException' && /ThrottlingException|OperationTimeoutException/.test(message))
    return 'SERVER';
  if (SERVER.has(name)) return 'SERVER';
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && NETWORK_CODE.test(code)) return 'NETWORK';
  if (name === 'SyntaxError') return classifyUnreadable(error);
  if (name === 'UnknownOperationException' || name === 'InvalidAction' || status === 501) return 'NOT_IMPLEMENTED';
  if (NETWORK_TEXT.test(message)) return 'NETWORK';
  return status !== undefined && status >= 500 ? 'SERVER' : 'UNKNOWN';
}

/**
 * An answer that is not JSON. Gateways answer 502 to 504 with HTML when a service is overloaded, emulators any other status
 * for what they do not know; a successful answer that ends in the middle lost its connection.
 */
function classifyUnreadable(error: unknown): ErrorKind {
  const status = (error as { $response?: { statusCode?: number } }).$response?.statusCode ?? 0;
  if (status >= 502 && status <= 504) return 'SERVER';
  return status === 200 && !/Unexpected token '?</.test(detailOf(error)) ? 'NETWORK' : 'NOT_IMPLEMENTED';
}

function classifyProvider(message: string): ErrorKind {
  if (NETWORK_TEXT.test(message)) return 'NETWORK';
  if (message.startsWith('ForbiddenException')) return 'ROLE_NOT_ASSIGNED';
  if (/Could not resolve credentials|invalid SSO credentials|could not be found|was not found\.? or/i.test(message)) {
    return /SSO session token/.test(message) ? 'SIGN_IN_NEEDED' : 'PROFILE_INCOMPLETE';
  }
  return 'SIGN_IN_NEEDED';
}

/** What the services call themselves; what is not listed keeps the name that its IAM actions carry. */
const NAMES: Record<string, string> = {
  datazone: 'DataZone',
  glue: 'Glue',
  iam: 'IAM',
  identitystore: 'Identity Store',
  lakeformation: 'Lake Formation',
  ram: 'RAM',
  sso: 'the SSO portal',
  'sso-admin': 'IAM Identity Center',
  'sso-oidc': 'the SSO sign-in service',
  sts: 'STS',
};

/** One sentence that names the cause and one that says what to do, for every kind. */
export function troubleOf(kind: ErrorKind, at: CallContext, detail: string): Trouble {
  const where = `${at.account ? `account ${at.account}` : `profile ${at.profile}`} in ${at.region}`;
  const what = `${at.service}:${at.operation}`;
  const service = NAMES[at.service] ?? at.service;
  const Service = service.charAt(0).toUpperCase() + service.slice(1);
  const say = (message: string, wayOut: string): Trouble => ({ code: `AWS_${kind}`, message, wayOut, detail });
  switch (kind) {
    case 'CANCELLED':
      return say('The call was cancelled.', 'Start it again when you like.');
    case 'SIGN_IN_NEEDED':
      return say(
        `Profile ${at.profile} is not signed in, or its session has expired.`,
        `Sign in with profile ${at.profile}: in the window, or by \`aws sso login --profile ${at.profile}\`.`,
      );
    case 'ROLE_NOT_ASSIGNED':
      return say(
        `Profile ${at.profile} names an account or role that is not assigned to you.`,
        'Choose another role; signing in again does not help.',
      );
    case 'PROFILE_INCOMPLETE':
      return say(`Profile ${at.profile} cannot be used: ${detail}`, 'Complete the profile in your AWS config file.');
    case 'PROVIDER_FAILED':
      return say(
        `Profile ${at.profile} gets its keys from a command or another source outside Heddle, and that failed.`,
        'Try "aws sts get-caller-identity" with this profile, and correct what it names.',
      );
    case 'CREDS_EXPIRED':
      return say(
        `The credentials of profile ${at.profile} have expired.`,
        `Sign in with profile ${at.profile}: in the window, or by \`aws sso login --profile ${at.profile}\`.`,
      );
    case 'BAD_CREDS':
      return say(
        `The keys of profile ${at.profile} are not accepted in ${at.region}.`,
        'Check the keys, and that the region is enabled for the account.',
      );
    case 'DENIED':
      return say(
        `${what} is not allowed for ${where}.`,
        at.action
          ? `Ask for the right ${at.action}, or for a role in the project or unit concerned.`
          : 'Ask for access.',
      );
    case 'THROTTLED':
      return say(`${Service} asked ${where} to slow down, again and again.`, 'Try again in a few minutes.');
    case 'BUSY':
      return say(`Another change was being made at the same moment (${what}).`, 'Try again.');
    case 'NOT_FOUND':
      return say(
        `${what} found nothing under that name in ${where}, or it is not visible to you.`,
        'Refresh and look again.',
      );
    case 'INVALID':
      return say(`${what} did not accept the request: ${detail}`, 'Correct what the message names.');
    case 'CONFLICT':
      return say(
        `${what} conflicts with what is already there.`,
        'Read the state again; somebody may have decided already.',
      );
    case 'QUOTA':
      return say(
        `${what} would exceed a quota: ${detail}`,
        'Remove what is no longer needed, or ask AWS to raise the quota.',
      );
    case 'NETWORK':
      return say(
        `${Service} in ${at.region} cannot be reached.`,
        'Check the network, the proxy, the endpoint and the name of the region.',
      );
    case 'REGION_UNAVAILABLE':
      return say(
        `${Service} does not exist in ${at.region}, while other services answer there.`,
        'Choose another region.',
      );
    case 'FOREIGN_HOST':
      return say(`${detail} Only the chosen endpoint may be reached here.`, 'Use a connection to real AWS for that.');
    case 'NOT_IMPLEMENTED':
      return say(`The endpoint of ${service} does not know ${at.operation}.`, 'Use an endpoint that implements it.');
    case 'WRITE_LOCKED':
      return say(
        `${what} changes something, and writing is off for ${where}.`,
        'Switch writing on for this account first.',
      );
    case 'SERVER':
      return say(`${Service} failed on its side (${at.operation}).`, 'Try again in a few minutes.');
    case 'UNKNOWN':
      return say(`${what} failed: ${detail}`, 'Try again; if it stays, report the request id.');
  }
}

/** How a failed call shows up in coverage. */
export function gapKindOf(kind: ErrorKind): CoverageGap['kind'] {
  if (kind === 'CANCELLED') return 'cancelled';
  if (kind === 'DENIED' || kind === 'ROLE_NOT_ASSIGNED') return 'denied';
  if (kind === 'SIGN_IN_NEEDED' || kind === 'CREDS_EXPIRED' || kind === 'BAD_CREDS') return 'sign-in';
  return 'failed';
}

function nameOf(error: unknown): string {
  return error instanceof CallError ? error.code : error instanceof Error ? error.name : 'Unknown';
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Metadata {
  httpStatusCode?: number;
  requestId?: string;
  clockSkewCorrected?: boolean;
}

export function metadataOf(error: unknown): Metadata | undefined {
  return (error as { $metadata?: Metadata } | null | undefined)?.$metadata;
}
