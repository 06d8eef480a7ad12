import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../../src/core/model/result';
import { brokenHandlers } from '../../../src/main/ipc/handlers';
import { createRouter, type Handlers } from '../../../src/main/ipc/router';
import { isTrustedSender } from '../../../src/main/ipc/sender';

const handlersWith = (some: Partial<Handlers>): Handlers => ({
  ...brokenHandlers({ code: 'NOT_UNDER_TEST', message: 'Not under test.' }),
  ...some,
});

const routerWith = (some: Partial<Handlers>, isTrusted = true) => {
  const log = vi.fn<(line: string) => void>();
  return { router: createRouter({ handlers: handlersWith(some), isTrusted: () => isTrusted, log }), log };
};

/** Runs until its signal aborts. */
const waitForAbort = (_input: unknown, signal: AbortSignal) =>
  new Promise<never>((_done, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });

describe('the router', () => {
  it('hands parsed input to the handler and its reply back', async () => {
    const search = vi.fn<Handlers['mesh.search']>(() => Promise.resolve(ok([])));
    const { router } = routerWith({ 'mesh.search': search });
    expect(await router.handle(null, 'mesh.search', { text: 'orders' }, undefined)).toEqual({ ok: true, value: [] });
    expect(search.mock.calls[0]?.[0]).toEqual({ text: 'orders' });
  });

  it('asks for the sender first: a stranger learns nothing, not even which names exist', async () => {
    const state = vi.fn<Handlers['app.state']>();
    const { router } = routerWith({ 'app.state': state }, false);
    const refused = { ok: false, error: { code: 'CALL_REFUSED' } };
    expect(await router.handle(null, 'app.state', null, undefined)).toMatchObject(refused);
    expect(await router.handle(null, 'no.such', null, undefined)).toMatchObject(refused);
    expect(state).not.toHaveBeenCalled();
  });

  it.each([null, undefined, 7, {}, 'constructor', '__proto__', 'start', 'close'])('knows no call %s', async (name) => {
    const { router } = routerWith({});
    expect(await router.handle(null, name, null, undefined)).toMatchObject({ error: { code: 'CALL_UNKNOWN' } });
  });

  it('turns what a handler throws into an envelope and logs it', async () => {
    const { router, log } = routerWith({ 'history.list': () => Promise.reject(new Error('disk on fire')) });
    expect(await router.handle(null, 'history.list', null, undefined)).toMatchObject({
      ok: false,
      error: { code: 'CALL_FAILED', detail: 'disk on fire' },
    });
    expect(log).toHaveBeenCalledOnce();
  });

  it('cancels the call of an id, and only that', async () => {
    const { router } = routerWith({ 'mesh.crawl': waitForAbort, 'signin.finish': waitForAbort });
    const crawl = router.handle(null, 'mesh.crawl', {}, 'a');
    const signIn = router.handle(null, 'signin.finish', { profile: 'p' }, 'b');
    expect(await router.handle(null, 'call.cancel', { id: 'a' }, undefined)).toEqual({ ok: true, value: null });
    expect(await crawl).toMatchObject({ ok: false });
    expect(await Promise.race([signIn, Promise.resolve('still running')])).toBe('still running');
    router.abortAll();
    expect(await signIn).toMatchObject({ ok: false });
  });

  it('says of a text beyond its bound how long it may be', async () => {
    const { router } = routerWith({});
    expect(await router.handle(null, 'change.target', { resource: 'x'.repeat(10_000) }, undefined)).toMatchObject({
      error: { code: 'CALL_MALFORMED', message: expect.stringContaining('longer than the 2,048 characters') as string },
    });
  });

  it('accepts the cancelling of what has already ended', async () => {
    const { router } = routerWith({});
    expect(await router.handle(null, 'call.cancel', { id: 'gone' }, undefined)).toEqual({ ok: true, value: null });
  });

  it('refuses an id that is in use, and frees it afterwards', async () => {
    const { router } = routerWith({ 'mesh.crawl': waitForAbort });
    const first = router.handle(null, 'mesh.crawl', {}, 'a');
    expect(await router.handle(null, 'mesh.crawl', {}, 'a')).toMatchObject({ error: { code: 'CALL_MALFORMED' } });
    await router.handle(null, 'call.cancel', { id: 'a' }, undefined);
    await first;
    const second = router.handle(null, 'mesh.crawl', {}, 'a');
    await router.handle(null, 'call.cancel', { id: 'a' }, undefined);
    expect(await second).toMatchObject({ error: { code: 'CALL_FAILED' } });
  });

  it('answers every call with the cause when Heddle could not start', async () => {
    const { router } = routerWith({});
    expect(await router.handle(null, 'app.state', null, undefined)).toMatchObject({
      error: { code: 'NOT_UNDER_TEST' },
    });
  });
});

describe('the sender of a call', () => {
  const main = { origin: 'app://console' };
  it.each([
    ['the top frame of the window', main, main, true],
    ['a frame that has gone', null, main, false],
    ['a frame inside the page', { origin: 'app://console' }, main, false],
    ['the window after it was led elsewhere', { origin: 'https://evil.example' }, null, false],
  ])('%s', (_what, senderFrame, mainFrame, trusted) => {
    expect(isTrustedSender({ senderFrame }, mainFrame, 'app://console')).toBe(trusted);
  });
  it('is a stranger when its origin only begins like ours', () => {
    const frame = { origin: 'app://console.evil.example' };
    expect(isTrustedSender({ senderFrame: frame }, frame, 'app://console')).toBe(false);
  });
});
