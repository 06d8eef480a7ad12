import { expect, test } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import { formRefusal } from '../../../src/core/change/request-form';
import { anyClient } from '../../support/sdk-clients';
import { smallWorld, withSandbox } from '../../support/sandbox';

const ACCOUNT = smallWorld().accounts[0]!.id;
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/Administrator`;
const principal = { DataLakePrincipalIdentifier: ADMIN };
const table = { Table: { DatabaseName: 'sales', Name: 'orders' } };
const edit = (service: string, operation: string, request: Record<string, unknown>): Edit => ({
  account: ACCOUNT,
  service,
  operation,
  request,
});

/** What a person may paste into a field, for members of every kind. */
const EDITS: Edit[] = [
  edit('lakeformation', 'CreateLFTag', { TagKey: '$HOME', TagValues: ['low'] }),
  edit('lakeformation', 'CreateLFTag', { TagKey: 'level', TagValues: ['a;b', '', 'x'.repeat(257)] }),
  edit('lakeformation', 'CreateLFTag', { TagKey: 'k'.repeat(129), TagValues: [] }),
  edit('lakeformation', 'UpdateLFTag', { TagKey: '', TagValuesToAdd: ['low'] }),
  edit('lakeformation', 'CreateLFTagExpression', { Name: 'n\u0000', Expression: [{ TagKey: 'a', TagValues: ['b'] }] }),
  edit('lakeformation', 'CreateLFTagExpression', { Name: 'n', Expression: [{ TagKey: 'a' }] }),
  edit('lakeformation', 'GrantPermissions', { Principal: principal, Resource: table, Permissions: ['READ'] }),
  edit('lakeformation', 'GrantPermissions', { Principal: {}, Resource: table }),
  edit('lakeformation', 'CreateDataCellsFilter', { TableData: { TableCatalogId: ACCOUNT, DatabaseName: 'sales', Name: 'f' } }),
  edit('lakeformation', 'RegisterResource', { ResourceArn: 'arn:aws:s3:::b', RoleArn: 'no role' }),
  edit('datazone', 'CreateProjectMembership', {
    domainIdentifier: 'dzd_5ov2k7q9h1mxa8',
    projectIdentifier: 'project',
    member: { userIdentifier: 'somebody' },
    designation: 'BOSS',
  }),
  edit('datazone', 'AcceptSubscriptionRequest', {
    domainIdentifier: 'dzd_5ov2k7q9h1mxa8',
    identifier: 'request',
    decisionComment: '',
  }),
]; // prettier-ignore

test('a preview refuses a request for its form in the very words of the service', async () => {
  await withSandbox({ world: smallWorld() }, async (sandbox) => {
    for (const one of EDITS) {
      const client = anyClient(one.service as 'lakeformation' | 'datazone', sandbox.client(ADMIN));
      const said = await client.send(one.operation, one.request).then(
        () => null,
        (error: Error) => ({ code: error.name, message: error.message }),
      );
      client.destroy();
      const refused = formRefusal(one);
      expect
        .soft(refused, `${one.operation}: ${said?.message ?? 'was taken'}`)
        .toEqual(said && { ...said, message: told(said.message) });
    }
  });
});

/** The preview cuts long values and tells three breaches of many. */
const told = (message: string): string =>
  message
    .replace(/'([^' ]{80})[^' ]+'/g, "'$1…'")
    .split('; ')
    .slice(0, 3)
    .join('; ');
