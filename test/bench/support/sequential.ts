import type { Aws } from '../../../src/main/aws/aws';

/** The same AWS, one call at a time: the crawl that a simple script would be. */
export function sequential(aws: Aws): Aws {
  let turn: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    ...aws,
    call: (...args) => alone(() => aws.call(...args)),
    async *pages(...args) {
      const pages = aws.pages(...args);
      for (;;) {
        const page = await alone(() => pages.next());
        if (page.done) return;
        yield page.value;
      }
    },
  };
}
