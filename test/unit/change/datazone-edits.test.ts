import { beforeAll, describe, expect, it } from 'vitest';
import { buildAccessIndex, type AccessIndex } from '../../../src/core/access/access-index';
import { editSentenceIn } from '../../../src/core/change/edit-sentence';
import { planEdits } from '../../../src/core/change/plan';
import type { Edit } from '../../../src/core/change/plan-types';
import { askTarget, listUnits, viewUnit } from '../../../src/core/governance/unit-view';
import { sourcesOf, type Sources } from '../../../src/core/graph/sources';
import type { AccessRow } from '../../../src/core/model/case';
import type { Part } from '../../../src/core/model/snapshot';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon';
import { fieldsOfSmithy } from '../../../src/main/usecases/governance/form-fields';
import { administrators, awsOf, crawlAll } from '../../contract/crawl/open-halcyon';
import { withSandbox } from '../../support/sandbox';

let index: AccessIndex;
let sources: Sources;
const domainIdentifier = 'dzd_5ov2k7q9h1mxa8';
const CLINICAL = 'fctdurk00mqsvo';
const LAKEHOUSE = 'arn:aws:iam::555566667777:role/datazone_usr_role_klga6sfp65d7yd_hnatey4polpc60';

beforeAll(async () => {
  await withSandbox({ world: halcyonWorld() }, async (sandbox) => {
    const aws = awsOf(sandbox);
    const members = await administrators(aws);
    const { host } = await crawlAll(aws, members);
    aws.close();
    const parts = [...host.parts].flatMap(([member, layers]) =>
      [...layers].map(([layer, records]) => ({ member, layer, readAt: '', records }) as unknown as Part),
    );
    const snapshot = { schema: 1 as const, id: 's', takenAt: '', connection: 'test', members, parts, coverage: [] };
    sources = sourcesOf(snapshot);
    index = buildAccessIndex(snapshot);
  });
});

const edit = (operation: string, request: Record<string, unknown>, account = '111122223333'): Edit => ({
  account,
  service: 'datazone',
  operation,
  request: { domainIdentifier, ...request },
});
const listingOf = (name: string): string =>
  [...sources.listings.values()].find((listing) => listing.name === name)?.listingId ?? expect.fail(name);
const selects = (rows: readonly AccessRow[]): string[] =>
  rows
    .filter((row) => row.permission === 'SELECT' && row.principal === LAKEHOUSE)
    .map((row) => row.resource.Table?.Name ?? '')
    .sort();

describe('grants of a subscription', () => {
  it('are taken back with the filters under which they stand, though AWS does not name these', () => {
    const plan = planEdits(index, [edit('DeleteSubscriptionGrant', { identifier: 'hagi5d9qeesjiq' }, '555566667777')]);
    expect(plan.refused).toEqual([]);
    expect(selects(plan.lost)).toContain('orders');
    expect(plan.calls[0]?.inverse).toMatchObject({ calls: [{ operation: 'CreateSubscriptionGrant' }] });
    expect(plan.calls[0]?.inverse).toMatchObject({ partial: expect.stringContaining('cannot ask for') as string });
  });

  it.each(['RevokeSubscription', 'CancelSubscription'])('end with %s, filtered ones too', (operation) => {
    const plan = planEdits(index, [edit(operation, { identifier: 'ffwb9yapil3gei' }, '555566667777')]);
    expect(plan.refused).toEqual([]);
    expect(selects(plan.lost)).toEqual(expect.arrayContaining(['invoices', 'order_lines', 'orders']));
  });

  it('come back under the filters of their siblings', () => {
    const plan = planEdits(index, [
      edit(
        'CreateSubscriptionGrant',
        {
          environmentIdentifier: 'ezb1vk5d051ukg',
          grantedEntity: { listing: { identifier: '3bmf8rcmabvpgg', revision: '2' } },
        },
        '555566667777',
      ),
    ]);
    expect(plan.refused).toEqual([]);
    const orders = plan.gained.find((r) => r.permission === 'SELECT' && r.resource.Table?.Name === 'orders');
    expect(orders?.columns?.length).toBe(8);
  });
});

