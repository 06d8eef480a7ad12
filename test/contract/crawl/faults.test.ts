import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CoverageGap, Member } from '../../../src/core/model/snapshot';
import type { Aws } from '../../../src/main/aws/aws';
import { systemTimer } from '../../../src/main/aws/pacing';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon';
import type { FaultRule } from '../../../src/main/sandbox/server/faults';
import type { TestSandbox } from '../../support/sandbox';
import { openSandbox } from '../../support/sandbox';
import { administrators, awsOf, crawlAll, picture } from './open-halcyon';

let sandbox: TestSandbox;
let aws: Aws;
let members: Member[];
let plain: Record<string, string[]>;
let plainCoverage: CoverageGap[];

beforeAll(async () => {
  sandbox = await openSandbox({ world: halcyonWorld() });
  aws = awsOf(sandbox);
  members = await administrators(aws);
  const { host } = await crawlAll(aws, members);
  plain = picture(host);
  plainCoverage = host.coverage;
});
afterEach(() => sandbox.faults([]));
afterAll(async () => {
  aws.close();
  await sandbox.stop();
});

const everyLayerBut = (layers: string[], all: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !layers.includes(key.split(' ')[1] ?? '')));

describe('a crawl under faults', () => {
  it('gives the same mesh in spite of throttling, failures, gateway pages, lost connections and an expired token', async () => {
    await sandbox.faults([
      { kind: 'expired-token', service: 'glue', operation: 'GetTables', times: 1 },
      { kind: 'throttle', probability: 0.05, seed: 3 },
      { kind: '500', probability: 0.02, seed: 4 },
      { kind: '503-html', probability: 0.02, seed: 5 },
      { kind: 'reset', probability: 0.02, seed: 6 },
      { kind: 'truncated', probability: 0.02, seed: 7 },
    ]);
    const { host, result } = await crawlAll(aws, members);
    expect(result.ok).toBe(true);
    expect(host.coverage).toEqual(plainCoverage);
    expect(picture(host)).toEqual(plain);
    const counts = Object.values(aws.counts());
    expect(counts.reduce((sum, c) => sum + c.throttled, 0)).toBeGreaterThan(0);
    expect(counts.reduce((sum, c) => sum + c.failed, 0)).toBeGreaterThan(0);
  });

  it('degrades the layer that is denied, and only that, with the right to ask for', async () => {
    const denied: [operation: string, layers: string[]][] = [
      ['lakeformation:ListPermissions', ['permissions']],
      ['lakeformation:ListLakeFormationOptIns', ['opt-ins']],
      ['glue:GetConnections', ['connections']],
      ['datazone:Search', ['dz-assets', 'dz-terms', 'dz-products']],
      ['datazone:ListSubscriptionTargets', ['dz-targets']],
    ];
    await sandbox.faults(
      denied.map(([id]): FaultRule => {
        const [service, operation] = id.split(':') as [FaultRule['service'], string];
        return { kind: 'denied', service, operation };
      }),
    );
    const { host, result } = await crawlAll(aws, members);
    expect(result.ok).toBe(true);
    // The first picture knows it too: nobody is shown an empty list of grants meanwhile.
    expect(host.early.filter((gap) => gap.layer === 'permissions' && gap.kind === 'denied')).toHaveLength(
      members.length,
    );
    const got = picture(host);
    const layers = denied.flatMap(([, names]) => names);
    expect(everyLayerBut(layers, got)).toEqual(everyLayerBut(layers, plain));
    for (const [action, names] of denied) {
      const gaps = host.coverage.filter((gap) => gap.action === action && gap.kind === 'denied');
      expect(new Set(gaps.map((gap) => gap.layer))).toEqual(new Set(names));
      for (const gap of gaps) {
        expect(gap.reason).toContain(action);
        // A denied layer is absent, never an empty list.
        expect(got[`${gap.member} ${gap.layer}`] ?? 'absent').toBe('absent');
      }
    }
  });

  it('a session that ends in the middle becomes a sign-in gap', async () => {
    await sandbox.faults([{ kind: 'expired-token', service: 'glue', account: members[1]!.account }]);
    const { host, result } = await crawlAll(aws, members);
    expect(result.ok).toBe(true);
    const gaps = host.coverage.filter((gap) => gap.kind === 'sign-in');
    expect(new Set(gaps.map((gap) => gap.member))).toEqual(new Set([members[1]!.id]));
    expect(gaps.map((gap) => gap.layer)).toContain('databases');
  });

  it('an account without a member is named as unread', async () => {
    const { host } = await crawlAll(aws, members.slice(0, -1));
    const unread = host.coverage.filter((gap) => gap.kind === 'unread-account').map((gap) => gap.account);
    expect(unread).toContain(members.at(-1)!.account);
    expect(host.coverage.every((gap) => gap.reason.endsWith('.'))).toBe(true);
  });

  it('so are those that only a form, a profile or a policy names', async () => {
    const { host } = await crawlAll(aws, members.slice(1, 2));
    const unread = host.coverage.filter((gap) => gap.kind === 'unread-account').map((gap) => gap.account);
    const others = members.map((m) => m.account).filter((account) => account !== members[1]!.account);
    expect(unread.sort()).toEqual(others.sort());
  });

  it('ends within a second when cancelled and leaves nothing', async () => {
    await sandbox.faults([{ kind: 'slow', service: 'lakeformation', delayMs: 20_000 }]);
    const abort = new AbortController();
    const running = crawlAll(awsOf(sandbox, systemTimer), members, abort.signal);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const started = performance.now();
    abort.abort();
    const { host, result } = await running;
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(result).toMatchObject({ ok: false, error: { code: 'CRAWL_CANCELLED' } });
    expect(host.log).toEqual(['snapshot.begin', 'snapshot.abort']);
  });
});

