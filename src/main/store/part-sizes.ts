import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartFile } from './manifest';

/** The first part of `folder` whose file is not there whole, as a sentence; null when all are. */
export async function wrongSize(folder: string, parts: readonly PartFile[]): Promise<string | null> {
  for (const { file, bytes } of parts) {
    const size = await stat(join(folder, file)).then(
      (s) => s.size,
      () => -1,
    );
    if (size < 0) return `${file} is missing.`;
    if (size !== bytes) return `${file} has ${String(size)} of ${String(bytes)} bytes.`;
  }
  return null;
}
