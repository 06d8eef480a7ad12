import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { resolveGrantRef, rowsOnRef } from '../../../src/core/change/grant-ref';
import { grantTarget } from '../../../src/core/change/grant-target';
import { heldGrants } from '../../../src/core/change/held-grants';
import { editSentenceIn } from '../../../src/core/change/edit-sentence';
import { planEdits } from '../../../src/core/change/plan';
import { sourcesOf } from '../../../src/core/graph/sources';
import type { DataLakeSettings } from '../../../src/core/model/lakeformation';
import { settingsChanges } from '../../../src/core/report/settings-words';
import { grantEdit, optionRefusal, type GrantChoice } from '../../../src/renderer/app/change/grant-edit';
import { revokeEdit, wholeRow } from '../../../src/renderer/app/change/revoke-edit';
import { tagEdits, valueInEffect, INHERIT, MIXED } from '../../../src/renderer/app/change/tag-edits';
import { draftOf, filterEdits } from '../../../src/renderer/features/tags/filter-edits';
import { changeValues, createKey, valuesIn } from '../../../src/renderer/features/tags/tag-key-edits';
import { pendingSettings, putSettings, registerLocation, s3Arn } from '../../../src/renderer/features/lake-settings/lake-edits'; // prettier-ignore
import { filtersView, filterTarget } from '../../../src/core/lake/filters';
import { grant, MARKETING, role, SALES } from '../../support/small-mesh';
import { LAKE_SNAPSHOT } from './lake-snapshot';

const index = buildAccessIndex(LAKE_SNAPSHOT);
const place = { account: SALES, region: 'eu-central-1' };
const target = (text: string) => {
  const ref = resolveGrantRef(index, text);
  if (!ref.ok) throw new Error(ref.error.message);
  const found = grantTarget(index, ref.value);
  if (!found) throw new Error(`nothing to grant on ${text}`);
  return found;
};
const choice = (more: Partial<GrantChoice> = {}): GrantChoice => ({
  principal: role(SALES, 'Analyst'), permissions: ['SELECT'], columns: [], values: [], expression: [], isGrantable: false, condition: '', ...more,
}); // prettier-ignore
const resourceOf = (text: string, scope: string, more: Partial<GrantChoice> = {}) => {
  const found = target(text);
  return grantEdit(
    found,
    found.scopes.find(({ id }) => id === scope)!,
    choice(more),
  )?.request['Resource'];
};

