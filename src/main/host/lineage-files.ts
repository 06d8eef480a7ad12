import { createHash } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportedFile } from '../../core/lineage/answers';
import { readEventFile } from '../../core/lineage/event-file';
import type { LineageEventRecord } from '../../core/model/datazone';
import { writeFileAtomically } from '../store/atomic-file';
import { Failure } from '../store/failure';
import { ensurePrivateFolder } from '../store/home';

/** The most that one file may hold. */
export const MOST_BYTES = 50 * 1024 * 1024;

export interface ImportedEvents {
  /** Changes when a file comes or goes. */
  version: string;
  records: readonly LineageEventRecord[];
}

interface Parsed {
  stamp: string;
  records: LineageEventRecord[];
}

/** OpenLineage files that a person gave, kept as they came beside the snapshots: every mesh that is opened is joined with them. */
export interface LineageFiles {
  /** Keeps a file; one with the same content replaces itself. @throws Failure LINEAGE_TOO_LARGE, STORE_* */
  keep(name: string, text: string): Promise<string>;
  /** A piece of a file that comes; answers how many characters came so far. @throws Failure LINEAGE_TOO_LARGE */
  addPiece(upload: string, text: string): number;
  takePieces(upload: string): string;
  list(): Promise<ImportedFile[]>;
  forget(file: string): Promise<void>;
  events(): Promise<ImportedEvents>;
  /** The events of one file; none of one that is not kept. */
  recordsOf(file: string): Promise<readonly LineageEventRecord[]>;
}

export function lineageFiles(home: string): LineageFiles {
  const folder = join(home, 'lineage');
  const parsed = new Map<string, Parsed>();
  let coming: { upload: string; pieces: string[]; characters: number } | undefined;
  const names = async (): Promise<string[]> => {
    try {
      return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  };
  /** A file is parsed again only when it has changed. */
  const parsedOf = async (file: string): Promise<Parsed> => {
    const { size, mtimeMs } = await stat(join(folder, file));
    const stamp = `${file}:${String(size)}:${String(mtimeMs)}`;
    const known = parsed.get(file);
    if (known?.stamp === stamp) return known;
    const fresh = { stamp, records: recordsOfFile(file, await readFile(join(folder, file), 'utf8')) };
    parsed.set(file, fresh);
    return fresh;
  };
  return {
    async keep(name, text) {
      if (Buffer.byteLength(text) > MOST_BYTES) throw tooLarge(name);
      await ensurePrivateFolder(folder);
      const stem = name.replace(/\.(json|ndjson|jsonl|log|txt)$/i, '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(-80); // prettier-ignore
      const file = `${stem || 'events'}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`;
      await writeFileAtomically(join(folder, file), text);
      return file;
    },
    addPiece(upload, text) {
      if (coming?.upload !== upload) coming = { upload, pieces: [], characters: 0 };
      coming.pieces.push(text);
      coming.characters += text.length;
      const { characters } = coming;
      if (characters <= MOST_BYTES) return characters;
      coming = undefined;
      throw tooLarge('The file');
    },
    takePieces(upload) {
      const pieces = coming?.upload === upload ? coming.pieces : [];
      coming = undefined;
      return pieces.join('');
    },
    async list() {
      return Promise.all(
        (await names()).map(async (file) => {
          const { size, mtime } = await stat(join(folder, file));
          return { file, bytes: size, importedAt: mtime.toISOString() };
        }),
      );
    },
    async forget(file) {
      // Only names that are in the folder: a path cannot leave it.
      if ((await names()).includes(file)) await rm(join(folder, file));
      parsed.delete(file);
    },
    async events() {
      const stamps: string[] = [];
      const records: LineageEventRecord[] = [];
      for (const file of await names()) {
        const known = await parsedOf(file);
        stamps.push(known.stamp);
        for (const record of known.records) records.push(record);
      }
      return { version: stamps.join('|'), records };
    },
    async recordsOf(file) {
      return (await names()).includes(file) ? (await parsedOf(file)).records : [];
    },
  };
}

const tooLarge = (name: string): Failure =>
  new Failure({
    code: 'LINEAGE_TOO_LARGE',
    message: `${name} is larger than ${String(MOST_BYTES / 1024 / 1024)} MB.`,
    wayOut: 'Split it: one event a line can be cut anywhere between lines.',
  });

/** What is unreadable stays in, so that the lineage's own account of itself counts it. */
export function recordsOfFile(file: string, text: string): LineageEventRecord[] {
  const records: LineageEventRecord[] = [];
  for (const { line, raw } of readEventFile(text))
    records.push({ id: `${file}:${String(line)}`, source: 'file', file: `${file}, event ${String(line)}`, event: raw });
  return records;
}
