import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { planEdits } from '../../../src/core/change/plan';
import type { Plan } from '../../../src/core/change/plan-types';
import type { CaseInput } from '../../../src/core/model/case';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import { ANALYST, GATE, grant, lake, onTable, P, Q, role, tableOf } from '../access/support/lake';

const LOCATION = 'arn:aws:s3:::lake';
const ROLE = { RoleArn: role('Lake') };
const gated = grant(GATE, onTable('orders'), ['ALL']);
const TableList = [tableOf('orders', ['id']), tableOf('closed', ['id'])];

function plan(operation: string, request: Record<string, unknown>, change: Partial<CaseInput> = {}): Plan {
  const input = lake({ TableList, PrincipalResourcePermissions: [gated], ...change });
  const snapshot = caseToSnapshot({ id: 'paths', input });
  return planEdits(buildAccessIndex(snapshot), [{ account: P, service: 'lakeformation', operation, request }]);
}

const asked = ({ guards }: Plan): [string, string][] => guards.map(({ acknowledge, text }) => [acknowledge, text]);
const own = /^Who reads the data of 1 table by IAM_ALLOWED_PRINCIPALS cannot be computed: they then need S3 rights/;
const vended = /cannot be computed: Lake Formation may then vend it to whoever IAM lets ask.*unverified/;

describe('how data is reached where IAM decides', () => {
  it('asks for the location before it becomes hybrid', () => {
    const switched = plan('UpdateResource', { ResourceArn: LOCATION, HybridAccessEnabled: true, ...ROLE });
    expect(asked(switched)).toEqual([[LOCATION, expect.stringMatching(own)]]);
  });

  it('asks before it is no longer hybrid, and before it is registered without', () => {
    const ResourceInfoList = [{ ResourceArn: LOCATION, HybridAccessEnabled: true }];
    const request = { ResourceArn: LOCATION, HybridAccessEnabled: false, ...ROLE };
    expect(asked(plan('UpdateResource', request, { ResourceInfoList }))).toEqual([[LOCATION, expect.stringMatching(vended)]]); // prettier-ignore
    expect(asked(plan('RegisterResource', request, { ResourceInfoList: [] }))).toEqual([[LOCATION, expect.stringMatching(vended)]]); // prettier-ignore
  });

  it('asks before it is deregistered', () => {
    expect(asked(plan('DeregisterResource', { ResourceArn: LOCATION }))).toEqual([[LOCATION, expect.stringMatching(own)]]); // prettier-ignore
  });

  it('asks nothing where a hybrid location is registered or given up, and where no table is left to IAM', () => {
    const ResourceInfoList = [{ ResourceArn: LOCATION, HybridAccessEnabled: true }];
    expect(asked(plan('DeregisterResource', { ResourceArn: LOCATION }, { ResourceInfoList }))).toEqual([]);
    expect(asked(plan('RegisterResource', { ResourceArn: LOCATION, HybridAccessEnabled: true, ...ROLE }, { ResourceInfoList: [] }))).toEqual([]); // prettier-ignore
    expect(asked(plan('UpdateResource', { ResourceArn: LOCATION, HybridAccessEnabled: true, ...ROLE }, { PrincipalResourcePermissions: [] }))).toEqual([]); // prettier-ignore
  });

  it('is computed where Lake Formation decides: the path of every row, and the foreign principal whose grant wakes', () => {
    const PrincipalResourcePermissions = [grant(ANALYST, onTable('closed'), ['SELECT'])];
    const { changed } = plan('DeregisterResource', { ResourceArn: LOCATION }, { PrincipalResourcePermissions });
    expect(changed.map(({ before, after }) => [before.dataPath, after.dataPath])).toEqual([['LF_VENDED', 'S3_IAM']]);
    const foreign = role('Reader', Q);
    const { gained } = plan(
      'UpdateResource',
      { ResourceArn: LOCATION, HybridAccessEnabled: true, ...ROLE },
      { PrincipalResourcePermissions: [gated, grant(foreign, onTable('orders'), ['SELECT'])], context: { principals: { [foreign]: { exists: true } } } }, // prettier-ignore
    );
    expect(gained.map((row) => [row.principal, row.permission])).toContainEqual([foreign, 'SELECT']);
  });

  it('is computed for opting in: Lake Formation decides where IAM did', () => {
    const request = { Principal: { DataLakePrincipalIdentifier: ANALYST }, Resource: onTable('orders') };
    const PrincipalResourcePermissions = [gated, grant(ANALYST, onTable('orders'), ['SELECT'])];
    const { gained, lost } = plan('CreateLakeFormationOptIn', request, { PrincipalResourcePermissions });
    expect(gained.map((row) => row.permission)).toContain('SELECT');
    expect(lost.map((row) => row.permission)).toContain('IAM_DECIDES');
  });
});

describe('settings that move nobody’s access', () => {
  it('say what they do instead', () => {
    const before = { CreateTableDefaultPermissions: [], Parameters: { CROSS_ACCOUNT_VERSION: '3' } };
    const warnings = (after: object): string[] =>
      plan('PutDataLakeSettings', { DataLakeSettings: { ...before, ...after } }, { DataLakeSettings: before }).warnings;
    const super_ = { Principal: { DataLakePrincipalIdentifier: GATE }, Permissions: ['ALL'] };
    expect(warnings({ CreateTableDefaultPermissions: [super_] })).toEqual([expect.stringContaining('when a database or table is created')]); // prettier-ignore
    expect(warnings({ AllowFullTableExternalDataAccess: true })).toEqual([expect.stringContaining('which engines')]);
    expect(warnings({ Parameters: { CROSS_ACCOUNT_VERSION: '4' } })).toEqual([expect.stringContaining('changes no access that exists')]); // prettier-ignore
    expect(warnings({ DataLakeAdmins: [] })).toEqual([]);
  });
});
