import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordParser } from '../../../src/main/store/record-parser';

const row = (principal: string, table: string): object => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource: { Table: { DatabaseName: 'd', Name: table } },
  Permissions: ['SELECT'],
});

const parsed = (records: readonly unknown[]): unknown[] => {
  const parser = new RecordParser();
  return records.map((record) => parser.parse(JSON.stringify(record)));
};

test('equal values of records are one object', () => {
  const [, a, b] = parsed([row('x', '1'), row('r', '2'), row('r', '3')]) as [object, ...Record<string, object>[]];
  expect([a, b]).toEqual([row('r', '2'), row('r', '3')]);
  expect(a!['Principal']).toBe(b!['Principal']);
  expect(a!['Permissions']).toBe(b!['Permissions']);
});

test('names of members inside values, missing and further members are no trap', () => {
  const records = [
    { A: { x: 1 }, B: 'b', C: [1] },
    { A: { B: 'inner', C: [2] }, B: ',"C":', C: [3] },
    { A: ',"B":"no","C":', B: '\\",\\"C\\":', C: [] },
    { A: 1, X: 2, B: 3, C: 4 },
    { A: 1, C: 4 },
    { B: 1, A: 1, C: 4 },
    { A: 1, B: 3, C: 4, D: { A: 1, B: 3, C: 4 } },
    { A: [{ A: 1, B: 3, C: 4 }], B: null, C: false },
    JSON.parse('{"__proto__":{"polluted":1},"A":1}'),
    JSON.parse('{"__proto__":{"polluted":2},"A":2}'),
    { 2: 'numbers', 1: 'come first' },
    {},
    [],
    null,
    'text',
    7,
  ];
  expect(parsed([...records, ...records])).toStrictEqual([...records, ...records]);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('what is no JSON throws, whatever came before', () => {
  const parser = new RecordParser();
  parser.parse('{"A":1,"B":2}');
  for (const text of ['{"A":1,"B":2', '{"A":1,"B":2}}', '{"A":1,"B":2X', '{"A":,"B":2}', '{"A":1,"B":2},', ''])
    expect(() => parser.parse(text), text).toThrow(SyntaxError);
  expect(parser.parse('{"A":1,"B":2,"A":3}')).toEqual({ A: 3, B: 2 });
});

test('random records come out as JSON.parse gives them, members in their order', () => {
  const name = fc.constantFrom('A', 'B', 'C', '"', ',"A":', '__proto__', '1', '');
  const value = fc.oneof(
    fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
    fc.dictionary(name, fc.integer()),
    name,
  );
  const record = fc.dictionary(name, value, { maxKeys: 4 });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 30 }), (records) => {
      const texts = records.map((r) => JSON.stringify(r));
      const parser = new RecordParser();
      for (const text of [...texts, ...texts])
        expect(JSON.stringify(parser.parse(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: 200 },
  );
});

test('a layer that never repeats itself is parsed as well', () => {
  const records = Array.from({ length: 3_000 }, (_, i) => (i % 2 ? { [`k${String(i)}`]: i } : { a: i, b: { i } }));
  expect(parsed(records)).toEqual(records);
});
