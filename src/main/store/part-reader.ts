import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Part } from '../../core/model/snapshot';
import { quoted } from './duckdb';
import { damaged } from './manifest';
import type { PartFile } from './manifest';
import { sha256Of } from './part-writer';
import type { RecordParser } from './record-parser';

/**
 * Reads the parts of one file back, records in the order in which they were written. `parts` are all entries of the
 * manifest that name the file, in its order; `parser` is that of their layer, which may have read other files of it.
 * @throws Failure SNAPSHOT_DAMAGED where the file is missing, shortened, altered or not Parquet
 */
export async function readParts(
  db: DuckDBConnection,
  folder: string,
  parts: readonly PartFile[],
  parser: RecordParser,
): Promise<Part[]> {
  const [first] = parts;
  if (!first) return [];
  const path = join(folder, first.file);
  const reason = await damageOf(path, first);
  if (reason) throw damaged(path, reason);
  const records = await readRecords(db, path, first.file, parser);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (records.length !== rows)
    throw damaged(path, `${first.file} holds ${String(records.length)} of ${String(rows)} rows.`);
  let from = 0;
  return parts.map(({ member, layer, readAt, rows: own }) => {
    const mine = parts.length === 1 ? records : records.slice(from, (from += own));
    return { member, layer, readAt, records: mine } as Part;
  });
}

async function readRecords(db: DuckDBConnection, path: string, file: string, parser: RecordParser): Promise<unknown[]> {
  const records: unknown[] = [];
  try {
    const result = await db.stream(`SELECT raw FROM read_parquet(${quoted(path)})`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return records;
      for (const raw of chunk.getColumnValues(0)) records.push(parser.parse(raw as string));
      await nextTurn();
    }
  } catch (error) {
    throw damaged(path, `${file} cannot be decoded (${error instanceof Error ? error.message : String(error)}).`);
  }
}

/** Cheap enough for every opening: 10 MB of Parquet hash in about 10 ms. */
async function damageOf(path: string, part: PartFile): Promise<string | undefined> {
  const size = await stat(path).then(
    (s) => s.size,
    () => undefined,
  );
  if (size === undefined) return `${part.file} is missing.`;
  if (size !== part.bytes) return `${part.file} has ${String(size)} of ${String(part.bytes)} bytes.`;
  return (await sha256Of(path)) === part.sha256 ? undefined : `${part.file} was altered after it was written.`;
}
