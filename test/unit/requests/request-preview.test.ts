import { beforeAll, describe, expect, it } from 'vitest';
import { buildAccessIndex, type AccessIndex } from '../../../src/core/access/access-index';
import { previewRequest } from '../../../src/core/change/request-preview';
import { planEdits } from '../../../src/core/change/plan';
import { isSettled, remedyOf } from '../../../src/core/change/request-preview-grants';
import { listRequests } from '../../../src/core/change/request-preview-list';
import { isSensitive } from '../../../src/core/change/request-preview-columns';
import type { RequestDetails } from '../../../src/core/change/request-preview-types';
import type { Part, Snapshot } from '../../../src/core/model/snapshot';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon';
import { administrators, awsOf, crawlAll } from '../../contract/crawl/open-halcyon';
import { withSandbox } from '../../support/sandbox';

let snapshot: Snapshot;
let index: AccessIndex;
const DOMAIN = 'dzd_5ov2k7q9h1mxa8';
const ORDERS = 'yvf56t7fq2krfw';

beforeAll(async () => {
  await withSandbox({ world: halcyonWorld() }, async (sandbox) => {
    const aws = awsOf(sandbox);
    const members = await administrators(aws);
    const { host } = await crawlAll(aws, members);
    aws.close();
    const parts = [...host.parts].flatMap(([member, layers]) =>
      [...layers].map(([layer, records]) => ({ member, layer, readAt: '', records }) as unknown as Part),
    );
    snapshot = { schema: 1, id: 's', takenAt: '', connection: 'test', members, parts, coverage: [] };
  });
  index = buildAccessIndex(snapshot);
});

const preview = (id: string, filters: Record<string, string[]> = {}): RequestDetails => {
  const found = previewRequest(index, { domainId: DOMAIN, id, filters });
  if (!found) throw new Error(`no request ${id}`);
  return found;
};
const asset = (details: RequestDetails, name: string) => details.assets.find((one) => one.name === name)!;

