import { describe, expect, it } from 'vitest';
import { lakeOf } from '../../../../src/main/sandbox/state/lake';
import { scanRows } from '../../../../src/main/sandbox/state/rows';
import type { Session } from './caller';
import { HALCYON_ACCOUNTS, REGION, openSession } from './caller';

const { governance, marketing, production, rnd, sales } = HALCYON_ACCOUNTS;
const CONFLICT = expect.objectContaining({ name: 'ConflictException' });
const DENIED = expect.objectContaining({ name: 'AccessDeniedException' });
const INVALID = expect.objectContaining({ name: 'ValidationException' });

const pending = (session: Session, product: string, project: string): string => {
  const { items } = session.as(governance, 'HeddleSteward')('ListSubscriptionRequests');
  const found = items.find(
    (r: { subscribedListings: { name: string }[]; subscribedPrincipals: { project: { name: string } }[] }) =>
      r.subscribedListings[0]?.name === product && r.subscribedPrincipals[0]?.project.name === project,
  );
  return found.id as string;
};

const rowsFor = (session: Session, account: string, part: string): string[] =>
  [...scanRows(lakeOf(session.world, account, REGION).rows)]
    .filter(({ row }) => row.Principal.DataLakePrincipalIdentifier.includes(part))
    .map(({ row }) => `${JSON.stringify(row.Resource)} ${row.Permissions.join(',')}`);

const listingId = (session: Session, name: string): string =>
  session.world.data.datazone?.[0]?.listings.find((l) => l.name === name)?.listingId ?? '';

const project = (session: Session, name: string) =>
  session.world.data.datazone?.[0]?.projects.find((p) => p.name === name)?.id ?? '';

