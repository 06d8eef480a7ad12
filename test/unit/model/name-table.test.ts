import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameTable } from '../../../src/core/model/mesh/name-table';

describe('names of owners', () => {
  it('have the number that a map would give them', () => {
    const names = fc.array(fc.tuple(fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 150 });
    fc.assert(
      fc.property(names, (asked) => {
        const table = new NameTable();
        const known = new Map<string, number>();
        for (const [owner, name] of asked) {
          const key = `${String(owner)}/${name}`;
          expect(table.find(owner, name)).toBe(known.get(key) ?? -1);
          if (!known.has(key)) known.set(key, table.add(owner, name));
          expect(table.find(owner, name)).toBe(known.get(key));
        }
        expect([...known.values()]).toEqual([...known.keys()].map((_, at) => at));
      }),
      { numRuns: 30 },
    );
  });

  it('stay apart by the thousand', () => {
    const table = new NameTable();
    for (let i = 0; i < 5_000; i++) table.add(i % 7, `table_${String(i)}`);
    const wrong = Array.from({ length: 5_000 }, (_, i) => i).filter(
      (i) => table.find(i % 7, `table_${String(i)}`) !== i || table.find((i + 1) % 7, `table_${String(i)}`) !== -1,
    );
    expect(wrong).toEqual([]);
  });
});
