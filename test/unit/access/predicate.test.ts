import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_ROWS, both, either, predicateText, type Predicate } from '../../../src/core/access/predicate';

const EU: Predicate = ["region='EU'"];
const LARGE: Predicate = ['amount > 1'];

describe('row predicates', () => {
  test('rows of two grants are told as alternatives, rows within a share as factors', () => {
    expect(predicateText(either(EU, LARGE))).toBe("(amount > 1) OR (region='EU')");
    expect(predicateText(both(EU, LARGE))).toBe("(amount > 1) AND (region='EU')");
    expect(predicateText(both(either(EU, LARGE), ['year = 2026']))).toBe(
      "((amount > 1) OR (region='EU')) AND (year = 2026)",
    );
  });

  test('an alternative that another one contains is not told', () => {
    expect(predicateText(either(both(EU, LARGE), EU))).toBe("region='EU'");
    expect(either(both(EU, LARGE), ALL_ROWS)).toBe(ALL_ROWS);
  });

  test('they mean what they say: every row is kept or hidden as the parts would', () => {
    const letters = ['a', 'b', 'c'];
    type Tree = string | null | { op: 'or' | 'and'; of: Tree[] };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...letters, null),
        fc.record({
          op: fc.constantFrom('or' as const, 'and' as const),
          of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        }),
      ),
    }));
    const build = (t: Tree): Predicate =>
      t === null ? ALL_ROWS : typeof t === 'string' ? [t] : t.of.map(build).reduce(t.op === 'or' ? either : both);
    const holds = (t: Tree, row: string): boolean =>
      t === null ||
      (typeof t === 'string'
        ? row.includes(t)
        : t.op === 'or'
          ? t.of.some((o) => holds(o, row))
          : t.of.every((o) => holds(o, row)));
    const read = (text: string | null, row: string): boolean =>
      text === null ||
      (new Function(
        `return ${text
          .replace(/[abc]/g, (l) => String(row.includes(l)))
          .replace(/AND/g, '&&')
          .replace(/OR/g, '||')}`,
      )() as boolean);
    fc.assert(
      fc.property(tree, fc.subarray(letters), (t, row) => {
        expect(read(predicateText(build(t)), row.join(''))).toBe(holds(t, row.join('')));
      }),
    );
  });
});
