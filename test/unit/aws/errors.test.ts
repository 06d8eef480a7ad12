import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../../src/main/aws/errors';
import { classify, gapKindOf, troubleOf } from '../../../src/main/aws/errors';
import { OPERATIONS } from '../../../src/main/aws/operations';
import { retryStep } from '../../../src/main/aws/retry';

const named = (name: string, message = name, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('classify', () => {
  it.each<[string, unknown, ErrorKind]>([
    [
      'a missing token',
      named('CredentialsProviderError', 'The SSO session token associated with profile=x was not found or is invalid.'),
      'SIGN_IN_NEEDED',
    ],
    [
      'an expired token',
      named('TokenProviderError', 'Token is expired. To refresh this SSO session run aws sso login'),
      'SIGN_IN_NEEDED',
    ],
    [
      'a revoked token',
      named('CredentialsProviderError', 'UnauthorizedException: Session token not found or invalid'),
      'SIGN_IN_NEEDED',
    ],
    [
      'a role that is not assigned',
      named('CredentialsProviderError', 'ForbiddenException: No access'),
      'ROLE_NOT_ASSIGNED',
    ],
    [
      'an unreachable portal',
      named('CredentialsProviderError', 'Error: getaddrinfo ENOTFOUND portal.sso.x'),
      'NETWORK',
    ],
    [
      'an unknown profile',
      named(
        'CredentialsProviderError',
        'Could not resolve credentials using profile: [x] in configuration/credentials file(s).',
      ),
      'PROFILE_INCOMPLETE',
    ],
    ['an error by code', named('Error', 'getaddrinfo', { code: 'ENOTFOUND' }), 'NETWORK'],
    ['a refused connection', named('Error', '', { code: 'ECONNREFUSED' }), 'NETWORK'],
    ['a self-signed proxy', named('Error', '', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'NETWORK'],
    ['a status without a name', named('Unknown', '', { $metadata: { httpStatusCode: 429 } }), 'THROTTLED'],
    ['Lake Formation throttling', named('ThrottledException'), 'THROTTLED'],
    ['a quota', named('ServiceQuotaExceededException', '', { $metadata: { httpStatusCode: 402 } }), 'QUOTA'],
    ['a parallel change', named('ConcurrentModificationException'), 'BUSY'],
    ['a decided request', named('ConflictException'), 'CONFLICT'],
    [
      'an overloaded gateway',
      named('SyntaxError', `Unexpected token '<'`, { $response: { statusCode: 503 } }),
      'SERVER',
    ],
    [
      'an emulator without the operation',
      named('SyntaxError', `Unexpected token '<'`, { $response: { statusCode: 500 } }),
      'NOT_IMPLEMENTED',
    ],
    [
      'a truncated answer',
      named('SyntaxError', 'Unexpected end of JSON input', { $response: { statusCode: 200 } }),
      'NETWORK',
    ],
    ['a federated source that throttles', named('FederationSourceException', 'x ThrottlingException y'), 'SERVER'],
    ['a federated source that fails', named('FederationSourceException', 'x'), 'UNKNOWN'],
    ['nothing at all', undefined, 'UNKNOWN'],
  ])('%s', (_name, error, kind) => expect(classify(error)).toBe(kind));

  it('has two sentences for every kind', () => {
    const at = { service: 'glue', operation: 'GetTables', action: 'glue:GetTables', profile: 'p', region: 'eu-west-1' };
    const kinds: ErrorKind[] = [
      'CANCELLED',
      'SIGN_IN_NEEDED',
      'PROVIDER_FAILED',
      'DENIED',
      'THROTTLED',
      'REGION_UNAVAILABLE',
      'SERVER',
      'UNKNOWN',
      'WRITE_LOCKED',
    ];
    for (const kind of kinds) {
      const trouble = troubleOf(kind, at, 'detail');
      expect(trouble.message).toMatch(/^\S.*\S$/);
      expect(trouble.wayOut).toMatch(/\.$/);
    }
    expect(gapKindOf('CREDS_EXPIRED')).toBe('sign-in');
    expect(gapKindOf('DENIED')).toBe('denied');
    expect(gapKindOf('NOT_IMPLEMENTED')).toBe('failed');
  });
});

describe('retry rules', () => {
  const read = OPERATIONS.get('lakeformation:ListPermissions')!;
  const grant = OPERATIONS.get('lakeformation:GrantPermissions')!;
  const attempts = (operation: typeof read, error: Error): number => {
    let n = 1;
    while (retryStep(operation, n, error, 0.5)) n++;
    return n;
  };

  it.each([
    ['a parallel change, at least five times', grant, named('ConcurrentModificationException'), 6],
    ['throttling', read, named('ThrottlingException'), 8],
    ['news that has not spread yet', grant, named('InvalidInputException', 'Invalid principal'), 4],
    ['the same from a read: no', read, named('InvalidInputException', 'Invalid principal'), 1],
    [
      'a revoke of nothing: no',
      grant,
      named(
        'InvalidInputException',
        'No permissions revoked. Grantee has no permissions and no grantable permissions on resource.',
      ),
      1,
    ],
    ['another invalid input: no', grant, named('InvalidInputException', 'Permissions modification is invalid'), 1],
    ['not found: no', read, named('EntityNotFoundException'), 1],
  ])('%s', (_name, operation, error, expected) => expect(attempts(operation, error)).toBe(expected));

  it('waits longer each time, never without jitter, at most eight seconds', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((n) => retryStep(read, n, named('ThrottlingException'), 0)!.wait);
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(retryStep(read, 7, named('ThrottlingException'), 0.999)!.wait).toBeLessThanOrEqual(8_000);
  });
});
