import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, rowsOf } from '../../../src/core/access/access-of';
import { implies } from '../../../src/core/access/compare';
import { explain } from '../../../src/core/access/explain';
import { whatCan } from '../../../src/core/access/what-can';
import { whoCan, whoCanRows } from '../../../src/core/access/who-can';
import type { AccessRow, CaseInput } from '../../../src/core/model/case';
import { heldKey, rowKey } from '../../cases/support/row-key';
import { indexOf } from './support/lake';
import { ACTORS, anyRow, meshes } from './support/random-mesh';
import * as two from './support/two-account-mesh';

const RUNS = { numRuns: process.env.HEDDLE_TEST_LONG === undefined ? 150 : 3000 };

const everything = (input: CaseInput, actors = ACTORS): AccessRow[] => {
  const index = indexOf(input);
  return actors.flatMap((actor) => rowsOf(index, accessOf(index, actor)));
};

/** Every row of `less` is among `more`, at least as wide. A bare right to pass on may give way to the right itself. */
function expectCovered(more: AccessRow[], less: AccessRow[]): void {
  const held = new Map(more.map((row) => [heldKey(row), row]));
  for (const row of less) {
    const wide = held.get(heldKey(row));
    if (!wide && row.permission.startsWith('DELEGATE_ONLY:')) continue;
    expect(wide, `${JSON.stringify(row)} is lost`).toBeDefined();
    expect(implies(wide!, row), `${JSON.stringify(wide)} is narrower than ${JSON.stringify(row)}`).toBe(true);
  }
}

describe('random meshes', { timeout: 240_000 }, () => {
  it('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(meshes, fc.nat(), (input, seed) => {
        const rows = input.PrincipalResourcePermissions;
        const at = rows.length === 0 ? 0 : seed % rows.length;
        const turned = { ...input, PrincipalResourcePermissions: [...rows.slice(at), ...rows.slice(0, at)].reverse() };
        expect(everything(turned).map(rowKey).sort()).toEqual(everything(input).map(rowKey).sort());
      }),
      RUNS,
    );
  });

  it('adding a row never takes access away; so revoking one never adds', () => {
    fc.assert(
      fc.property(meshes, anyRow, (input, row) => {
        const more = { ...input, PrincipalResourcePermissions: [...input.PrincipalResourcePermissions, row] };
        expectCovered(everything(more), everything(input));
      }),
      RUNS,
    );
  });

  it('who can, asked of every object, tells what each principal can', () => {
    fc.assert(
      fc.property(meshes, (input) => {
        const index = indexOf(input);
        const objects = [
          ...index.mesh.catalog.tables.map((t) => ({ kind: 'table' as const, table: t.id })),
          ...index.mesh.catalog.databases.map((d) => ({ kind: 'database' as const, database: d.id })),
        ];
        const told = objects.flatMap((resource) => whoCanRows(index, { resource }, whoCan(index, { resource })));
        const onObjects = (row: AccessRow): boolean =>
          (row.resource.Table !== undefined || row.resource.Database !== undefined) &&
          !row.permission.startsWith('DELEGATE_ONLY');
        const actors = index.mesh.principals.entries.map((e) => e.arn);
        const held = actors.flatMap((actor) => rowsOf(index, accessOf(index, actor))).filter(onObjects);
        expect(told.filter(onObjects).map(rowKey).sort()).toEqual(held.map(rowKey).sort());
      }),
      RUNS,
    );
  });

  it('what can tells the same tables and permissions, and explain the same verdict', () => {
    fc.assert(
      fc.property(meshes, fc.constantFrom(...ACTORS), (input, principal) => {
        const index = indexOf(input);
        const rows = rowsOf(index, accessOf(index, principal));
        const columns = whatCan(index, { principal });
        const named = [...columns.tables].flatMap((table, i) =>
          columns.permissions[i] === 0
            ? [`${index.mesh.catalog.tables[table]!.name} IAM_DECIDES`]
            : index.mesh.permissions
                .namesIn(columns.permissions[i]!)
                .map((p) => `${index.mesh.catalog.tables[table]!.name} ${p}`),
        );
        const expected = rows
          .filter((r) => r.resource.Table && !r.permission.startsWith('DELEGATE'))
          .map((r) => `${r.resource.Table!.Name} ${r.permission}`);
        expect(named.sort()).toEqual(expected.sort());
        for (const table of index.mesh.catalog.tables) {
          const { verdict } = explain(index, { principal, resource: { kind: 'table', table: table.id } });
          const mine = expected.filter((e) => e.startsWith(`${table.name} `));
          expect(verdict).toBe(
            mine.length === 0 ? 'denied' : mine[0]!.endsWith('IAM_DECIDES') ? 'iam-decides' : 'allowed',
          );
        }
      }),
      RUNS,
    );
  });
});

