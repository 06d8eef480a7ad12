import { describe, expect, test } from 'vitest';
import type { CaseInput, CasePrincipal } from '../../../../src/core/model/case';
import type { GlueTable } from '../../../../src/core/model/glue';
import type { DataCellsFilter, PermissionRow, Resource } from '../../../../src/core/model/lakeformation';
import { conditionHolds } from '../../../../src/main/sandbox/services/lakeformation/oracle/cedar';
import { evaluateNaively } from '../../../../src/main/sandbox/services/lakeformation/oracle/evaluate';
import { both, either, predicateText } from '../../../../src/main/sandbox/services/lakeformation/oracle/predicates';
import { worldFromCase } from '../../../../src/main/sandbox/state/from-case';
import { createWorld } from '../../../../src/main/sandbox/world';
import { A, B, role } from '../state/call';

const table = (Name: string, columns: string[], more: Partial<GlueTable> = {}): GlueTable => ({
  Name,
  DatabaseName: 'd',
  CatalogId: A,
  TableType: 'EXTERNAL_TABLE',
  StorageDescriptor: { Columns: columns.map((c) => ({ Name: c, Type: 'string' })), Location: `s3://lake/${Name}/` },
  PartitionKeys: [],
  ...more,
});
const row = (
  principal: string,
  resource: Resource,
  permissions: string[],
  options: string[] = [],
  more: Partial<PermissionRow> = {},
): PermissionRow => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource: resource,
  Permissions: permissions,
  PermissionsWithGrantOption: options,
  LastUpdatedBy: role('LFAdmin'),
  ...more,
});
const t: Resource = { Table: { CatalogId: A, DatabaseName: 'd', Name: 't' } };
const every: Resource = { Table: { CatalogId: A, DatabaseName: 'd', TableWildcard: {} } };
const columns = (...ColumnNames: string[]): Resource => ({
  TableWithColumns: { CatalogId: A, DatabaseName: 'd', Name: 't', ColumnNames },
});
const filter = (Name: string, expression: string | undefined, names?: string[]): DataCellsFilter => ({
  TableCatalogId: A,
  DatabaseName: 'd',
  TableName: 't',
  Name,
  RowFilter: expression === undefined ? { AllRowsWildcard: {} } : { FilterExpression: expression },
  ...(names ? { ColumnNames: names } : { ColumnWildcard: {} }),
});
const filtered = (Name: string): Resource => ({
  DataCellsFilter: { TableCatalogId: A, DatabaseName: 'd', TableName: 't', Name },
});
const policy = (ResourceType: string, TagKey: string, ...TagValues: string[]): Resource => ({
  LFTagPolicy: { CatalogId: A, ResourceType, Expression: [{ TagKey, TagValues }] },
});

interface Given extends Partial<CaseInput> {
  principals?: Record<string, CasePrincipal>;
}

const input = ({ principals = {}, ...given }: Given): CaseInput => ({
  account: A,
  region: 'eu-central-1',
  DataLakeSettings: {
    DataLakeAdmins: [{ DataLakePrincipalIdentifier: role('LFAdmin') }],
    Parameters: { CROSS_ACCOUNT_VERSION: '4' },
  },
  ResourceInfoList: [{ ResourceArn: 'arn:aws:s3:::lake', HybridAccessEnabled: false }],
  LakeFormationOptInsInfoList: [],
  PrincipalResourcePermissions: [],
  CatalogList: [],
  DatabaseList: [{ Name: 'd', CatalogId: A }],
  TableList: [table('t', ['a', 'b', 'c'])],
  LFTags: [{ TagKey: 'k', TagValues: ['x', 'y'] }],
  LFTagExpressions: [],
  lfTagAssignments: [],
  DataCellsFilters: [],
  context: { principals: { [role('R')]: { exists: true, account: A }, ...principals } },
  ...given,
});