describe('every kind of grant is within reach', () => {
  it.each([
    [`${SALES}/sales.orders`, ['table', 'include', 'exclude', 'filter eu', 'filter no_mail', 'all-tables', 'database', 'by-tags', 'databases-by-tags']],
    [`${SALES}/sales`, ['all-tables', 'database', 'databases-by-tags', 'by-tags']],
    [`catalog:${SALES}`, ['catalog', 'by-tags', 'databases-by-tags']],
    ['s3://halcyon-sales/orders/part', ['location']],
    [`tag:${SALES}/level=low`, ['by-tags', 'databases-by-tags', 'tag-values', 'tag-key']],
    [`expression:${SALES}/open_sales`, ['matching', 'databases-matching', 'expression']],
  ])('on %s', (text, scopes) => {
    expect(target(text).scopes.map(({ id }) => id)).toEqual(scopes);
  }); // prettier-ignore

  it('puts the filter that was asked for first', () => {
    expect(target(`filter:${SALES}/sales.orders/no_mail`).scopes[0]?.id).toBe('filter no_mail');
  });

  it('completes the resource with what is chosen, and waits while a choice is missing', () => {
    expect(resourceOf(`${SALES}/sales.orders`, 'include')).toBeUndefined();
    expect(resourceOf(`${SALES}/sales.orders`, 'exclude', { columns: ['email'] })).toMatchObject({
      TableWithColumns: { Name: 'orders', ColumnWildcard: { ExcludedColumnNames: ['email'] } },
    });
    const expression = [{ TagKey: 'level', TagValues: ['low'] }, { TagKey: 'domain', TagValues: ['*'] }]; // prettier-ignore
    expect(resourceOf(`catalog:${SALES}`, 'by-tags', { expression })).toEqual({
      LFTagPolicy: { CatalogId: SALES, ResourceType: 'TABLE', Expression: expression },
    });
    expect(resourceOf(`catalog:${SALES}`, 'by-tags', { expression: [{ TagKey: 'level', TagValues: [] }] })).toBeUndefined();
    expect(resourceOf(`tag:${SALES}/level`, 'tag-values', { values: ['mid'] })).toEqual({ LFTag: { CatalogId: SALES, TagKey: 'level', TagValues: ['mid'] } });
    expect(resourceOf('s3://halcyon-sales/orders', 'location')).toEqual({ DataLocation: { CatalogId: SALES, ResourceArn: 'arn:aws:s3:::halcyon-sales/orders' } });
    expect(resourceOf(`expression:${SALES}/open_sales`, 'matching')).toMatchObject({ LFTagPolicy: { ExpressionName: 'open_sales' } });
  }); // prettier-ignore

  it('says why the grant option is not to be had', () => {
    const { scopes } = target(`${SALES}/sales.orders`);
    expect(optionRefusal(role(SALES, 'Analyst'), scopes[0]!)).toBeUndefined();
    expect(optionRefusal(`${SALES}:IAMPrincipals`, scopes[0]!)).toMatch(/passed on/);
    expect(
      optionRefusal(
        role(SALES, 'Analyst'),
        scopes.find(({ id }) => id === 'exclude')!,
      ),
    ).toMatch(/left out/);
  });

  it('is planned without a refusal where principal and resource exist', () => {
    const found = target('s3://halcyon-sales/orders');
    const edit = grantEdit(found, found.scopes[0]!, choice({ principal: role(SALES, 'Clerk'), permissions: ['DATA_LOCATION_ACCESS'] }))!; // prettier-ignore
    expect(planEdits(index, [edit]).refused).toEqual([]);
  });
});

describe('what rests on something', () => {
  const held = (text: string) => {
    const ref = resolveGrantRef(index, text);
    return ref.ok ? heldGrants(index, undefined, ref.value).map(({ sentence }) => sentence) : [];
  };
  it('names grants by a tag, by a saved expression and through a filter', () => {
    expect(held(`tag:${SALES}/level=low`)).toHaveLength(3);
    expect(held(`tag:${SALES}/level=high`)).toEqual(['Steward: DESCRIBE on databases tagged level=*']);
    expect(held(`expression:${SALES}/open_sales`)).toEqual(['Clerk: SELECT on tables matching the saved expression open_sales']); // prettier-ignore
    expect(held(`filter:${SALES}/sales.orders/eu`)).toEqual(['Clerk: SELECT on sales.orders through filter eu']);
    expect(held(`expression:${SALES}/none`)).toEqual([]);
  });

  it('holds shares and the gate group too: they are revoked alike', () => {
    const orders = { Table: { CatalogId: SALES, DatabaseName: 'sales', Name: 'orders' } };
    const shared = buildAccessIndex({
      ...LAKE_SNAPSHOT,
      parts: [
        ...LAKE_SNAPSHOT.parts,
        { ...LAKE_SNAPSHOT.parts.find(({ layer }) => layer === 'permissions')!, records: [
          grant(MARKETING, orders, ['SELECT'], { PermissionsWithGrantOption: ['SELECT'] }),
          grant('IAM_ALLOWED_PRINCIPALS', orders, ['ALL']),
        ] } as never,
      ],
    }); // prettier-ignore
    const ref = resolveGrantRef(shared, `${SALES}/sales.orders`);
    if (!ref.ok) throw new Error('unknown');
    const names = heldGrants(shared, undefined, ref.value).map(({ principal }) => principal);
    expect(names).toEqual(expect.arrayContaining([MARKETING, 'IAM_ALLOWED_PRINCIPALS']));
    expect(rowsOnRef(shared, ref.value).length).toBeGreaterThan(rowsOnRef(index, ref.value).length);
  });

  it('is taken back in part, or only the right to pass it on', () => {
    const [row] = heldGrants(index, role(SALES, 'Analyst'), undefined);
    const both = { ...row!, permissions: ['SELECT', 'DESCRIBE'], grantable: ['SELECT'] };
    expect(revokeEdit(both, wholeRow(both))?.request).toMatchObject({ Permissions: ['SELECT', 'DESCRIBE'], PermissionsWithGrantOption: ['SELECT'] }); // prettier-ignore
    expect(revokeEdit(both, { permissions: ['DESCRIBE'], isOptionOnly: false })?.request).not.toHaveProperty('PermissionsWithGrantOption'); // prettier-ignore
    expect(revokeEdit(both, { permissions: ['SELECT'], isOptionOnly: true })?.request).toMatchObject({ Permissions: [], PermissionsWithGrantOption: ['SELECT'] }); // prettier-ignore
    expect(revokeEdit(both, { permissions: [], isOptionOnly: false })).toBeNull();
  });
});