/** The operands of `(a) OR (b)` or `(a) AND (b)`; the text itself where it is no such list. */
function operandsOf(text: string, word: 'OR' | 'AND'): string[] {
  const operands: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(' && depth++ === 0) start = i + 1;
    if (text[i] !== ')' || --depth > 0) continue;
    operands.push(text.slice(start, i));
    if (i < text.length - 1 && !text.startsWith(` ${word} (`, i + 1)) return [text];
  }
  return operands.length > 1 ? operands : [text];
}

/** Whether a predicate lets a row through of which these conditions are true. */
function lets(predicate: string | null, world: ReadonlySet<string>): boolean {
  if (predicate === null) return true;
  const either = operandsOf(predicate, 'OR');
  if (either.length > 1) return either.some((operand) => lets(operand, world));
  const each = operandsOf(predicate, 'AND');
  return each.length > 1 ? each.every((operand) => lets(operand, world)) : world.has(predicate);
}

const ATOMS = ["region='EU'", "region='US'", 'amount > 1'];
const WORLDS = Array.from({ length: 2 ** ATOMS.length }, (_, n) => new Set(ATOMS.filter((_atom, i) => n & (1 << i))));

/** `less` is among `more` by meaning: each permission, each column, each row of each cell. */
function expectWithin(more: AccessRow[], less: AccessRow[]): void {
  const held = new Map(more.map((row) => [heldKey(row), row]));
  for (const row of less) {
    const wide = held.get(heldKey(row));
    if (!wide && row.permission.startsWith('DELEGATE_ONLY:')) continue;
    expect(wide, `${JSON.stringify(row)} is lost`).toBeDefined();
    const cell = (of: AccessRow, column: string): string | null =>
      of.cellFilters && column in of.cellFilters ? of.cellFilters[column]! : (of.rowFilter ?? null);
    for (const column of row.columns ?? []) {
      expect(wide!.columns, `${column} of ${JSON.stringify(row)} is lost`).toContain(column);
      for (const world of WORLDS)
        if (lets(cell(row, column), world))
          expect(lets(cell(wide!, column), world), JSON.stringify([wide, row])).toBe(true);
    }
  }
}

describe('random meshes of two accounts', { timeout: 240_000 }, () => {
  it('the order of rows, opt-ins and tag assignments changes nothing', () => {
    fc.assert(
      fc.property(two.twoAccountMeshes, (input) => {
        const turned = {
          ...input,
          PrincipalResourcePermissions: [...input.PrincipalResourcePermissions].reverse(),
          LakeFormationOptInsInfoList: [...input.LakeFormationOptInsInfoList].reverse(),
          lfTagAssignments: [...input.lfTagAssignments].reverse(),
        };
        expect(everything(turned, two.ACTORS).map(rowKey).sort()).toEqual(
          everything(input, two.ACTORS).map(rowKey).sort(),
        );
      }),
      RUNS,
    );
  });

  it('adding a row of any principal but the gate group never takes access away, by meaning', () => {
    fc.assert(
      fc.property(two.twoAccountMeshes, two.anyRow, (input, row) => {
        const more = { ...input, PrincipalResourcePermissions: [...input.PrincipalResourcePermissions, row] };
        expectWithin(everything(more, two.ACTORS), everything(input, two.ACTORS));
      }),
      RUNS,
    );
  });
});
