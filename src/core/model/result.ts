/** An outcome as a value: what crosses a boundary never throws. */
export type Result<T, E = Trouble> = { ok: true; value: T } | { ok: false; error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <E>(error: E): Result<never, E> => ({ ok: false, error });

/**
 * Something went wrong, in words for a person. `code` is stable (`AREA_REASON`), `message` one sentence that names the
 * cause, `wayOut` one sentence that says what to do next, `detail` what the service said, verbatim.
 */
export interface Trouble {
  code: string;
  message: string;
  wayOut?: string;
  detail?: string;
}