describe('tags', () => {
  it('takes several columns at once, whatever they carry now', () => {
    const found = target(`${SALES}/sales.orders`);
    const now = (key: string) => valueInEffect(found, ['email', 'id'], key);
    expect(now('level')).toBe(MIXED);
    expect(now('domain')).toBe('sales');
    expect(tagEdits(found, ['email', 'id'], { level: 'low', domain: INHERIT }, now).map(({ operation, request }) => [operation, request['Resource'], request['LFTags']])).toEqual([
      ['AddLFTagsToResource', { TableWithColumns: { CatalogId: SALES, DatabaseName: 'sales', Name: 'orders', ColumnNames: ['email', 'id'] } }, [{ CatalogId: SALES, TagKey: 'level', TagValues: ['low'] }]],
      ['RemoveLFTagsFromResource', expect.anything(), [{ CatalogId: SALES, TagKey: 'domain', TagValues: ['sales'] }]],
    ]);
  }); // prettier-ignore

  it('splits values into calls of fifty', () => {
    const many = Array.from({ length: 120 }, (_, at) => `v${String(at)}`);
    expect(createKey(place, 'Level', many).map(({ operation }) => operation)).toEqual(['CreateLFTag', 'UpdateLFTag', 'UpdateLFTag']); // prettier-ignore
    expect(changeValues(place, 'level', many, ['x'])).toHaveLength(3);
    expect(valuesIn('Low, high,\nlow ,, ')).toEqual(['low', 'high']);
    expect(createKey(place, ' ', ['a'])).toEqual([]);
  });
});

