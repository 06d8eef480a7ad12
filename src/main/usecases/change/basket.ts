import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edit } from '../../../core/change/plan-types';
import { writeFileAtomically } from '../../store/atomic-file';
import { ensurePrivateFolder } from '../../store/home';
import { editList } from './parse-edits';

/** The edits that a person is putting together, kept across restarts. */
export interface BasketFile {
  read(): Promise<Edit[]>;
  write(edits: Edit[]): Promise<void>;
}

/** One basket per connection under `baskets/`; what cannot be read counts as empty and is replaced by the next change. */
export function basketFile(home: string, connection: () => string): BasketFile {
  const folder = join(home, 'baskets');
  const path = (): string => join(folder, `${Buffer.from(connection()).toString('base64url').slice(0, 100)}.json`);
  return {
    async read() {
      const text = await readFile(path(), 'utf8').catch(() => '[]');
      try {
        const parsed = editList.safeParse(JSON.parse(text));
        return parsed.success ? (parsed.data as Edit[]) : [];
      } catch {
        return [];
      }
    },
    async write(edits) {
      await ensurePrivateFolder(folder);
      await writeFileAtomically(path(), JSON.stringify(edits));
    },
  };
}