describe('cancelled at any moment', () => {
  it('leaves no rejection that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    const made = (): number => Object.values(aws.counts()).reduce((sum, count) => sum + count.calls, 0);
    process.on('unhandledRejection', note);
    try {
      for (const calls of [1, 15, 40, 80, 140, 220, 320]) {
        const abort = new AbortController();
        const before = made();
        let ended = false;
        const running = crawlAll(aws, members, abort.signal).finally(() => (ended = true));
        while (!ended && made() - before < calls) await nextTurn();
        abort.abort();
        await running;
      }
      await nextTurn();
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });
});

describe('what is stored', () => {
  it('holds no secret of a Glue connection', () => {
    const connections = Object.entries(plain).flatMap(([key, records]) =>
      key.endsWith(' connections') ? records : [],
    );
    expect(connections.length).toBeGreaterThan(0);
    expect(connections.join('\n')).not.toMatch(/PASSWORD"|SECRET|KEYSTORE/i);
  });

  it('shows the first picture before the end', async () => {
    const { host } = await crawlAll(aws, members);
    expect(host.log).toEqual(['snapshot.begin', 'snapshot.preview', 'snapshot.commit']);
    expect(Object.keys(host.calls).sort()).toEqual(expect.arrayContaining(['datazone', 'glue', 'lakeformation']));
  });

  it('is read without a single mutating call', async () => {
    await sandbox.resetCalls();
    await crawlAll(aws, members);
    const { calls, version } = await sandbox.calls();
    expect(calls.length).toBeGreaterThan(100);
    expect(
      calls.filter((c) => /^(Put|Create|Update|Delete|Grant|Revoke|Batch|Add|Remove|Accept|Reject)/.test(c.operation)),
    ).toEqual([]);
    expect(version).toBe(sandbox.world.version);
  });
});

describe('the sandbox profile of its own', () => {
  it('signs in through the device flow and reads as a person does', async () => {
    const own = await openSandbox({ world: halcyonWorld(), autoApprove: true, deviceInterval: 1 });
    const person = awsOf(own);
    try {
      const [first] = own.profiles;
      expect(await person.identify(first!)).toMatchObject({ ok: false, error: { code: 'AWS_SIGN_IN_NEEDED' } });
      expect(await person.signIn.start(first!)).toMatchObject({ ok: true });
      expect(await person.signIn.finish(first!)).toEqual({ ok: true, value: null });
      const seats = await Promise.all(own.profiles.map((name) => person.identify(name)));
      expect(seats.map((seat) => seat.ok)).toEqual(own.profiles.map(() => true));
      const { host, result } = await crawlAll(
        person,
        seats.flatMap((seat) => (seat.ok ? [seat.value] : [])),
      );
      expect(result.ok).toBe(true);
      expect(host.records('permissions').length).toBeGreaterThan(100);
    } finally {
      person.close();
      await own.stop();
    }
  });
});
