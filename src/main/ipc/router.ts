import type { CallName, Calls, Reply } from '../../contract/calls';
import { isCallName } from '../../contract/names';
import { callSchemas } from '../../contract/schemas';
import { fail, ok, type Result, type Trouble } from '../../core/model/result';

/** One method per call that reaches a use case or the shell; `call.cancel` is the router's own. */
export type Handlers = {
  [K in Exclude<CallName, 'call.cancel'>]: (input: Calls[K]['in'], signal: AbortSignal) => Promise<Reply<K>>;
};

export interface Router<E> {
  /** Sender check → parse → call → envelope. Never rejects. */
  handle: (event: E, name: unknown, input: unknown, id: unknown) => Promise<Result<unknown>>;
  /** Aborts everything that still runs: the page that asked is gone. */
  abortAll: () => void;
}

interface RouterOptions<E> {
  handlers: Handlers;
  isTrusted: (event: E) => boolean;
  log: (line: string) => void;
}

const trouble = (code: string, message: string, detail?: string): Result<never> =>
  fail<Trouble>({ code, message, ...(detail === undefined ? {} : { detail }) });

/** Turns messages from the window into calls of `handlers`. Free of Electron, so it is tested without one. */
export function createRouter<E>({ handlers, isTrusted, log }: RouterOptions<E>): Router<E> {
  const running = new Map<string, AbortController>();

  const call = async (name: CallName, input: unknown, id: string | undefined): Promise<Result<unknown>> => {
    const parsed = callSchemas[name].safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      if (issue?.code === 'too_big' && issue.origin === 'string')
        return trouble(
          'CALL_MALFORMED',
          `What was written is longer than the ${issue.maximum.toLocaleString('en-GB')} characters that can be asked about.`,
          describe(issue),
        );
      return trouble('CALL_MALFORMED', `The window sent “${name}” something it does not take.`, describe(issue));
    }
    if (name === 'call.cancel') {
      running.get((parsed.data as Calls['call.cancel']['in']).id)?.abort();
      return ok(null);
    }
    const abort = new AbortController();
    if (id !== undefined) running.set(id, abort);
    try {
      const handler = handlers[name] as (input: unknown, signal: AbortSignal) => Promise<Result<unknown>>;
      return await handler(parsed.data, abort.signal);
    } finally {
      if (id !== undefined && running.get(id) === abort) running.delete(id);
    }
  };

  return {
    async handle(event, name, input, id) {
      if (!isTrusted(event)) {
        log(`refused a call from a foreign frame`);
        return trouble('CALL_REFUSED', 'Only Heddle’s own page may call this.');
      }
      if (!isCallName(name)) return trouble('CALL_UNKNOWN', 'There is no call of this name.');
      const isUsableId = typeof id === 'string' && id.length > 0 && id.length <= 64 && !running.has(id);
      if (id !== undefined && !isUsableId)
        return trouble('CALL_MALFORMED', 'The call’s id is in use or not a short text.');
      try {
        return await call(name, input, id);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        log(`${name} threw: ${error instanceof Error ? (error.stack ?? detail) : detail}`);
        return trouble('CALL_FAILED', `“${name}” failed unexpectedly.`, detail);
      }
    },
    abortAll() {
      for (const abort of running.values()) abort.abort();
      running.clear();
    },
  };
}

const describe = (issue: { path: PropertyKey[]; message: string } | undefined): string =>
  issue ? `${issue.path.map(String).join('.') || 'input'}: ${issue.message}` : 'input';
