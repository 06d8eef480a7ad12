import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { MeshCounts, SnapshotInfo } from '../../contract/calls';
import type { GraphView } from '../../core/graph/types';
import { SNAPSHOT_SCHEMA } from '../../core/model/snapshot';
import type { Layer, Member, Part, Snapshot } from '../../core/model/snapshot';
import { aheadKey, createAheadWriter, forget } from './ahead-writer';
import type { AheadWriter } from './ahead-writer';
import { syncFolder, writeFileAtomically } from './atomic-file';
import { openDuckDb } from './duckdb';
import { Failure, troubleOf } from './failure';
import { keepPicture } from './first-picture';
import { ensurePrivateFolder } from './home';
import { damaged, readManifest } from './manifest';
import type { Manifest, PartFile } from './manifest';
import { readParts } from './part-reader';
import { wrongSize } from './part-sizes';
import { RecordParser } from './record-parser';
import { writeParts } from './part-writer';
import type { OwnedPart } from './part-writer';
import { isSnapshotId } from './snapshot-id';
import { infoOf } from './snapshot-info';

const MANIFEST = 'manifest.json';

/** A folder without a manifest is a write that never ended; another Heddle may still be at it for this long. */
const ABANDONED_AFTER_MS = 24 * 3600 * 1000;

export interface Damage {
  path: string;
  reason: string;
}

export interface StoredSnapshot {
  info: SnapshotInfo;
  snapshot: Snapshot;
}

export interface SnapshotStore {
  /** Writes large parts of a snapshot while it is still being read; `write` takes them over, `drop` forgets them. */
  ahead(id: string): AheadWriter;
  /**
   * Writes parts and manifest; on any failure nothing is left behind. `ahead` holds the first rows of its parts.
   * @throws Failure STORE_DISK_FULL, STORE_NOT_WRITABLE, SNAPSHOT_NOT_WRITTEN
   */
  write(
    snapshot: Snapshot,
    about: { counts: MeshCounts; calls: Record<string, number>; ahead?: AheadWriter },
  ): Promise<SnapshotInfo>;
  /** Newest first. What cannot be read is named, never thrown. */
  list(connection?: string): Promise<{ snapshots: SnapshotInfo[]; damaged: Damage[] }>;
  /** @throws Failure SNAPSHOT_UNKNOWN, SNAPSHOT_DAMAGED */
  open(id: string): Promise<StoredSnapshot>;
  /** Keeps what the window shows first of a stored snapshot, for the next start. */
  keepPicture(id: string, view: GraphView): Promise<void>;
  /** Forgets the oldest of a connection beyond `keep`. */
  prune(connection: string, keep: number): Promise<void>;
}

export interface StoreDeps {
  /** Heddle's folder; snapshots live in `snapshots/<id>/` under it. */
  home: string;
  now: () => Date;
  /** Replaced by tests of the full disk. */
  writeParts?: typeof writeParts;
}

