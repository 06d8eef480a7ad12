import { createHash } from 'node:crypto';
import { ServiceError } from '../service';
import type { Call } from '../service';

interface TokenBody {
  /** Binds the token to operation, caller and the other parameters. */
  bind: string;
  at: number;
  page: number;
}

/** How one operation pages. `bind` is the request without paging members. */
export interface Paging {
  call: Call;
  bind: unknown;
  token: string | undefined;
  limit: number | undefined;
  max: number;
  /** Name of the error for a token that is not ours; default InvalidInputException. */
  error?: string;
}

export interface Page<T> {
  items: T[];
  token?: string;
}

const bindOf = ({ call, bind }: Paging): string =>
  createHash('sha256')
    .update(JSON.stringify([call.operation, call.caller.principal, call.region, bind]))
    .digest('base64url')
    .slice(0, 16);

function readToken(paging: Paging): TokenBody {
  if (paging.token === undefined || paging.token === '') return { bind: bindOf(paging), at: 0, page: 0 };
  let body: Partial<TokenBody> | undefined;
  try {
    body = JSON.parse(Buffer.from(paging.token, 'base64url').toString('utf8')) as Partial<TokenBody>;
  } catch {
    body = undefined;
  }
  if (typeof body?.at !== 'number' || typeof body.page !== 'number' || body.bind !== bindOf(paging)) {
    throw new ServiceError(
      paging.error ?? 'InvalidInputException',
      'The pagination token is not valid for this request.',
    );
  }
  return body as TokenBody;
}

/** How many items this page may carry. Under `short-pages` every third page is empty and the others are half full (LP15). */
function room(paging: Paging, page: number): number {
  const limit = Math.max(1, Math.min(paging.limit ?? paging.max, paging.max));
  if (paging.call.variants['short-pages'] === 'no') return limit;
  return page % 3 === 1 ? 0 : Math.ceil(limit / 2);
}

/**
 * One page of a stream that can resume: `from(at)` yields items with their place, in rising order. A token comes back
 * only when another item exists, except that an empty page always carries one.
 */
export function pageOfStream<T>(paging: Paging, from: (at: number) => Iterable<{ at: number; item: T }>): Page<T> {
  const start = readToken(paging);
  const limit = room(paging, start.page);
  const items: T[] = [];
  for (const { at, item } of from(start.at)) {
    if (items.length >= limit) {
      const body: TokenBody = { bind: start.bind, at, page: start.page + 1 };
      return { items, token: Buffer.from(JSON.stringify(body)).toString('base64url') };
    }
    items.push(item);
  }
  return { items };
}

/** One page of a list; the place is the index. */
export function pageOf<T>(paging: Paging, list: readonly T[]): Page<T> {
  return pageOfStream(paging, function* (at) {
    for (let index = at; index < list.length; index++) yield { at: index, item: list[index] as T };
  });
}
