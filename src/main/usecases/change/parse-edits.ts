import { z } from 'zod';
import type { Edit } from '../../../core/change/plan-types';
import { fail, ok } from '../../../core/model/result';
import type { Result } from '../../../core/model/result';

/** A basket larger than this is a mistake. */
export const EDITS_MAX = 10_000;

const edit = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'is no account id of 12 digits'),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .optional(),
  service: z.string().regex(/^[a-z-]{1,32}$/),
  operation: z.string().regex(/^[A-Za-z]{1,64}$/),
  request: z.record(z.string(), z.unknown()),
});

export const editList = z.array(edit).min(1).max(EDITS_MAX);

/** The edits of a file: `[{account, service, operation, request}]`. Errors: EDITS_NOT_JSON, TOO_MANY_EDITS, EDITS_NOT_A_LIST. */
export function parseEdits(text: string): Result<Edit[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail({
      code: 'EDITS_NOT_JSON',
      message: 'The file holds no JSON.',
      wayOut: 'Write [{"account", "service", "operation", "request"}] with requests as AWS takes them.',
      detail: error instanceof Error ? error.message : String(error),
    });
  }
  if (Array.isArray(value) && value.length > EDITS_MAX)
    return fail({
      code: 'TOO_MANY_EDITS',
      message: `The file holds ${value.length.toLocaleString('en-GB')} edits; a change takes at most ${EDITS_MAX.toLocaleString('en-GB')}.`,
      wayOut: 'Split it into several changes, and apply them one after the other.',
    });
  const parsed = editList.safeParse(value);
  if (parsed.success) return ok(parsed.data as Edit[]);
  const issue = parsed.error.issues[0];
  return fail({
    code: 'EDITS_NOT_A_LIST',
    message: `The file is no list of edits: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}.`,
    wayOut: 'Write [{"account", "service", "operation", "request"}] with requests as AWS takes them.',
  });
}
