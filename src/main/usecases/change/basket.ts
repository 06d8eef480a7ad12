import { readFile, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Edit } from '../../../core/change/plan-types';
import { writeFileAtomically } from '../../store/atomic-file';
import { ensurePrivateFolder } from '../../store/home';
import { parseEdits } from './parse-edits';

/** The edits that a person is putting together, kept across restarts. */
export interface BasketFile {
  /** `remark`: what became of a file that could not be read, in one sentence; told until something else is kept. */
  read(): Promise<{ edits: Edit[]; remark?: string }>;
  write(edits: Edit[]): Promise<void>;
}

/** 10,000 edits of the longest kind stay below it; a larger file is none that Heddle wrote. */
const BYTES_MAX = 64 * 1024 * 1024;

/** One basket per connection under `baskets/`. What cannot be read is put aside, so that no change overwrites it. */
export function basketFile(home: string, connection: () => string, now: () => Date): BasketFile {
  const folder = join(home, 'baskets');
  const path = (): string => join(folder, `${Buffer.from(connection()).toString('base64url').slice(0, 100)}.json`);

  const remarks = new Map<string, string>();

  async function putAside(file: string, why: string): Promise<void> {
    const aside = file.replace(/\.json$/, `.damaged-${now().toISOString().replaceAll(':', '-')}.json`);
    await rename(file, aside);
    remarks.set(
      file,
      `The basket that was kept could not be read, so it starts empty: ${why} The file lies in ${folder} as ${basename(aside)}.`,
    );
  }

  async function kept(file: string): Promise<Edit[]> {
    const found = await stat(file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
    if (!found) return [];
    if (found.size > BYTES_MAX) {
      await putAside(file, 'It is too large for a basket.');
      return [];
    }
    const text = await readFile(file, 'utf8');
    if (text.trim() === '[]') return [];
    const parsed = parseEdits(text);
    if (parsed.ok) return parsed.value;
    await putAside(file, parsed.error.message);
    return [];
  }

  return {
    async read() {
      const file = path();
      const edits = await kept(file);
      const remark = remarks.get(file);
      return remark === undefined ? { edits } : { edits, remark };
    },
    async write(edits) {
      await ensurePrivateFolder(folder);
      remarks.delete(path());
      await writeFileAtomically(path(), JSON.stringify(edits));
    },
  };
}
