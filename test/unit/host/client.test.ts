import { beforeEach, expect, test } from 'vitest';
import { connectHost } from '../../../src/main/host/client';
import type { ToHost } from '../../../src/main/host/messages';
import type { MeshHost } from '../../../src/main/host/port';

let sent: ToHost[];
let host: MeshHost;
let receive: (message: unknown) => void;
let exit: () => void;
let killed: boolean;

beforeEach(() => {
  sent = [];
  killed = false;
  host = connectHost({
    send: (message) => void sent.push(message as ToHost),
    onMessage: (listener) => void (receive = listener),
    onExit: (listener) => {
      exit = () => {
        listener(0);
      };
    },
    kill: () => void (killed = true),
  });
});

test('answers are paired by id, whatever their order', async () => {
  const first = host.ask('snapshot.list', {});
  const second = host.ask('graph.full', null);
  expect(sent).toMatchObject([
    { type: 'ask', id: 1, name: 'snapshot.list' },
    { type: 'ask', id: 2, name: 'graph.full' },
  ]);
  receive({ type: 'answer', id: 2, result: { ok: true, value: 'second' } });
  receive({ type: 'something else' });
  receive({ type: 'answer', id: 1, result: { ok: true, value: 'first' } });
  expect([await first, await second]).toMatchObject([{ value: 'first' }, { value: 'second' }]);
});

test('a cancelled question answers at once and tells the host', async () => {
  const cancel = new AbortController();
  const question = host.ask('graph.full', null, cancel.signal);
  cancel.abort();
  expect(await question).toMatchObject({ ok: false, error: { code: 'CALL_CANCELLED' } });
  expect(sent.at(-1)).toEqual({ type: 'cancel', id: 1 });
  expect(await host.ask('graph.full', null, cancel.signal)).toMatchObject({ error: { code: 'CALL_CANCELLED' } });
  expect(sent).toHaveLength(2);
});

test('when the process is gone, open and later questions say so', async () => {
  const open = host.ask('graph.full', null);
  exit();
  expect(await open).toMatchObject({ ok: false, error: { code: 'HOST_GONE' } });
  expect(await host.ask('graph.full', null)).toMatchObject({ error: { code: 'HOST_GONE' } });
  await host.close();
  expect(killed).toBe(false);
});

test('closing asks it to end and waits for that', async () => {
  const closed = host.close();
  expect(sent).toEqual([{ type: 'close' }]);
  exit();
  await closed;
});
