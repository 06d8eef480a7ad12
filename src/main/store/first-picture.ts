import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotInfo } from '../../contract/calls';
import type { GraphView } from '../../core/graph/types';
import type { CoverageGap } from '../../core/model/snapshot';
import { writeFileAtomically } from './atomic-file';
import type { Manifest } from './manifest';
import { wrongSize } from './part-sizes';
import { isSnapshotId } from './snapshot-id';
import { infoOf } from './snapshot-info';

const PICTURE = 'picture.json';
const MANIFEST = 'manifest.json';

/** Raised whenever the window would misread what an older Heddle kept. */
const SHAPE = 1;

/** A mesh of so many domains is drawn by the host alone. */
const MAX_LENGTH = 1_000_000;

/** Line 1 of the file; line 2 is the view. */
interface Head {
  shape: number;
  /** SHA-256 of the manifest of the snapshot that was drawn. */
  manifest: string;
  /** SHA-256 of line 2. */
  view: string;
}

/** Keeps what the window shows first of a stored snapshot beside it, for the next start. */
export async function keepPicture(home: string, id: string, view: GraphView): Promise<void> {
  const folder = join(home, 'snapshots', id);
  const text = JSON.stringify(view);
  if (text.length > MAX_LENGTH) return;
  const head: Head = { shape: SHAPE, manifest: sha256(await readFile(join(folder, MANIFEST))), view: sha256(text) };
  const content = `${JSON.stringify(head)}\n${text}\n`;
  const before = await readFile(join(folder, PICTURE), 'utf8').catch(() => '');
  if (before !== content) await writeFileAtomically(join(folder, PICTURE), content);
}

/**
 * The picture of the connection's newest snapshot, without the database engine: null unless it was kept of exactly this
 * manifest, is whole, and every part of the snapshot is there. Of older snapshots none is shown.
 */
export async function readPicture(
  home: string,
  connection: string,
): Promise<{ info: SnapshotInfo; coverage: CoverageGap[]; view: GraphView } | null> {
  try {
    const root = join(home, 'snapshots');
    for (const id of (await readdir(root)).filter(isSnapshotId).sort().reverse()) {
      const bytes = await readFile(join(root, id, MANIFEST)).catch(() => null);
      if (bytes === null) continue;
      // Not parsed by its schema: the host had when the picture was made, and the hash tells that this is the same file.
      const manifest = JSON.parse(bytes.toString()) as Manifest;
      if (manifest.connection !== connection) continue;
      const [first = '', text = ''] = (await readFile(join(root, id, PICTURE), 'utf8')).split('\n');
      const head = JSON.parse(first) as Head;
      if (head.shape !== SHAPE || head.manifest !== sha256(bytes) || head.view !== sha256(text)) return null;
      if ((await wrongSize(join(root, id), manifest.parts)) !== null) return null;
      return { info: infoOf(manifest), coverage: manifest.coverage, view: JSON.parse(text) as GraphView };
    }
    return null;
  } catch {
    return null;
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
