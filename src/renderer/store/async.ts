import type { Result, Trouble } from '../../core/model/result';

/** One resource of the window. While it loads again, `value` is what was there before. */
export type Async<T> =
  | { status: 'idle'; value?: undefined }
  | { status: 'loading'; value?: T }
  | { status: 'ready'; value: T }
  | { status: 'failed'; value?: T; trouble: Trouble };

export const IDLE: Async<never> = { status: 'idle' };

export const loadingAgain = <T>(before: Async<T>): Async<T> => ({ status: 'loading', value: before.value });

export const settled = <T>(result: Result<T>, before: Async<T>): Async<T> =>
  result.ok
    ? { status: 'ready', value: result.value }
    : { status: 'failed', trouble: result.error, value: before.value };
