import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { SNAPSHOT_SCHEMA } from '../../core/model/snapshot';
import type { Member, Part } from '../../core/model/snapshot';
import { syncFile } from './atomic-file';
import { quoted } from './duckdb';
import type { KeyColumn } from './key-columns';
import { keyColumnsOf } from './key-columns';
import type { PartFile } from './manifest';

/** Bytes that are written at once; a longer line gets what it needs. */
const BUFFER = 1 << 20;

/** Rows of a row group: as many as one thread keeps in its cache. */
export const ROW_GROUP = 20_480;

/** The least, in bytes, that DuckDB is told of a line: it reads in buffers of 16 lines, and small ones stay in the cache. */
const SHORT_LINE = 100_000;
/** UTF-8 takes at most three bytes for what is one unit of a JavaScript string. */
const BYTES_PER_UNIT = 3;

/** What no JSON text holds bare: between two cells, in place of a missing one, and after a row. */
const CELL_END = '\u0001';
const NOTHING = '\u0002';
const ROW_END = '\n';
/** Key columns with one of these are left out; so are those with what may be taken for the end of a row. */
// eslint-disable-next-line no-control-regex -- the marks above
const MARKS = /[\u0000-\u0002\n\r]/;

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
  const file = `${name}.parquet`;
  const path = join(folder, file);
  const rows = join(folder, `${name}.rows`);
  const longest = await writeRows(rows, columns, owned);
  const owner = ({ id, account, region }: Member): string =>
    `{${[`member: ${quoted(id)}`, `account: ${quoted(account)}`, `region: ${quoted(region)}`].join(', ')}}`;
  const select = [
    `unnest([${owned.map(({ member }) => owner(member)).join(', ')}][part])`,
    `${String(SNAPSHOT_SCHEMA)} AS schema_version`,
    ...columns.map(({ name: key, type }) => (type === 'time' ? `TRY_CAST(${key} AS TIMESTAMP) AS ${key}` : key)),
    'raw',
  ];
  await db.run(
    `COPY (SELECT ${select.join(', ')} FROM ${rowsIn(rows, columns, longest)})
     TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${String(ROW_GROUP)})`,
  );
  await rm(rows);
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

/**
 * Writes the rows of all parts as text, a line each: the number of the part from 1, the key columns, and the record.
 * DuckDB reads such a file in parallel, where handing over each cell costs more than all the rest. Answers the length of
 * the longest line in bytes, `SHORT_LINE` at least.
 */
async function writeRows(
  path: string,
  columns: readonly KeyColumn<object>[],
  owned: readonly OwnedPart[],
): Promise<number> {
  let longest = SHORT_LINE;
  let buffer = Buffer.allocUnsafe(BUFFER);
  let used = 0;
  const file = await open(path, 'w', 0o600);
  // Also a turn of the event loop, so that the host keeps answering while it writes a million rows.
  const flush = async (): Promise<void> => {
    await file.appendFile(buffer.subarray(0, used));
    used = 0;
  };
  try {
    for (const [at, { part }] of owned.entries()) {
      for (const record of part.records) {
        const line = lineOf(at + 1, record, columns);
        const most = line.length * BYTES_PER_UNIT;
        if (used + most > buffer.length) await flush();
        if (most > buffer.length) buffer = Buffer.allocUnsafe(most);
        const bytes = buffer.write(line, used);
        longest = Math.max(longest, bytes);
        used += bytes;
      }
    }
    await flush();
  } finally {
    await file.close();
  }
  return longest;
}

function lineOf(part: number, record: object, columns: readonly KeyColumn<object>[]): string {
  let line = String(part);
  for (const column of columns) line += CELL_END + keyText(column.of(record));
  return line + CELL_END + JSON.stringify(record) + ROW_END;
}

const rowsIn = (path: string, columns: readonly KeyColumn<object>[], longest: number): string => {
  const types = ["part: 'INTEGER'", ...[...columns.map((c) => c.name), 'raw'].map((name) => `${name}: 'VARCHAR'`)];
  const options = [
    `columns = {${types.join(', ')}}`,
    `delim = chr(${String(CELL_END.charCodeAt(0))})`,
    `nullstr = chr(${String(NOTHING.charCodeAt(0))})`,
    `max_line_size = ${String(longest)}`,
    `quote = '', escape = '', new_line = '\\n', header = false, auto_detect = false`,
  ];
  return `read_csv(${quoted(path)}, ${options.join(', ')})`;
};

/** Hostile or future records may hold anything where a name is expected; `raw` keeps it, the key column does not. */
const keyText = (value: unknown): string => (typeof value === 'string' && !MARKS.test(value) ? value : NOTHING);

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