describe('the inbox', () => {
  it('puts waiting requests first, newest first, with who asks and what is risky', () => {
    const requests = listRequests(snapshot);
    const waiting = requests.filter(({ status }) => status === 'PENDING');
    expect(waiting).toHaveLength(6);
    expect(requests.slice(0, 6)).toEqual(waiting);
    expect(waiting.map(({ at }) => at)).toEqual(
      waiting
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(waiting.find(({ id }) => id === '8tqf9sqva2gdg3')).toMatchObject({
      product: 'Orders',
      requester: 'Campaign analytics',
      askedBy: 'Anna Kovacs',
      publisher: 'Sales data products',
      risks: ['2 sensitive columns', 'goes to Marketing', 'changes a subscription'],
    });
  });

  it('says why one may not decide, by the role of each connected member', () => {
    const as = (role: string) =>
      snapshot.members.map((member) => ({
        ...member,
        callerArn: `arn:aws:sts::${member.account}:assumed-role/${role}/session`,
      }));
    const orders = (members: Snapshot['members']) =>
      listRequests({ ...snapshot, members }).find(({ id }) => id === 'g9zyusjo8tueve');
    expect(orders(snapshot.members)?.refusal).toBeUndefined();
    expect(orders(as('HeddleAuditor'))?.refusal).toMatch(
      /Only owners and contributors of Sales data products .* only catalog viewer/,
    );
    expect(orders(as('Stranger'))?.refusal).toMatch(/none of your connected roles is a member/);
  });
});

describe('what an approval adds', () => {
  it('is every column of the product for who has none', () => {
    const details = preview('g9zyusjo8tueve');
    expect(details.gain).toBe(26);
    expect(asset(details, 'orders').access[0]).toMatchObject({ has: { columns: [] }, would: { rows: null } });
    expect(asset(details, 'orders').access[0]?.would.columns).toHaveLength(9);
    expect(details.findings).toContain('orders: the requester would read customer_email, marked as sensitive.');
  });

  it('is limited by the filters that are attached: columns and rows', () => {
    const columns = preview('g9zyusjo8tueve', { [ORDERS]: ['yt60dioluqffhi'] });
    expect(columns.gain).toBe(25);
    expect(asset(columns, 'orders').access[0]?.would.columns).not.toContain('customer_email');
    const rows = preview('g9zyusjo8tueve', { [ORDERS]: ['yx1eaovgm2zg3e'] });
    expect(asset(rows, 'orders').access[0]?.would.rows).toBe("region = 'EMEA'");
  });

  it('counts only what is new where a subscription exists already', () => {
    const details = preview('8tqf9sqva2gdg3');
    expect(details.gain).toBe(1);
    const { has, would } = asset(details, 'orders').access.find(({ has: { columns } }) => columns.length > 0)!;
    expect(has.columns).not.toContain('customer_email');
    expect(would.columns).toContain('customer_email');
  });

  it('repeats what the service would refuse', () => {
    expect(preview('g9zyusjo8tueve', { [ORDERS]: ['no-such-filter'] }).warnings.join()).toMatch(/no-such-filter/);
  });

  it('is null for a request that is gone', () => {
    expect(previewRequest(index, { domainId: DOMAIN, id: 'gone', filters: {} })).toBeNull();
  });
});

describe('words', () => {
  it.each([
    ['sensitivity=high', true],
    ['pii=direct', true],
    ['Personal data', true],
    ['pii=none', false],
    ['sensitivity=low', false],
    ['domain=sales', false],
    ['confidentiality=internal', false],
  ])('%s is sensitive: %s', (word, expected) => {
    expect(isSensitive(word)).toBe(expected);
  });

  it('offers a remedy for a known cause and for an unknown one', () => {
    expect(remedyOf('Unable to assume the Data Access Role.')).toMatch(/trust/);
    expect(remedyOf('something new')).toMatch(/No retry exists/);
  });

  it('is settled only when every grant is at an end', () => {
    const grant = (status: string) => ({ id: status, environment: '', asset: '', status });
    expect(isSettled([])).toBe(false);
    expect(isSettled([grant('GRANTED'), grant('GRANT_IN_PROGRESS')])).toBe(false);
    expect(isSettled([grant('GRANTED'), grant('GRANT_FAILED')])).toBe(true);
  });
});

describe('steps beside deciding', () => {
  const stepsOf = (product: string, requester: string, status: string) => {
    const found = listRequests(snapshot).find(
      (r) => r.product === product && r.requester === requester && r.status === status,
    );
    return preview(found!.id).actions;
  };
  const editOf = (actions: RequestDetails['actions'], kind: string) => {
    const found = actions.find((action) => action.kind === kind);
    if (!found || !('edit' in found)) throw new Error(`no ${kind}`);
    return found.edit;
  };

  it('withdraws a waiting request from the side that asked, and says why where none of the roles is of it', () => {
    const edit = editOf(stepsOf('Orders', 'Campaign analytics', 'PENDING'), 'withdraw');
    expect(edit).toMatchObject({ account: '555566667777', operation: 'DeleteSubscriptionRequest' });
    const plan = planEdits(index, [edit]);
    expect(plan.refused).toEqual([]);
    expect(plan.warnings.join()).toContain('does not publish who on the subscriber’s side');
    expect(stepsOf('Orders', 'Quality insights', 'PENDING')).toEqual([
      {
        kind: 'withdraw',
        words: 'Withdraw the request of Quality insights',
        refusal: 'Only members of Quality insights may do this; none of your connected roles is one that may.',
      },
    ]);
  });

  it('revokes as the publisher, with or without the permissions, and cancels as the subscriber', () => {
    const steps = stepsOf('Orders', 'Campaign analytics', 'ACCEPTED');
    const revoke = editOf(steps, 'revoke');
    const retained = { ...revoke, request: { ...revoke.request, retainPermissions: true } };
    expect(revoke.account).toBe('111122223333');
    expect(planEdits(index, [revoke]).lost.length).toBeGreaterThan(0);
    expect(planEdits(index, [retained])).toMatchObject({ lost: [], refused: [] });
    const cancel = editOf(steps, 'cancel');
    expect(cancel.account).toBe('555566667777');
    expect(planEdits(index, [cancel]).calls[0]?.inverse).toHaveProperty('none');
    expect(planEdits(index, [cancel]).warnings.join()).toContain('does not publish who on the subscriber’s side');
  });

  it('grants to environments that have none, and deletes a grant that failed', () => {
    const grant = editOf(stepsOf('Customer 360', 'Campaign analytics', 'ACCEPTED'), 'grant');
    const plan = planEdits(index, [grant]);
    expect(plan.refused).toEqual([]);
    expect(plan.gained.length).toBeGreaterThan(0);
    const failed = editOf(stepsOf('Clinical trials', 'Medical affairs insights', 'ACCEPTED'), 'take-back');
    expect(planEdits(index, [failed])).toMatchObject({ refused: [], gained: [], lost: [] });
  });

  it('offers nothing for what is over', () => {
    expect(stepsOf('Compound library', 'Sales analytics', 'REJECTED')).toEqual([]);
  });
});

it('says that it is not known whom an approval serves where the listings were refused', () => {
  const parts = snapshot.parts.filter(({ layer }) => layer !== 'dz-listings');
  const coverage = [
    {
      member: 'm',
      account: '111122223333',
      layer: 'dz-listings' as const,
      kind: 'failed' as const,
      reason: 'It failed.',
    },
  ];
  const edit = {
    account: '111122223333',
    service: 'datazone' as const,
    operation: 'AcceptSubscriptionRequest',
    request: { domainIdentifier: DOMAIN, identifier: 'g9zyusjo8tueve' },
  };
  const { warnings, guards } = planEdits(buildAccessIndex({ ...snapshot, parts, coverage }), [edit]);
  expect(warnings).toContain(
    'Whom an approval gives access is not known: the listings of account 111122223333 could not be read.',
  );
  expect(warnings.join(' ')).not.toMatch(/nobody gains/);
  expect(guards).toContainEqual({
    kind: 'not-computable',
    text: 'What AcceptSubscriptionRequest changes cannot be computed beforehand: the listings of account 111122223333 could not be read.',
    acknowledge: 'AcceptSubscriptionRequest',
  });
});
