import { describe, expect, it } from 'vitest';
import { totalsLines } from '../../../src/core/graph/svg';

describe('totalsLines', () => {
  it('says what there is, singular and plural', () => {
    expect(totalsLines({ products: 1, tables: 14, grants: 32, projects: 0, consumers: 1 })).toEqual([
      '1 product · 14 tables · 32 grants',
      '1 consumer',
    ]);
  });

  it('moves the grants to the second line where the first would be cut', () => {
    expect(totalsLines({ products: 304, tables: 2021, grants: 1059, projects: 2, consumers: 10 })).toEqual([
      '304 products · 2,021 tables',
      '1,059 grants · 2 projects · 10 consumers',
    ]);
  });

  it('says so where there is nothing', () => {
    expect(totalsLines({ products: 0, tables: 0, grants: 0, projects: 0, consumers: 0 })).toEqual([
      'nothing in it yet',
    ]);
  });
});
