import { buildAccessIndex, type AccessIndex } from '../../src/core/access/access-index';
import { whatCan } from '../../src/core/access/what-can';
import { whoCan } from '../../src/core/access/who-can';
import { bigSnapshot, FULL } from './support/big-snapshot';
import { Random } from './support/random';

/** One measure of the bench document. */
interface Measure {
  name: string;
  value: number;
  unit: string;
  target: number;
  ok: boolean;
}

const QUESTIONS = 2_000;
const WARM_UP = 200;

const measure = (name: string, value: number, unit: string, target: number): Measure => ({
  name,
  value: Math.round(value * 100) / 100,
  unit,
  target,
  ok: value <= target,
});

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

function timed(count: number, ask: (i: number) => void): number[] {
  for (let i = 0; i < WARM_UP; i++) ask(i);
  return Array.from({ length: count }, (_, i) => {
    const start = performance.now();
    ask(i + WARM_UP);
    return performance.now() - start;
  });
}

const heap = (): number => {
  globalThis.gc?.();
  const usage = process.memoryUsage();
  return (usage.heapUsed + usage.arrayBuffers) / 2 ** 20;
};

function questions(index: AccessIndex): Measure[] {
  const random = new Random(11);
  const tables = index.mesh.catalog.tables.length;
  const actors = index.mesh.principals.entries.filter((e) => e.existence === 'exists').map((e) => e.arn);
  const who = timed(QUESTIONS, () =>
    whoCan(index, { resource: { kind: 'table', table: random.below(tables) }, permission: 'SELECT' }),
  );
  const what = timed(QUESTIONS / 4, () => whatCan(index, { principal: random.pick(actors) }));
  return [
    measure('who-can p95', percentile(who, 0.95), 'ms', 2),
    measure('what-can p95', percentile(what, 0.95), 'ms', 20),
    measure('who-can median', percentile(who, 0.5), 'ms', 2),
    measure('what-can median', percentile(what, 0.5), 'ms', 20),
  ];
}

const snapshot = bigSnapshot(FULL);
const before = heap();
const started = performance.now();
const index = buildAccessIndex(snapshot);
const built = (performance.now() - started) / 1000;
const memory = heap() - before;
const measures = [
  measure('index build', built, 's', 3),
  measure('index memory', memory, 'MB', 700),
  ...questions(index),
];
const document = { bench: 'access', mesh: { ...FULL, accounts: 2 }, measures };
if (process.argv.includes('--json')) console.log(JSON.stringify(document));
else
  for (const m of measures)
    console.log(`${m.ok ? 'ok  ' : 'MISS'} ${m.name}: ${m.value} ${m.unit} (target ${m.target})`);
process.exitCode = measures.every((m) => m.ok) ? 0 : 1;
