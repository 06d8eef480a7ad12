import { expect, it } from 'vitest';
import type { JournalEntry, JournalView } from '../../../src/contract/change';
import { encodeReport } from '../../../src/main/usecases/export/encode-report';
import { journalAsReport } from '../../../src/main/usecases/change/journal-as-report';

const entry = (id: string, part: Partial<JournalEntry> = {}): JournalEntry => ({
  id,
  at: '2026-11-28T03:00:00.000Z',
  state: 'applied',
  sentences: ['=cmd|calc on sales.orders'],
  writes: [{ account: '111122223333', role: 'HeddleSteward', calls: 2 }],
  calls: [
    { account: '111122223333', service: 'lakeformation', operation: 'GrantPermissions', outcome: 'done' },
    { account: '111122223333', service: 'lakeformation', operation: 'RevokePermissions', outcome: 'failed', message: 'no' },
  ], // prettier-ignore
  verified: true,
  differences: [],
  ...part,
});
const view: JournalView = { entries: [entry('b', { undoOf: 'a' }), entry('a')], head: 'cafe', damaged: null };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

it('has a row for every call, the head of the chain, and what each entry undoes', () => {
  const report = journalAsReport(view);
  expect(report.sentence).toBe('2 changes with 4 calls; the chain holds, and its head is cafe.');
  expect(report.rows).toHaveLength(4);
  const [first] = JSON.parse(text(encodeReport(report, 'json'))).rows as Record<string, string>[];
  expect(first).toMatchObject({
    entry: 'b',
    role: 'HeddleSteward',
    operation: 'GrantPermissions',
    outcome: 'done',
    undo: 'undoes a',
  });
});

it('neutralises formulas as every export does, and can be written in every format', () => {
  const report = journalAsReport(view);
  expect(text(encodeReport(report, 'csv'))).toContain(",'=cmd|calc on sales.orders,");
  expect(text(encodeReport(report, 'html'))).not.toContain('<dt>Snapshot</dt>');
  expect(encodeReport(report, 'xlsx').length).toBeGreaterThan(500);
});

it('says what it leaves out and that the chain is broken', () => {
  const report = journalAsReport({ ...view, damaged: 'b: line 3 does not follow line 2.' }, ['a', 'unknown']);
  expect(report.rows.every(([id]) => id === 'a')).toBe(true);
  expect(report.limits).toEqual(['Only 1 of 2 changes.']);
  expect(report.coverage).toEqual(['The journal is damaged: b: line 3 does not follow line 2.']);
  expect(report.sentence).toContain('the chain is broken');
});
