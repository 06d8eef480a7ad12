import { expect, it } from 'vitest';
import { ok } from '../../../src/core/model/result';
import { holdUntil } from '../../../src/main/usecases/hold-until';

const never = new AbortController().signal;

it('lets calls about the mesh wait until one is open, and no others', async () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const answered: string[] = [];
  const answer = (name: string) => (_input: unknown, _signal: AbortSignal) => {
    answered.push(name);
    return Promise.resolve(ok([] as never));
  };
  const calls = holdUntil(() => opened, {
    'mesh.search': answer('mesh.search'),
    'connections.list': answer('connections.list'),
  });
  const search = calls['mesh.search']({ text: 'a' }, never);
  await calls['connections.list'](null, never);
  expect(answered).toEqual(['connections.list']);
  open();
  expect(await search).toEqual(ok([]));
  expect(answered).toEqual(['connections.list', 'mesh.search']);
});