/** `object permission(columns) where predicate` for every row, sorted. */
function access(given: Given, principal = role('R')): string[] {
  const world = createWorld(worldFromCase({ id: 'x', input: input(given) }));
  return evaluateNaively(world, A, 'eu-central-1', principal)
    .map(({ resource: r, permission, columns: c, rowFilter, cellFilters }) => {
      const name = r.Database?.Name ?? r.Table?.Name ?? r.Catalog?.Id ?? r.TableWithColumns?.Name ?? JSON.stringify(r);
      const where = typeof rowFilter === 'string' ? ` where ${rowFilter}` : '';
      const cells = cellFilters ? ` cells ${JSON.stringify(cellFilters)}` : '';
      return `${name} ${permission}${permission === 'SELECT' ? `(${c?.join(',') ?? ''})` : ''}${where}${cells}`;
    })
    .sort();
}

describe('principals', () => {
  test('groups are united with the user (G13); Identity Center users imply nothing above (G5)', () => {
    const user = 'arn:aws:identitystore:::user/u-1';
    const group = 'arn:aws:identitystore:::group/g-1';
    const given = {
      principals: { [user]: { exists: true, groups: [group] } },
      PrincipalResourcePermissions: [row(group, columns('a'), ['SELECT']), row(user, columns('b'), ['SELECT'])],
    };
    expect(access(given, user)).toEqual(['t DESCRIBE', 't SELECT(a,b)']);
  });

  test('the AmazonDataZoneProject tag opts in everywhere (E2)', () => {
    const gate = [row('IAM_ALLOWED_PRINCIPALS', t, ['ALL']), row(role('R'), columns('a'), ['SELECT'])];
    expect(access({ PrincipalResourcePermissions: gate })).toEqual(['t IAM_DECIDES']);
    const tagged = {
      principals: { [role('R')]: { exists: true, tags: { AmazonDataZoneProject: 'p' } } },
      PrincipalResourcePermissions: gate,
    };
    expect(access(tagged)).toEqual(['d DESCRIBE', 't DESCRIBE', 't SELECT(a)']);
  });

  test('conditions: hasTag, getTag, ==, &&, ||, and nothing else', () => {
    const key = (method: string, name: string) => `context.iam.principalTags.${method}("${name}")`;
    expect(conditionHolds(`${key('hasTag', 'a')} && ${key('getTag', 'a')} == "1"`, { a: '1' })).toBe(true);
    const either = `${key('getTag', 'a')} == "1" || ${key('getTag', 'b')} == "2"`;
    expect(conditionHolds(either, { a: '1' })).toBe(true);
    // Cedar: getTag of a tag that is not there is an error, and a policy in error does not apply.
    expect(conditionHolds(either, { b: '2' })).toBe(false);
    expect(conditionHolds(`${key('hasTag', 'a')} && ${either}`, { b: '2' })).toBe(true);
    expect(
      conditionHolds(`(${key('hasTag', 'a')} || ${key('hasTag', 'b')}) && ${key('hasTag', 'c')}`, { a: '1' }),
    ).toBe(false);
    expect(conditionHolds(`${key('getTag', 'a')} like "1*"`, { a: '1' })).toBe(false);
    expect(conditionHolds('true', {})).toBe(false);
  });
});

