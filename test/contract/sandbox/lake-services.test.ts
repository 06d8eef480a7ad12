import {
  GlueClient,
  GetCatalogsCommand,
  GetDatabasesCommand,
  GetTablesCommand,
  GetTableCommand,
} from '@aws-sdk/client-glue';
import {
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  ListRoleTagsCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { IdentitystoreClient, ListGroupsCommand, ListUsersCommand } from '@aws-sdk/client-identitystore';
import {
  BatchGrantPermissionsCommand,
  GetDataLakeSettingsCommand,
  GetResourceLFTagsCommand,
  GrantPermissionsCommand,
  LakeFormationClient,
  ListDataCellsFilterCommand,
  ListLFTagsCommand,
  ListPermissionsCommand,
  RevokePermissionsCommand,
  SearchTablesByLFTagsCommand,
} from '@aws-sdk/client-lakeformation';
import { GetResourceShareAssociationsCommand, GetResourceSharesCommand, RAMClient } from '@aws-sdk/client-ram';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DecisionCase } from '../../../src/core/model/case';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { scaleWorld } from '../../../src/main/sandbox/scale/generate';
import { withSandbox } from '../../support/sandbox';

const A = '111122223333';
const B = '444455556666';
const admin = (account = A): string => `arn:aws:iam::${account}:role/HeddleAdmin`;
const analyst = { DataLakePrincipalIdentifier: `arn:aws:iam::${A}:role/Analyst` };

const world = (name: string) =>
  worldFromCase(JSON.parse(readFileSync(new URL(`../../cases/${name}.json`, import.meta.url), 'utf8')) as DecisionCase);

