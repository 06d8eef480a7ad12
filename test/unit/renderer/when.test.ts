import { describe, expect, it } from 'vitest';
import { agoWords, leftWords } from '../../../src/renderer/ui/when';

const now = Date.parse('2026-11-20T12:00:00Z');

describe('times in words', () => {
  it.each([
    ['2026-11-20T12:00:30Z', 'just now'],
    ['2026-11-20T11:58:00Z', '2 min ago'],
    ['2026-11-20T07:00:00Z', '5 h ago'],
    ['2026-11-10T12:00:00Z', '10 days ago'],
    ['nonsense', 'at an unknown time'],
  ])('%s was %s', (iso, words) => expect(agoWords(iso, now)).toBe(words));

  it.each([
    ['2026-11-20T12:47:10Z', '47 min'],
    ['2026-11-20T20:00:00Z', '8 h'],
    ['2026-11-20T11:00:00Z', 'expired'],
    ['', 'unknown'],
  ])('%s is left as %s', (iso, words) => expect(leftWords(iso, now)).toBe(words));
});
