import type { CodeSource, Statement } from '../../../src/core/as-code/code-types';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';

/** Names that end a quote, run a command, open a template, hide text or end a comment. */
export const HOSTILE = [
  `it's`,
  `"quoted"`,
  '$(touch /tmp/owned)',
  '`touch /tmp/owned`',
  '${var.secret}',
  '%{ if true }x%{ endif }',
  '$${x} $$${y} $$',
  'line\nrm -rf ~',
  'carriage\rreturn',
  'back\\slash \\n \\u0041',
  '-rf',
  '--profile=other',
  '{{resolve:ssm:secret}}',
  '# */ comment',
  '\u202eright to left\u2066',
  'tab\tand\u0000nul\u001b[31m',
  '😀 é 漢\u{e0001}',
  '!history !! ~ * ?',
  'Fn::Sub',
];

export const grant = (principal: string, Resource: object, Permissions = ['SELECT'], more: object = {}): Statement => ({
  account: ACCOUNT,
  region: 'eu-central-1',
  service: 'lakeformation',
  operation: 'GrantPermissions',
  request: { Principal: { DataLakePrincipalIdentifier: principal }, Resource, Permissions, ...more },
});

export const write = (operation: string, request: Record<string, unknown>, account = ACCOUNT): Statement => ({
  account,
  region: 'eu-central-1',
  service: 'lakeformation',
  operation,
  request,
});

export const source = (statements: Statement[], more: Partial<CodeSource> = {}): CodeSource => ({
  title: 'Plan of a test',
  connection: 'test',
  snapshot: '20261120T080000000Z-abc123',
  profiles: { [ACCOUNT]: 'governance' },
  statements,
  left: [],
  ...more,
});

/** Every kind of thing with a name put wherever a name may stand. */
export const everywhere = (name: string): Statement[] => [
  write('CreateLFTag', { TagKey: name, TagValues: [name, 'plain'] }),
  write('CreateLFTagExpression', { Name: name, Description: name, Expression: [{ TagKey: name, TagValues: [name] }] }),
  write('AddLFTagsToResource', {
    Resource: { TableWithColumns: { DatabaseName: name, Name: name, ColumnNames: [name] } },
    LFTags: [{ TagKey: name, TagValues: [name] }],
  }),
  write('CreateDataCellsFilter', {
    TableData: {
      TableCatalogId: ACCOUNT,
      DatabaseName: name,
      TableName: name,
      Name: name,
      RowFilter: { FilterExpression: `x = '${name}'` },
      ColumnNames: [name],
    },
  }),
  write('RegisterResource', { ResourceArn: `arn:aws:s3:::bucket/${name}`, RoleArn: `arn:aws:iam::1:role/${name}` }),
  grant(`arn:aws:iam::${ACCOUNT}:role/${name}`, { Table: { DatabaseName: name, Name: name } }),
  grant(`arn:aws:iam::${ACCOUNT}:role/${name}`, {
    LFTagPolicy: { ResourceType: 'TABLE', Expression: [{ TagKey: name, TagValues: [name] }] },
  }),
  write('CreateLakeFormationOptIn', {
    Principal: { DataLakePrincipalIdentifier: name },
    Resource: { Table: { DatabaseName: name, Name: name } },
  }),
  write('PutDataLakeSettings', {
    DataLakeSettings: {
      DataLakeAdmins: [{ DataLakePrincipalIdentifier: name }],
      AuthorizedSessionTagValueList: [name],
    },
  }),
];