describe('asking', () => {
  const asked = (forms: object[]): Edit[] => {
    const request = edit(
      'CreateSubscriptionRequest',
      {
        subscribedListings: [{ identifier: '900bve888u431k' }],
        subscribedPrincipals: [{ project: { identifier: 'klga6sfp65d7yd' } }],
        requestReason: 'Which regions to inform first',
        metadataForms: forms,
      },
      '555566667777',
    );
    return [request, edit('AcceptSubscriptionRequest', { identifier: 'asked-900bve888u431k-klga6sfp65d7yd' })];
  };
  const form = { formName: 'HalcyonDataUseFormType', typeIdentifier: 'HalcyonDataUseFormType', content: '{}' };

  it('is refused without the form that a rule of the publisher demands', () => {
    expect(planEdits(index, asked([]).slice(0, 1)).refused).toMatchObject([{ code: 'ValidationException' }]);
    expect(askTarget(sources, domainIdentifier, '900bve888u431k')?.forms).toEqual([
      { typeIdentifier: 'HalcyonDataUseFormType', typeRevision: '1', rule: 'Health data needs a stated use' },
    ]);
  });

  it('needs the form only where the scope of the rule reaches what is asked for', () => {
    const all = { assetType: { selectionMode: 'ALL' }, dataProduct: true, project: { selectionMode: 'ALL' } };
    const changed = (scope: object): Edit =>
      edit('UpdateRule', { identifier: 'mohvh3sd3vft6m', scope: { ...all, ...scope } });
    const types = (...specificAssetTypes: string[]): object => ({
      assetType: { selectionMode: 'SPECIFIC', specificAssetTypes },
    });
    const of = (...specificProjects: string[]): object => ({
      project: { selectionMode: 'SPECIFIC', specificProjects },
    });
    // Adverse events is a Glue table; Clinical trials is a data product.
    const table = edit('CreateSubscriptionRequest', {
      subscribedListings: [{ identifier: listingOf('adverse_events') }],
      subscribedPrincipals: [{ project: { identifier: 'klga6sfp65d7yd' } }],
      requestReason: 'Which regions to inform first',
    });
    const refused = (scope: object): number[] =>
      [asked([])[0]!, table].map((request) => planEdits(index, [changed(scope), request]).refused.length);
    expect(refused({})).toEqual([1, 1]);
    expect(refused(types('amazon.datazone.RedshiftTableAssetType'))).toEqual([1, 0]);
    expect(refused(types('amazon.datazone.GlueViewAssetType', 'amazon.datazone.GlueTableAssetType'))).toEqual([1, 1]);
    expect(refused({ dataProduct: false })).toEqual([0, 1]);
    expect(refused(of('0td1ducr5xkb8m'))).toEqual([0, 0]);
    expect(refused(of('1davxfq9anijyj'))).toEqual([1, 1]);
  });

  it('a scope is told, restored by undoing, and remarked where it binds nobody', () => {
    const scope = {
      assetType: { selectionMode: 'SPECIFIC', specificAssetTypes: ['amazon.datazone.GlueTableAssetType'] },
      dataProduct: false,
      project: { selectionMode: 'SPECIFIC', specificProjects: ['1davxfq9anijyj', '0td1ducr5xkb8m'] },
    };
    const change = edit('UpdateRule', { identifier: 'mohvh3sd3vft6m', scope });
    expect(editSentenceIn(sources)(change)).toBe(
      'Change the rule Health data needs a stated use, for GlueTableAssetType, no data products, of Clinical trials data, Sales data products only',
    );
    const plan = planEdits(index, [change]);
    expect(plan.calls[0]?.inverse).toMatchObject({
      calls: [
        {
          operation: 'UpdateRule',
          request: { scope: { assetType: { selectionMode: 'ALL' }, project: { selectionMode: 'ALL' } } },
        },
      ],
    });
    expect(plan.warnings.join()).toContain('Sales data products lies in no unit');
  });

  it('changes nobody’s access, and its approval can be previewed before it is sent', () => {
    const [request] = asked([form]);
    const alone = planEdits(index, [request!]);
    expect([alone.gained, alone.lost, alone.changed, alone.refused]).toEqual([[], [], [], []]);
    const approved = planEdits(index, asked([form]));
    expect(approved.refused).toEqual([]);
    expect(selects(approved.gained)).toContain('trials');
  });
});

