import { describe, expect, test } from 'vitest';
import { iam } from '../../../../src/main/sandbox/services/iam/service';
import { identityStore } from '../../../../src/main/sandbox/services/identitystore/service';
import { ram } from '../../../../src/main/sandbox/services/ram/service';
import { A, B, caseWorld, client, role, worldOf } from '../state/call';

const world = () =>
  worldOf({
    accounts: [
      {
        id: A,
        name: 'a',
        roles: [
          { name: 'HeddleAdmin' },
          { name: 'Analyst', path: '/team/', tags: { team: 'sales' }, allow: ['glue:Get*'], deny: ['glue:GetTable'] },
        ],
        users: [{ name: 'ci', tags: { team: 'ops' } }],
        regions: {},
      },
    ],
    identityStore: {
      identityStoreId: 'd-1234567890',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1',
      startUrl: 'https://x',
      sessionName: 'x',
      users: [{ id: 'u-1', userName: 'ada', displayName: 'Ada Lovelace' }],
      groups: [
        { id: 'g-1', displayName: 'readers', members: ['u-1'] },
        { id: 'g-2', displayName: 'others', members: [] },
      ],
    },
  });

describe('IAM', () => {
  test('lists page by marker, without tags; the single role has them', async () => {
    const call = client(world(), iam);
    const first = await call<{ Roles: { Arn: string; Tags?: object }[]; Marker?: string; IsTruncated: boolean }>(
      'ListRoles',
      { MaxItems: 1 },
    );
    expect([first.Roles[0]?.Arn, first.IsTruncated]).toEqual([role('HeddleAdmin'), true]);
    const rest = await call<{ Roles: { Arn: string; Tags?: object }[]; IsTruncated: boolean }>('ListRoles', {
      MaxItems: 1,
      Marker: first.Marker,
    });
    expect(rest.Roles).toMatchObject([{ Arn: `arn:aws:iam::${A}:role/team/Analyst` }]);
    expect(rest.Roles[0]?.Tags).toBeUndefined();
    expect(await call('GetRole', { RoleName: 'Analyst' })).toMatchObject({
      Role: { Tags: [{ Key: 'team', Value: 'sales' }] },
    });
    expect(await call('ListUserTags', { UserName: 'ci' })).toMatchObject({ Tags: [{ Key: 'team', Value: 'ops' }] });
    await expect(call('GetRole', { RoleName: 'Nobody' })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('simulation: deny wins, then allow, else an implicit deny', async () => {
    const answer = await client(world(), iam)<{ EvaluationResults: { EvalDecision: string }[] }>(
      'SimulatePrincipalPolicy',
      {
        PolicySourceArn: `arn:aws:iam::${A}:role/team/Analyst`,
        ActionNames: ['glue:GetTables', 'glue:GetTable', 's3:GetObject'],
      },
    );
    expect(answer.EvaluationResults.map((r) => r.EvalDecision)).toEqual(['allowed', 'explicitDeny', 'implicitDeny']);
  });
});

describe('Identity Store', () => {
  test('memberships both ways; an unknown store is not found', async () => {
    const call = client(world(), identityStore);
    const IdentityStoreId = 'd-1234567890';
    expect(await call('ListGroupMemberships', { IdentityStoreId, GroupId: 'g-1' })).toMatchObject({
      GroupMemberships: [{ MemberId: { UserId: 'u-1' } }],
    });
    const mine = await call<{ GroupMemberships: { GroupId: string }[] }>('ListGroupMembershipsForMember', {
      IdentityStoreId,
      MemberId: { UserId: 'u-1' },
    });
    expect(mine.GroupMemberships.map((m) => m.GroupId)).toEqual(['g-1']);
    await expect(call('ListUsers', { IdentityStoreId: 'd-0000000000' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(call('DescribeUser', { IdentityStoreId, UserId: 'u-9' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('RAM', () => {
  test('shares follow the cross-account rows, for the owner and for the recipient', async () => {
    const shared = caseWorld('access/C27.json');
    const owner = client(shared, ram);
    const consumer = client(shared, ram, { as: role('ConsumerAdmin', B) });
    const own = await owner<{ resourceShares: object[] }>('GetResourceShares', { resourceOwner: 'SELF' });
    const theirs = await consumer<{ resourceShares: object[] }>('GetResourceShares', {
      resourceOwner: 'OTHER-ACCOUNTS',
    });
    expect(theirs.resourceShares).toEqual(own.resourceShares);
    const resources = await owner<{ resourceShareAssociations: { associatedEntity: string }[] }>(
      'GetResourceShareAssociations',
      { associationType: 'RESOURCE' },
    );
    expect(resources.resourceShareAssociations.map((a) => a.associatedEntity)).toContain(
      `arn:aws:glue:eu-central-1:${A}:table/sales/orders`,
    );
    await expect(
      owner('GetResourceShareAssociations', { associationType: 'PRINCIPAL', resourceArn: 'x' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
