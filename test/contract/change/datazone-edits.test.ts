import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { domainsOf } from '../../../src/main/sandbox/services/datazone/state';
import { anyClient } from '../../support/sdk-clients';
import { withChangeWorld, type ChangeWorld } from './change-world';
import { dumpDataZone } from './raw-state';
import { randomPolicyEdits } from './random-policy-edits';

/** What DataZone keeps and edits touch, without ids that the service gives, revisions, dates and who wrote. */
function governance({ sandbox: { world } }: ChangeWorld): unknown {
  const [domain] = domainsOf(world);
  const bare = (records: readonly object[]): string[] =>
    records
      .map((record) =>
        JSON.stringify(
          Object.fromEntries(
            Object.entries(record)
              .filter(
                ([key]) =>
                  !/^(grantId|identifier|revision|createdAt|createdBy|updatedAt|lastUpdatedBy|updatedBy)$/.test(key),
              )
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          ),
        ),
      )
      .sort();
  return {
    policies: bare(domain!.extra.policyGrants),
    rules: bare(domain!.extra.rules),
    owners: bare(domain!.units.map(({ id, owners }) => ({ id, owners: bare(owners ?? []) }))),
    members: bare(domain!.memberships),
    requests: bare(domain!.requests),
  };
}

interface Halcyon {
  unit: (name: string) => string;
  project: (name: string) => string;
  listing: (name: string) => string;
  group: string;
  profile: (username: string) => string;
  rule: (name: string) => string;
  domainIdentifier: string;
  edit: (operation: string, request: Record<string, unknown>, account?: string) => Edit;
}

function halcyon({ sandbox }: ChangeWorld): Halcyon {
  const domain = sandbox.world.data.datazone![0]!;
  const domainIdentifier = domain.domain.id;
  const named = <T extends { name?: string }>(list: readonly T[], name: string): T =>
    list.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
  return {
    domainIdentifier,
    unit: (name) => named(domain.units, name).id,
    project: (name) => named(domain.projects, name).id,
    listing: (name) => named(domain.listings, name).listingId,
    group: domain.groups[0]!.id,
    rule: (name) => named(domain.extra!['rules'] as { name: string; identifier: string }[], name).identifier,
    profile: (username) => domain.profiles.find((p) => p.details?.sso?.username === username)!.id,
    edit: (operation, request, account = domain.account) => ({
      account,
      service: 'datazone',
      operation,
      request: { domainIdentifier, ...request },
    }),
  };
}

/** How the service answers a request that should not pass, as the administrator of an account. */
async function refusal({ sandbox }: ChangeWorld, account: string, operation: string, request: object): Promise<string> {
  const client = anyClient('datazone', sandbox.client(`arn:aws:iam::${account}:role/HeddleSteward`));
  try {
    await client.send(operation, request);
    return 'accepted';
  } catch (error) {
    return (error as Error).name;
  } finally {
    client.destroy();
  }
}

const ruleOn = (domainUnitId: string) => ({
  name: 'Say what for',
  target: { domainUnitTarget: { domainUnitId, includeChildDomainUnits: true } },
  action: 'CREATE_SUBSCRIPTION_REQUEST',
  scope: { assetType: { selectionMode: 'ALL' }, dataProduct: true, project: { selectionMode: 'ALL' } },
  detail: {
    metadataFormEnforcementDetail: {
      requiredMetadataForms: [{ typeIdentifier: 'HalcyonDataUseFormType', typeRevision: '1' }],
    },
  },
});

