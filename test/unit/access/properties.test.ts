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

const RUNS = { numRuns: process.env.HEDDLE_TEST_LONG === undefined ? 150 : 3000 };

const everything = (input: CaseInput): AccessRow[] => {
  const index = indexOf(input);
  return ACTORS.flatMap((actor) => rowsOf(index, accessOf(index, actor)));
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
