import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { accessOf, rowsOf } from '../../../src/core/access/access-of';
import { evaluateCase } from '../../../src/core/access/evaluate';
import { explain } from '../../../src/core/access/explain';
import { whatCan } from '../../../src/core/access/what-can';
import { whoCan, whoCanRows } from '../../../src/core/access/who-can';
import type { DecisionCase } from '../../../src/core/model/case';
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

/** A case file as somebody might have edited it: one place anywhere in it replaced. */
function damageFile(file: unknown, { steps, junk: value }: { steps: number[]; junk: unknown }): void {
  let holder = file as Record<string, unknown>;
  let key = Object.keys(holder)[0]!;
  for (const [depth, step] of steps.entries()) {
    const next: unknown = depth === 0 ? holder : holder[key];
    const keys = typeof next === 'object' && next !== null ? Object.keys(next) : [];
    if (keys.length === 0) break;
    holder = next as Record<string, unknown>;
    key = keys[step % keys.length]!;
  }
  // A copy: a second edit inside the first one's value would make a circle, which no file can hold.
  holder[key] = structuredClone(value);
}

const CHANGES: DecisionCase['change'][] = [
  undefined,
  {
    operation: 'GrantPermissions',
    request: {
      Principal: { DataLakePrincipalIdentifier: ANALYST },
      Resource: onColumns('orders', ['id']),
      Permissions: ['SELECT'],
    },
  },
  {
    operation: 'RevokePermissions',
    request: {
      Principal: { DataLakePrincipalIdentifier: ANALYST },
      Resource: onTable('orders'),
      Permissions: ['SELECT'],
    },
  },
  {
    operation: 'AddLFTagsToResource',
    request: { Resource: onTable('orders'), LFTags: [{ TagKey: 'k', TagValues: ['v'] }] },
  },
  { operation: 'DeleteLFTag', request: { TagKey: 'k' } },
  { operation: 'PutDataLakeSettings', request: { DataLakeSettings: { DataLakeAdmins: [] } } },
];

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

  it('a damaged case file is answered or refused, never a crash', () => {
    const edits = fc.record({ steps: fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }), junk });
    fc.assert(
      fc.property(
        twoAccountMeshes,
        fc.constantFrom(...CHANGES),
        fc.array(edits, { minLength: 1, maxLength: 4 }),
        (input, change, list) => {
          const file = structuredClone({ input, change });
          for (const edit of list) damageFile(file, edit);
          const kind = file.change ? 'preview' : 'evaluate';
          const decision = {
            ...file,
            id: 'fuzz',
            kind,
            evaluate: { principals: [...ACTORS] },
          } as unknown as DecisionCase;
          if (typeof (decision.input as unknown as { account?: unknown } | null)?.account !== 'string') return;
          expect(() => evaluateCase(decision)).not.toThrow();
        },
      ),
      RUNS,
    );
  });

  it('what a file leaves out is empty, what it cannot say is said', () => {
    const input = lake({ PrincipalResourcePermissions: [grant(ANALYST, onTable('orders'), ['INSERT'])] });
    (input.PrincipalResourcePermissions as unknown[]).push({ Principal: null });
    for (const name of ['CatalogList', 'LFTags', 'DataCellsFilters', 'context'] as const)
      Reflect.deleteProperty(input, name);
    const decision = {
      id: 'x',
      kind: 'evaluate',
      input,
      evaluate: { principals: [ANALYST] },
    } as unknown as DecisionCase;
    const { access, warnings } = evaluateCase(decision);
    expect(access.map((row) => row.permission)).toContain('INSERT');
    expect(warnings.filter((warning) => warning.includes('permissions: 1 record'))).toHaveLength(1);
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
