import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairTable } from '../../../src/core/lineage/pair-table';

describe('pairs of numbers', () => {
  it('have the number that a map would give them', () => {
    const pairs = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 3_000, minLength: 1_000 });
    fc.assert(
      fc.property(pairs, (asked) => {
        const table = new PairTable();
        const known = new Map<string, number>();
        const given = asked.map(([a, b]) => table.put(a, b));
        const expected = asked.map(([a, b]) => {
          const number = known.get(`${String(a)}/${String(b)}`);
          if (number === undefined) known.set(`${String(a)}/${String(b)}`, known.size);
          return number ?? -1;
        });
        expect(given).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
});
