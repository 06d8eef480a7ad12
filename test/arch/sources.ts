import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  path: string;
  text: string;
  lines: number;
}

/** Every file under `folders` whose name ends in one of `extensions`. */
export function sourcesUnder(folders: string[], extensions: RegExp): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && extensions.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const text = readFileSync(path, 'utf8');
        return { path: relative(PROJECT, path).replaceAll('\\', '/'), text, lines: text.split('\n').length - 1 };
      }),
  );
}
