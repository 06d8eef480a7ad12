import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { SNAPSHOT_SCHEMA } from '../../core/model/snapshot';
import type { Member, Part } from '../../core/model/snapshot';
import { syncFile } from './atomic-file';
import { quoted } from './duckdb';
import { keyColumnsOf } from './key-columns';
import type { PartFile } from './manifest';

/** Rows between two turns of the event loop, so that the host keeps answering while it writes a million. */
const ROWS_PER_TURN = 4_000;

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
  const appender = await db.createAppender(table);
  try {
    let rows = 0;
    for (const record of part.records) {
      for (const column of columns) appendText(appender, column.of(record));
      appender.appendVarchar(JSON.stringify(record));
      appender.endRow();
      if (++rows % ROWS_PER_TURN === 0) await nextTurn();
    }
  } finally {
    appender.closeSync();
  }

  const file = `${name}.parquet`;
  const path = join(folder, file);
  const select = [
    `${quoted(member.id)} AS member`,
    `${quoted(member.account)} AS account`,
    `${quoted(member.region)} AS region`,
    `${String(SNAPSHOT_SCHEMA)} AS schema_version`,
    ...columns.map((c) => (c.type === 'time' ? `TRY_CAST(${c.name} AS TIMESTAMP) AS ${c.name}` : c.name)),
    'raw',
  ];
  await db.run(
    `COPY (SELECT ${select.join(', ')} FROM ${table}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
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

/** Hostile or future records may hold anything where a name is expected; `raw` keeps it, the key column does not. */
function appendText(appender: DuckDBAppender, value: unknown): void {
  if (typeof value === 'string') appender.appendVarchar(value);
  else appender.appendNull();
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
