import type { Trouble } from '../../core/model/result';

/** Carries a `Trouble` up to the boundary, where it becomes an envelope. */
export class Failure extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble.message, { cause });
    this.name = 'Failure';
    this.trouble = trouble;
  }
}

/** The `Trouble` of anything thrown; what nobody foresaw is `code` with the text of the error as detail. */
export function troubleOf(error: unknown, code: string, message: string): Trouble {
  if (error instanceof Failure) return error.trouble;
  if (error instanceof Error && error.name === 'AbortError') return CANCELLED;
  return storageTrouble(error) ?? { code, message, detail: error instanceof Error ? error.message : String(error) };
}

export const CANCELLED: Trouble = { code: 'CALL_CANCELLED', message: 'The call was cancelled.' };

/** Recognises a full disk, a folder without rights and a missing folder, from Node and from DuckDB (which only has words). */
export function storageTrouble(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const detail = error.message;
  if (code === 'EFBIG' || /file too large/i.test(detail))
    return {
      code: 'STORE_DISK_FULL',
      message: 'A file of Heddle’s folder became larger than this system allows; nothing was stored.',
      wayOut: 'Raise the limit on file sizes (ulimit -f), or set HEDDLE_HOME to a folder on another disk.',
      detail,
    };
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /no space left on device|disk quota exceeded|not enough space/i.test(detail)
  )
    return {
      code: 'STORE_DISK_FULL',
      message: 'The disk that holds Heddle’s folder is full; nothing was stored.',
      wayOut: 'Free some space, or set HEDDLE_HOME to a folder on another disk, and crawl again.',
      detail,
    };
  if (
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    /permission denied|read-only file system/i.test(detail)
  )
    return {
      code: 'STORE_NOT_WRITABLE',
      message: 'Heddle may not write to its folder.',
      wayOut: 'Make the folder writable for you, or set HEDDLE_HOME to one that is.',
      detail,
    };
  return undefined;
}