describe('a domain unit', () => {
  it('has its own policies, those from above that reach below, owners, rules and projects', () => {
    const view = viewUnit(sources, domainIdentifier, CLINICAL)!;
    expect(view.path).toEqual(['Halcyon Biopharma', 'R&D', 'Clinical development']);
    expect(view.refusal).toBeUndefined();
    const grants = view.holders.flatMap((holder) => holder.grants);
    expect(grants.filter(({ from }) => from === undefined).map(({ policy }) => policy)).toEqual([
      'ADD_TO_PROJECT_MEMBER_POOL',
    ]);
    // One of the root's does not reach below.
    expect(
      grants.filter((g) => g.from?.name === 'Halcyon Biopharma' && g.policy === 'CREATE_DOMAIN_UNIT'),
    ).toHaveLength(1);
    expect(view.rules.map(({ rule, from }) => [rule.name, from?.name])).toEqual([
      ['Health data needs a stated use', 'R&D'],
      ['Classify before publishing', 'Halcyon Biopharma'],
    ]);
    expect(view.projects.map(({ name }) => name)).toEqual(['Biostatistics', 'Clinical trials data']);
    expect(
      listUnits(sources)
        .map(({ name, depth }) => `${String(depth)} ${name}`)
        .slice(0, 2),
    ).toEqual(['0 Halcyon Biopharma', '1 Enterprise data']);
  });

  it('of the root shows what the domain governs besides units, and who holds which policy there', () => {
    expect(viewUnit(sources, domainIdentifier, CLINICAL)!.entities).toBeUndefined();
    const { entities } = viewUnit(sources, domainIdentifier, 'bom5yu7fj1f88w')!;
    const lines = entities!.flatMap(({ name, note, policies }) =>
      policies.flatMap(({ words, grants }) =>
        grants.map(
          ({ person, unit }) => `${name} (${note}): ${person.name} ${words}${unit === undefined ? '' : ` for ${unit}`}`,
        ),
      ),
    );
    expect(lines).toEqual([
      'LakeHouseCatalog (blueprint 111122223333): Enterprise 360 create environment profiles for Enterprise data',
      'LakeHouseCatalog (blueprint 111122223333): Owners of R&D delegate creating environment profiles',
      'LakeHouseCatalog (blueprint 111122223333): Projects in Halcyon Biopharma and below create environments',
      'LakeHouseCatalog (blueprint 555566667777): Projects in Marketing and below create environments',
      'RedshiftServerless (blueprint 111122223333): Projects in Halcyon Biopharma and below create environments',
      'Discovery lake (environment profile of Discovery research in 333344445555): Discovery research create environments',
      'HalcyonModelPackageAssetType (asset type of Clinical trials data): Projects in R&D and below create assets for R&D',
      'HalcyonModelPackageAssetType (asset type of Clinical trials data): Sales analytics create assets for Sales',
    ]);
    expect(entities!.flatMap(({ policies }) => policies.filter(({ isUnread }) => isUnread))).toEqual([]);
  });

  it('says its edits with names', () => {
    const words = editSentenceIn(sources);
    const place = { entityType: 'DOMAIN_UNIT', entityIdentifier: CLINICAL, policyType: 'CREATE_DOMAIN_UNIT' };
    const everybody = { user: { allUsersGrantFilter: {} } };
    expect(
      words(
        edit('AddPolicyGrant', {
          ...place,
          principal: everybody,
          detail: { createDomainUnit: { includeChildDomainUnits: true } },
        }),
      ),
    ).toBe('Let Everybody in the domain create domain units in Clinical development and below');
    const use = {
      entityType: 'ASSET_TYPE',
      entityIdentifier: 'HalcyonModelPackageAssetType',
      policyType: 'USE_ASSET_TYPE',
      principal: { project: { projectDesignation: 'OWNER', projectIdentifier: 'klga6sfp65d7yd' } },
      detail: { useAssetType: { domainUnitId: CLINICAL } },
    };
    expect(words(edit('AddPolicyGrant', use))).toBe(
      'Let Campaign analytics (its owners) create assets of the type HalcyonModelPackageAssetType, for Clinical development',
    );
    const blueprint = {
      entityType: 'ENVIRONMENT_BLUEPRINT_CONFIGURATION',
      entityIdentifier: '555566667777:dsacnrp5tnbufe',
      policyType: 'DELEGATE_CREATE_ENVIRONMENT_PROFILE',
      principal: { domainUnit: { domainUnitDesignation: 'OWNER', domainUnitGrantFilter: {} } },
    };
    expect(words(edit('RemovePolicyGrant', blueprint))).toBe(
      'No longer let Owners of every domain unit delegate creating environment profiles with the blueprint LakeHouseCatalog of 555566667777',
    );
    const [asked] = planEdits(index, [edit('AddPolicyGrant', use)]).warnings.filter((one) => /unverified/.test(one));
    expect(asked).toContain('by which id');
    const unseen = { ...use, entityIdentifier: 'Elsewhere' };
    expect(planEdits(index, [edit('AddPolicyGrant', unseen)]).refused).toMatchObject([
      { message: 'Asset type Elsewhere does not exist' },
    ]);
    const foreign = { ...blueprint, entityIdentifier: '999988887777:dsacnrp5tnbufe' };
    expect(planEdits(index, [edit('RemovePolicyGrant', foreign)])).toMatchObject({
      refused: [],
      warnings: expect.arrayContaining([expect.stringContaining('could not be read')]) as string[],
    });
    expect(words(edit('DeleteRule', { identifier: 'mohvh3sd3vft6m' }))).toBe(
      'Delete the rule Health data needs a stated use',
    );
  });
});

it('the fields of a form are read from its Smithy text', () => {
  const smithy =
    'structure Use {\n  @required\n  purpose: String\n  @displayname(defaultName: "Kept for")\n  months: Integer\n  list: Things\n}';
  expect(fieldsOfSmithy(smithy, 'amazon.datazone.Use')).toEqual([
    { name: 'purpose', label: 'purpose', type: 'text', isRequired: true },
    { name: 'months', label: 'Kept for', type: 'number', isRequired: false },
    { name: 'list', label: 'list', type: 'json', isRequired: false },
  ]);
  expect(fieldsOfSmithy(smithy, 'Other')).toBeUndefined();
});
