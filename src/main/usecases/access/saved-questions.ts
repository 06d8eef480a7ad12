import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SavedQuestion } from '../../../contract/calls';
import { callSchemas } from '../../../contract/schemas';
import { writeFileAtomically } from '../../store/atomic-file';

/** The questions that a person saved: `questions.json` in Heddle's folder, by name. */
export interface SavedQuestions {
  list(): Promise<SavedQuestion[]>;
  save(question: SavedQuestion): Promise<SavedQuestion[]>;
  forget(name: string): Promise<SavedQuestion[]>;
}

/** A missing file is no questions; an entry that this version cannot read is left out of the list, not of the file. */
export function savedQuestions(home: string): SavedQuestions {
  const path = join(home, 'questions.json');
  let last: Promise<unknown> = Promise.resolve();

  async function entries(): Promise<unknown[]> {
    try {
      const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }
  const readable = (kept: readonly unknown[]): SavedQuestion[] =>
    kept.flatMap((entry) => {
      const parsed = callSchemas['access.save'].safeParse(entry);
      return parsed.success ? [parsed.data as SavedQuestion] : [];
    });
  const nameOf = (entry: unknown): unknown =>
    typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined;
  const rewrite = (change: (kept: unknown[]) => unknown[]): Promise<SavedQuestion[]> => {
    const next = last.then(async () => {
      const kept = change(await entries());
      await writeFileAtomically(path, `${JSON.stringify(kept, null, 1)}\n`);
      return readable(kept);
    });
    last = next.catch(() => undefined);
    return next;
  };

  return {
    list: async () => readable(await entries()),
    save: (question) => rewrite((kept) => [...kept.filter((entry) => nameOf(entry) !== question.name), question]),
    forget: (name) => rewrite((kept) => kept.filter((entry) => nameOf(entry) !== name)),
  };
}
