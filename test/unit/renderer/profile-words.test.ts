import { describe, expect, it } from 'vitest';
import type { ProfileInfo } from '../../../src/contract/calls';
import { profileState, signsIn } from '../../../src/renderer/ui/profile-words';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const chain: ProfileInfo = {
  name: 'auditor',
  kind: 'role-chain',
  account: '444455556666',
  role: 'Auditor',
  region: 'eu-west-1',
  ssoSession: 'corp',
  missing: [],
  expiresAt: null,
};

describe('profileState', () => {
  it('a role chain that starts from an SSO session is not ready before the sign-in', () => {
    expect(signsIn(chain)).toBe(true);
    expect(profileState(chain, NOW)).toMatchObject({
      isReady: false,
      words: 'The profile it starts from is not signed in yet.',
    });
    expect(profileState({ ...chain, expiresAt: '2026-01-01T05:00:00Z' }, NOW).isReady).toBe(true);
  });

  it('a role chain that starts from keys is ready', () => {
    expect(signsIn({ ...chain, ssoSession: null })).toBe(false);
    expect(profileState({ ...chain, ssoSession: null }, NOW).isReady).toBe(true);
  });
});
