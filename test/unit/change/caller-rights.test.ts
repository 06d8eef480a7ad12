import { describe, expect, it } from 'vitest';
import { applyRequest } from '../../../src/core/change/apply';
import { UNSURE } from '../../../src/core/change/caller-rights';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { PermissionRow } from '../../../src/core/model/lakeformation';
import { grant, lake, onDatabase, onTable, P, Q, role, tableOf } from '../access/support/lake';

const STEWARD = role('Steward');
const ANALYST = role('Analyst');
const ADMIN = role('Admin');
/** The administrator and a role of an account that P may share with. */
const BUYER = role('Buyer', Q);
const GUEST = role('Guest', Q);

/** What a caller is told, who holds some rows: a refusal's code and words, or the remarks. */
function told(operation: string, request: Record<string, unknown>, rows: PermissionRow[], caller = STEWARD): string {
  const snapshot = caseToSnapshot({
    id: 'caller',
    input: lake({
      DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier: ADMIN }] },
      TableList: [
        tableOf('orders', ['id', 'email']),
        tableOf('seen', ['id'], { TableType: 'VIRTUAL_VIEW' }),
        tableOf('kept', ['id'], { ViewDefinition: {}, IsMaterializedView: true } as object),
      ],
      LFTags: [{ CatalogId: P, TagKey: 'level', TagValues: ['low', 'high'] }],
      PrincipalResourcePermissions: rows,
      context: {
        principals: Object.fromEntries([STEWARD, ANALYST, ADMIN, GUEST, BUYER].map((arn) => [arn, { exists: true }])),
        accounts: { [Q]: { DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier: BUYER }] } } },
      },
    }),
  });
  const members = snapshot.members.map((member) => ({ ...member, callerArn: caller }));
  const account = caller === BUYER ? Q : P;
  const applied = applyRequest({ ...snapshot, members }, { account, operation, request });
  return applied.ok ? applied.value.warnings.join() : `${applied.error.code}: ${applied.error.message}`;
}

const toAnalyst = (Resource: object, Permissions: string[]): Record<string, unknown> => ({
  Principal: { DataLakePrincipalIdentifier: ANALYST },
  Resource,
  Permissions,
});
const onTag = { LFTag: { CatalogId: P, TagKey: 'level', TagValues: ['*'] } };
const DENIED = /^AccessDeniedException: Insufficient Lake Formation permissions: Steward /;

