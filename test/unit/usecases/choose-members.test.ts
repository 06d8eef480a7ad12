import { describe, expect, test } from 'vitest';
import type { ProfileInfo } from '../../../src/contract/calls';
import type { Result } from '../../../src/core/model/result';
import { chooseMembers } from '../../../src/main/usecases/choose-members';

const profile = (name: string, missing: string[] = []): ProfileInfo => ({
  name,
  kind: 'static',
  account: null,
  role: null,
  region: null,
  ssoSession: null,
  missing,
  expiresAt: null,
});
const config: Result<ProfileInfo[]> = {
  ok: true,
  value: [profile('a'), profile('broken', ['it has no keys']), profile('b')],
};
const none: Result<ProfileInfo[]> = { ok: false, error: { code: 'CONFIG_MISSING', message: 'none' } };
const wish = { profiles: [], regions: [], env: {} };

describe('the first that is given wins', () => {
  const env = { HEDDLE_PROFILES: 'h1, h2', AWS_PROFILE: 'p' };
  test.each([
    [
      '--profile',
      { ...wish, profiles: ['x', 'x'], connection: 'c', env },
      { kind: 'profiles', name: 'x', members: [{ profile: 'x' }] },
    ],
    ['--connection', { ...wish, connection: 'c', env }, { kind: 'connection', name: 'c' }],
    [
      'HEDDLE_PROFILES',
      { ...wish, env },
      { kind: 'profiles', name: 'h1, h2', members: [{ profile: 'h1' }, { profile: 'h2' }] },
    ],
    [
      'AWS_PROFILE',
      { ...wish, env: { AWS_PROFILE: 'p' } },
      { kind: 'profiles', name: 'p', members: [{ profile: 'p' }] },
    ],
    ['every ready profile', wish, { kind: 'profiles', name: 'a, b', members: [{ profile: 'a' }, { profile: 'b' }] }],
  ])('%s', (_name, given, value) => {
    expect(chooseMembers(given, config)).toEqual({ ok: true, value });
  });
});

test('regions multiply the profiles', () => {
  const choice = chooseMembers({ ...wish, profiles: ['x', 'y'], regions: ['eu-central-1', 'us-east-1'] }, config);
  expect(choice).toMatchObject({ value: { members: { length: 4, 1: { profile: 'x', region: 'us-east-1' } } } });
});

test('a machine without AWS configuration gets the sandbox, unless an endpoint is configured or the file is broken', () => {
  expect(chooseMembers(wish, none)).toEqual({ ok: true, value: { kind: 'connection', name: 'sandbox' } });
  expect(chooseMembers({ ...wish, env: { AWS_ENDPOINT_URL_GLUE: 'http://127.0.0.1:1' } }, none)).toMatchObject({
    ok: false,
  });
  const broken = { ok: false, error: { code: 'CONFIG_BROKEN', message: 'line 3' } } as const;
  expect(chooseMembers(wish, broken)).toEqual(broken);
});

test('a configuration without a complete profile says so', () => {
  expect(chooseMembers(wish, { ok: true, value: [profile('x', ['no keys'])] })).toMatchObject({
    error: { code: 'PROFILE_NONE_READY' },
  });
});
