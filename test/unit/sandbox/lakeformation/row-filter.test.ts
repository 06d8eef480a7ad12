import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkRowExpression } from '../../../../src/core/lake/row-expression';
import type { GlueTable } from '../../../../src/core/model/glue';
import { rowFilterTrouble } from '../../../../src/main/sandbox/services/lakeformation/row-filter';

const Columns = [
  { Name: 'id', Type: 'bigint' },
  { Name: 'region', Type: 'string' },
  { Name: 'odd name', Type: 'string' },
  { Name: 'tags', Type: 'array<string>' },
  { Name: 'address', Type: 'struct<zip:string>' },
];
const table: GlueTable = {
  Name: 't',
  DatabaseName: 'd',
  StorageDescriptor: { Columns },
  PartitionKeys: [{ Name: 'day', Type: 'date' }],
};

it.each([
  "region='EU'",
  "region = 'EU' OR region = 'it''s' AND NOT id > 3",
  "(region in ('EU', 'US')) and day between date '2026-01-01' and DATE '2026-12-31'",
  `"odd name" like 'a!%' escape '!'`,
  "address.zip is not null and REGION not in ('x')",
  'id * -2 + 1 <= 7.5e3',
  "lower(region) = 'eu' or now() > day",
  "case when id > 1 then 'a' else region end = 'a'",
  'cast(id as decimal(10, 2)) <> 1 -- to the end',
  'TRUE',
])('takes %s', (expression) => expect(rowFilterTrouble(expression, table, true)).toBeUndefined());

const malformed = 'The row filter expression is not valid.';
it.each([
  ['', malformed],
  ['   ', malformed],
  ["region = 'EU", malformed],
  ["(region = 'EU'", malformed],
  ["region = 'EU')", malformed],
  ['region =', malformed],
  ['region = = 1', malformed],
  ['and id = 1', malformed],
  ["region = 'EU' and", malformed],
  ["region 'EU'", malformed],
  ['id in ()', malformed],
  ['id in 1', malformed],
  ['id between 1', malformed],
  ["region not 'a'", malformed],
  ['id is 4', malformed],
  ["tags[0] = 'a'", malformed],
  ['id = 1; drop table t', malformed],
  ["region = 'a' limit 1", malformed],
  ["'EU'", malformed],
  ['('.repeat(500), malformed],
  ["country = 'DE'", 'Column country does not exist in the table.'],
  ['region = "EU"', 'Column eu does not exist in the table.'],
  ["tags = 'a'", 'Column tags is an array or a map, which row filters do not take.'],
])('refuses %s', (expression, message) => expect(rowFilterTrouble(expression, table, true)).toBe(message));

it('takes columns that do not exist where the service does not look them up', () =>
  expect(rowFilterTrouble("country = 'DE'", table, false)).toBeUndefined());

it('ends on any text, and takes what the checker of the window finds fine, and refuses nothing that it lets pass', () => {
  const columns = [...Columns, ...(table.PartitionKeys ?? [])].map(({ Name, Type }) => ({
    name: Name,
    type: Type ?? '',
    isPartition: Name === 'day',
  }));
  const piece = fc.constantFrom('id', 'region', 'address.zip', "'a'", '1', '=', '<', 'and', 'or', 'not', '(', ')', ',', 'in', 'is', 'null', 'like', 'between', '+', '-', 'true', 'day', 'case', '"id"'); // prettier-ignore
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(' ')),
  );
  fc.assert(
    fc.property(text, (expression) => {
      const trouble = rowFilterTrouble(expression, table, true);
      const { state, isRefused } = checkRowExpression(expression, columns);
      if (state === 'fine') expect(trouble).toBeUndefined();
      if (state === 'wrong' && isRefused) expect(trouble).toBeDefined();
    }),
    { numRuns: 3000 },
  );
});
