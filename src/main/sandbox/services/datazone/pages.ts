import type { Call } from '../../service';
import { pageOf } from '../../state/paging';
import type { Page } from '../../state/paging';

/**
 * One page of a list under the operation's largest page. A token is bound to every other parameter of the request; a
 * foreign one is a ValidationException.
 */
export function page<T>(
  call: Call,
  input: { nextToken?: string | undefined; maxResults?: number | undefined },
  list: readonly T[],
  max = 50,
): Page<T> {
  const bind: Record<string, unknown> = { ...input };
  delete bind['nextToken'];
  delete bind['maxResults'];
  return pageOf(
    { call, bind, token: input.nextToken, limit: input.maxResults, max, error: 'ValidationException' },
    list,
  );
}
