import { buildAccessIndex } from '../../src/core/access/access-index';
import { derivedAudience } from '../../src/core/lineage/audience';
import { buildLineage } from '../../src/core/lineage/build';
import { closureOf } from '../../src/core/lineage/closure';
import { derivedPlaces } from '../../src/core/lineage/derived-places';
import type { LineageGraph } from '../../src/core/lineage/lineage-graph';
import { lineageAccess } from '../../src/main/host/lineage-access';
import { bigLineage } from './support/big-lineage';
import { against, measure, median, report } from './support/measures';
import { Random } from './support/random';

const LOADS = 3;
const RUNS = 15;
const COMPARED = 20;

await main();

async function main(): Promise<void> {
  const { snapshot, hub, head } = bigLineage();
  const load = median(Array.from({ length: LOADS }, () => clock(() => buildLineage(snapshot))));
  const { graph } = buildLineage(snapshot);
  const start = graph.indexOf.get(hub)!;
  const closure = median(Array.from({ length: RUNS }, () => clock(() => closureOf(graph, start, 'downstream'))));
  const index = buildAccessIndex(snapshot);
  // A new view each time: nobody's access is known beforehand.
  const audience = median(
    Array.from({ length: RUNS }, () => {
      const access = lineageAccess(snapshot, index);
      return clock(() => derivedAudience(graph, access, head.table, head.column));
    }),
  );
  const places = derivedPlaces(graph, head.table, head.column);
  const sql = await closuresInSql(graph, start);
  const mesh = {
    nodes: graph.nodes.length,
    edges: graph.edges.length,
    tables: graph.nodes.filter(({ kind }) => kind === 'table').length,
    hubReaches: closureOf(graph, start, 'downstream').nodes.length,
    audiencePlaces: places.length,
    audienceTables: new Set(places.map(({ table }) => table)).size,
    closuresCompared: sql.compared,
    different: sql.different,
  };
  const own = measure('vs DuckDB', sql.own, 'ms');
  report('lineage', mesh, [
    measure('load', load, 'ms', 2_000),
    measure('closure of a hub', closure, 'ms', 50),
    measure('derived audience', audience, 'ms', 200),
    { ...against(own, 'DuckDB recursive SQL', sql.sql), ok: sql.different === 0 },
  ]);
}

function clock(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The same closures by both, in milliseconds for all of them together; answers are compared node by node. */
async function closuresInSql(graph: LineageGraph, hub: number) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  await db.run('create table edges (src integer, dst integer)');
  const appender = await db.createAppender('edges');
  for (const { from, to } of graph.edges) {
    appender.appendInteger(from);
    appender.appendInteger(to);
    appender.endRow();
  }
  appender.closeSync();
  await db.run('create table sorted as select * from edges order by src, dst');
  const question = await db.prepare(
    'with recursive reached(n) as (select dst from sorted where src = $1 union select e.dst from reached r join sorted e on e.src = r.n) select n from reached order by n',
  );
  const random = new Random(5);
  const starts = [hub, ...Array.from({ length: COMPARED - 1 }, () => random.below(graph.nodes.length))];
  let [own, sql, different] = [0, 0, 0];
  for (const start of starts) {
    let nodes = new Int32Array();
    own += clock(() => (nodes = closureOf(graph, start, 'downstream').nodes.slice()));
    question.bindInteger(1, start);
    const before = performance.now();
    const answer = await question.runAndReadAll();
    sql += performance.now() - before;
    const theirs = answer.getColumns()[0] ?? [];
    const mine = nodes.sort();
    if (mine.length !== theirs.length || theirs.some((n, at) => n !== mine[at])) different++;
  }
  return { own, sql, different, compared: starts.length };
}
