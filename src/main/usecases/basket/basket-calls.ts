import { createHash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../../core/model/result';
import type { Edit } from '../../../core/change/plan-types';
import { writeFileAtomically } from '../../store/atomic-file';
import { ensurePrivateFolder } from '../../store/home';
import { troubleOf } from '../../store/failure';
import type { AppStateHolder } from '../app-state';
import type { UseCaseDeps, UseCases } from '../port';

interface Deps extends Pick<UseCaseDeps, 'host' | 'home' | 'log'> {
  state: AppStateHolder;
}

/** The basket of the connection on screen: edits in a file of their own, so that errors and restarts leave them alone. */
export function basketCalls({ host, home, log, state }: Deps): Pick<UseCases, 'change.basket'> {
  const folder = join(home, 'baskets');
  const fileOf = (connection: string): string =>
    join(folder, `${createHash('sha256').update(connection).digest('hex').slice(0, 24)}.json`);

  async function read(path: string): Promise<Edit[]> {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return [];
    try {
      const parsed: unknown = JSON.parse(text);
      if (Array.isArray(parsed) && parsed.every(isEdit)) return parsed;
      throw new Error('not a list of edits');
    } catch (error) {
      // A damaged basket is put aside, never overwritten: a person may still want to read it.
      await rename(path, `${path}.damaged`).catch(() => undefined);
      log(`the basket ${path} was damaged and put aside: ${String(error)}`);
      return [];
    }
  }

  return {
    async 'change.basket'(input, signal) {
      const path = fileOf(state.get().connection?.name ?? '');
      try {
        if (input) {
          await ensurePrivateFolder(folder);
          await writeFileAtomically(path, JSON.stringify(input.edits));
        }
        return await host.ask('change.sentences', { edits: input?.edits ?? (await read(path)) }, signal);
      } catch (error) {
        return fail(troubleOf(error, 'BASKET_NOT_KEPT', 'The basket could not be written.'));
      }
    },
  };
}

const isEdit = (value: unknown): value is Edit => {
  if (typeof value !== 'object' || value === null) return false;
  const { account, service, operation, request } = value as Record<string, unknown>;
  return (
    [account, service, operation].every((part) => typeof part === 'string') &&
    typeof request === 'object' &&
    request !== null
  );
};
