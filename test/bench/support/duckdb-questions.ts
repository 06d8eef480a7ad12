import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';

/** Answers as columns: actor or table, permission bits (what-can only), visible columns, columns without row filter. */
export type SqlRows = readonly (readonly number[])[];

/** SELECT is the lowest permission bit, DESCRIBE the next; a policy that reaches some columns only gives these two (T6). */
const WHO = `
with t as (select * from tables_by_id where id = $table),
sets as (
  select tagset, -1 as place from t where tagged = 0
  union all select tagset, place from colset_by_tbl where tbl = $table
),
matched as (
  select c.policy, s.tagset
  from (select distinct tagset from sets) s
  join set_pair_by_tagset p on p.tagset = s.tagset
  join clause_by_pair c on c.pair = p.pair
  group by c.policy, s.tagset having count(distinct c.clause) = any_value(c.clauses)
),
reach as (
  select m.policy, case when min(s.place) < 0 then (select plain from t) else bit_or(1 << greatest(s.place, 0)) end as cols
  from matched m join sets s on s.tagset = m.tagset group by m.policy
),
rows as (
  select principal, cols, free from named_by_tbl where tbl = $table and mask & 1 = 1
  union all
  select principal, cols, free from local_by_tbl
  where tbl = $table and mask & 1 = 1 and exists (select 1 from shared_by_tbl where tbl = $table)
  union all
  select w.principal, t.plain, t.plain from t join wild_by_db w on w.db = t.db where w.mask & 1 = 1
  union all
  select g.principal, r.cols, r.cols from reach r join tagged_by_policy g on g.policy = r.policy where g.mask & 1 = 1
)
select i.actor, bit_or(r.cols)::integer as cols, bit_or(r.free)::integer as free
from rows r join identity_by_identity i on i.identity = r.principal group by i.actor`;

const WHAT = `
with ids as (select identity from identity_by_actor where actor = $actor),
held as (
  select g.policy, bit_or(g.mask) as mask from ids join tagged_by_principal g on g.principal = ids.identity group by g.policy
),
matched as (
  select c.policy, p.tagset
  from held h
  join clause_by_policy c on c.policy = h.policy
  join set_pair_by_pair p on p.pair = c.pair
  group by c.policy, p.tagset having count(distinct c.clause) = any_value(c.clauses)
),
wilds as (select w.db, bit_or(w.mask) as mask from ids join wild_by_principal w on w.principal = ids.identity group by w.db),
rows as (
  select n.tbl, n.mask, n.cols, n.free from ids join named_by_principal n on n.principal = ids.identity
  union all
  select l.tbl, l.mask, l.cols, l.free
  from ids join local_by_principal l on l.principal = ids.identity semi join shared_by_tbl s on s.tbl = l.tbl
  union all
  select t.id, w.mask, t.plain, t.plain from wilds w join tables_by_db t on t.db = w.db
  union all
  select t.id, h.mask, t.plain, t.plain
  from matched m join held h on h.policy = m.policy join tables_by_tagset t on t.tagset = m.tagset where t.tagged = 0
  union all
  select c.tbl, any_value(h.mask) & 3, bit_or(1 << c.place), bit_or(1 << c.place)
  from matched m join held h on h.policy = m.policy join colset_by_tagset c on c.tagset = m.tagset group by c.tbl, m.policy
)
select tbl, (bit_or(mask) | 2)::integer as mask,
  coalesce(bit_or(cols) filter (where mask & 1 = 1), 0)::integer as cols,
  coalesce(bit_or(free) filter (where mask & 1 = 1), 0)::integer as free
from rows group by tbl`;

/** The two questions as prepared statements. */
export class SqlQuestions {
  private constructor(
    private readonly who: DuckDBPreparedStatement,
    private readonly what: DuckDBPreparedStatement,
    private readonly firstWhat: DuckDBPreparedStatement,
  ) {}

  static async prepare(db: DuckDBConnection, limit: number): Promise<SqlQuestions> {
    return new SqlQuestions(
      await db.prepare(WHO),
      await db.prepare(WHAT),
      await db.prepare(`${WHAT} limit ${String(limit)}`),
    );
  }

  /** Who may SELECT from a table: actor, columns, free columns. */
  whoCan(table: number): Promise<SqlRows> {
    return answer(this.who, { table });
  }

  /** What an actor reaches: table, permissions, columns, free columns; all of it, or the first ones. */
  whatCan(actor: number, all: boolean): Promise<SqlRows> {
    return answer(all ? this.what : this.firstWhat, { actor });
  }
}

async function answer(statement: DuckDBPreparedStatement, values: Record<string, number>): Promise<SqlRows> {
  statement.bind(values);
  const result = await statement.run();
  return (await result.getColumns()) as unknown as SqlRows;
}