describe('objects', () => {
  test('a wildcard reaches links as DESCRIBE and DROP only, and views without INSERT (L1, 2.2)', () => {
    const TableList = [
      table('link', [], { TargetTable: { CatalogId: A, DatabaseName: 'd', Name: 't' } }),
      table('view', ['a'], { TableType: 'VIRTUAL_VIEW' }),
    ];
    const given = { TableList, PrincipalResourcePermissions: [row(role('R'), every, ['ALL'])] };
    expect(access(given)).toEqual([
      'd DESCRIBE',
      'link DESCRIBE',
      'link DROP',
      'view DESCRIBE',
      'view DROP',
      'view SELECT(a)',
    ]);
  });

  test('partition keys are visible with any SELECT (C4)', () => {
    const TableList = [table('t', ['a', 'b'], { PartitionKeys: [{ Name: 'p' }] })];
    expect(access({ TableList, PrincipalResourcePermissions: [row(role('R'), columns('b'), ['SELECT'])] })).toContain(
      't SELECT(b,p)',
    );
    expect(
      access({ TableList, PrincipalResourcePermissions: [row(role('R'), columns('gone'), ['SELECT'])] }),
    ).toContain('t SELECT(p)');
  });

  test('SUPER_USER on a sub-catalog reaches everything below, not itself (G10)', () => {
    const sub = `${A}:sub`;
    const given = {
      CatalogList: [
        { CatalogId: sub, Name: 'sub' },
        { CatalogId: `${sub}/child`, Name: 'child' },
      ],
      DatabaseList: [{ Name: 'd', CatalogId: `${sub}/child` }],
      TableList: [table('t', ['a'], { CatalogId: `${sub}/child` })],
      PrincipalResourcePermissions: [row(role('R'), { Catalog: { Id: sub } }, ['SUPER_USER'])],
    };
    const rows = access(given);
    expect(rows.filter((r) => r.startsWith(`${sub} `))).toEqual([`${sub} CREATE_DATABASE`, `${sub} DESCRIBE`]);
    expect(rows).toContain('d CREATE_TABLE');
    expect(rows).toContain('t SELECT(a)');
    expect(rows).toContain(`${sub}/child DROP`);
  });

  test('saved expressions are read live (T9) and keys compare without case (T10)', () => {
    const given = {
      LFTagExpressions: [{ Name: 'e', Expression: [{ TagKey: 'K', TagValues: ['X'] }] }],
      lfTagAssignments: [
        {
          Resource: { Database: { Name: 'd' } },
          ShowAssignedLFTags: true,
          response: { LFTagOnDatabase: [{ TagKey: 'k', TagValues: ['x'] }] },
        },
      ],
      PrincipalResourcePermissions: [
        row(role('R'), { LFTagPolicy: { ResourceType: 'TABLE', ExpressionName: 'e' } }, ['ALL']),
      ],
    };
    expect(access(given)).toContain('t INSERT');
  });

  test('a tag policy that reaches some columns gives SELECT and DESCRIBE of ALL (T6)', () => {
    const given = {
      lfTagAssignments: [
        {
          Resource: t,
          ShowAssignedLFTags: true,
          response: { LFTagsOnColumns: [{ Name: 'b', LFTags: [{ TagKey: 'k', TagValues: ['x'] }] }] },
        },
      ],
      PrincipalResourcePermissions: [row(role('R'), policy('TABLE', 'k', '*'), ['ALL'])],
    };
    expect(access(given)).toEqual(['d DESCRIBE', 't DESCRIBE', 't SELECT(b)']);
  });

  test('an option without its permission is named once, however many tables there are (G8)', () => {
    const given = {
      TableList: [table('t', ['a']), table('u', ['a'])],
      PrincipalResourcePermissions: [row(role('R'), every, [], ['SELECT'])],
    };
    expect(access(given)).toEqual(['ALL_TABLES DELEGATE_ONLY:SELECT']);
  });

  test('an all-tables grant describes its database before it has a table; a dormant grant does not (G5)', () => {
    expect(access({ TableList: [], PrincipalResourcePermissions: [row(role('R'), every, ['SELECT'])] })).toEqual([
      'd DESCRIBE',
    ]);
    const dormant = [row('IAM_ALLOWED_PRINCIPALS', t, ['ALL']), row(role('R'), t, ['DESCRIBE'])];
    expect(access({ PrincipalResourcePermissions: dormant })).toEqual(['t IAM_DECIDES']);
  });
});