describe('accepting a request', () => {
  it('makes a subscription, moves the grant with the clock, and ends as rows, a link and a share', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const id = pending(session, 'Orders', 'Quality insights');
    const accepted = steward('AcceptSubscriptionRequest', { identifier: id, decisionComment: 'For complaints only' });
    expect(accepted).toMatchObject({ status: 'ACCEPTED', decisionComment: 'For complaints only' });
    expect(accepted.reviewerId).toBeTruthy();
    const [subscription] = steward('ListSubscriptions', { subscriptionRequestIdentifier: id }).items;
    expect(subscription.status).toBe('APPROVED');
    const status = (): string => {
      const [grant] = steward('ListSubscriptionGrants', { subscriptionId: subscription.id }).items;
      return `${grant.status} ${[...new Set(grant.assets.map((a: { status: string }) => a.status))].join()}`;
    };
    expect(status()).toBe('PENDING GRANT_PENDING');
    session.wait(500);
    expect(status()).toBe('IN_PROGRESS GRANT_IN_PROGRESS');
    const role = `datazone_usr_role_${project(session, 'Quality insights')}`;
    expect(rowsFor(session, sales, role)).toHaveLength(0);
    session.wait(1500);
    expect(status()).toBe('COMPLETED GRANTED');
    expect(rowsFor(session, sales, role)).toHaveLength(6);
    expect(rowsFor(session, production, role).some((row) => row.includes('"Name":"invoices"'))).toBe(true);
    const shares = session.world.data.accounts.find((a) => a.id === sales)?.shares ?? [];
    expect(shares.some((share) => share.principals[0]?.includes(role))).toBe(true);

    steward('RevokeSubscription', { identifier: subscription.id });
    session.wait(2000);
    expect(status()).toBe('COMPLETED REVOKED');
    expect(rowsFor(session, sales, role)).toHaveLength(0);
    const left = session.world.data.accounts.find((a) => a.id === sales)?.shares ?? [];
    expect(left.some((share) => share.principals[0]?.includes(role))).toBe(false);
  });

  it('attaches filters as a data cells filter', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const dz = session.world.data.datazone?.[0];
    const filter = dz?.filters.find((f) => f.name === 'EMEA only');
    const id = pending(session, 'Orders', 'Quality insights');
    const scope = (filterIds: string[]) => [{ assetId: filter?.assetId, filterIds }];
    expect(() =>
      steward('AcceptSubscriptionRequest', { identifier: id, assetScopes: scope(['nosuchfilter']) }),
    ).toThrow(INVALID);
    steward('AcceptSubscriptionRequest', { identifier: id, assetScopes: scope([filter?.id ?? '']) });
    session.wait(2000);
    steward('ListSubscriptionGrants');
    const lake = lakeOf(session.world, sales, REGION);
    const made = [...lake.filters.values()].find((f) => f.Name.startsWith('datazone-'));
    expect(made?.RowFilter?.FilterExpression).toBe("region = 'EMEA'");
    const role = `datazone_usr_role_${project(session, 'Quality insights')}`;
    expect(rowsFor(session, sales, role).filter((row) => row.includes('DataCellsFilter'))).toHaveLength(1);
    expect(rowsFor(session, sales, role).filter((row) => row.includes('"Name":"orders"'))).toHaveLength(0);
  });

  it('fails with the documented cause where the access role may not pass the table on', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const id = pending(session, 'Safety features', 'Biostatistics');
    steward('AcceptSubscriptionRequest', { identifier: id });
    const [subscription] = steward('ListSubscriptions', { subscriptionRequestIdentifier: id }).items;
    session.wait(2000);
    const [grant] = steward('ListSubscriptionGrants', { subscriptionId: subscription.id }).items;
    expect(grant.status).toBe('GRANT_FAILED');
    expect(grant.assets[0].failureCause.message).toMatch(/^The Data Access Role does not have/);
    const biostat = session.as(rnd, 'BiostatAnalyst');
    biostat('DeleteSubscriptionGrant', { identifier: grant.id });
    session.wait(2000);
    expect(steward('ListSubscriptionGrants', { subscriptionId: subscription.id }).items).toHaveLength(0);
    const again = biostat('CreateSubscriptionGrant', {
      environmentIdentifier: grant.environmentId,
      grantedEntity: { listing: { identifier: listingId(session, 'Safety features'), revision: '2' } },
    });
    expect(again.status).toBe('PENDING');
  });

  it('is final: a second decision is a conflict, or invalid under the variant', () => {
    for (const [variant, error] of [
      ['conflict', CONFLICT],
      ['validation', INVALID],
    ] as const) {
      const session = openSession({ 'dz-decided-error': variant });
      const steward = session.as(governance, 'HeddleSteward');
      const id = pending(session, 'Customer 360', 'Campaign analytics');
      steward('RejectSubscriptionRequest', { identifier: id });
      expect(() => steward('AcceptSubscriptionRequest', { identifier: id })).toThrow(error);
      expect(() => steward('RejectSubscriptionRequest', { identifier: id })).toThrow(error);
    }
  });

  it('is withdrawn and cancelled by who works in the subscribing project, or under the variant by who asked alone', () => {
    for (const [variant, refused] of [
      ['subscriber', false],
      ['requester', true],
    ] as const) {
      const session = openSession({ 'dz-withdrawers': variant });
      const analyst = session.as(marketing, 'MarketingAnalyst');
      const asked = pending(session, 'Customer 360', 'Campaign analytics');
      const { items } = analyst('ListSubscriptions', { status: 'APPROVED' });
      const held = items.find(
        (s: { subscribedPrincipal: { project: { name: string } } }) =>
          s.subscribedPrincipal.project.name === 'Campaign analytics',
      );
      for (const [operation, identifier] of [
        ['DeleteSubscriptionRequest', asked],
        ['CancelSubscription', held.id],
      ] as const) {
        const attempt = expect(() => analyst(operation, { identifier }));
        if (refused) attempt.toThrow(DENIED);
        else attempt.not.toThrow();
      }
      const own = analyst('CreateSubscriptionRequest', {
        subscribedListings: [{ identifier: listingId(session, 'lots') }],
        subscribedPrincipals: [{ project: { identifier: held.subscribedPrincipal.project.id } }],
        requestReason: 'Release dates',
      });
      expect(() => analyst('DeleteSubscriptionRequest', { identifier: own.id })).not.toThrow();
    }
  });

  it('is for owners and contributors of the publishing project', () => {
    const session = openSession();
    const id = pending(session, 'Customer 360', 'Campaign analytics');
    expect(() => session.as(marketing, 'MarketingAnalyst')('AcceptSubscriptionRequest', { identifier: id })).toThrow(
      DENIED,
    );
    expect(() => session.as(governance, 'HeddleAuditor')('AcceptSubscriptionRequest', { identifier: id })).toThrow(
      DENIED,
    );
    expect(session.as(sales, 'HeddleSteward')('AcceptSubscriptionRequest', { identifier: id }).status).toBe('ACCEPTED');
  });

  it('replaces the grants of a subscription that the request changes', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const id = pending(session, 'Orders', 'Campaign analytics');
    const details = steward('GetSubscriptionRequestDetails', { identifier: id });
    steward('AcceptSubscriptionRequest', { identifier: id });
    const [subscription] = steward('ListSubscriptions', { subscriptionRequestIdentifier: id }).items;
    expect(subscription.id).toBe(details.existingSubscriptionId);
    session.wait(2000);
    const grants = steward('ListSubscriptionGrants', { subscriptionId: subscription.id }).items;
    expect(grants.map((g: { status: string }) => g.status)).toEqual(['COMPLETED']);
    const rows = rowsFor(session, sales, `datazone_usr_role_${project(session, 'Campaign analytics')}`);
    expect(rows.some((row) => row.includes('"Name":"orders","ColumnWildcard":{}'))).toBe(true);
    expect(rows.some((row) => row.includes('orders_no_contact'))).toBe(false);
  });
});

