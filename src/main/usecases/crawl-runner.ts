import type { CrawlProgress } from '../../contract/calls';
import type { Result } from '../../core/model/result';
import { fail } from '../../core/model/result';
import { CANCELLED, troubleOf } from '../store/failure';

/** One piece of work at a time; whoever asks for it meanwhile gets the same one, and may end it. */
export interface CrawlRunner<T> {
  run(work: (signal: AbortSignal) => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>>;
  /** Ends what is under way and waits for its end. */
  stop(): Promise<void>;
}

export function createCrawlRunner<T>(): CrawlRunner<T> {
  let running: { work: Promise<Result<T>>; controller: AbortController } | null = null;
  return {
    async run(work, signal) {
      if (signal.aborted) return fail(CANCELLED);
      if (!running) {
        const controller = new AbortController();
        const started = work(controller.signal)
          .catch((error: unknown) =>
            fail(troubleOf(error, 'CRAWL_FAILED', 'The crawl ended because of a fault in Heddle.')),
          )
          .finally(() => (running = null));
        running = { work: started, controller };
      }
      const { work: same, controller } = running;
      const abort = (): void => {
        controller.abort();
      };
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await same;
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    async stop() {
      running?.controller.abort();
      await running?.work;
    },
  };
}

export const atStart = (now: Date): CrawlProgress => ({
  done: 0,
  known: 0,
  records: 0,
  wave: 0,
  doing: 'Signing in',
  startedAt: now.toISOString(),
});
