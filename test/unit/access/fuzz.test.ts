import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { accessOf, rowsOf } from '../../../src/core/access/access-of';
import { explain } from '../../../src/core/access/explain';
import { whatCan } from '../../../src/core/access/what-can';
import { whoCan, whoCanRows } from '../../../src/core/access/who-can';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { ACTORS, twoAccountMeshes } from './support/two-account-mesh';
import { lake, grant, onTable, onColumns, ANALYST, ask } from './support/lake';

const RUNS = { numRuns: process.env.HEDDLE_TEST_LONG === undefined ? 1000 : 10_000 };

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 0, 1, -1, true, [], {}, [null], [[]], { Name: 1 }),
  fc.constantFrom<unknown>(
    'arn:',
    'arn:aws:iam::1:role',
    '*',
    'ALL_TABLES',
    '111122223333:',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom<unknown>('SELECT', 'FLY', ['SELECT', 7], ['FLY'], { Unknown: { Name: 'x' } }, { TableWildcard: {} }),
  fc.string({ maxLength: 12 }),
);

/** One defect: a place somewhere below a record of some part, and what stands there instead. */
const defect = fc.record({ part: fc.nat(30), record: fc.nat(30), steps: fc.array(fc.nat(12), { maxLength: 5 }), junk });
type Defect = typeof defect extends fc.Arbitrary<infer T> ? T : never;

/** Puts the defect in: walks down by the given steps as far as there is something to walk, then overwrites. */
function damage(snapshot: Snapshot, { part, record, steps, junk: value }: Defect): void {
  const parts = snapshot.parts.filter((p) => p.records.length > 0);
  const list = parts[part % Math.max(1, parts.length)]?.records as unknown[] | undefined;
  if (!list) return;
  let holder: Record<string, unknown> | unknown[] = list;
  let key: string | number = record % list.length;
  for (const step of steps) {
    const next: unknown = (holder as Record<string, unknown>)[key];
    const keys = typeof next === 'object' && next !== null ? Object.keys(next) : [];
    if (keys.length === 0) break;
    holder = next as Record<string, unknown>;
    key = keys[step % keys.length]!;
  }
  (holder as Record<string, unknown>)[key] = value;
}

function askEverything(snapshot: Snapshot): void {
  const index = buildAccessIndex(snapshot);
  for (const principal of [...ACTORS, '', 'arn:', 'nobody']) {
    rowsOf(index, accessOf(index, principal));
    whatCan(index, { principal });
  }
  for (const table of index.mesh.catalog.tables.slice(0, 4)) {
    const resource = { kind: 'table' as const, table: table.id };
    whoCanRows(index, { resource }, whoCan(index, { resource }));
    explain(index, { principal: ACTORS[0]!, resource });
  }
}

describe('damaged snapshots', { timeout: 240_000 }, () => {
  it('an answer always comes', () => {
    fc.assert(
      fc.property(twoAccountMeshes, fc.array(defect, { minLength: 1, maxLength: 6 }), (input, defects) => {
        const snapshot = structuredClone(caseToSnapshot({ id: 'fuzz', input }));
        for (const one of defects) damage(snapshot, one);
        expect(() => askEverything(snapshot)).not.toThrow();
      }),
      RUNS,
    );
  });

  it('a record that cannot be read is named in the coverage, and the rest still counts', () => {
    const snapshot = caseToSnapshot({
      id: 'fuzz',
      input: lake({ PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders'), ['SELECT'])] }),
    });
    const rows = snapshot.parts.find((part) => part.layer === 'permissions')!.records as unknown[];
    rows.push({ Principal: null }, 'row', { Principal: { DataLakePrincipalIdentifier: ANALYST }, Resource: {} });
    const access = accessOf(buildAccessIndex(snapshot), ANALYST);
    expect(rowsOf(buildAccessIndex(snapshot), access).map((row) => row.permission)).toContain('SELECT');
    expect(access.coverage).toEqual([expect.objectContaining({ layer: 'permissions', kind: 'partial' })]);
    expect(access.coverage[0]?.reason).toContain('3 records');
  });

  it('rows on unknown resource types and unknown permissions are kept and said', () => {
    const { held, warnings } = ask(
      lake({
        PrincipalResourcePermissions: [
          grant(ANALYST, { Galaxy: { Name: 'x' } } as never, ['SELECT']),
          grant(ANALYST, onTable('orders'), ['FLY']),
        ],
      }),
    );
    expect(held).toContain('FLY sales.orders');
    expect(warnings.some((warning) => warning.includes('Galaxy'))).toBe(true);
  });

  it('repeated and contradictory rows are united', () => {
    const rows = [grant(ANALYST, onColumns('orders', ['id']), ['SELECT']), grant(ANALYST, onTable('orders'), ['DROP'])];
    expect(ask(lake({ PrincipalResourcePermissions: [...rows, ...rows] })).held).toEqual(
      ask(lake({ PrincipalResourcePermissions: rows })).held,
    );
  });
});
