import { describe, expect, it } from 'vitest';
import { caveated, comparedUnread } from '../../../src/core/access/caveat';
import type { CoverageGap } from '../../../src/core/model/snapshot';

const gap = (layer: CoverageGap['layer'], account: string, kind: CoverageGap['kind'] = 'denied'): CoverageGap => ({
  member: `p@${account}`,
  layer,
  account,
  kind,
  reason: 'refused',
});
const nobody = { sentence: 'Nobody can read 1/sales.orders through Lake Formation.', isEmpty: true, homes: ['1'] };

describe('caveated', () => {
  it('does not call a denied listing an empty one', () => {
    expect(caveated([gap('permissions', '1')], nobody)).toBe(
      'Not known: the permissions of account 1 could not be read. In what was read, nobody can read 1/sales.orders through Lake Formation.',
    );
  });

  it('keeps an answer that another account might add to, and says so', () => {
    expect(caveated([gap('permissions', '2'), gap('opt-ins', '3', 'failed')], nobody)).toBe(
      `${nobody.sentence} This may not be all: the permissions and opt-ins of accounts 2 and 3 could not be read.`,
    );
  });

  it('says of an answer with rows that there may be more', () => {
    const some = { sentence: 'Two principals can read it.', isEmpty: false, homes: ['1'] };
    expect(caveated([gap('permissions', '1')], some)).toMatch(/^Two principals can read it\. This may not be all: /);
  });

  it('counts accounts where naming them would take a page', () => {
    const gaps = ['1', '2', '3', '4'].map((account) => gap('permissions', account));
    expect(caveated(gaps, { ...nobody, homes: undefined })).toContain('the permissions of 4 accounts');
  });

  it('says nothing where all was read, or only in part, or what was not read has no say', () => {
    expect(caveated([], nobody)).toBe(nobody.sentence);
    expect(caveated([gap('permissions', '1', 'partial'), gap('jobs', '1')], nobody)).toBe(nobody.sentence);
  });
});

describe('comparedUnread', () => {
  it('says which snapshot lacks what', () => {
    const whole = { takenAt: '2026-01-01', coverage: [] };
    const lacking = { takenAt: '2026-01-02', coverage: [gap('permissions', '1')] };
    expect(comparedUnread([whole, whole])).toBe('');
    expect(comparedUnread([whole, lacking])).toBe(
      ' But in the snapshot of 2026-01-02 the permissions of account 1 could not be read: what is missing there was neither lost nor gained.',
    );
  });
});
