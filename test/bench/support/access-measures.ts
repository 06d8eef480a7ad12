import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessIndex } from '../../../src/core/access/access-index';
import { whatCan } from '../../../src/core/access/what-can';
import { whoCan } from '../../../src/core/access/who-can';
import { isActor } from '../../../src/core/model/mesh/principals';
import { whatLines, whatLinesOf, whoLines, whoLinesOf } from './access-answers';
import { loadDuckDb } from './duckdb-load';
import { SqlQuestions } from './duckdb-questions';
import { Random } from './random';

/** Milliseconds of each question, asked one after the other. */
export interface AccessTimes {
  who: number[];
  what: number[];
  sql: { who: number[]; what: number[]; loadSeconds: number; compared: number; different: string[] };
}

const WHO = 2_000;
const WHAT = 500;
const WARM_UP = 200;
const SQL_QUESTIONS = 60;
const COMPARED = 25;
const LIMIT = 10_000;

/** Asks the engine and DuckDB the same questions, and compares a sample of their complete answers. */
export async function measureAccess(index: AccessIndex): Promise<AccessTimes> {
  const random = new Random(11);
  const tables = index.mesh.catalog.tables.length;
  const actors = askable(index);
  const askedTables = Array.from({ length: WARM_UP + WHO }, () => random.below(tables));
  const askedActors = Array.from({ length: WARM_UP + WHAT }, () => random.pick(actors));
  const who = timed(askedTables, (table) =>
    whoCan(index, { resource: { kind: 'table', table }, permission: 'SELECT' }),
  );
  const what = timed(askedActors, ({ arn }) => whatCan(index, { principal: arn, limit: LIMIT }));
  const folder = await mkdtemp(join(tmpdir(), 'heddle-bench-'));
  try {
    return { who, what, sql: await measureSql(index, join(folder, 'access.db'), askedTables, askedActors) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Asked {
  id: number;
  arn: string;
}

/** Principals that act and do not administer: what an administrator implicitly sees is no join of rows. */
function askable(index: AccessIndex): Asked[] {
  const admins = new Set([...index.admins.values(), ...index.readOnlyAdmins.values()].flatMap((ids) => [...ids]));
  return index.mesh.principals.entries
    .filter((e) => isActor(e.kind) && e.existence === 'exists' && !admins.has(e.id))
    .map(({ id, arn }) => ({ id, arn }));
}

function timed<T>(asked: readonly T[], ask: (what: T) => unknown): number[] {
  return asked
    .map((what) => {
      const start = performance.now();
      ask(what);
      return performance.now() - start;
    })
    .slice(WARM_UP);
}

async function measureSql(
  index: AccessIndex,
  file: string,
  tables: readonly number[],
  actors: readonly Asked[],
): Promise<AccessTimes['sql']> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const start = performance.now();
  const load = await DuckDBInstance.create(file);
  const writer = await load.connect();
  await loadDuckDb(writer, index);
  const loadSeconds = (performance.now() - start) / 1000;
  const sql = await SqlQuestions.prepare(writer, LIMIT);
  const different: string[] = [];
  for (const table of tables.slice(0, COMPARED)) {
    if (!same(whoLines(index, table), whoLinesOf(await sql.whoCan(table)))) different.push(`table ${String(table)}`);
  }
  for (const { id, arn } of actors.slice(0, COMPARED)) {
    if (!same(whatLines(index, arn), whatLinesOf(index, await sql.whatCan(id, true)))) different.push(arn);
  }
  const who: number[] = [];
  for (const table of tables.slice(WARM_UP, WARM_UP + SQL_QUESTIONS)) who.push(await clock(() => sql.whoCan(table)));
  const what: number[] = [];
  for (const { id } of actors.slice(WARM_UP, WARM_UP + SQL_QUESTIONS))
    what.push(await clock(() => sql.whatCan(id, false)));
  writer.closeSync();
  load.closeSync();
  return { who, what, loadSeconds, compared: 2 * COMPARED, different };
}

async function clock(ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await ask();
  return performance.now() - start;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, i) => line === b[i]);
