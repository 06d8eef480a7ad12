import type { Aws } from '../../../src/main/aws/aws';
import type { OperationId } from '../../../src/main/aws/services';

/** What a crawl asked for, as far as its lower bound in time follows from it. */
export interface Trace {
  aws: Aws;
  /** Calls of the busiest operation of an account: all others have a limit of their own. */
  perLimit(): Map<string, number>;
  /** Pages of the longest listing: each needs the token of the one before. */
  longestChain(): number;
}

export function traced(aws: Aws): Trace {
  const perLimit = new Map<string, number>();
  let longest = 0;
  const count = (id: OperationId, seat: { account?: string; region: string }): void => {
    const key = `${id}|${seat.account ?? ''}|${seat.region}`;
    perLimit.set(key, (perLimit.get(key) ?? 0) + 1);
  };
  return {
    aws: {
      ...aws,
      call(id, seat, ...rest) {
        count(id, seat);
        return aws.call(id, seat, ...rest);
      },
      async *pages(id, seat, ...rest) {
        let pages = 0;
        for await (const page of aws.pages(id, seat, ...rest)) {
          count(id, seat);
          longest = Math.max(longest, ++pages);
          yield page;
        }
      },
    },
    perLimit: () => perLimit,
    longestChain: () => longest,
  };
}
