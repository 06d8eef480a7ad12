import { describe, expect, it } from 'vitest';
import { createSignInDesk } from '../../../src/main/usecases/sign-in-desk';

const never = new AbortController().signal;

describe('the sign-in desk', () => {
  it('asks once for all that wait on one session, and lets them go on together', async () => {
    const desk = createSignInDesk();
    let asked = 0;
    const ask = (): void => void asked++;
    const waiting = Promise.all([desk.wait('a', ask, never), desk.wait('a', ask, never), desk.wait('b', ask, never)]);
    desk.settle('a', true);
    desk.settle('b', false);
    expect(await waiting).toEqual([true, true, false]);
    expect(asked).toBe(2);
  });

  it('does not ask again in a crawl what was declined, but in the next one', async () => {
    const desk = createSignInDesk();
    const first = desk.wait('a', () => undefined, never);
    desk.settle('a', false);
    expect(await first).toBe(false);
    expect(await desk.wait('a', () => expect.unreachable(), never)).toBe(false);
    desk.open();
    const again = desk.wait('a', () => undefined, never);
    desk.settle('a', true);
    expect(await again).toBe(true);
  });

  it('lets go of who is cancelled', async () => {
    const desk = createSignInDesk();
    const abort = new AbortController();
    const waiting = desk.wait('a', () => undefined, abort.signal);
    abort.abort();
    expect(await waiting).toBe(false);
    let asked = false;
    void desk.wait('a', () => (asked = true), never);
    expect(asked).toBe(true);
  });
});