describe('data filters', () => {
  const orders = filterTarget(index, index.mesh.catalog.tables.find(({ name }) => name === 'orders')!.id);
  const eu = filtersView(index, (arn) => arn).filters.find(({ name }) => name === 'eu')!;
  it('changes nothing until something is changed, and keeps the key', () => {
    expect(filterEdits(orders, eu, draftOf(eu))).toEqual([]);
    const [edit] = filterEdits(orders, eu, { ...draftOf(eu), columnMode: 'exclude', columns: ['amount'] });
    expect(edit).toMatchObject({ operation: 'UpdateDataCellsFilter', request: { TableData: { Name: 'eu', ColumnWildcard: { ExcludedColumnNames: ['amount'] } } } }); // prettier-ignore
    expect(planEdits(index, [edit!]).refused).toEqual([]);
  });

  it('is created and granted in one go', () => {
    const draft = { ...draftOf(null), name: 'small', rowMode: 'where' as const, expression: 'amount < 10', grantTo: role(SALES, 'Clerk') }; // prettier-ignore
    const edits = filterEdits(orders, null, draft);
    expect(edits.map(({ operation }) => operation)).toEqual(['CreateDataCellsFilter', 'GrantPermissions']);
    expect(planEdits(index, edits).refused).toEqual([]);
  });

  it('is refused in the preview as the service refuses it, what is no row expression included; an unknown column is remarked', () => {
    const plan = (TableData: object) => planEdits(index, [{ ...place, service: 'lakeformation', operation: 'CreateDataCellsFilter', request: { TableData: { TableCatalogId: SALES, DatabaseName: 'sales', TableName: 'orders', Name: 'n', ...TableData } } }]); // prettier-ignore
    expect(plan({ ColumnNames: ['nope'], RowFilter: { AllRowsWildcard: {} } }).refused[0]?.message).toBe('Column nope does not exist in the table.'); // prettier-ignore
    expect(plan({ RowFilter: { AllRowsWildcard: {} } }).refused[0]?.message).toMatch(
      /either ColumnNames or ColumnWildcard/,
    );
    const wrong = plan({ ColumnWildcard: {}, RowFilter: { FilterExpression: 'country = 1' } });
    expect(wrong.refused).toEqual([]);
    expect(wrong.warnings.join()).toContain('The table has no column country.');
    const broken = plan({ ColumnWildcard: {}, RowFilter: { FilterExpression: "region = 'EU" } });
    expect(broken.refused[0]).toMatchObject({ code: 'InvalidInputException' });
    expect(broken.refused[0]?.message).toMatch(/^The row filter expression is not valid\. ./);
  });
});

describe('lake settings', () => {
  const before: DataLakeSettings = { DataLakeAdmins: [{ DataLakePrincipalIdentifier: role(SALES, 'A') }], CreateTableDefaultPermissions: [], Parameters: { CROSS_ACCOUNT_VERSION: '3' }, AllowExternalDataFiltering: false }; // prettier-ignore
  const after: DataLakeSettings = { ...before, DataLakeAdmins: [{ DataLakePrincipalIdentifier: role(SALES, 'B') }], Parameters: { CROSS_ACCOUNT_VERSION: '4' }, AllowExternalDataFiltering: true, CreateTableDefaultPermissions: [{ Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL'] }] }; // prettier-ignore
  const account = { ...place, settings: before, missing: [] };
  it('tells what differs in words, and writes the whole object', () => {
    expect(settingsChanges(before, after)).toEqual([
      'add administrator B',
      'remove administrator A',
      'leave new tables to IAM',
      'allow filtering by engines of third parties',
      'set the cross-account version from 3 to 4',
    ]);
    const [edit] = putSettings(account, after);
    expect(edit?.request).toEqual({ DataLakeSettings: after });
    expect(putSettings(account, before)).toEqual([]);
    expect(pendingSettings(account, [edit!])).toBe(after);
    expect(pendingSettings(account, [{ ...edit!, account: MARKETING }])).toBe(before);
  });

  it('says so in the basket where the settings before were read', () => {
    const words = editSentenceIn(sourcesOf(LAKE_SNAPSHOT));
    const put = (settings: DataLakeSettings) => words({ ...place, service: 'lakeformation', operation: 'PutDataLakeSettings', request: { DataLakeSettings: settings } }); // prettier-ignore
    expect(put({ DataLakeAdmins: [] })).toBe('Change the settings: remove administrator Gone');
  });

  it('registers what is an S3 address only, and predicts the service-linked role', () => {
    expect(s3Arn('s3://bucket/a/b')).toBe('arn:aws:s3:::bucket/a/b');
    expect(s3Arn('bucket/a')).toBeUndefined();
    const edits = registerLocation(place, { path: 's3://bucket/a', role: '', isHybrid: true });
    const plan = planEdits(index, edits);
    expect(plan.refused).toEqual([]);
    expect(plan.calls[0]?.watches[0]?.after).toContain('AWSServiceRoleForLakeFormationDataAccess');
  });
});