/** Grants on other entities than units that do not pass. */
function wrongGrants(unit: string): [string, string, string, object, object][] {
  const [blueprint, profile, type] = ['ENVIRONMENT_BLUEPRINT_CONFIGURATION', 'ENVIRONMENT_PROFILE', 'ASSET_TYPE'];
  const within = (projectDesignation: string, domainUnit = unit) => ({
    project: { projectDesignation, projectGrantFilter: { domainUnitFilter: { domainUnit } } },
  });
  const owners = { domainUnit: { domainUnitDesignation: 'OWNER', domainUnitIdentifier: unit } };
  const everyone = { user: { allUsersGrantFilter: {} } };
  const [environment, use] = [{ createEnvironmentFromBlueprint: {} }, { useAssetType: { domainUnitId: unit } }];
  const lake = '111122223333:dsacnrp5tnbufe';
  const [from, model] = ['CREATE_ENVIRONMENT_FROM_BLUEPRINT', 'HalcyonModelPackageAssetType'];
  return [
    [blueprint, 'dsacnrp5tnbufe', from, within('CONTRIBUTOR'), environment],
    [blueprint, '222233334444:dsacnrp5tnbufe', from, within('CONTRIBUTOR'), environment],
    [blueprint, lake, from, within('OWNER'), environment],
    [blueprint, lake, from, within('CONTRIBUTOR', 'nowhere'), environment],
    [blueprint, lake, 'CREATE_PROJECT', everyone, { createProject: {} }],
    [blueprint, lake, 'DELEGATE_CREATE_ENVIRONMENT_PROFILE', within('OWNER'), { delegateCreateEnvironmentProfile: {} }],
    [blueprint, lake, 'DELEGATE_CREATE_ENVIRONMENT_PROFILE', owners, { createEnvironmentProfile: {} }],
    [profile, 'nowhere', 'CREATE_ENVIRONMENT', within('OWNER'), { createEnvironment: {} }],
    [profile, '5yq0mv8r2hcz7t', 'CREATE_ENVIRONMENT', owners, { createEnvironment: {} }],
    [type, 'NoSuchAssetType', 'USE_ASSET_TYPE', within('OWNER'), use],
    [type, model, 'USE_ASSET_TYPE', everyone, use],
    [type, model, 'USE_ASSET_TYPE', within('OWNER'), { useAssetType: { domainUnitId: 'nowhere' } }],
    ['DATA_PRODUCT', model, 'USE_ASSET_TYPE', within('OWNER'), use],
  ];
}

const MARKETING = '555566667777';

/** One edit of every kind that changes who may do what and no access to data. */
function governanceEdits({ rule, unit, project, profile, group, listing, edit }: Halcyon): Edit[] {
  const sales = { entityType: 'DOMAIN_UNIT', entityIdentifier: unit('Sales') };
  const projectIdentifier = project('Manufacturing data');
  return [
    edit('AddPolicyGrant', {
      ...sales,
      policyType: 'CREATE_DOMAIN_UNIT',
      principal: { group: { groupIdentifier: group } },
      detail: { createDomainUnit: { includeChildDomainUnits: true } },
    }),
    edit('RemovePolicyGrant', {
      ...sales,
      policyType: 'CREATE_FORM_TYPE',
      principal: { project: { projectDesignation: 'OWNER', projectIdentifier: project('Sales data products') } },
    }),
    edit('AddEntityOwner', { ...sales, owner: { user: { userIdentifier: profile('elena.rossi') } } }),
    edit('RemoveEntityOwner', {
      entityType: 'DOMAIN_UNIT',
      entityIdentifier: unit('Sales'),
      owner: { user: { userIdentifier: profile('jonas.weber') } },
    }),
    edit('CreateProjectMembership', {
      projectIdentifier,
      member: { userIdentifier: profile('elena.rossi') },
      designation: 'PROJECT_CATALOG_VIEWER',
    }),
    edit('CreateProjectMembership', {
      projectIdentifier,
      member: { userIdentifier: profile('mateus.costa') },
      designation: 'PROJECT_CATALOG_STEWARD',
    }),
    edit('DeleteProjectMembership', { projectIdentifier, member: { userIdentifier: profile('tomasz.nowak') } }),
    edit('CreateRule', ruleOn(unit('Sales'))),
    edit('UpdateRule', {
      identifier: rule('Health data needs a stated use'),
      name: 'Health data',
      includeChildDomainUnits: false,
      scope: {
        assetType: { selectionMode: 'SPECIFIC', specificAssetTypes: ['amazon.datazone.RedshiftTableAssetType'] },
        dataProduct: true,
        project: { selectionMode: 'SPECIFIC', specificProjects: [project('Clinical trials data')] },
      },
    }),
    // The rule as it was would demand its form here: the scope is what the service goes by.
    edit(
      'CreateSubscriptionRequest',
      {
        subscribedListings: [{ identifier: listing('adverse_events') }],
        subscribedPrincipals: [{ project: { identifier: project('Attribution') } }],
        requestReason: 'Safety words for the leaflets',
      },
      MARKETING,
    ),
    edit('DeleteRule', { identifier: rule('Classify before publishing') }),
    edit(
      'CreateSubscriptionRequest',
      {
        subscribedListings: [{ identifier: listing('lots') }],
        subscribedPrincipals: [{ project: { identifier: project('Campaign analytics') } }],
        requestReason: 'Release dates for the launch calendar',
      },
      MARKETING,
    ),
  ];
}

