import type { DuckDBConnection } from '@duckdb/node-api';
import type { AccessIndex } from '../../../src/core/access/access-index';
import { columnsOf, type TableEntry } from '../../../src/core/model/mesh/catalog';
import { COLUMNS, KIND, ORIGIN } from '../../../src/core/model/mesh/grants';
import { rowRecord } from '../../../src/core/model/mesh/mesh';
import { isActor } from '../../../src/core/model/mesh/principals';

/** Bits of all columns of a table that are no partition keys. */
export const plainBits = (table: TableEntry): number => (1 << (columnsOf(table).length - table.partitionKeys)) - 1;

/**
 * The mesh as SQL would hold it: names resolved to numbers, effective LF-Tags per table, permissions and columns as bit
 * masks, `free` = columns without a row filter. Generous to SQL: what the index works out at build time comes for free.
 * Each table is sorted by what its question looks up, once by object and once by principal, and indexed on it.
 */
export async function loadDuckDb(db: DuckDBConnection, index: AccessIndex): Promise<void> {
  await fill(db, 'tables', ['id', 'db', 'tagset', 'plain', 'tagged'], tableRows(index));
  await fill(db, 'colset', ['tbl', 'place', 'tagset'], columnRows(index));
  await fill(db, 'set_pair', ['tagset', 'pair'], setRows(index));
  await fill(db, 'clause', ['policy', 'clause', 'pair', 'clauses'], clauseRows(index));
  await fill(db, 'identity', ['actor', 'identity'], identityRows(index));
  await fill(db, 'named', ['tbl', 'principal', 'mask', 'cols', 'free'], namedRows(index, false));
  await fill(db, 'local', ['tbl', 'principal', 'mask', 'cols', 'free'], namedRows(index, true));
  await fill(db, 'shared', ['tbl'], sharedRows(index));
  await fill(db, 'wild', ['db', 'principal', 'mask'], targetRows(index, KIND.allTables));
  await fill(db, 'tagged', ['policy', 'principal', 'mask'], targetRows(index, KIND.tablePolicy));
  for (const [name, columns] of SORTED) {
    await db.run(`create table ${name}_by_${columns[0]!} as select * from ${name} order by ${columns.join(', ')}`);
    await db.run(`create index ${name}_${columns[0]!}_index on ${name}_by_${columns[0]!} (${columns[0]!})`);
  }
  await db.run('checkpoint');
}

const SORTED: readonly [string, readonly string[]][] = [
  ['tables', ['id']],
  ['tables', ['db', 'id']],
  ['tables', ['tagset', 'id']],
  ['colset', ['tbl', 'place']],
  ['colset', ['tagset', 'tbl']],
  ['set_pair', ['tagset', 'pair']],
  ['set_pair', ['pair', 'tagset']],
  ['clause', ['policy', 'clause']],
  ['clause', ['pair', 'policy']],
  ['identity', ['actor', 'identity']],
  ['identity', ['identity', 'actor']],
  ['named', ['tbl', 'principal']],
  ['named', ['principal', 'tbl']],
  ['local', ['tbl', 'principal']],
  ['local', ['principal', 'tbl']],
  ['shared', ['tbl']],
  ['wild', ['db', 'principal']],
  ['wild', ['principal', 'db']],
  ['tagged', ['policy', 'principal']],
  ['tagged', ['principal', 'policy']],
];

async function fill(
  db: DuckDBConnection,
  name: string,
  columns: readonly string[],
  rows: Iterable<readonly number[]>,
): Promise<void> {
  await db.run(`create table ${name} (${columns.map((column) => `${column} integer`).join(', ')})`);
  const appender = await db.createAppender(name);
  for (const row of rows) {
    for (const value of row) appender.appendInteger(value);
    appender.endRow();
  }
  appender.closeSync();
}

function* tableRows({ mesh }: AccessIndex): Generator<number[]> {
  for (const table of mesh.catalog.tables) {
    const tagged = mesh.tags.ofColumns.has(table.id) ? 1 : 0;
    yield [table.id, table.database, mesh.tags.ofTable[table.id]!, plainBits(table), tagged];
  }
}

function* columnRows({ mesh }: AccessIndex): Generator<number[]> {
  for (const [table, sets] of mesh.tags.ofColumns) {
    const plain = sets.length - mesh.catalog.tables[table]!.partitionKeys;
    for (let place = 0; place < plain; place++) yield [table, place, sets[place]!];
  }
}

function* setRows({ mesh }: AccessIndex): Generator<number[]> {
  for (const [set, pairs] of mesh.tags.sets.entries()) for (const pair of pairs) yield [set, pair];
}

function* clauseRows({ mesh }: AccessIndex): Generator<number[]> {
  for (const policy of mesh.policies) {
    if (policy.type !== 'TABLE' || policy.void !== undefined) continue;
    for (const [n, clause] of policy.clauses.entries()) {
      const any = mesh.tags.keyOfPair.flatMap((key, pair) => (key === clause.key ? [pair] : []));
      for (const pair of new Set(clause.any ? any : clause.pairs)) yield [policy.id, n, pair, policy.clauses.length];
    }
  }
}

function* identityRows(index: AccessIndex): Generator<number[]> {
  for (const entry of index.mesh.principals.entries) {
    if (!isActor(entry.kind) || entry.existence === 'missing') continue;
    for (const identity of new Set([entry.id, ...entry.groups])) yield [entry.id, identity];
  }
}

function* namedRows({ mesh }: AccessIndex, local: boolean): Generator<number[]> {
  const { grants, catalog } = mesh;
  for (let row = 0; row < grants.count; row++) {
    const kind = grants.kind[row];
    if (kind !== KIND.table && kind !== KIND.filter) continue;
    const origin = grants.origin[row];
    if (origin === ORIGIN.share || (origin === ORIGIN.local) !== local) continue;
    const id = kind === KIND.table ? grants.target[row]! : grants.filters[grants.target[row]!]!.table;
    const table = catalog.tables[id]!;
    const all = plainBits(table);
    let cols = all;
    if (kind === KIND.table && grants.columns[row] === COLUMNS.include) {
      const names = rowRecord(mesh, row).Resource.TableWithColumns?.ColumnNames ?? [];
      cols = columnsOf(table).reduce((bits, column, i) => (names.includes(column) ? bits | (1 << i) : bits), 0);
    }
    yield [id, grants.principal[row]!, grants.permissions[row]!, cols, kind === KIND.filter ? 0 : cols];
  }
}

function* sharedRows({ mesh: { grants } }: AccessIndex): Generator<number[]> {
  const seen = new Set<number>();
  for (let row = 0; row < grants.count; row++) {
    if (grants.origin[row] === ORIGIN.share && grants.kind[row] === KIND.table) seen.add(grants.target[row]!);
  }
  for (const table of seen) yield [table];
}

function* targetRows({ mesh: { grants } }: AccessIndex, kind: number): Generator<number[]> {
  for (let row = 0; row < grants.count; row++) {
    if (grants.kind[row] === kind && grants.origin[row] === ORIGIN.own)
      yield [grants.target[row]!, grants.principal[row]!, grants.permissions[row]!];
  }
}
