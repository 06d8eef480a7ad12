import { describe, expect, it } from 'vitest';
import type { Timer } from '../../../src/main/aws/pacing';
import { Limiter, MAX_CONCURRENT } from '../../../src/main/aws/pacing';

/** A clock that moves only when nothing else can happen. */
function fakeTimer(): Timer & { advance(ms: number): Promise<void> } {
  let now = 0;
  let waits: { at: number; wake: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => waits.push({ at: now + ms, wake })),
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = waits.filter((w) => w.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waits = waits.filter((w) => w !== next);
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}

describe('Limiter', () => {
  it('keeps to its rate, a little below the published one', async () => {
    const timer = fakeTimer();
    const limiter = new Limiter(20, timer);
    let done = 0;
    for (let i = 0; i < 500; i++) void limiter.enter('background').then((leave) => (done++, leave('done')));
    await timer.advance(10_000);
    // Ten seconds' worth and what may leave at once: less than a bucket that holds a second's worth gives away.
    expect(done).toBeLessThanOrEqual(200 + 18);
    expect(done).toBeGreaterThan(200);
  });

  it('never has more than its share in flight', async () => {
    const timer = fakeTimer();
    const limiter = new Limiter(1_000, timer);
    let inFlight = 0;
    for (let i = 0; i < 50; i++) void limiter.enter('background').then(() => inFlight++);
    await timer.advance(1_000);
    expect(inFlight).toBe(MAX_CONCURRENT);
  });

  it('halves once per overload and recovers', async () => {
    const timer = fakeTimer();
    const limiter = new Limiter(20, timer);
    const full = limiter.rate;
    const leaves = await Promise.all([limiter.enter('user'), limiter.enter('user')]);
    for (const leave of leaves) leave('throttled');
    expect(limiter.rate).toBeCloseTo(full / 2);
    for (let i = 0; i < 400; i++) void limiter.enter('background').then((leave) => leave('done'));
    await timer.advance(40_000);
    expect(limiter.rate).toBeCloseTo(full);
  });

  it('lets a person go first', async () => {
    const timer = fakeTimer();
    const limiter = new Limiter(1, timer);
    const order: string[] = [];
    for (const who of ['background', 'background', 'early', 'user'] as const) {
      void limiter.enter(who).then((leave) => (order.push(who), leave('done')));
    }
    await timer.advance(5_000);
    // The first was already under way.
    expect(order).toEqual(['background', 'user', 'early', 'background']);
  });

  it('forgets who gave up waiting', async () => {
    const timer = fakeTimer();
    const limiter = new Limiter(1, timer);
    const abort = new AbortController();
    void limiter.enter('user');
    const waiting = limiter.enter('user', abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await expect(limiter.enter('user', abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    let served = false;
    void limiter.enter('user').then(() => (served = true));
    await timer.advance(2_500);
    expect(served).toBe(true);
  });
});
