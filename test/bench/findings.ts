import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAccessIndex, type AccessIndex } from '../../src/core/access/access-index';
import type { Finding } from '../../src/core/findings/finding';
import { filterCancelled } from '../../src/core/findings/filter-cancelled';
import { findingsOf } from '../../src/core/findings/run';
import { tableNode } from '../../src/core/findings/table-words';
import { buildMeshGraph } from '../../src/core/graph/build';
import { sourcesOf } from '../../src/core/graph/sources';
import { bigFindings } from './support/big-findings';
import { FULL } from './support/big-snapshot';
import { loadDuckDb } from './support/duckdb-load';
import { against, measure, median, report } from './support/measures';

const ROUNDS = 3;

/** Actors that hold a table through a filter and also, by another row, all of its columns in all rows. */
const CANCELLED = `
with held as (
  select distinct n.tbl, i.actor from named_by_tbl n join identity_by_identity i on i.identity = n.principal
  where n.mask & 1 = 1 and n.free = 0
),
sets as (
  select t.id as tbl, t.tagset, -1 as place, t.plain from tables_by_id t where t.tagged = 0 and t.id in (select tbl from held)
  union all
  select c.tbl, c.tagset, c.place, t.plain from colset_by_tbl c join tables_by_id t on t.id = c.tbl
  where c.tbl in (select tbl from held)
),
matched as (
  select c.policy, s.tagset
  from (select distinct tagset from sets) s
  join set_pair_by_tagset p on p.tagset = s.tagset
  join clause_by_pair c on c.pair = p.pair
  group by c.policy, s.tagset having count(distinct c.clause) = any_value(c.clauses)
),
whole as (
  select m.policy, s.tbl from matched m join sets s on s.tagset = m.tagset group by m.policy, s.tbl
  having min(s.place) < 0 or bit_or(1 << greatest(s.place, 0)) = any_value(s.plain)
),
plain as (
  select n.tbl, n.principal from named_by_tbl n join tables_by_id t on t.id = n.tbl where n.mask & 1 = 1 and n.free = t.plain
  union all
  select t.id, w.principal from wild_by_db w join tables_by_id t on t.db = w.db where w.mask & 1 = 1
  union all
  select w.tbl, g.principal from whole w join tagged_by_policy g on g.policy = w.policy where g.mask & 1 = 1
)
select distinct h.tbl, h.actor from held h
join identity_by_actor i on i.actor = h.actor
join plain p on p.tbl = h.tbl and p.principal = i.identity`;

await main();

async function main(): Promise<void> {
  const index = buildAccessIndex(bigFindings(FULL));
  const { snapshot } = index.mesh;
  const graph = buildMeshGraph(snapshot);
  let found: Finding[] = [];
  const round = (work: () => unknown): number => {
    found = [];
    return clock(work);
  };
  const all = median(Array.from({ length: ROUNDS }, () => round(() => (found = findingsOf(index, graph)))));
  const source = { index, graph, sources: sourcesOf(snapshot) };
  const own = median(Array.from({ length: ROUNDS }, () => clock(() => filterCancelled(source))));
  const sql = await cancelledInSql(index);
  const mine = found.filter(({ rule }) => rule === 'filter-cancelled').map(({ id }) => id);
  const different = mine.filter((id) => !sql.ids.has(id)).length + (sql.ids.size - new Set(mine).size);
  const byRule: Record<string, number> = {};
  for (const { rule } of found) byRule[rule] = (byRule[rule] ?? 0) + 1;
  report('findings', { ...FULL, accounts: 2, findings: found.length, byRule }, [
    measure('all rules', all / 1000, 's', 3),
    against(measure('filters that a plain grant cancels', own, 'ms'), 'DuckDB SQL', sql.ms),
    measure('answers that differ from DuckDB', Math.abs(different), `of ${String(sql.ids.size)}`, 0),
  ]);
}

function clock(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The pairs as ids of findings, and the milliseconds of the query alone. */
async function cancelledInSql(index: AccessIndex): Promise<{ ms: number; ids: Set<string> }> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const folder = await mkdtemp(join(tmpdir(), 'heddle-bench-'));
  try {
    const instance = await DuckDBInstance.create(join(folder, 'findings.db'));
    const db = await instance.connect();
    await loadDuckDb(db, index);
    const times: number[] = [];
    let columns: unknown[][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      columns = (await (await db.run(CANCELLED)).getColumns()) as unknown[][];
      times.push(performance.now() - start);
    }
    const [tables = [], actors = []] = columns as number[][];
    const { entries } = index.mesh.principals;
    const ids = tables.map((table, at) => `filter-cancelled:${tableNode(index, table)}:${entries[actors[at]!]!.arn}`);
    db.closeSync();
    instance.closeSync();
    return { ms: median(times), ids: new Set(ids) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