/** What boto3 reads of DataZone before anything is changed; null where it is missing. */
type Dump = Awaited<ReturnType<typeof dumpDataZone>>;

/** Plan = what is then read, and undoing restores it. */
async function governs(world: ChangeWorld, dumped: Dump): Promise<void> {
  const mesh = halcyon(world);
  const before = governance(world);
  const { document: plan } = await world.plan(governanceEdits(mesh));
  expect(plan.blocked).toEqual([]);
  expect([plan.gained, plan.lost, plan.changed]).toEqual([[], [], []]);
  const applied = await world.apply(plan);
  expect(applied.document, applied.err).toMatchObject({ done: 12, failed: [], differences: [], verified: true });
  expect(governance(world)).not.toEqual(before);
  if (dumped) expect(await dumpDataZone(world.sandbox)).not.toEqual(dumped);

  const undo = await world.undo(applied.document.journal!);
  expect(undo.document.blocked).toEqual([]);
  const undone = await world.apply(undo.document);
  expect(undone.document, undone.err).toMatchObject({ done: 12, failed: [], differences: [], verified: true });
  expect(governance(world)).toEqual(before);
  expect(await dumpDataZone(world.sandbox)).toEqual(dumped);
}

/**
 * Grants of two subscriptions are taken back and given again: DataZone stands as before, but for ids and dates. The filters of
 * an approval of a product are told by its grants alone, so what its return gives is not known beforehand: the undo says so,
 * AWS gives what was approved, and that is named as another outcome than the one shown.
 */
async function takesBack(world: ChangeWorld, dumped: Dump): Promise<void> {
  const { edit } = halcyon(world);
  const { document: plan } = await world.plan(
    [UNDER_A_FILTER, WHOLE].map((identifier) => edit('DeleteSubscriptionGrant', { identifier }, MARKETING)),
  );
  expect(plan.lost.length).toBeGreaterThan(0);
  const applied = await world.apply(plan);
  expect(applied.document, applied.err).toMatchObject({ done: 2, failed: [], differences: [], verified: true });
  const { document: undo } = await world.undo(applied.document.journal!);
  expect(undo.warnings.filter((warning) => warning.includes('this grant may reach less than shown'))).toHaveLength(1);
  const undone = await world.apply(undo);
  expect(undone.document, undone.err).toMatchObject({ done: 2, failed: [] });
  expect(undone.document.differences.length).toBeGreaterThan(0);
  for (const { text } of undone.document.differences) expect(text).toContain('orders');
  expect(await dumpDataZone(world.sandbox)).toEqual(dumped);
}

const [UNDER_A_FILTER, WHOLE] = ['hagi5d9qeesjiq', 'prm2xlo5xk8rvr'];

/** Random grants on units, blueprints, environment profiles and asset types: what is predicted is read, undoing restores. */
async function grantsAtRandom(world: ChangeWorld, dumped: Dump, seed: number): Promise<void> {
  const before = governance(world);
  const edits = randomPolicyEdits(domainsOf(world.sandbox.world)[0]!, seed, 16);
  const blocked = new Set((await world.plan(edits)).document.blocked.map(({ edit }) => edit));
  const allowed = edits.filter((_, at) => !blocked.has(at));
  expect([seed, allowed.length]).toEqual([seed, expect.toSatisfy((n: number) => n > edits.length / 2)]);
  const { document: plan } = await world.plan(allowed);
  expect([seed, plan.blocked]).toEqual([seed, []]);
  const applied = await world.apply(plan);
  const clean = { failed: [], differences: [], verified: true };
  expect([seed, applied.document]).toMatchObject([seed, { done: plan.calls.length, ...clean }]);
  const undo = await world.undo(applied.document.journal!);
  const undone = await world.apply(undo.document);
  expect([seed, undone.document]).toMatchObject([seed, clean]);
  expect([seed, governance(world)]).toEqual([seed, before]);
  expect([seed, await dumpDataZone(world.sandbox)]).toEqual([seed, dumped]);
}

