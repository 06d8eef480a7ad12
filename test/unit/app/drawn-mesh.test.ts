import { describe, expect, it } from 'vitest';
import { sumDrawn } from '../../../src/main/app/drawn-mesh';

describe('what the window drew', () => {
  it('is the sum of the totals on its domain nodes', () => {
    const totals = [
      '{"products":4,"tables":13,"projects":2,"consumers":3,"grants":40}',
      '{"products":0,"tables":2,"projects":1,"consumers":0,"grants":0}',
    ];
    expect(sumDrawn({ live: true, snapshot: null, totals })).toEqual({
      domains: 2,
      products: 4,
      tables: 15,
      grants: 40,
    });
  });

  it('is nothing where nothing is drawn', () => {
    expect(sumDrawn({ live: true, snapshot: 's', totals: [] })).toEqual({
      domains: 0,
      products: 0,
      tables: 0,
      grants: 0,
    });
  });
});
