import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { minutesOf, requestPolling } from '../../../src/main/usecases/requests/request-polling';

const asked = vi.fn(() => Promise.resolve({ ok: false as const, error: { code: 'X', message: 'x' } }));
const changed: unknown[] = [];
const polling = (minutes: number, env: NodeJS.ProcessEnv = {}) =>
  requestPolling({
    env,
    minutes,
    settings: { change: (part) => (changed.push(part), Promise.resolve({} as never)) },
    host: { ask: asked } as never,
    log: () => undefined,
    state: { get: () => ({ crawling: null, snapshot: { id: 's' } }) } as never,
    screen: {} as never,
    open: () => Promise.resolve({ ok: false, error: { code: 'X', message: 'x' } }),
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  asked.mockClear();
  changed.length = 0;
});

it('looks at the pace of the setting, and at another one from the moment it is chosen', async () => {
  const watch = polling(5);
  watch.start();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(asked).not.toHaveBeenCalled();
  expect(await watch.set()).toEqual({ minutes: 5 });
  expect(await watch.set(1)).toEqual({ minutes: 1 });
  expect(changed).toEqual([{ requestMinutes: 1 }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalled();
  asked.mockClear();
  await watch.set(0);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(asked).not.toHaveBeenCalled();
  watch.stop();
});

it('keeps the setting where a variable fixes the pace of this run', async () => {
  const watch = polling(5, { HEDDLE_REQUEST_MINUTES: '0' });
  watch.start();
  expect(await watch.set(15)).toEqual({ minutes: 0, fixedBy: 'HEDDLE_REQUEST_MINUTES' });
  expect(changed).toEqual([{ requestMinutes: 15 }]);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(asked).not.toHaveBeenCalled();
  watch.stop();
  expect(['', 'often', '-3', '2.5'].map(minutesOf)).toEqual([undefined, undefined, 0, 2.5]);
});
