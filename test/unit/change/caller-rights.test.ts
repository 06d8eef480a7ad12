import { describe, expect, it } from 'vitest';
import { applyRequest } from '../../../src/core/change/apply';
import { UNSURE } from '../../../src/core/change/caller-rights';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { PermissionRow } from '../../../src/core/model/lakeformation';
import { grant, lake, onDatabase, onTable, P, role, tableOf } from '../access/support/lake';

const STEWARD = role('Steward');
const ANALYST = role('Analyst');
const ADMIN = role('Admin');

/** What a caller is told, who holds some rows: a refusal's code and words, or the remarks. */
function told(operation: string, request: Record<string, unknown>, rows: PermissionRow[], caller = STEWARD): string {
  const snapshot = caseToSnapshot({
    id: 'caller',
    input: lake({
      DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier: ADMIN }] },
      TableList: [tableOf('orders', ['id', 'email'])],
      LFTags: [{ CatalogId: P, TagKey: 'level', TagValues: ['low', 'high'] }],
      PrincipalResourcePermissions: rows,
      context: { principals: Object.fromEntries([STEWARD, ANALYST, ADMIN].map((arn) => [arn, { exists: true }])) },
    }),
  });
  const members = snapshot.members.map((member) => ({ ...member, callerArn: caller }));
  const applied = applyRequest({ ...snapshot, members }, { account: P, operation, request });
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
