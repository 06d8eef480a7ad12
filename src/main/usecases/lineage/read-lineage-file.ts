import { readFile, stat } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../core/model/result';

/** The most that one OpenLineage file may hold. */
export const MOST_FILE_BYTES = 50 * 1024 * 1024;

/** The text of an OpenLineage file; its size is asked before it is read. */
export async function readLineageFile(path: string): Promise<Result<string>> {
  try {
    const { size } = await stat(path);
    if (size > MOST_FILE_BYTES)
      return fail({
        code: 'USAGE_FILE_TOO_LARGE',
        message: `${path} is larger than ${String(MOST_FILE_BYTES / 1024 / 1024)} MB.`,
        wayOut: 'Split it: one event a line can be cut anywhere between lines.',
      });
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    return fail({
      code: 'USAGE_FILE_UNREADABLE',
      message: `${path} cannot be read.`,
      wayOut: 'Check the path and its rights.',
      detail: error instanceof Error ? error.message : String(error),
    });
  }
}
