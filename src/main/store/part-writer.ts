import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { SNAPSHOT_SCHEMA } from '../../core/model/snapshot';
import type { Member, Part } from '../../core/model/snapshot';
import { syncFile } from './atomic-file';
import { quoted } from './duckdb';
import type { KeyColumn } from './key-columns';
import { keyColumnsOf } from './key-columns';
import type { PartFile } from './manifest';

/** Rows between two turns of the event loop, so that the host keeps answering while it writes a million. */
const ROWS_PER_TURN = 2_000;

/** JSON text never holds a bare line feed, so it ends a row; key columns that hold one, or this mark, are left out. */
const ROW_END = '\n';
const NOTHING = '\u0001';

/**
 * Writes one part as Parquet: member, account, region, schema, the layer's key columns, and `raw`, the record as JSON
 * without loss. `name` becomes the file's name.
 */
export async function writePart(
  db: DuckDBConnection,
  folder: string,
  name: string,
  part: Part,
  member: Member,
): Promise<PartFile> {
  const columns = keyColumnsOf(part.layer);
  const table = 'part_being_written';
  await db.run(`CREATE OR REPLACE TABLE ${table} (${columns.map((c) => `${c.name} VARCHAR`).join(', ')}, raw VARCHAR)`);
  await appendBatches(db, table, columns, part.records);

  const file = `${name}.parquet`;
  const path = join(folder, file);
  const select = [
    `${quoted(member.id)} AS member`,
    `${quoted(member.account)} AS account`,
    `${quoted(member.region)} AS region`,
    `${String(SNAPSHOT_SCHEMA)} AS schema_version`,
    ...columns.map(({ name, type }) =>
      type === 'time' ? `TRY_CAST(${orNothing(name)} AS TIMESTAMP) AS ${name}` : `${orNothing(name)} AS ${name}`,
    ),
    'raw',
  ];
  const rows = [...columns.map((c) => c.name), 'raw'].map(unnested).join(', ');
  await db.run(
    `COPY (SELECT ${select.join(', ')} FROM (SELECT ${rows} FROM ${table})) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  await db.run(`DROP TABLE ${table}`);
  await chmod(path, 0o600);
  await syncFile(path);
  return {
    member: part.member,
    layer: part.layer,
    readAt: part.readAt,
    file,
    rows: part.records.length,
    bytes: (await stat(path)).size,
    sha256: await sha256Of(path),
  };
}

/** Thousands of rows as one row of texts, taken apart again in SQL: a call per cell costs more than the writing itself. */
async function appendBatches(
  db: DuckDBConnection,
  table: string,
  columns: readonly KeyColumn<object>[],
  records: readonly object[],
): Promise<void> {
  const appender = await db.createAppender(table);
  try {
    for (let from = 0; from < records.length; from += ROWS_PER_TURN) {
      const batch = records.slice(from, from + ROWS_PER_TURN);
      for (const column of columns)
        appender.appendVarchar(batch.map((record) => keyText(column.of(record))).join(ROW_END));
      appender.appendVarchar(batch.map((record) => JSON.stringify(record)).join(ROW_END));
      appender.endRow();
      await nextTurn();
    }
  } finally {
    appender.closeSync();
  }
}

/** Hostile or future records may hold anything where a name is expected; `raw` keeps it, the key column does not. */
const keyText = (value: unknown): string =>
  typeof value === 'string' && !value.includes(ROW_END) && !value.includes(NOTHING) ? value : NOTHING;

/** One column of the batches, a row each. */
const unnested = (column: string): string =>
  `unnest(string_split(${column}, chr(${String(ROW_END.charCodeAt(0))}))) AS ${column}`;
const orNothing = (column: string): string => `nullif(${column}, chr(${String(NOTHING.charCodeAt(0))}))`;

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
