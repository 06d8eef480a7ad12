import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnChoices, columnType } from '../../../src/core/lake/column-choices';
import { checkRowExpression } from '../../../src/core/lake/row-expression';
import type { LakeColumn } from '../../../src/core/lake/views';

const column = (name: string, type: string, isPartition = false): LakeColumn => ({ name, type, isPartition });
const COLUMNS: LakeColumn[] = [
  column('id', 'bigint'),
  column('region', 'string'),
  column('amount', 'decimal(12,2)'),
  column('is_active', 'boolean'),
  column('tags', 'array<string>'),
  column('labels', 'map<string,string>'),
  column('address', 'struct<zip:string,geo:struct<lat:double,marks:array<int>>>'),
  column('day', 'date', true),
];
const check = (expression: string) => checkRowExpression(expression, COLUMNS);

describe('a row expression', () => {
  it.each([
    "region = 'EU'",
    "REGION IN ('EU', 'US') AND amount > 1000.5",
    "region LIKE 'E%' OR NOT (id BETWEEN 1 AND 9)",
    'amount IS NOT NULL',
    'is_active',
    'TRUE',
    "(amount + 2) * 3 >= 9 AND (region = 'EU')",
    "address.zip = '80331'",
    `"address"."geo"."lat" < -1.5e3`,
    "day >= DATE '2026-01-01'",
    "region = 'it''s'",
    "id not in (1, 2) and region not like '%x' escape '!'",
  ])('finds nothing wrong with %s', (text) => {
    expect(check(text)).toMatchObject({ state: 'fine', remarks: [] });
  });

  it.each([
    ["region = 'EU", /single quote is missing/],
    ['"region = 1', /double quote is missing/],
    ["(region = 'EU'", /character 1 is not closed/],
    ["region = 'EU')", /closes none/],
    ["country = 'DE'", /no column country/],
    ['region = "EU"', /no column EU\. Double quotes name a column; a text stands in single quotes/],
    ["tags = 'a'", /tags is an array/],
    ["labels = 'a'", /labels is a map/],
    ["tags[0] = 'a'", /Arrays and maps are not allowed/],
    ["address = 'x'", /address is a struct: name one of its fields, as in address\.zip/],
    ["address.street = 'x'", /address has no field street/],
    ['address.geo.marks = 1', /address\.geo\.marks is an array/],
    ["region.code = 'x'", /region is of type string and has no field code/],
    ['amount >', /ends where a value is expected/],
    ['region = AND', /A value is expected where “AND”/],
    ['- not', /A value is expected where “not”/],
    ['region IN (', /not closed/],
    ['amount > 1 § 2', /has no place/],
  ])('says what is wrong with %s', (text, message) => {
    const { state, remarks } = check(text);
    expect(state).toBe('wrong');
    expect(remarks.join(' ')).toMatch(message);
  });

  it.each([
    ["upper(region) = 'EU'", /does not know the function upper/],
    ['CASE WHEN amount > 1 THEN TRUE ELSE FALSE END', /CASE is outside/],
    ["cast(id as varchar) = '1'", /CAST is outside/],
    ["region = 'EU' LIMIT 1", /no column LIMIT|Not checked from “LIMIT”/],
    ["'EU'", /a value stands where a condition/],
    ["(region, id) = ('EU', 1)", /closing bracket is expected/],
  ])('never says of %s that it holds', (text, message) => {
    const { state, remarks } = check(text);
    expect(state).not.toBe('fine');
    expect(remarks.join(' ')).toMatch(message);
  });

  it('is looked up also where the syntax is not known: a missing column shows all the same', () => {
    expect(check("upper(country) = 'DE'")).toMatchObject({ state: 'wrong', remarks: [expect.stringContaining('country'), expect.stringContaining('upper')] }); // prettier-ignore
  });

  it('tells the columns it reads, each once, as the table spells them', () => {
    expect(check("REGION = 'a' OR region = 'b' AND address.zip = ''").columns).toEqual(['region', 'address']);
  });

  it('says nothing about an empty one', () => {
    expect(check('  ')).toEqual({ state: 'empty', remarks: [], columns: [], isRefused: true });
  });

  it('answers whatever is written, deep nesting included', () => {
    expect(check('('.repeat(5_000)).state).toBe('wrong');
    expect(check('('.repeat(150) + 'is_active' + ')'.repeat(150)).state).toBe('unchecked');
    expect(check('NOT '.repeat(5_000) + 'is_active').state).toBe('fine');
    const signs = fc.constantFrom(...'()\'"[].,=<>ab 1-'.split(''), ' AND ', ' region ', ' IN ', 'NOT ', "'x'");
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { state, remarks } = check(text);
        expect(state === 'fine' || state === 'empty').toBe(remarks.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it('an odd number of single quotes is never right', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        const quotes = text.split("'").length - 1;
        const whole = `region = '${text}'`;
        if (quotes % 2 === 1) expect(check(whole).state).toBe('wrong');
      }),
      { numRuns: 200 },
    );
  });
});

describe('columns as a data filter names them', () => {
  it('goes into structs, quotes their parts and stops at lists and partition keys', () => {
    expect(columnChoices('address', 'struct<zip:string,geo:struct<lat:double>,marks:array<struct<a:int>>>', false)).toEqual([
      'address', '"address"."zip"', '"address"."geo"', '"address"."geo"."lat"', '"address"."marks"',
    ]); // prettier-ignore
    expect(columnChoices('p', 'struct<a:int>', true)).toEqual(['p']);
    expect(columnChoices('o', 'struct<a"b:int>', false)).toEqual(['o', '"o"."a""b"']);
  });

  it('names no more than five parts', () => {
    const deep = (level: number): string => (level === 0 ? 'int' : `struct<f:${deep(level - 1)}>`);
    const longest = columnChoices('c', deep(8), false).at(-1)!;
    expect(longest.split('.')).toHaveLength(5);
  });

  it('reads types of any shape', () => {
    expect(columnType('decimal(12,2)')).toEqual({ kind: 'plain', name: 'decimal(12,2)' });
    expect(columnType('map<string,struct<a:int>>')).toEqual({ kind: 'list', name: 'map' });
    expect(columnType('struct<')).toEqual({ kind: 'struct', fields: [] });
  });
});
