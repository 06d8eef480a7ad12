import { randomUUID } from 'node:crypto';
import type { ClientTarget, Clients } from './clients';
import type { CallContext, ErrorKind } from './errors';
import { CallError, classify } from './errors';
import type { Operation } from './operations';
import { OPERATIONS } from './operations';
import type { CallEnd, Priority, Timer } from './pacing';
import { Pacing, abortError } from './pacing';
import { retryStep } from './retry';
import type { Input, OperationId, Output } from './services';
import { datesToIso, ownTurn } from './wire';

const SIGNED_OUT: ReadonlySet<CallError['kind']> = new Set(['SIGN_IN_NEEDED', 'CREDS_EXPIRED']);

/** Where a call goes. The account decides pacing and the write lock; absent before GetCallerIdentity answered it. */
export interface CallTarget extends ClientTarget {
  account?: string;
}

export interface CallOptions {
  signal?: AbortSignal;
  priority?: Priority;
  /**
   * Asked where the call fails because nobody is signed in any more: waits for the person, and answers whether it is worth
   * another try. Absent = the call fails.
   */
  onSignedOut?: (error: CallError) => Promise<boolean>;
}

/** Counts of attempts, per operation id. Figures only grow; take the difference of two readings. */
export interface CallCount {
  calls: number;
  throttled: number;
  failed: number;
}

export interface CallerDeps {
  clients: Clients;
  timer: Timer;
  random: () => number;
  /** Is writing switched on for this account? */
  mayWrite: (account: string) => boolean;
  /** Drops what is remembered of a profile's credentials. */
  renew: (profile: string) => void;
}

export interface Caller {
  /** Throws `CallError` and nothing else. */
  call<N extends OperationId>(id: N, target: CallTarget, input: Input<N>, options?: CallOptions): Promise<Output<N>>;
  /** The pages of a list operation; ends on the absent token only, an empty page is an ordinary page (rule LP15). */
  pages<N extends OperationId>(
    id: N,
    target: CallTarget,
    input: Input<N>,
    options?: CallOptions,
  ): AsyncGenerator<Output<N>, void, undefined>;
  counts(): Record<string, CallCount>;
}

/**
 * The one door to AWS: table look-up, write lock, pacing, counting, cancelling, retries and error sorting, in this order.
 * The SDK's own retries are off, so each attempt is one call here.
 */
export function createCaller(deps: CallerDeps): Caller {
  const pacing = new Pacing(deps.timer);
  const counts: Record<string, CallCount> = {};
  /** Profiles and regions where some service has answered: there, a host that does not resolve is a missing service. */
  const answered = new Set<string>();

  async function attempt(
    operation: Operation,
    target: CallTarget,
    input: object,
    options: CallOptions,
  ): Promise<unknown> {
    const key = [target.account ?? target.profile, target.region, operation.service, operation.name].join('|');
    const count = (counts[`${operation.service}:${operation.name}`] ??= { calls: 0, throttled: 0, failed: 0 });
    const leave = await pacing.limiter(key, operation.rate).enter(options.priority ?? 'user', options.signal);
    let end: CallEnd = 'failed';
    try {
      const { client, commands } = await untilAborted(deps.clients.get(operation.service, target), options.signal);
      const Command = commands[operation.name];
      if (!Command) throw new Error(`There is no command for ${operation.service}:${operation.name}.`);
      count.calls++;
      const sent = client.send(new Command(input), options.signal ? { abortSignal: options.signal } : {});
      const { $metadata: _, ...output } = await untilAborted(sent, options.signal);
      end = 'done';
      answered.add(`${target.profile}|${target.region}`);
      if (operation.service !== 'iam' && operation.service !== 'sts') return output;
      // A thousand roles take as long again as reading them took.
      await ownTurn();
      return datesToIso(output);
    } catch (error) {
      if (classify(error) === 'THROTTLED') {
        end = 'throttled';
        count.throttled++;
      } else {
        count.failed++;
      }
      throw error;
    } finally {
      leave(end);
    }
  }

  function toCallError(error: unknown, operation: Operation, context: CallContext): CallError {
    if (error instanceof CallError) return error;
    let kind = classify(error);
    const notResolved = /ENOTFOUND|EAI_AGAIN/.test(error instanceof Error ? error.message : '');
    const elsewhere = answered.has(`${context.profile}|${context.region}`);
    if (kind === 'NETWORK' && notResolved && elsewhere && operation.kind !== 'sign-in') kind = 'REGION_UNAVAILABLE';
    return new CallError(kind, context, error);
  }

  async function send(id: string, target: CallTarget, input: object, options: CallOptions): Promise<unknown> {
    const operation = OPERATIONS.get(id);
    const context = contextOf(id, operation, target);
    if (!operation)
      throw new CallError('WRITE_LOCKED', context, new Error(`${id} is not an operation that Heddle uses.`));
    if (operation.kind === 'write' && !(target.account !== undefined && deps.mayWrite(target.account))) {
      throw new CallError('WRITE_LOCKED', context, new Error('Writing is off for this account.'));
    }
    const request = operation.clientToken ? { clientToken: randomUUID(), ...input } : input;
    // By kind: a call that was throttled twice may still lose a connection, and renew its credentials.
    const failures = new Map<ErrorKind, number>();
    for (;;) {
      try {
        return await attempt(operation, target, request, options);
      } catch (error) {
        const kind = classify(error);
        const times = (failures.get(kind) ?? 0) + 1;
        failures.set(kind, times);
        const step = options.signal?.aborted ? null : retryStep(operation, times, error, deps.random());
        if (!step) {
          const failure = toCallError(options.signal?.aborted ? abortError() : error, operation, context);
          if (!SIGNED_OUT.has(failure.kind) || !(await options.onSignedOut?.(failure))) throw failure;
          deps.renew(target.profile);
          failures.clear();
          continue;
        }
        if (step.renew) deps.renew(target.profile);
        await deps.timer.sleep(step.wait, options.signal).catch((aborted: unknown) => {
          throw toCallError(aborted, operation, context);
        });
      }
    }
  }

  async function* pages<N extends OperationId>(
    id: N,
    target: CallTarget,
    input: Input<N>,
    options: CallOptions = {},
  ): AsyncGenerator<Output<N>, void, undefined> {
    const paging = OPERATIONS.get(id)?.paging;
    if (!paging) throw new Error(`${id} does not page.`);
    let token: string | undefined;
    do {
      const request = {
        ...input,
        ...(paging.limit ? { [paging.limit]: paging.max } : {}),
        ...(token ? { [paging.tokenIn]: token } : {}),
      };
      const output = (await send(id, target, request, options)) as Output<N>;
      yield output;
      const next = (output as Record<string, unknown>)[paging.tokenOut] as string | undefined;
      if (next && next === token) {
        const cause = new Error(`${id} answers the same page token again and again.`);
        throw new CallError('SERVER', contextOf(id, OPERATIONS.get(id), target), cause);
      }
      token = next;
    } while (token);
  }

  return {
    call: async (id, target, input, options = {}) => (await send(id, target, input as object, options)) as never,
    pages,
    counts: () => structuredClone(counts),
  };
}

function contextOf(id: string, operation: Operation | undefined, target: CallTarget): CallContext {
  const [service = id, name = ''] = id.split(':');
  return {
    service,
    operation: name,
    action: operation?.action ?? null,
    profile: target.profile,
    region: target.region,
    ...(target.account ? { account: target.account } : {}),
  };
}

/** Ends the wait with an AbortError as soon as the signal fires, whatever the promise does. */
export function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(abortError());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
