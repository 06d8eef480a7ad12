import type { ProfileInfo } from '../../contract/calls';
import { leftWords } from './when';

export interface ProfileState {
  isReady: boolean;
  /** What is missing, or how long the session lasts. */
  words: string;
  /** The same in two or three words. */
  short: string;
}

/** Can this profile be read with now, and if not, what is missing: settings first, then a region, then a sign-in. */
export function profileState(profile: ProfileInfo, now: number): ProfileState {
  const { kind, missing, region, expiresAt } = profile;
  const isChain = kind === 'role-chain';
  if (missing.length) return { isReady: false, words: missing.join(' '), short: 'settings missing' };
  if (!region) return { isReady: false, words: 'It names no region: write one here.', short: 'no region' };
  if (!signsIn(profile)) return { isReady: true, words: 'Ready', short: 'ready' };
  if (!expiresAt) {
    const words = isChain ? 'The profile it starts from is not signed in yet.' : 'Not signed in yet.';
    return { isReady: false, words, short: 'not signed in' };
  }
  const left = leftWords(expiresAt, now);
  return left === 'expired'
    ? { isReady: false, words: 'Its session has expired: sign in again.', short: 'session expired' }
    : { isReady: true, words: `Ready, signed in for another ${left}`, short: 'ready' };
}

/** A profile with an SSO session, or a role chain that starts from one: it takes a sign-in now and then. */
export const signsIn = ({ kind, ssoSession }: ProfileInfo): boolean =>
  kind === 'sso-session' || kind === 'sso-legacy' || (kind === 'role-chain' && ssoSession !== null);
