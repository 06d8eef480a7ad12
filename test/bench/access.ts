import { fork } from 'node:child_process';
import { buildAccessIndex } from '../../src/core/access/access-index';
import { whatCan } from '../../src/core/access/what-can';
import { whoCan, whoCanRows } from '../../src/core/access/who-can';
import { measureAccess, type AccessTimes } from './support/access-measures';
import { bigSnapshot, FULL } from './support/big-snapshot';
import { against, measure, median, report } from './support/measures';
import { longestStall } from './support/process-figures';
import { Random } from './support/random';

/*
 * Two processes as in the app: this one asks and must stay fluent, its child holds the mesh. The child's own clock
 * measures questions without the wire; the wire is part of "main stall".
 */
type Ask = { ask: 'build' | 'measure' } | { ask: 'who'; table: number } | { ask: 'what'; nth: number };
interface Built {
  seconds: number;
  megabytes: number;
  tables: number;
}

const ROUNDS = 40;
/** Rows that one answer carries over the wire: what a window shows at once. */
const SHOWN = 500;

if (process.argv.includes('--host')) host();
else await main();

function host(): void {
  let snapshot: ReturnType<typeof bigSnapshot> | undefined = bigSnapshot(FULL);
  let index: ReturnType<typeof buildAccessIndex>;
  const answer = async (input: Ask): Promise<unknown> => {
    switch (input.ask) {
      case 'build': {
        const before = heap();
        const start = performance.now();
        index = buildAccessIndex(snapshot!);
        const seconds = (performance.now() - start) / 1000;
        snapshot = undefined;
        return { seconds, megabytes: heap() - before, tables: index.mesh.catalog.tables.length } satisfies Built;
      }
      case 'who': {
        const question = { resource: { kind: 'table', table: input.table }, permission: 'SELECT' } as const;
        return whoCanRows(index, question, whoCan(index, question), 0, SHOWN);
      }
      case 'what': {
        const { entries } = index.mesh.principals;
        const { actor: _, ...columns } = whatCan(index, { principal: entries[input.nth % entries.length]!.arn });
        return columns;
      }
      case 'measure':
        return measureAccess(index);
    }
  };
  process.on('message', (input: Ask) => void answer(input).then((value) => process.send!(value)));
  process.on('disconnect', () => process.exit());
  process.send!('ready');
}

async function main(): Promise<void> {
  const child = fork(process.argv[1]!, ['--host'], { serialization: 'advanced' });
  const ended = new Promise<never>((_, failed) =>
    child.once('exit', (code) => failed(new Error(`The host ended with ${String(code)}.`))),
  );
  const next = <T>(): Promise<T> =>
    Promise.race([ended, new Promise<T>((done) => child.once('message', (value) => done(value as T)))]);
  const ask = <T>(input: Ask): Promise<T> => {
    child.send(input);
    return next<T>();
  };
  await next();
  const { value: built, own: stall } = await longestStall(async () => {
    const made = await ask<Built>({ ask: 'build' });
    const random = new Random(5);
    for (let round = 0; round < ROUNDS; round++) {
      await ask({ ask: 'who', table: random.below(made.tables) });
      await ask({ ask: 'what', nth: random.below(FULL.principals) });
    }
    return made;
  });
  const times = await ask<AccessTimes>({ ask: 'measure' });
  ended.catch(() => undefined);
  child.disconnect();
  tell(built, stall, times);
}

function tell(built: Built, stall: number, { who, what, sql }: AccessTimes): void {
  const [p95Who, p95What] = [percentile(who, 0.95), percentile(what, 0.95)];
  const ratio = Math.min(median(sql.who) / median(who), median(sql.what) / median(what));
  const compared = measure('answers that differ from DuckDB', sql.different.length, `of ${String(sql.compared)}`, 0);
  report('access', { ...FULL, accounts: 2 }, [
    against(measure('who-can p95', p95Who, 'ms', 2), 'DuckDB SQL', percentile(sql.who, 0.95)),
    against(measure('what-can p95', p95What, 'ms', 20), 'DuckDB SQL', percentile(sql.what, 0.95)),
    against(measure('who-can median', median(who), 'ms'), 'DuckDB SQL', median(sql.who)),
    against(measure('what-can median', median(what), 'ms'), 'DuckDB SQL', median(sql.what)),
    measure('index build', built.seconds, 's', 3),
    measure('index memory', built.megabytes, 'MB', 700),
    measure('main stall', stall, 'ms', 50),
    { ...measure('vs DuckDB', ratio, 'times (medians, the lesser of both questions)'), target: 10, ok: ratio >= 10 },
    compared,
    measure('DuckDB load, sort and index', sql.loadSeconds, 's'),
  ]);
}

function heap(): number {
  globalThis.gc?.();
  const usage = process.memoryUsage();
  return (usage.heapUsed + usage.arrayBuffers) / 2 ** 20;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