/** What the preview refuses, the service refuses for the same reason. */
async function refuses(world: ChangeWorld): Promise<void> {
  const { rule, unit, project, profile, group, listing, edit } = halcyon(world);
  const sales = { entityType: 'DOMAIN_UNIT', entityIdentifier: unit('Sales') };
  const everyone = { user: { allUsersGrantFilter: {} } };
  const owner = { project: { projectDesignation: 'OWNER', projectIdentifier: project('Sales data products') } };
  const member = { userIdentifier: profile('elena.rossi') };
  const edits = [
    edit('AddPolicyGrant', {
      ...sales,
      policyType: 'CREATE_GLOSSARY',
      principal: everyone,
      detail: { createGlossary: {} },
    }),
    edit('AddPolicyGrant', {
      ...sales,
      policyType: 'CREATE_FORM_TYPE',
      principal: owner,
      detail: { createFormType: {} },
    }),
    edit('AddPolicyGrant', {
      ...sales,
      policyType: 'CREATE_FORM_TYPE',
      principal: owner,
      detail: { createGlossary: {} },
    }),
    edit('AddPolicyGrant', {
      ...sales,
      policyType: 'CREATE_DOMAIN_UNIT',
      principal: { group: { groupIdentifier: group.replace(/.$/, (c) => (c === '0' ? '1' : '0')) } },
      detail: { createDomainUnit: {} },
    }),
    edit('AddPolicyGrant', {
      entityType: 'DOMAIN_UNIT',
      entityIdentifier: 'nowhere',
      policyType: 'CREATE_DOMAIN_UNIT',
      principal: everyone,
      detail: { createDomainUnit: {} },
    }),
    ...wrongGrants(unit('Sales')).map(([entityType, entityIdentifier, policyType, principal, detail]) =>
      edit('AddPolicyGrant', { entityType, entityIdentifier, policyType, principal, detail }),
    ),
    edit('AddEntityOwner', { ...sales, owner: { user: { userIdentifier: profile('jonas.weber') } } }),
    edit('RemoveEntityOwner', { ...sales, owner: { user: { userIdentifier: profile('jonas.weber') } } }),
    edit('RemoveEntityOwner', { ...sales, owner: { user: { userIdentifier: profile('elena.rossi') } } }),
    edit('CreateProjectMembership', {
      projectIdentifier: project('Manufacturing data'),
      member: { userIdentifier: profile('tomasz.nowak') },
      designation: 'PROJECT_OWNER',
    }),
    edit('DeleteProjectMembership', { projectIdentifier: project('Manufacturing data'), member }),
    edit('CreateRule', { ...ruleOn(unit('R&D')), name: 'Health data needs a stated use' }),
    edit('CreateRule', { ...ruleOn('nowhere') }),
    ...[
      { assetType: { selectionMode: 'SPECIFIC' } },
      { assetType: { selectionMode: 'SPECIFIC', specificAssetTypes: [] } },
      { assetType: { selectionMode: 'ALL', specificAssetTypes: ['amazon.datazone.GlueTableAssetType'] } },
      { assetType: { selectionMode: 'SPECIFIC', specificAssetTypes: ['Not a type'] } },
      { assetType: { selectionMode: 'SOME' } },
      { project: { selectionMode: 'SPECIFIC', specificProjects: ['nowhere'] } },
    ].flatMap((scope) => [
      edit('CreateRule', { ...ruleOn(unit('Sales')), scope }),
      edit('UpdateRule', { identifier: rule('Classify before publishing'), scope }),
    ]),
    edit('DeleteRule', { identifier: 'nothing' }),
    edit(
      'CreateSubscriptionRequest',
      {
        subscribedListings: [{ identifier: listing('adverse_events') }],
        subscribedPrincipals: [{ project: { identifier: project('Campaign analytics') } }],
        requestReason: 'Without the form that the rule demands',
      },
      MARKETING,
    ),
  ];
  const { document: plan } = await world.plan(edits);
  const predicted = new Map(plan.blocked.map(({ edit: at, code }) => [at, code]));
  for (const [at, { account, operation, request }] of edits.entries()) {
    const said = await refusal(world, account, operation, request);
    expect([at, operation, predicted.get(at)]).toEqual([at, operation, said]);
  }
}

describe('edits of DataZone, over the wire', () => {
  // One world for all of it: reading the mesh is what takes the time.
  test(
    'are refused alike, come true as predicted, and are undone',
    () =>
      withChangeWorld({ world: halcyonWorld() }, async (world) => {
        const dumped = await dumpDataZone(world.sandbox);
        await refuses(world);
        await grantsAtRandom(world, dumped, 1);
        await governs(world, dumped);
        await takesBack(world, dumped);
      }),
    240_000,
  );
});
