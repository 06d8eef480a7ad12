import { timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../wire/read-rest';
import type { CallLog } from './call-log';
import { parseFaultRules, type Faults } from './faults';
import type { LocalAnswer } from './http';
import type { Limits } from './limits';
import type { PerOperation, Where } from './per-operation';
import { SERVICES } from '../model/services';

export interface Controls {
  faults: Faults;
  limits: Limits;
  log: CallLog;
  setClockOffset(ms: number): void;
  latency: PerOperation<number>;
  expireTokens(): void;
  /** State of one part of the world, for comparisons. */
  version(): number;
}

const PREFIX = '/_heddle/';

const json = (status: number, value: unknown): LocalAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * The sandbox's own switches for tests and benches, guarded by a random token in `x-heddle-control`:
 * `PUT faults [rules]`, `PUT clock {offsetMs}`, `PUT latency {ms}`, `PUT limits {mode}` or `{perSecond}`,
 * `POST expire-tokens`, `GET calls`, `DELETE calls`. Latency and limits hold for one service or operation where `service`
 * (and `operation`) say so, else everywhere.
 */
export function control(controls: Controls, token: string, request: HttpRequest): LocalAnswer | undefined {
  if (!request.path.startsWith(PREFIX)) return undefined;
  if (!same(request.headers['x-heddle-control'] ?? '', token))
    return json(403, { message: 'A control token is needed.' });
  const bad = json(400, { message: `Not understood: ${request.method} ${request.path}` });
  let body: unknown = null;
  try {
    if (request.body.length > 0) body = JSON.parse(request.body.toString('utf8'));
  } catch {
    return bad;
  }
  return run(controls, `${request.method} ${request.path.slice(PREFIX.length)}`, body) ?? bad;
}

function run(controls: Controls, command: string, body: unknown): LocalAnswer | undefined {
  const done = json(200, { ok: true });
  const number = (name: string): number | undefined => {
    const value = (body as Record<string, unknown> | null)?.[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const where = whereOf(body);
  switch (command) {
    case 'PUT faults': {
      const rules = parseFaultRules(body);
      if (!rules) return undefined;
      controls.faults.set(rules);
      return done;
    }
    case 'PUT clock': {
      const offset = number('offsetMs');
      if (offset === undefined) return undefined;
      controls.setClockOffset(offset);
      return done;
    }
    case 'PUT latency': {
      const ms = number('ms');
      if (ms === undefined || !where) return undefined;
      controls.latency.set(ms, where);
      return done;
    }
    case 'PUT limits': {
      const mode = (body as { mode?: unknown } | null)?.mode;
      const limit = mode === 'off' || mode === 'published' ? mode : number('perSecond');
      if (limit === undefined || !where || (typeof limit === 'number' && limit <= 0)) return undefined;
      controls.limits.set(limit, where);
      return done;
    }
    case 'POST expire-tokens':
      controls.expireTokens();
      return done;
    case 'GET calls':
      return json(200, { ...controls.log.dump(), version: controls.version() });
    case 'DELETE calls':
      controls.log.reset();
      return done;
    default:
      return undefined;
  }
}

/** Reads `service` and `operation` of a body; undefined where they name nothing. */
function whereOf(body: unknown): Where | undefined {
  const { service, operation } = (body ?? {}) as Record<string, unknown>;
  if (service === undefined) return operation === undefined ? {} : undefined;
  if (typeof service !== 'string' || !Object.hasOwn(SERVICES, service)) return undefined;
  if (operation !== undefined && typeof operation !== 'string') return undefined;
  return { service: service as keyof typeof SERVICES, ...(operation === undefined ? {} : { operation }) };
}
