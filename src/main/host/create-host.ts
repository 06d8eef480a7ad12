import { fail, ok } from '../../core/model/result';
import { CANCELLED, Failure, troubleOf } from '../store/failure';
import { createSnapshotStore } from '../store/snapshot-store';
import type { SnapshotStore, StoreDeps } from '../store/snapshot-store';
import { createDrafts } from './drafts';
import { lineageFiles } from './lineage-files';
import { meshOnHand } from './mesh-on-hand';
import type { MeshOnHand } from './mesh-on-hand';
import type { HostCallName, HostCalls, MeshHost } from './port';
import type { HostContext, HostHandler } from './question';
import { QUESTIONS } from './questions/all';

export interface HostDeps extends StoreDeps {
  /** Lower-case letters and digits, at least 6. */
  random: () => string;
  /** Where snapshots are kept; absent = in Heddle's folder. */
  store?: SnapshotStore;
}

/** Stored meshes kept beside the one on screen, so that two can be compared without reading them for each question. */
const KEPT = 2;

/** The mesh host as a value: the process and the tests both use it. */
export function createHost(deps: HostDeps): MeshHost {
  const store = deps.store ?? createSnapshotStore(deps);
  const kept = new Map<string, MeshOnHand>();
  let onScreen: MeshOnHand | null = null;
  let settled: MeshOnHand | null = null;

  const context: HostContext = {
    now: deps.now,
    random: deps.random,
    store,
    drafts: createDrafts(),
    lineageFiles: lineageFiles(deps.home),
    current() {
      if (onScreen) return onScreen;
      throw new Failure({
        code: 'MESH_NONE',
        message: 'There is no mesh yet.',
        wayOut: 'Read the connection first; the embedded sandbox needs no credentials.',
      });
    },
    async mesh(id) {
      if (id === undefined || id === onScreen?.snapshot.id) return context.current();
      const known = kept.get(id);
      if (known) return known;
      const { snapshot, info } = await store.open(id);
      const mesh = meshOnHand(snapshot, info);
      kept.set(id, mesh);
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(oldest);
      return mesh;
    },
    show(mesh) {
      onScreen = mesh;
      if (mesh.info) settled = mesh;
    },
    showSettled: () => void (onScreen = settled),
    clear: () => void (onScreen = settled = null),
  };

  return {
    async ask<K extends HostCallName>(name: K, input: HostCalls[K]['in'], signal = new AbortController().signal) {
      const handler = (Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined) as HostHandler<K> | undefined;
      if (!handler)
        return fail({ code: 'HOST_UNKNOWN_CALL', message: `The mesh host does not know ${JSON.stringify(name)}.` });
      try {
        const value = await handler(context, input, signal);
        return signal.aborted ? fail(CANCELLED) : ok(value);
      } catch (error) {
        return fail(
          troubleOf(error, 'HOST_FAILED', 'The question could not be answered because of a fault in Heddle.'),
        );
      }
    },
    close: () => Promise.resolve(),
  };
}