describe('asking for a listing', () => {
  const ask = (session: Session, name: string, extra: Record<string, unknown> = {}) => ({
    subscribedPrincipals: [{ project: { identifier: project(session, 'Campaign analytics') } }],
    subscribedListings: [{ identifier: listingId(session, name) }],
    requestReason: 'Planning',
    ...extra,
  });

  it('answers a repeated token with the first request and refuses a second open one', () => {
    const session = openSession();
    const analyst = session.as(marketing, 'MarketingAnalyst');
    const first = analyst('CreateSubscriptionRequest', ask(session, 'Plant telemetry', { clientToken: 'a' }));
    expect(first.status).toBe('PENDING');
    expect(analyst('CreateSubscriptionRequest', ask(session, 'Plant telemetry', { clientToken: 'a' })).id).toBe(
      first.id,
    );
    expect(() => analyst('CreateSubscriptionRequest', ask(session, 'Plant telemetry', { clientToken: 'b' }))).toThrow(
      CONFLICT,
    );
    const inbox = (taskStatus: string): string[] =>
      session
        .as(production, 'HeddleSteward')('ListNotifications', { type: 'TASK', taskStatus })
        .notifications.map((n: { topic: { resource: { id: string } } }) => n.topic.resource.id);
    expect(inbox('ACTIVE')).toContain(first.id);
    expect(analyst('UpdateSubscriptionRequest', { identifier: first.id, requestReason: 'Else' }).requestReason).toBe(
      'Else',
    );
    analyst('DeleteSubscriptionRequest', { identifier: first.id });
    expect(inbox('INACTIVE')).toContain(first.id);
    expect(() => analyst('GetSubscriptionRequestDetails', { identifier: first.id })).toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });

  it('needs the forms that a rule of the publisher demands', () => {
    const session = openSession();
    const analyst = session.as(marketing, 'MarketingAnalyst');
    expect(() => analyst('CreateSubscriptionRequest', ask(session, 'Clinical trials'))).toThrow(
      /HalcyonDataUseFormType/,
    );
    const form = { formName: 'DataUseForm', typeIdentifier: 'HalcyonDataUseFormType', content: '{"purpose":"x"}' };
    const request = analyst('CreateSubscriptionRequest', ask(session, 'Clinical trials', { metadataForms: [form] }));
    expect(request.metadataForms).toMatchObject([{ typeName: 'HalcyonDataUseFormType' }]);
  });

  it('marks a request for what the project already has as a change', () => {
    const session = openSession();
    const request = session.as(marketing, 'MarketingAnalyst')(
      'CreateSubscriptionRequest',
      ask(session, 'Product master'),
    );
    expect(request.existingSubscriptionId).toBeTruthy();
  });

  it('is refused for a project the caller is not in', () => {
    const session = openSession();
    expect(() =>
      session.as(rnd, 'BiostatAnalyst')('CreateSubscriptionRequest', ask(session, 'Plant telemetry')),
    ).toThrow(DENIED);
  });
});

describe('ending a subscription', () => {
  const approved = (session: Session, name: string): string =>
    session.as(governance, 'HeddleSteward')('ListSubscriptions', { subscribedListingId: listingId(session, name) })
      .items[0].id;

  it('keeps the permissions when asked to', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const identifier = approved(session, 'Orders');
    const role = `datazone_usr_role_${project(session, 'Campaign analytics')}`;
    const before = rowsFor(session, sales, role);
    expect(steward('RevokeSubscription', { identifier, retainPermissions: true })).toMatchObject({
      status: 'REVOKED',
      retainPermissions: true,
    });
    session.wait(5000);
    steward('ListSubscriptionGrants');
    expect(rowsFor(session, sales, role)).toEqual(before);
    expect(() => steward('RevokeSubscription', { identifier })).toThrow(CONFLICT);
  });

  it('is a cancellation by the subscriber and a revocation by the publisher', () => {
    const session = openSession();
    const identifier = approved(session, 'Orders');
    expect(() => session.as(marketing, 'MarketingAnalyst')('RevokeSubscription', { identifier })).toThrow(DENIED);
    expect(() => session.as(sales, 'HeddleSteward')('CancelSubscription', { identifier })).toThrow(DENIED);
    expect(session.as(marketing, 'MarketingAnalyst')('CancelSubscription', { identifier }).status).toBe('CANCELLED');
  });
});

