import { describe, expect, it } from 'vitest';
import { callerOf, findKey, findPrincipal, issueKeys } from '../../../../src/main/sandbox/auth/keys';
import { refusal } from '../../../../src/main/sandbox/auth/policy';
import { parseAmzDate, parseAuthorization } from '../../../../src/main/sandbox/auth/sigv4';
import type { Caller, ServiceId } from '../../../../src/main/sandbox/service';
import { createWorld, type RoleData } from '../../../../src/main/sandbox/world';

const ID = '111122223333';

function worldWith(role: Partial<RoleData>): {
  caller: Caller;
  allowed: (service: ServiceId, operation: string) => boolean;
} {
  const world = createWorld({
    name: 'w',
    partition: 'aws',
    region: 'eu-central-1',
    accounts: [{ id: ID, name: 'a', roles: [{ name: 'R', path: '/p/', ...role }], regions: {} }],
  });
  const caller = callerOf(world, `arn:aws:iam::${ID}:role/p/R`, 's') as Caller;
  return { caller, allowed: (service, operation) => refusal(world, caller, service, operation) === undefined };
}

describe('policies', () => {
  it('allow everything unless they say otherwise', () => {
    expect(worldWith({}).allowed('glue', 'GetTables')).toBe(true);
    expect(worldWith({ allow: [] }).allowed('glue', 'GetTables')).toBe(false);
  });

  it('match wildcards without regard to case, over the whole action', () => {
    const { allowed } = worldWith({ allow: ['glue:get*', 'lakeformation:?istPermissions', 'iam:List'] });
    expect(allowed('glue', 'GetTables')).toBe(true);
    expect(allowed('glue', 'BatchGetJobs')).toBe(false);
    expect(allowed('lakeformation', 'ListPermissions')).toBe(true);
    expect(allowed('iam', 'ListRoles')).toBe(false);
  });

  it('let deny win and GetCallerIdentity pass always', () => {
    const { allowed } = worldWith({ allow: ['*'], deny: ['*:Get*'] });
    expect(allowed('glue', 'GetTables')).toBe(false);
    expect(allowed('glue', 'SearchTables')).toBe(true);
    expect(allowed('sts', 'GetCallerIdentity')).toBe(true);
  });
});

describe('principals', () => {
  it('have a session ARN without the path, and the same id on every start', () => {
    const { caller } = worldWith({});
    expect(caller).toMatchObject({
      arn: `arn:aws:sts::${ID}:assumed-role/R/s`,
      principal: `arn:aws:iam::${ID}:role/p/R`,
    });
    expect(caller.userId).toMatch(/^AROA[A-Z2-7]{17}:s$/);
    expect(worldWith({}).caller.userId).toBe(caller.userId);
  });

  it('that do not exist get no keys', () => {
    const world = createWorld({
      name: 'w',
      partition: 'aws',
      region: 'x',
      accounts: [{ id: ID, name: 'a', roles: [], regions: {} }],
    });
    expect(() => issueKeys(world, `arn:aws:iam::${ID}:role/R`)).toThrow(RangeError);
    expect(findPrincipal(world, 'nonsense')).toBeUndefined();
    expect(findKey(world, 'AKIA')).toBeUndefined();
  });
});

describe('the Authorization header', () => {
  const signature = 'a'.repeat(64);
  it('may have slashes in the access key', () => {
    const header = `AWS4-HMAC-SHA256 Credential=a/b/20261123/eu-central-1/glue/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`;
    expect(parseAuthorization(header)).toEqual({
      accessKeyId: 'a/b',
      date: '20261123',
      region: 'eu-central-1',
      service: 'glue',
      signedHeaders: ['host', 'x-amz-date'],
      signature,
    });
  });

  it.each([
    '',
    'Bearer x',
    `AWS4-HMAC-SHA256 Credential=a/glue/aws4_request, SignedHeaders=host, Signature=${signature}`,
    'AWS4-HMAC-SHA256',
  ])('is malformed as %j', (header) => {
    expect(parseAuthorization(header)).toBe('malformed');
  });

  it('needs a date that exists', () => {
    expect(parseAmzDate('20261123T100000Z')).toEqual(new Date('2026-11-23T10:00:00Z'));
    expect(parseAmzDate('20261340T100000Z')).toBeUndefined();
    expect(parseAmzDate(undefined)).toBeUndefined();
  });
});
