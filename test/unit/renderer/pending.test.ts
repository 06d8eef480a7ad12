import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { grantTarget } from '../../../src/core/change/grant-target';
import { madeTarget } from '../../../src/core/change/grant-target-other';
import { resolveGrantRef } from '../../../src/core/change/grant-ref';
import type { GrantTarget } from '../../../src/core/change/grant-scope';
import { planEdits } from '../../../src/core/change/plan';
import type { Edit } from '../../../src/core/change/plan-types';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import { grantEdit } from '../../../src/renderer/app/change/grant-edit';
import { filterTarget } from '../../../src/core/lake/filters';
import { namesMade, restingOn, tagWords, withNamesMade } from '../../../src/renderer/app/change/pending';
import { filterNames, placeMade, placesMade } from '../../../src/renderer/app/change/pending-target';
import { ANALYST, lake, P, Q } from '../access/support/lake';

const edit = (operation: string, request: Record<string, unknown>, account = P): Edit => ({
  account,
  region: 'eu-central-1',
  service: 'lakeformation',
  operation,
  request,
});
const cells = { TableCatalogId: P, DatabaseName: 'sales', TableName: 'orders', Name: 'eu' };
const basket = [
  edit('CreateLFTag', { TagKey: 'Level', TagValues: ['Low', 'High'] }),
  edit('UpdateLFTag', { TagKey: 'domain', TagValuesToAdd: ['legal'], TagValuesToDelete: ['old'] }),
  edit('CreateLFTagExpression', { Name: 'open', Expression: [{ TagKey: 'Level', TagValues: ['Low'] }] }),
  edit('CreateDataCellsFilter', { TableData: { ...cells, RowFilter: { FilterExpression: 'id = 1' }, ColumnWildcard: {} } }),
  edit('CreateLFTag', { TagKey: 'elsewhere', TagValues: ['x'] }, Q),
  edit('GrantPermissions', {}),
]; // prettier-ignore
const made = namesMade(basket);
const index = buildAccessIndex(
  caseToSnapshot({
    id: 'pending',
    input: lake({ LFTags: [{ CatalogId: P, TagKey: 'domain', TagValues: ['sales', 'old'] }] }),
  }),
);
const targetOf = (text: string): GrantTarget => {
  const ref = resolveGrantRef(index, text);
  const found = ref.ok ? grantTarget(index, ref.value) : undefined;
  if (!found) throw new Error(`no target ${text}`);
  return found;
};
const target = targetOf('sales.orders');
const marked = withNamesMade(target, made);

describe('what only the basket would make', () => {
  it('is offered beside what is there, and marked', () => {
    expect(marked.tags.map((tag) => [tagWords(tag), tag.values.map((value) => tagWords(tag, value))])).toEqual([
      ['domain', ['sales', 'old', 'legal (not yet applied)']],
      ['level (not yet applied)', ['low (not yet applied)', 'high (not yet applied)']],
    ]);
    const labels = marked.scopes.slice(target.scopes.length).map(({ label }) => label);
    expect(labels).toEqual([
      'tables and columns that match open (not yet applied)',
      'databases that match open (not yet applied)',
      'through the data filter eu (not yet applied)',
    ]);
  });

  it('is not offered on another table, and nothing changes where the basket makes no names', () => {
    expect(withNamesMade(target, namesMade([basket[5]!]))).toBe(target);
    expect(withNamesMade(targetOf('sales'), made).scopes.some(({ id }) => id === 'made filter eu')).toBe(false);
  });

  it('comes first in a preview of what rests on it, with what it rests on itself, and is then no refusal', () => {
    for (const scope of marked.scopes.slice(target.scopes.length)) {
      const permissions = scope.permissions.filter(({ reason }) => reason === undefined).map(({ name }) => name);
      const grant = grantEdit(target, scope, {
        principal: ANALYST,
        permissions: permissions.slice(0, 1),
        columns: [],
        values: [],
        expression: [],
        isGrantable: false,
        condition: '',
      })!;
      const first = restingOn([grant], made);
      expect(first.map(({ operation }) => operation)).toEqual(
        scope.id.startsWith('made filter') ? ['CreateDataCellsFilter'] : ['CreateLFTag', 'CreateLFTagExpression'],
      );
      expect(planEdits(index, [grant]).refused).toHaveLength(1);
      expect(planEdits(index, [...first, grant]).refused).toEqual([]);
    }
  });

  it('is suggested as a place, and a grant on it is taken after the edits that it rests on', () => {
    const found = placesMade(made, 'E');
    expect(found.map(({ value, note }) => [value, note])).toEqual([
      [`tag:${P}/level`, `LF-Tag key of ${P}, not yet applied`],
      [`expression:${P}/open`, `saved expression of ${P}, not yet applied`],
      [`tag:${Q}/elsewhere`, `LF-Tag key of ${Q}, not yet applied`],
    ]);
    expect(placesMade(made, 'nothing')).toEqual([]);
    expect(placeMade(made, 'sales.orders')).toBeUndefined();
    for (const { value } of found.slice(0, 2)) {
      expect(() => targetOf(value)).toThrow();
      const own = withNamesMade(madeTarget(index, placeMade(made, value)!), made);
      expect(own.scopes.length).toBeGreaterThan(2);
      for (const scope of own.scopes) {
        const grant = grantEdit(own, scope, {
          principal: ANALYST,
          permissions: scope.permissions.filter(({ reason }) => reason === undefined).map(({ name }) => name).slice(0, 1), // prettier-ignore
          columns: [],
          values: ['low'],
          expression: [{ TagKey: 'level', TagValues: ['low'] }],
          isGrantable: false,
          condition: '',
        })!;
        expect([scope.id, planEdits(index, [grant]).refused.length]).toEqual([scope.id, 1]);
        expect([scope.id, planEdits(index, [...restingOn([grant], made), grant]).refused]).toEqual([scope.id, []]);
      }
    }
  });

  it('counts where a data filter is named: what is made takes a name, what is deleted gives it back', () => {
    const orders = filterTarget(index, 0);
    expect(filterNames({ ...orders, filters: ['old'] }, basket)).toEqual(['old', 'eu']);
    const gone = edit('DeleteDataCellsFilter', { ...cells, Name: 'old' });
    expect(filterNames({ ...orders, filters: ['old'] }, [...basket, gone])).toEqual(['eu']);
    const elsewhere = edit('CreateDataCellsFilter', { TableData: { ...cells, TableName: 'other' } });
    expect(filterNames(orders, [elsewhere])).toEqual([]);
  });
});
