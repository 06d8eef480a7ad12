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

/** A part with the member that read it. */
export interface OwnedPart {
  part: Part;
  member: Member;
}

/**
 * Writes parts of one layer, one after the other, as one Parquet file: member, account, region, schema, the layer's key
 * columns, and `raw`, the record as JSON without loss. `name` becomes the file's name. Answers an entry per part, in order.
 */
export async function writeParts(
  db: DuckDBConnection,
  folder: string,
  name: string,
  owned: readonly OwnedPart[],
): Promise<PartFile[]> {
  const columns = owned[0] ? keyColumnsOf(owned[0].part.layer) : [];
  const table = 'part_being_written';
  const texts = [...OWNER, ...columns.map((c) => c.name), 'raw'];
  await db.run(`CREATE OR REPLACE TABLE ${table} (${texts.map((text) => `${text} VARCHAR`).join(', ')})`);
  await appendBatches(db, table, columns, owned);

  const file = `${name}.parquet`;
  const path = join(folder, file);
  const select = [
    ...OWNER,
    `${String(SNAPSHOT_SCHEMA)} AS schema_version`,
    ...columns.map(({ name, type }) =>
      type === 'time' ? `TRY_CAST(${orNothing(name)} AS TIMESTAMP) AS ${name}` : `${orNothing(name)} AS ${name}`,
    ),
    'raw',
  ];
  const rows = [...OWNER, ...[...columns.map((c) => c.name), 'raw'].map(unnested)].join(', ');
  await db.run(
    `COPY (SELECT ${select.join(', ')} FROM (SELECT ${rows} FROM ${table})) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  await db.run(`DROP TABLE ${table}`);
  await chmod(path, 0o600);
  await syncFile(path);
  const about = { file, bytes: (await stat(path)).size, sha256: await sha256Of(path) };
  return owned.map(({ part }) => ({
    member: part.member,
    layer: part.layer,
    readAt: part.readAt,
    rows: part.records.length,
    ...about,
  }));
}

/** Whose eyes a row was seen with; the same for all rows of a batch. */
const OWNER = ['member', 'account', 'region'];

/** Thousands of rows as one row of texts, taken apart again in SQL: a call per cell costs more than the writing itself. */
async function appendBatches(
  db: DuckDBConnection,
  table: string,
  columns: readonly KeyColumn<object>[],
  owned: readonly OwnedPart[],
): Promise<void> {
  const appender = await db.createAppender(table);
  try {
    for (const { part, member, from } of batchesOf(owned)) {
      const batch: readonly object[] = part.records.slice(from, from + ROWS_PER_TURN);
      for (const text of [member.id, member.account, member.region]) appender.appendVarchar(text);
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

function* batchesOf(owned: readonly OwnedPart[]): Generator<OwnedPart & { from: number }> {
  for (const { part, member } of owned)
    for (let from = 0; from < part.records.length; from += ROWS_PER_TURN) yield { part, member, from };
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
