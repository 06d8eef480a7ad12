import { writeFile } from 'node:fs/promises';
import type { CodeCalls } from '../../../contract/code';
import type { CodeDocument } from '../../../core/as-code/code-types';
import { fail, ok, type Result } from '../../../core/model/result';
import { troubleOf } from '../../store/failure';
import { planStore } from '../../store/plan-store';
import type { UseCaseDeps, UseCases } from '../port';
import { codeOf, filesAt } from './code-of';
import { fileNameOf } from './file-name';

/** Signs of a file that a window is given to show. */
const SHOWN = 200_000;

/** Code to look at and to keep. Others on the machine may not read it: it names who reaches what. */
export function codeCalls({
  host,
  home,
  askSavePath,
}: Pick<UseCaseDeps, 'host' | 'home' | 'askSavePath'>): Pick<UseCases, keyof CodeCalls> {
  const deps = { host, plans: planStore(home) };
  return {
    'code.view': (asked, signal) =>
      guarded(async () => {
        const made = await codeOf(deps, asked, signal);
        return made.ok ? ok(shortened(made.value)) : made;
      }),

    'code.save': (asked, signal) =>
      guarded(async () => {
        const made = await codeOf(deps, asked, signal);
        if (!made.ok) return made;
        const { title, extension } = made.value;
        const path = await askSavePath({ name: `${fileNameOf(title)}.${extension}`, extension });
        if (path === null) return ok(null);
        const files = filesAt(path, made.value);
        try {
          for (const file of files) await writeFile(file.path, file.text, { mode: 0o600 });
        } catch (error) {
          return fail(troubleOf(error, 'CODE_NOT_SAVED', `The code could not be saved as ${path}.`));
        }
        return ok({ paths: files.map((file) => file.path) });
      }),
  };
}

function shortened(document: CodeDocument): CodeDocument & { cut: number } {
  const files = document.files.map((file) => ({ ...file, text: file.text.slice(0, SHOWN) }));
  const length = (all: readonly { text: string }[]): number => all.reduce((sum, { text }) => sum + text.length, 0);
  return { ...document, files, cut: length(document.files) - length(files) };
}

async function guarded<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return fail(troubleOf(error, 'CODE_FAILED', 'The code could not be written because of a fault in Heddle.'));
  }
}