export function createSnapshotStore({ home, now, writeParts: write = writeParts }: StoreDeps): SnapshotStore {
  const root = join(home, 'snapshots');
  let db: Promise<DuckDBConnection> | undefined;
  const duckdb = (): Promise<DuckDBConnection> => (db ??= openDuckDb(join(home, 'tmp')));

  async function folders(): Promise<string[]> {
    const names = await readdir(root).catch(() => []);
    return names.filter(isSnapshotId).sort().reverse();
  }

  async function list(connection?: string): Promise<{ snapshots: SnapshotInfo[]; damaged: Damage[] }> {
    const snapshots: SnapshotInfo[] = [];
    const bad: Damage[] = [];
    for (const id of await folders()) {
      const path = join(root, id, MANIFEST);
      if (!(await exists(path))) continue;
      try {
        const manifest = await readManifest(path);
        const wrong = await wrongSize(join(root, id), manifest.parts);
        if (wrong !== null) throw damaged(join(root, id), wrong);
        if (connection === undefined || manifest.connection === connection) snapshots.push(infoOf(manifest));
      } catch (error) {
        bad.push({ path: join(root, id), reason: troubleOf(error, 'SNAPSHOT_DAMAGED', 'It cannot be read.').message });
      }
    }
    return { snapshots, damaged: bad };
  }

  async function openFolder(id: string): Promise<string> {
    const folder = join(root, id);
    await ensurePrivateFolder(root);
    await mkdir(folder, { mode: 0o700, recursive: true });
    return folder;
  }

  return {
    list,

    ahead: (id) =>
      createAheadWriter(join(root, id), async (name, owned) => {
        try {
          const [file] = await write(await duckdb(), await openFolder(id), name, [owned]);
          return file!;
        } catch (error) {
          throw notWritten(error);
        }
      }),

    async write(snapshot, { counts, calls, ahead }) {
      const folder = join(root, snapshot.id);
      try {
        const early = (await ahead?.files()) ?? new Map<string, PartFile[]>();
        await openFolder(snapshot.id);
        const written = new Map<Part, PartFile>();
        const rest = new Map(snapshot.parts.map((part) => [restOf(part, early.get(aheadKey(part)) ?? []), part]));
        for (const [number, owned] of filesOf(snapshot.members, [...rest.keys()]).entries()) {
          const name = `${owned[0]?.part.layer ?? 'none'}-${String(number).padStart(4, '0')}`;
          const entries = await write(await duckdb(), folder, name, owned);
          owned.forEach(({ part }, at) => written.set(rest.get(part)!, entries[at]!));
        }
        const parts = snapshot.parts.flatMap((part) => [
          ...(early.get(aheadKey(part)) ?? []).map((file) => ({ ...file, readAt: part.readAt })),
          written.get(part)!,
        ]);
        const { id, connection, takenAt, coverage } = snapshot;
        const manifest: Manifest = {
          schema: SNAPSHOT_SCHEMA,
          id,
          connection,
          takenAt,
          members: snapshot.members,
          coverage,
          calls,
          counts,
          parts,
        };
        await syncFolder(folder);
        await writeFileAtomically(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
        await syncFolder(root);
        await sweep(root, now());
        return infoOf(manifest);
      } catch (error) {
        await forget(folder);
        throw notWritten(error);
      }
    },

    async open(id) {
      const folder = join(root, id);
      if (!isSnapshotId(id) || !(await exists(join(folder, MANIFEST))))
        throw new Failure({
          code: 'SNAPSHOT_UNKNOWN',
          message: `There is no stored snapshot ${JSON.stringify(id.slice(0, 80))}.`,
          wayOut: 'List the stored ones on the History page, or leave the snapshot out to get the latest.',
        });
      const manifest = await readManifest(join(folder, MANIFEST));
      const read = new Map<PartFile, Part>();
      const parsers = new Map<Layer, RecordParser>();
      for (const entries of filesIn(manifest)) {
        const { layer } = entries[0]!;
        const parser = parsers.get(layer) ?? new RecordParser();
        parsers.set(layer, parser);
        const parts = await readParts(await duckdb(), folder, entries, parser);
        entries.forEach((entry, at) => read.set(entry, parts[at]!));
      }
      const parts = joined(manifest.parts.map((entry) => read.get(entry)!));
      const { connection, takenAt, members, coverage } = manifest;
      return {
        info: infoOf(manifest),
        snapshot: { schema: SNAPSHOT_SCHEMA, id, connection, takenAt, members, parts, coverage },
      };
    },

    keepPicture: (id, view) => keepPicture(home, id, view),

    async prune(connection, keep) {
      const { snapshots } = await list(connection);
      for (const old of snapshots.slice(Math.max(1, keep)))
        await rm(join(root, old.id), { recursive: true, force: true });
    },
  };
}

/** A part without the rows that are in files already. */
function restOf(part: Part, written: readonly PartFile[]): Part {
  const rows = written.reduce((sum, file) => sum + file.rows, 0);
  return { ...part, records: part.records.slice(rows) } as Part;
}

/** A part that was written as several files is one again. */
function joined(pieces: readonly Part[]): Part[] {
  const parts = new Map<string, Part>();
  for (const piece of pieces) {
    const key = aheadKey(piece);
    const part = parts.get(key);
    const into = part?.records as unknown[] | undefined;
    if (into) for (const record of piece.records) into.push(record);
    else parts.set(key, piece);
  }
  return [...parts.values()];
}

/** Rows up to which parts of a layer share a file. */
const SHARED_ROWS = 10_000;

/**
 * Parts that go into one file: those of a layer, as far as they are small. A file costs the same whatever it holds, and a
 * connection of five accounts has more than a hundred parts with a few rows each.
 */
function filesOf(members: readonly Member[], parts: readonly Part[]): OwnedPart[][] {
  const known = new Map(members.map((m) => [m.id, m]));
  const files: OwnedPart[][] = [];
  const open = new Map<Layer, { file: OwnedPart[]; rows: number }>();
  for (const part of parts) {
    const member = known.get(part.member);
    if (!member) throw new Error(`part of unknown member ${part.member}`);
    const rows = part.records.length;
    const last = open.get(part.layer);
    if (last && last.rows + rows <= SHARED_ROWS) {
      last.file.push({ part, member });
      last.rows += rows;
    } else {
      const file = [{ part, member }];
      files.push(file);
      open.set(part.layer, { file, rows });
    }
  }
  return files;
}

function filesIn({ parts }: Manifest): PartFile[][] {
  const files = new Map<string, PartFile[]>();
  for (const part of parts) files.set(part.file, [...(files.get(part.file) ?? []), part]);
  return [...files.values()];
}

const notWritten = (error: unknown): Failure =>
  new Failure(troubleOf(error, 'SNAPSHOT_NOT_WRITTEN', 'The snapshot could not be stored.'), error);

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function sweep(root: string, now: Date): Promise<void> {
  for (const id of (await readdir(root)).filter(isSnapshotId)) {
    if (await exists(join(root, id, MANIFEST))) continue;
    const { mtimeMs } = await stat(join(root, id));
    if (now.getTime() - mtimeMs > ABANDONED_AFTER_MS) await rm(join(root, id), { recursive: true, force: true });
  }
}