describe('what the maker of an edit may do', () => {
  it('grants and revokes what it holds with the grant option, and nothing else', () => {
    const mayPass = grant(STEWARD, onTable('orders'), ['INSERT'], { PermissionsWithGrantOption: ['INSERT'] });
    const held = grant(ANALYST, onTable('orders'), ['INSERT', 'DELETE']);
    expect(told('GrantPermissions', toAnalyst(onTable('orders'), ['INSERT']), [mayPass])).toBe('');
    expect(told('GrantPermissions', toAnalyst(onTable('orders'), ['DELETE']), [mayPass])).toMatch(DENIED);
    expect(told('RevokePermissions', toAnalyst(onTable('orders'), ['INSERT']), [mayPass, held])).toBe('');
    expect(told('RevokePermissions', toAnalyst(onTable('orders'), ['DELETE']), [mayPass, held])).toMatch(DENIED);
    expect(told('GrantPermissions', toAnalyst(onTable('orders'), ['DELETE']), [], ADMIN)).toBe('');
  });

  it('needs the LF-Tag as well as the resource to tag', () => {
    const request = { Resource: onTable('orders'), LFTags: [{ TagKey: 'level', TagValues: ['low'] }] };
    const owner = grant(STEWARD, onTable('orders'), ['ALL'], { PermissionsWithGrantOption: ['ALL'] });
    expect(told('AddLFTagsToResource', request, [owner, grant(STEWARD, onTag, ['ASSOCIATE'])])).toBe('');
    expect(told('AddLFTagsToResource', request, [owner])).toMatch(/lacks ASSOCIATE on level=low/);
    expect(told('DeleteLFTag', { TagKey: 'level' }, [grant(STEWARD, onTag, ['ALTER'])])).toMatch(/lacks DROP on level/);
    expect(told('DeleteLFTag', { TagKey: 'level' }, [grant(STEWARD, onTag, ['DROP'])])).toMatch(/^V7/);
  });

  it('as an administrator assigns what others made only with ASSOCIATE, which is remarked (I1)', () => {
    const request = { Resource: onTable('orders'), LFTags: [{ TagKey: 'level', TagValues: ['low'] }] };
    const all = ['ALTER', 'ASSOCIATE', 'DESCRIBE', 'DROP', 'GRANT_WITH_LF_TAG_EXPRESSION'];
    const made = grant(STEWARD, onTag, all, { PermissionsWithGrantOption: all });
    expect(told('AddLFTagsToResource', request, [made], ADMIN)).toMatch(/^I1: somebody else made LF-Tag level/);
    expect(told('AddLFTagsToResource', request, [made, grant(ADMIN, onTag, ['ASSOCIATE'])], ADMIN)).toBe('');
    expect(told('AddLFTagsToResource', request, [], ADMIN)).toBe('');
  });

  it('drops and alters tables by DROP and ALTER, which being an administrator does not give (I1)', () => {
    const request = { DatabaseName: 'sales', Name: 'orders' };
    expect(told('DeleteTable', request, [grant(STEWARD, onTable('orders'), ['DROP'])])).toBe('');
    expect(told('DeleteTable', request, [grant(STEWARD, onTable('orders'), ['ALTER'])])).toMatch(DENIED);
    expect(told('DeleteTable', request, [], ADMIN)).toMatch(/^AccessDeniedException: .*Admin lacks DROP/);
    expect(told('DeleteTable', request, [grant(STEWARD, onDatabase(), ['DROP'])])).toBe(UNSURE);
  });

  it('moves a table to a registered location by DATA_LOCATION_ACCESS there (D1)', () => {
    const to = (Location: string): Record<string, unknown> => ({
      DatabaseName: 'sales',
      TableInput: { Name: 'orders', StorageDescriptor: { Columns: [], Location } },
    });
    const alter = grant(STEWARD, onTable('orders'), ['ALTER']);
    const place = grant(STEWARD, { DataLocation: { CatalogId: P, ResourceArn: 'arn:aws:s3:::lake/hr' } }, ['DATA_LOCATION_ACCESS']); // prettier-ignore
    expect(told('UpdateTable', to('s3://lake/hr/orders'), [alter])).toMatch(/lacks ALTER .* or DATA_LOCATION_ACCESS/);
    expect(told('UpdateTable', to('s3://lake/hr/orders'), [alter, place])).toBe('');
    expect(told('UpdateTable', to('s3://elsewhere/orders'), [alter])).toBe('');
    expect(told('UpdateTable', to('s3://lake/sales/orders'), [alter])).toBe('');
  });

  it('alters no view by an ALTER row, which a view does not take; what Super allows there is not documented (2.2)', () => {
    const request = {
      DatabaseName: 'sales',
      TableInput: { Name: 'seen', TableType: 'VIRTUAL_VIEW', StorageDescriptor: { Columns: [] } },
    };
    const on = (...rights: string[]): PermissionRow => grant(STEWARD, onTable('seen'), rights);
    expect(told('UpdateTable', request, [on('ALTER', 'DESCRIBE')])).toMatch(/lacks ALTER/);
    expect(told('UpdateTable', request, [on('ALL', 'ALTER', 'DROP')])).toBe(UNSURE);
    const rights = ['SELECT', 'INSERT'];
    expect(told('GrantPermissions', toAnalyst(onTable('seen'), rights), [], ADMIN)).toMatch(/INSERT is not valid/);
    expect(told('GrantPermissions', toAnalyst(onTable('kept'), rights), [], ADMIN)).toBe('');
  });

  it('passes on what an account shares as far as the share lets it, and nothing without one (X2)', () => {
    const request = { Principal: { DataLakePrincipalIdentifier: GUEST }, Resource: onTable('orders'), Permissions: ['SELECT'] }; // prettier-ignore
    const share = (holder: string, right: string): PermissionRow =>
      grant(holder, onTable('orders'), [right], { PermissionsWithGrantOption: [right] });
    const on = (...rows: PermissionRow[]): string => told('GrantPermissions', request, rows, BUYER);
    expect(on()).toMatch(/^AccessDeniedException/);
    expect(on(share(Q, 'SELECT'))).toBe('');
    expect(on(share(Q, 'DESCRIBE'))).toBe(UNSURE);
    expect(on(share('arn:aws:organizations::111122223333:organization/o-abc1234567', 'SELECT'))).toBe(UNSURE);
    const filter = { TableData: { TableCatalogId: P, DatabaseName: 'sales', TableName: 'orders', Name: 'f', ColumnWildcard: {}, RowFilter: { AllRowsWildcard: {} } } }; // prettier-ignore
    expect(told('CreateDataCellsFilter', filter, [share(Q, 'SELECT')], BUYER)).toBe(UNSURE);
    expect(told('CreateLakeFormationOptIn', request, [share(Q, 'SELECT')], BUYER)).toContain(UNSURE);
  });

  it('is not told whether what it cannot see exists', () => {
    const missing = told('DeleteTable', { DatabaseName: 'sales', Name: 'none' }, []);
    expect(missing).toMatch(/^EntityNotFoundException/);
    expect(told('DeleteTable', { DatabaseName: 'sales', Name: 'orders' }, [])).toMatch(/^EntityNotFoundException/);
  });

  it('opts principals in as an administrator only', () => {
    const request = { Principal: { DataLakePrincipalIdentifier: ANALYST }, Resource: onTable('orders') };
    expect(told('CreateLakeFormationOptIn', request, [])).toMatch(DENIED);
    expect(told('CreateLakeFormationOptIn', request, [], ADMIN)).toMatch(/^E2/);
  });

  it('is remarked, not refused, where it cannot be known', () => {
    const request = toAnalyst(onTable('orders'), ['DELETE']);
    const gate = grant('IAM_ALLOWED_PRINCIPALS', onTable('orders'), ['ALL']);
    expect(told('GrantPermissions', request, [gate])).toBe(UNSURE);
    expect(told('GrantPermissions', request, [], role('Unlisted'))).toBe(UNSURE);
    expect(told('RegisterResource', { ResourceArn: 'arn:aws:s3:::new', UseServiceLinkedRole: true }, [])).toBe(UNSURE);
  });
});
