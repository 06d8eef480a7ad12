import { describe, expect, it } from 'vitest';
import { asCode } from '../../../src/core/as-code/as-code';
import type { Statement } from '../../../src/core/as-code/code-types';
import { ACCOUNT, everywhere, grant, HOSTILE, OTHER, source, write } from './hostile';

interface Template {
  Metadata: { Heddle: { NotInHere: string[]; Account: string } };
  Resources: Record<string, { Type: string; DependsOn?: string[]; Properties: Record<string, unknown> }>;
}

function made(statements: Statement[]) {
  const document = asCode(source(statements), 'cloudformation');
  return { ...document, templates: document.files.map(({ text }) => JSON.parse(text) as Template) };
}

const table = { Table: { CatalogId: ACCOUNT, DatabaseName: 'sales', Name: 'orders' } };

describe('a template', () => {
  it('holds names as they are, but for those that CloudFormation would resolve', () => {
    for (const name of HOSTILE) {
      const { templates, left, written } = made(everywhere(name));
      const isResolved = name.startsWith('{{resolve:');
      expect(left.filter(({ why }) => why.includes('resolve'))).toHaveLength(isResolved ? written + 7 : 0);
      const [template] = templates;
      for (const id of Object.keys(template!.Resources)) expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
      expect(JSON.stringify(template)).not.toContain('{{resolve:');
      if (isResolved) continue;
      const tag = Object.values(template!.Resources).find(({ Type }) => Type === 'AWS::LakeFormation::Tag');
      expect(tag?.Properties).toEqual({ CatalogId: ACCOUNT, TagKey: name, TagValues: [name, 'plain'] });
    }
  });

  it('is one per account and region', () => {
    const { files, templates } = made([
      write('CreateLFTag', { TagKey: 'a', TagValues: ['b'] }),
      write('CreateLFTag', { TagKey: 'a', TagValues: ['b'] }, OTHER),
    ]);
    expect(files.map(({ place }) => place)).toEqual([`${ACCOUNT}-eu-central-1`, `${OTHER}-eu-central-1`]);
    expect(templates.map((t) => t.Metadata.Heddle.Account)).toEqual([ACCOUNT, OTHER]);
  });

  it('joins the grants of one row, splits batches, and names what must be there first', () => {
    const { templates, left } = made([
      write('CreateLFTag', { TagKey: 'domain', TagValues: ['sales'] }),
      write('BatchGrantPermissions', {
        Entries: [
          { Id: '1', Principal: { DataLakePrincipalIdentifier: 'p' }, Resource: table, Permissions: ['SELECT'] },
          {
            Id: '2',
            Principal: { DataLakePrincipalIdentifier: 'p' },
            Resource: table,
            Permissions: ['ALTER'],
            PermissionsWithGrantOption: ['ALTER'],
          },
        ],
      }),
      grant('p', { LFTagPolicy: { ResourceType: 'TABLE', Expression: [{ TagKey: 'Domain', TagValues: ['sales'] }] } }),
    ]);
    expect(left).toEqual([]);
    const all = Object.values(templates[0]!.Resources);
    expect(all.map(({ Type }) => Type)).toEqual([
      'AWS::LakeFormation::Tag',
      'AWS::LakeFormation::PrincipalPermissions',
      'AWS::LakeFormation::PrincipalPermissions',
    ]);
    expect(all[1]!.Properties).toMatchObject({
      Permissions: ['SELECT', 'ALTER'],
      PermissionsWithGrantOption: ['ALTER'],
    });
    expect(all[2]!.DependsOn).toEqual([Object.keys(templates[0]!.Resources)[0]]);
  });

  it.each([
    ['a revoke', write('RevokePermissions', { Principal: {}, Resource: table, Permissions: ['SELECT'] }), 'gone'],
    ['a decision of DataZone', { ...write('AcceptSubscriptionRequest', {}), service: 'datazone' }, 'datazone'],
    ['a condition', grant('p', table, ['SELECT'], { Condition: { Expression: 'x' } }), 'condition'],
    ['a later permission', grant('p', { Catalog: {} }, ['CREATE_CATALOG']), 'CREATE_CATALOG'],
    ['a whole catalog', grant('p', { Catalog: {} }, ['CREATE_DATABASE']), 'not settled'],
    ['a nested catalog', grant('p', { Database: { CatalogId: `${ACCOUNT}:s3tables/b`, Name: 'd' } }), 'catalog below'],
    ['an opt-in', write('CreateLakeFormationOptIn', { Principal: {}, Resource: table }), 'opt-ins'],
    ['a saved expression', write('CreateLFTagExpression', { Name: 'x', Expression: [] }), 'saved LF-Tag'],
    [
      'a grant by saved expression',
      grant('p', { LFTagPolicy: { ResourceType: 'TABLE', ExpressionName: 'x' } }),
      'saved',
    ],
    ['values added to a tag', write('UpdateLFTag', { TagKey: 'a', TagValuesToAdd: ['b'] }), 'all its values'],
    ['privileged access', write('RegisterResource', { ResourceArn: 'a', WithPrivilegedAccess: true }), 'privileged'],
  ])('lists %s as what it cannot say', (_name, statement, word) => {
    const { templates, left, written } = made([statement]);
    expect(written).toBe(0);
    expect(left).toHaveLength(1);
    expect(left[0]!.why).toContain(word);
    expect(templates[0]!.Metadata.Heddle.NotInHere[0]).toContain(left[0]!.why);
  });

  it('replaces settings as a whole, and takes Lake Formation’s own role for what it is', () => {
    const { templates } = made([
      write('PutDataLakeSettings', { DataLakeSettings: { DataLakeAdmins: [] } }),
      write('RegisterResource', {
        ResourceArn: 'arn:aws:s3:::lake',
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess`,
      }),
    ]);
    const [settings, location] = Object.values(templates[0]!.Resources).map(({ Properties }) => Properties);
    expect(settings).toMatchObject({ MutationType: 'REPLACE', Admins: [] });
    expect(location).toEqual({ ResourceArn: 'arn:aws:s3:::lake', UseServiceLinkedRole: true });
  });
});
