import { expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { planEdits } from '../../../src/core/change/plan';
import type { Edit } from '../../../src/core/change/plan-types';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import { recordsOf } from '../../../src/core/model/snapshot';
import { EDITS_MAX, parseEdits } from '../../../src/main/usecases/change/parse-edits';
import { filter, grant, lake, onColumns, onDatabase, onTable, P, role, tableOf } from '../access/support/lake';

const TABLES = 100;
const PEOPLE = 50;
const table = (at: number): string => `t${String(at % TABLES)}`;
const person = (at: number): string => role(`R${String(at % PEOPLE)}`);
const everybody = Array.from({ length: PEOPLE }, (_, at) => person(at));

const mesh = lake({
  TableList: Array.from({ length: TABLES }, (_, at) => tableOf(table(at), ['id', 'email', 'amount'])),
  LFTags: [{ CatalogId: P, TagKey: 'level', TagValues: ['low', 'high'] }],
  PrincipalResourcePermissions: everybody.flatMap((arn) =>
    Array.from({ length: TABLES / 2 }, (_, at) => grant(arn, onColumns(table(at)), ['SELECT'])),
  ),
  context: { principals: Object.fromEntries(everybody.map((arn) => [arn, { exists: true }])) },
});

const permission = (operation: string, at: number, of: number): Edit => ({
  account: P,
  service: 'lakeformation',
  operation,
  request: {
    Principal: { DataLakePrincipalIdentifier: person(at) },
    Resource: onTable(table(of)),
    Permissions: [operation === 'GrantPermissions' ? 'INSERT' : 'SELECT'],
  },
});

/** Of every ten edits: six grants, two revokes, a tag and a data cells filter. */
function editAt(at: number): Edit {
  const round = Math.floor(at / 10);
  const kind = at % 10;
  if (kind < 6) return permission('GrantPermissions', round * 6 + kind, Math.floor((round * 6 + kind) / PEOPLE));
  if (kind < 8) {
    const nth = round * 2 + kind - 6;
    return permission('RevokePermissions', nth, Math.floor(nth / PEOPLE) % (TABLES / 2));
  }
  const lf = { account: P, service: 'lakeformation' };
  const TagValues = [round % 2 === 0 ? 'low' : 'high'];
  return kind === 8
    ? {
        ...lf,
        operation: 'AddLFTagsToResource',
        request: {
          Resource: round % 50 === 0 ? onDatabase() : onTable(table(round)),
          LFTags: [{ TagKey: 'level', TagValues }],
        },
      }
    : {
        ...lf,
        operation: 'CreateDataCellsFilter',
        request: { TableData: filter(`f${String(round)}`, 'amount > 0', ['id', 'amount'], table(round)) },
      };
}

const basket = (count: number): Edit[] => Array.from({ length: count }, (_, at) => editAt(at));

it('plans a thousand mixed edits of which each counts', () => {
  const index = buildAccessIndex(caseToSnapshot({ id: 'large', input: mesh }));
  const plan = planEdits(index, basket(1000));
  expect(plan.refused).toEqual([]);
  expect(plan.lost.filter(({ permission }) => permission === 'SELECT')).toHaveLength(200);
  expect(plan.gained.filter(({ permission }) => permission === 'INSERT')).toHaveLength(600);
}, 60_000);

/** How often the preview of `edits` edits looks at whom a row is about, on a mesh of as many rows. */
function looks(edits: number): number {
  let count = 0;
  const people = Array.from({ length: edits }, (_, at) => role(`R${String(at)}`));
  const snapshot = caseToSnapshot({
    id: 'counted',
    input: lake({
      TableList: [tableOf('t0', ['id', 'email', 'amount'])],
      PrincipalResourcePermissions: people.map((arn) => grant(arn, onTable('t0'), ['INSERT'])),
      context: { principals: Object.fromEntries(people.map((arn) => [arn, { exists: true }])) },
    }),
  });
  for (const { record } of recordsOf(snapshot, 'permissions')) {
    const { Principal } = record;
    Object.defineProperty(record, 'Principal', { enumerable: true, get: () => (count++, Principal) });
  }
  const index = buildAccessIndex(snapshot);
  const asked = people.map((arn, at): Edit => {
    const request = { Principal: { DataLakePrincipalIdentifier: arn }, Resource: onTable('t0') };
    return at % 2 === 0
      ? { account: P, service: 'lakeformation', operation: 'RevokePermissions', request: { ...request, Permissions: ['INSERT'] } } // prettier-ignore
      : { account: P, service: 'lakeformation', operation: 'GrantPermissions', request: { ...request, Permissions: ['DELETE'] } }; // prettier-ignore
  });
  count = 0;
  const plan = planEdits(index, asked);
  expect(plan.refused).toEqual([]);
  return count;
}

it('looks at the rows that an edit is about, not at every row for every edit', () => {
  const [few, many] = [looks(200), looks(800)];
  expect(many / few).toBeLessThan(5);
});

it('refuses one edit more than a change takes with a sentence', () => {
  expect(parseEdits(JSON.stringify(basket(EDITS_MAX))).ok).toBe(true);
  expect(parseEdits(JSON.stringify(basket(EDITS_MAX + 1)))).toMatchObject({
    ok: false,
    error: {
      code: 'TOO_MANY_EDITS',
      message: 'The file holds 10,001 edits; a change takes at most 10,000.',
      wayOut: 'Split it into several changes, and apply them one after the other.',
    },
  });
});