describe('rows and cells', () => {
  test('each column has the predicates of the grants that include it (C8)', () => {
    const given = {
      DataCellsFilters: [filter('f', 'x=1', ['a', 'b']), filter('g', 'y=2', ['b', 'c'])],
      PrincipalResourcePermissions: [
        row(role('R'), filtered('f'), ['SELECT']),
        row(role('R'), filtered('g'), ['SELECT']),
      ],
    };
    expect(access(given)).toContain('t SELECT(a,b,c) where (x=1) OR (y=2) cells {"a":"x=1","c":"y=2"}');
  });

  test('an all-rows filter with fewer columns leaves the others filtered (C7)', () => {
    const given = {
      DataCellsFilters: [filter('f', undefined, ['a']), filter('g', 'y=2')],
      PrincipalResourcePermissions: [
        row(role('R'), filtered('f'), ['SELECT']),
        row(role('R'), filtered('g'), ['SELECT']),
      ],
    };
    expect(access(given)).toContain('t SELECT(a,b,c) cells {"b":"y=2","c":"y=2"}');
  });

  test('predicates are flattened, sorted and absorbed', () => {
    expect(predicateText(either(['b', 'a', 'b']))).toBe('(a) OR (b)');
    expect(predicateText(both('x', either(['b', 'a'])))).toBe('((a) OR (b)) AND (x)');
    expect(predicateText(either(['s', both('x', 's')]))).toBe('s');
    expect(either(['a', null])).toBeNull();
  });
});

describe('across accounts', () => {
  const consumer = role('C', B);
  const admin = { LastUpdatedBy: role('Admin', B) };
  const people = { [consumer]: { exists: true, account: B } };

  test('a local grant is cut to the share: permissions, columns and rows (X2, C9)', () => {
    const given = {
      principals: people,
      DataCellsFilters: [filter('theirs', 'x=1', ['a', 'b']), filter('ours', 'y=2')],
      PrincipalResourcePermissions: [
        row(B, filtered('theirs'), ['SELECT'], ['SELECT']),
        row(consumer, filtered('ours'), ['SELECT'], [], admin),
      ],
    };
    expect(access(given, consumer)).toEqual(['t DESCRIBE', 't SELECT(a,b) where (x=1) AND (y=2)']);
  });

  test('without the share the local row gives nothing (X5)', () => {
    expect(
      access({ principals: people, PrincipalResourcePermissions: [row(consumer, t, ['SELECT'], [], admin)] }, consumer),
    ).toEqual([]);
  });

  test('shares to an organization count; a tag share bounds named grants', () => {
    const given = {
      principals: people,
      lfTagAssignments: [
        { Resource: t, ShowAssignedLFTags: true, response: { LFTagsOnTable: [{ TagKey: 'k', TagValues: ['x'] }] } },
      ],
      PrincipalResourcePermissions: [
        row(
          'arn:aws:organizations::999988887777:organization/o-abc',
          policy('TABLE', 'k', 'x'),
          ['SELECT'],
          ['SELECT'],
        ),
        row(consumer, t, ['SELECT', 'INSERT'], [], admin),
      ],
    };
    expect(access(given, consumer)).toEqual(['t DESCRIBE', 't SELECT(a,b,c)']);
  });

  test('a gate row shuts out other accounts unless the location is hybrid (E7)', () => {
    const PrincipalResourcePermissions = [
      row('IAM_ALLOWED_PRINCIPALS', t, ['ALL']),
      row(consumer, columns('a'), ['SELECT']),
    ];
    expect(access({ principals: people, PrincipalResourcePermissions }, consumer)).toEqual([]);
    const ResourceInfoList = [{ ResourceArn: 'arn:aws:s3:::lake/t', HybridAccessEnabled: true }];
    expect(access({ principals: people, ResourceInfoList, PrincipalResourcePermissions }, consumer)).toEqual([
      't DESCRIBE',
      't SELECT(a)',
    ]);
  });
});
