import type { Caller } from '../service';
import type { Protocol, ServiceTraits } from '../model/services';
import type { HttpRequest } from '../wire/read-rest';
import { WireError } from '../wire/errors';
import type { World } from '../world';
import { regions } from '../constraints/regions.json';
import { findKey } from './keys';
import { parseAmzDate, verifySignature, type Signature } from './sigv4';

type Problem = 'missing' | 'incomplete' | 'unknown-key' | 'bad-token' | 'expired' | 'signature' | 'denied';

/** Codes differ between the query protocol and the others (sandbox-protocol 7.12). */
const CODES: Record<Problem, [json: string, query: string]> = {
  missing: ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  incomplete: ['IncompleteSignatureException', 'IncompleteSignature'],
  'unknown-key': ['UnrecognizedClientException', 'InvalidClientTokenId'],
  'bad-token': ['UnrecognizedClientException', 'InvalidClientTokenId'],
  expired: ['ExpiredTokenException', 'ExpiredToken'],
  signature: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  denied: ['AccessDeniedException', 'AccessDenied'],
};

const INVALID_TOKEN = 'The security token included in the request is invalid.';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
  'signing method. Consult the service documentation for details.';

const KNOWN: ReadonlySet<string> = new Set(regions);

/** Clocks may differ by this much before AWS refuses a signature. */
const MAX_SKEW_MS = 5 * 60_000;

/** An authentication failure in the code and status of the protocol: 400 in json-1.1, else 403. */
export function authError(protocol: Protocol, problem: Problem, message: string): WireError {
  const status = protocol === 'json-1.1' || problem === 'incomplete' ? 400 : 403;
  return new WireError(CODES[problem][protocol === 'query' ? 1 : 0], message, status);
}

export const expiredError = (protocol: Protocol): WireError =>
  authError(protocol, 'expired', 'The security token included in the request is expired');

export const deniedError = (protocol: Protocol, message: string): WireError => authError(protocol, 'denied', message);

/** One that botocore knows, or a newer one that the state names. */
const isRegion = ({ data }: World, region: string): boolean =>
  KNOWN.has(region) || data.region === region || data.accounts.some(({ regions }) => Object.hasOwn(regions, region));

/**
 * Verifies a signed request: scope, date, key, token, expiry, signature.
 * @param now the sandbox's clock, which decides about expiry; signatures are checked against the real one, because
 *   clients adopt the server's `Date` header.
 */
export function authenticate(
  world: World,
  service: ServiceTraits,
  request: HttpRequest,
  signature: Signature,
  now: Date,
): Caller {
  const { protocol } = service;
  if (signature.service !== service.signingName) {
    throw authError(protocol, 'signature', `Credential should be scoped to correct service: '${service.signingName}'.`);
  }
  if (!isRegion(world, signature.region)) {
    throw authError(protocol, 'signature', 'Credential should be scoped to a valid region.');
  }
  const date = parseAmzDate(request.headers['x-amz-date']);
  if (!date)
    throw authError(protocol, 'incomplete', 'Authorization header requires existence of a valid X-Amz-Date header.');
  if (request.headers['x-amz-date']?.slice(0, 8) !== signature.date) {
    throw authError(
      protocol,
      'signature',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP`,
    );
  }
  const skew = Date.now() - date.getTime();
  if (Math.abs(skew) > MAX_SKEW_MS) {
    throw authError(
      protocol,
      'signature',
      skew > 0 ? `Signature expired: ${date.toISOString()}` : `Signature not yet current: ${date.toISOString()}`,
    );
  }
  const key = findKey(world, signature.accessKeyId);
  if (!key) throw authError(protocol, 'unknown-key', INVALID_TOKEN);
  if ((key.sessionToken ?? '') !== (request.headers['x-amz-security-token'] ?? ''))
    throw authError(protocol, 'bad-token', INVALID_TOKEN);
  if (!verifySignature(request, signature, key.secretAccessKey)) throw authError(protocol, 'signature', MISMATCH);
  if (key.expires && key.expires <= now) throw expiredError(protocol);
  return key.caller;
}
