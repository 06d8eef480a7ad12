import type { SnapshotStore } from '../store/snapshot-store';
import type { Entropy } from '../store/snapshot-id';
import type { MeshOnHand } from './mesh-on-hand';
import type { HostCallName, HostCalls } from './port';
import type { Drafts } from './drafts';
import type { LineageFiles } from './lineage-files';

/** What a question may use. */
export interface HostContext extends Entropy {
  store: SnapshotStore;
  drafts: Drafts;
  lineageFiles: LineageFiles;
  /** The mesh on screen. @throws Failure MESH_NONE */
  current(): MeshOnHand;
  /** The mesh on screen where the id is absent or its own, else a stored one, kept for the next question. */
  mesh(id?: string): Promise<MeshOnHand>;
  /** Puts another mesh on screen. */
  show(mesh: MeshOnHand): void;
  /** Puts the last stored mesh back on screen, in place of a crawl's early picture. */
  showSettled(): void;
  /** Takes the mesh off the screen. */
  clear(): void;
}

export type HostHandler<K extends HostCallName> = (
  context: HostContext,
  input: HostCalls[K]['in'],
  signal: AbortSignal,
) => HostCalls[K]['out'] | Promise<HostCalls[K]['out']>;

/** One per question. An area's file exports a `Pick` of it, and `questions/all.ts` puts them together. */
export type HostHandlers = { [K in HostCallName]: HostHandler<K> };