describe('the lake services over the wire', () => {
  test('a case comes out as the SDK types it', async () => {
    await withSandbox({ world: world('access/C11') }, async (sandbox) => {
      const lf = new LakeFormationClient(sandbox.client(admin()));
      const glue = new GlueClient(sandbox.client(admin()));
      const listed = await lf.send(new ListPermissionsCommand({ MaxResults: 1000 }));
      expect(listed.NextToken).toBeUndefined();
      expect(listed.PrincipalResourcePermissions?.[0]?.LastUpdated).toEqual(new Date('2026-11-20T09:00:00Z'));
      expect(listed.PrincipalResourcePermissions?.[0]?.Resource?.LFTagPolicy?.Expression).toHaveLength(2);
      const settings = await lf.send(new GetDataLakeSettingsCommand({}));
      expect(settings.DataLakeSettings?.Parameters?.CROSS_ACCOUNT_VERSION).toBe('4');
      const tags = await lf.send(new ListLFTagsCommand({}));
      expect(tags.LFTags?.map((t) => t.TagKey)).toEqual(['sensitivity', 'domain']);
      const Resource = { Table: { DatabaseName: 'sales', Name: 'orders' } };
      const assigned = await lf.send(new GetResourceLFTagsCommand({ Resource, ShowAssignedLFTags: true }));
      expect(assigned.LFTagOnDatabase).toBeUndefined();
      expect(assigned.LFTagsOnColumns?.map((c) => c.Name)).toEqual(['card_no']);
      const hits = await lf.send(
        new SearchTablesByLFTagsCommand({ Expression: [{ TagKey: 'domain', TagValues: ['*'] }] }),
      );
      expect(hits.TableList?.[0]?.LFTagsOnColumns).toHaveLength(3);
      expect((await lf.send(new ListDataCellsFilterCommand({}))).DataCellsFilters).toEqual([]);
      expect((await glue.send(new GetCatalogsCommand({ Recursive: true }))).CatalogList).toEqual([]);
      expect((await glue.send(new GetDatabasesCommand({}))).DatabaseList?.[0]?.CreateTime).toBeInstanceOf(Date);
      expect((await glue.send(new GetTablesCommand({ DatabaseName: 'sales' }))).TableList).toHaveLength(1);
      const one = await glue.send(new GetTableCommand({ DatabaseName: 'SALES', Name: 'Orders' }));
      expect(one.Table?.IsRegisteredWithLakeFormation).toBe(true);
    });
  });

  test('a grant lists split, merges, and is gone after its revoke', async () => {
    await withSandbox({ world: world('access/C41') }, async (sandbox) => {
      const lf = new LakeFormationClient(sandbox.client(admin()));
      const Resource = { Table: { DatabaseName: 'sales', Name: 'orders' } };
      await lf.send(new GrantPermissionsCommand({ Principal: analyst, Resource, Permissions: ['SELECT', 'INSERT'] }));
      await lf.send(new GrantPermissionsCommand({ Principal: analyst, Resource, Permissions: ['ALTER'] }));
      const { PrincipalResourcePermissions: rows = [] } = await lf.send(new ListPermissionsCommand({ Resource }));
      expect(rows.map((r) => [Object.keys(r.Resource ?? {})[0], r.Permissions])).toEqual([
        ['Table', ['INSERT', 'ALTER']],
        ['TableWithColumns', ['SELECT']],
      ]);
      await lf.send(
        new RevokePermissionsCommand({ Principal: analyst, Resource, Permissions: ['SELECT', 'INSERT', 'ALTER'] }),
      );
      const again = lf.send(new RevokePermissionsCommand({ Principal: analyst, Resource, Permissions: ['SELECT'] }));
      await expect(again).rejects.toMatchObject({
        name: 'InvalidInputException',
        message: expect.stringContaining('No permissions revoked') as string,
      });
    });
  });

  test('two writes for one principal at a time: one conflicts', async () => {
    await withSandbox({ world: world('access/C41') }, async (sandbox) => {
      const lf = new LakeFormationClient(sandbox.client(admin()));
      const grant = (name: string) =>
        lf.send(
          new GrantPermissionsCommand({
            Principal: analyst,
            Resource: { Database: { Name: 'sales' } },
            Permissions: [name as 'ALTER'],
          }),
        );
      const outcomes = await Promise.allSettled([grant('ALTER'), grant('DESCRIBE')]);
      const failed = outcomes.flatMap((o) => (o.status === 'rejected' ? [(o.reason as Error).name] : []));
      expect(failed).toEqual(['ConcurrentModificationException']);
    });
  });

  test('a batch answers 200 with its failures', async () => {
    await withSandbox({ world: world('access/C41') }, async (sandbox) => {
      const lf = new LakeFormationClient(sandbox.client(admin()));
      const entry = (Id: string, name: string) => ({
        Id,
        Principal: analyst,
        Resource: { Database: { Name: name } },
        Permissions: ['DESCRIBE' as const],
      });
      const { Failures } = await lf.send(
        new BatchGrantPermissionsCommand({ Entries: [entry('1', 'sales'), entry('2', 'nowhere')] }),
      );
      expect(Failures?.map((f) => [f.RequestEntry?.Id, f.Error?.ErrorCode])).toEqual([
        ['2', 'EntityNotFoundException'],
      ]);
    });
  });

  test('IAM, RAM and Identity Store tell who exists and what is shared', async () => {
    await withSandbox({ world: world('access/C29') }, async (sandbox) => {
      const iam = new IAMClient(sandbox.client(admin(B)));
      const roles = await iam.send(new ListRolesCommand({}));
      expect(roles.Roles?.map((r) => r.RoleName)).toEqual(['HeddleAdmin', 'ConsumerAnalyst', 'ConsumerAdmin']);
      expect((await iam.send(new GetRoleCommand({ RoleName: 'ConsumerAnalyst' }))).Role?.CreateDate).toBeInstanceOf(
        Date,
      );
      expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'ConsumerAnalyst' }))).Tags).toEqual([]);
      const simulated = await iam.send(
        new SimulatePrincipalPolicyCommand({ PolicySourceArn: admin(B), ActionNames: ['glue:GetTables'] }),
      );
      expect(simulated.EvaluationResults?.[0]?.EvalDecision).toBe('allowed');
      const ram = new RAMClient(sandbox.client(admin()));
      const shares = await ram.send(new GetResourceSharesCommand({ resourceOwner: 'SELF' }));
      expect(shares.resourceShares).toHaveLength(1);
      const principals = await ram.send(new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL' }));
      expect(principals.resourceShareAssociations?.map((a) => a.associatedEntity).sort()).toEqual(
        [B, `arn:aws:iam::${B}:role/ConsumerAnalyst`].sort(),
      );
    });
    await withSandbox({ world: world('access/C46') }, async (sandbox) => {
      const store = new IdentitystoreClient(sandbox.client(admin()));
      const IdentityStoreId = 'd-9067000001';
      expect((await store.send(new ListUsersCommand({ IdentityStoreId }))).Users).toHaveLength(2);
      expect((await store.send(new ListGroupsCommand({ IdentityStoreId }))).Groups).toHaveLength(1);
    });
  });

  test('a generated world pages to its end', async () => {
    await withSandbox(
      { world: scaleWorld({ tables: 1200, grants: 3000, seed: 7 }), variants: { 'short-pages': 'yes' } },
      async (sandbox) => {
        const lf = new LakeFormationClient(sandbox.client(admin('100000000001')));
        let count = 0;
        let empty = 0;
        let NextToken: string | undefined;
        do {
          const page = await lf.send(new ListPermissionsCommand({ MaxResults: 1000, NextToken }));
          count += page.PrincipalResourcePermissions?.length ?? 0;
          if (page.PrincipalResourcePermissions?.length === 0) empty += 1;
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        expect(count).toBe(3000);
        expect(empty).toBeGreaterThan(0);
      },
    );
  });
});
