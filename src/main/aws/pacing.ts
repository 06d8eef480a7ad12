/** Time as the pacing and retry rules need it; tests bring their own. */
export interface Timer {
  now(): number;
  /** Resolves after `ms`; rejects with an AbortError as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemTimer: Timer = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError());
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(abortError());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

export function abortError(): Error {
  const error = new Error('The call was cancelled.');
  error.name = 'AbortError';
  return error;
}

/** Calls in flight per limiter. */
export const MAX_CONCURRENT = 8;
/** Calls that may leave at once after a pause, as seconds of the rate: less than the second's worth that services keep. */
const BURST_SECONDS = 0.9;
/** We stay a little below a published rate, so that clocks that differ cause no throttling. */
const HEADROOM = 0.97;
/** After one throttle, further ones within this time belong to the same overload and do not halve again. */
const SAME_OVERLOAD_MS = 1_000;

export type Priority = 'user' | 'early' | 'background';
const ORDER: Record<Priority, number> = { user: 0, early: 1, background: 2 };

interface Waiting {
  priority: Priority;
  order: number;
  start(): void;
  signal: AbortSignal | undefined;
  onAbort: () => void;
}

/** How a call ended, as far as the limiter cares. */
export type CallEnd = 'done' | 'throttled' | 'failed';

/**
 * A rate limit with AIMD: additive increase while calls pass, halved when the service says it is too much, and a cap on
 * calls in flight. A person's actions go before the crawl's early wave, and that before the rest.
 */
export class Limiter {
  readonly #published: number;
  readonly #timer: Timer;
  readonly #queue: Waiting[] = [];
  #rate: number;
  /** The moment (ms) at which the bucket would be full again; GCRA's theoretical arrival time. */
  #arrival = 0;
  #inFlight = 0;
  #order = 0;
  #halvedAt = Number.NEGATIVE_INFINITY;
  #wake: AbortController | null = null;

  constructor(rate: number, timer: Timer) {
    this.#published = rate * HEADROOM;
    this.#rate = this.#published;
    this.#timer = timer;
  }

  /** Calls per second allowed at this moment. */
  get rate(): number {
    return this.#rate;
  }

  /** Waits for a turn; the answer must be called exactly once, when the call has ended. */
  enter(priority: Priority, signal?: AbortSignal): Promise<(end: CallEnd) => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError());
      const waiting: Waiting = {
        priority,
        order: this.#order++,
        signal,
        start: () => resolve((end) => this.#leave(end)),
        onAbort: () => {
          const i = this.#queue.indexOf(waiting);
          if (i >= 0) this.#queue.splice(i, 1);
          reject(abortError());
        },
      };
      signal?.addEventListener('abort', waiting.onAbort, { once: true });
      insert(this.#queue, waiting);
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#queue.length > 0 && this.#inFlight < MAX_CONCURRENT) {
      const now = this.#timer.now();
      const interval = 1_000 / this.#rate;
      const tolerance = Math.max(1, this.#rate * BURST_SECONDS) * interval;
      const earliest = this.#arrival + interval - tolerance;
      if (earliest > now) return this.#wakeIn(earliest - now);
      this.#arrival = Math.max(this.#arrival, now) + interval;
      const next = this.#queue.shift();
      next?.signal?.removeEventListener('abort', next.onAbort);
      this.#inFlight++;
      next?.start();
    }
  }

  #wakeIn(ms: number): void {
    if (this.#wake) return;
    const wake = new AbortController();
    this.#wake = wake;
    void this.#timer.sleep(ms, wake.signal).then(
      () => {
        this.#wake = null;
        this.#pump();
      },
      () => undefined,
    );
  }

  #leave(end: CallEnd): void {
    this.#inFlight--;
    if (end === 'throttled') {
      const now = this.#timer.now();
      if (now - this.#halvedAt >= SAME_OVERLOAD_MS) {
        this.#halvedAt = now;
        this.#rate = Math.max(1, this.#rate / 2);
        this.#arrival = Math.max(this.#arrival, now + 1_000 / this.#rate);
      }
    } else if (end === 'done') {
      this.#rate = Math.min(this.#published, this.#rate + 1 / this.#rate);
    }
    this.#pump();
  }
}

function insert(queue: Waiting[], waiting: Waiting): void {
  let at = queue.length;
  while (at > 0 && ORDER[queue[at - 1]!.priority] > ORDER[waiting.priority]) at--;
  queue.splice(at, 0, waiting);
}

/** Limiters by key (account, region, service and operation), created on first use. */
export class Pacing {
  readonly #timer: Timer;
  readonly #limiters = new Map<string, Limiter>();

  constructor(timer: Timer = systemTimer) {
    this.#timer = timer;
  }

  limiter(key: string, rate: number): Limiter {
    let limiter = this.#limiters.get(key);
    if (!limiter) this.#limiters.set(key, (limiter = new Limiter(rate, this.#timer)));
    return limiter;
  }
}