describe('governing', () => {
  it('keeps the last owner of a project and changes a role by a second create', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const projectIdentifier = project(session, 'Medical affairs insights');
    const members = () => steward('ListProjectMemberships', { projectIdentifier }).members;
    const owner = { userIdentifier: 'omar.haddad' };
    expect(() => steward('DeleteProjectMembership', { projectIdentifier, member: owner })).toThrow(INVALID);
    const member = { userIdentifier: `arn:aws:iam::${marketing}:role/MarketingAnalyst` };
    steward('CreateProjectMembership', { projectIdentifier, member, designation: 'PROJECT_CATALOG_VIEWER' });
    steward('CreateProjectMembership', { projectIdentifier, member, designation: 'PROJECT_OWNER' });
    expect(members()).toHaveLength(3);
    steward('DeleteProjectMembership', { projectIdentifier, member: owner });
    expect(members()).toHaveLength(2);
  });

  it('adds and removes policy grants by principal, at most twenty a unit', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const place = {
      entityType: 'DOMAIN_UNIT',
      entityIdentifier: session.world.data.datazone?.[0]?.units.find((u) => u.name === 'Sales')?.id,
      policyType: 'CREATE_GLOSSARY',
    };
    const projects = session.world.data.datazone?.[0]?.projects ?? [];
    const grant = (n: number) => ({
      ...place,
      principal: {
        project: {
          projectDesignation: n % 2 ? 'OWNER' : 'CONTRIBUTOR',
          projectIdentifier: projects[Math.floor(n / 2)]?.id,
        },
      },
      detail: { createGlossary: { includeChildDomainUnits: true } },
    });
    for (let n = 0; n < 20; n++) expect(steward('AddPolicyGrant', grant(n)).grantId).toMatch(/^[A-Za-z0-9+/]{10}$/);
    expect(() => steward('AddPolicyGrant', grant(3))).toThrow(CONFLICT);
    expect(() => steward('AddPolicyGrant', grant(20))).toThrow(
      expect.objectContaining({ name: 'ServiceQuotaExceededException' }),
    );
    steward('RemovePolicyGrant', { ...place, principal: grant(3).principal });
    for (const principal of [
      { user: { allUsersGrantFilter: {} } },
      { project: { projectDesignation: 'OWNER', projectIdentifier: 'nobody' } },
      { project: { projectDesignation: 'OWNER' }, user: { allUsersGrantFilter: {} } },
      {},
    ])
      expect(() => steward('AddPolicyGrant', { ...grant(3), principal })).toThrow(INVALID);
    expect(() => steward('AddPolicyGrant', { ...grant(3), detail: { createProject: {} } })).toThrow(INVALID);
    expect(steward('ListPolicyGrants', place).grantList).toHaveLength(19);
    expect(() => session.as(marketing, 'MarketingAnalyst')('AddPolicyGrant', grant(3))).toThrow(DENIED);
  });

  it('creates, revises and deletes rules', () => {
    const session = openSession();
    const steward = session.as(governance, 'HeddleSteward');
    const domainUnitId = session.world.data.datazone?.[0]?.units.find((u) => u.name === 'Sales')?.id;
    const rule = {
      name: 'Say why',
      target: { domainUnitTarget: { domainUnitId } },
      action: 'CREATE_SUBSCRIPTION_REQUEST',
      scope: { dataProduct: true },
      detail: {
        metadataFormEnforcementDetail: {
          requiredMetadataForms: [{ typeIdentifier: 'HalcyonDataUseFormType', typeRevision: '1' }],
        },
      },
    };
    const { identifier } = steward('CreateRule', rule);
    expect(() => steward('CreateRule', rule)).toThrow(CONFLICT);
    const unknown = {
      metadataFormEnforcementDetail: { requiredMetadataForms: [{ typeIdentifier: 'NoForm', typeRevision: '1' }] },
    };
    expect(() => steward('UpdateRule', { identifier, detail: unknown })).toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
    expect(steward('UpdateRule', { identifier, name: 'Say what for' })).toMatchObject({
      revision: '2',
      name: 'Say what for',
    });
    steward('DeleteRule', { identifier });
    expect(() => steward('GetRule', { identifier })).toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });
});
