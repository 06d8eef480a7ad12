import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import { writeFileAtomically } from '../store/atomic-file';
import { troubleOf } from '../store/failure';

const connection = z.object({
  name: z.string().min(1),
  members: z.array(z.object({ profile: z.string().min(1), region: z.string().min(1) })),
});

/** A named set of members. Holds names of profiles only, never a key. */
export type SavedConnection = z.infer<typeof connection>;

export interface ConnectionBook {
  list(): Promise<Result<SavedConnection[]>>;
  /** Adds it, or replaces the one of the same name. */
  save(connection: SavedConnection): Promise<Result<null>>;
  remove(name: string): Promise<Result<null>>;
}

/** `connections.json` in Heddle's folder. A broken file is reported and never overwritten. */
export function connectionBook(home: string): ConnectionBook {
  const path = join(home, 'connections.json');

  async function list(): Promise<Result<SavedConnection[]>> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? '[]' : error,
    );
    if (typeof text !== 'string') return fail(troubleOf(text, 'CONNECTIONS_UNREADABLE', `${path} cannot be read.`));
    try {
      return ok(z.array(connection).parse(JSON.parse(text)));
    } catch (error) {
      return fail({
        code: 'CONNECTIONS_BROKEN',
        message: `The saved connections in ${path} cannot be understood.`,
        wayOut: 'Correct the file or move it away; Heddle does not overwrite it.',
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async function change(edit: (saved: SavedConnection[]) => SavedConnection[]): Promise<Result<null>> {
    const saved = await list();
    if (!saved.ok) return saved;
    try {
      await writeFileAtomically(path, `${JSON.stringify(edit(saved.value), null, 1)}\n`);
      return ok(null);
    } catch (error) {
      return fail(troubleOf(error, 'CONNECTIONS_NOT_SAVED', 'The connection could not be saved.'));
    }
  }

  return {
    list,
    save: (added) => change((saved) => [...saved.filter((c) => c.name !== added.name), added]),
    remove: (name) => change((saved) => saved.filter((c) => c.name !== name)),
  };
}
