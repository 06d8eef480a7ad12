import { countMesh } from '../count-mesh';
import { meshOnHand } from '../mesh-on-hand';
import type { HostContext, HostHandlers } from '../question';
import { createSnapshotId } from '../../store/snapshot-id';
import { Failure } from '../../store/failure';
import type { Damage } from '../../store/snapshot-store';

/** Snapshots kept per connection unless the commit says otherwise. */
const DEFAULT_KEEP = 10;

export const snapshotQuestions = {
  'snapshot.begin': async (context, { connection, members, base, units }) => {
    const id = createSnapshotId(context);
    const older = base === undefined ? undefined : (await context.mesh(base)).snapshot;
    context.drafts.begin({ id, connection, members, base: older, units, ahead: context.store.ahead(id) });
    return { id };
  },

  'snapshot.append': ({ drafts, now }, { id, member, layer, records }) => {
    drafts.get(id).append(member, layer, records, now().toISOString());
    return null;
  },

  'snapshot.commit': async (context, { id, takenAt, members, coverage, calls, keep = DEFAULT_KEEP }) => {
    const { store, drafts } = context;
    const draft = drafts.get(id);
    const snapshot = draft.snapshot({ takenAt, members, coverage });
    const { ahead } = draft;
    const info = await store.write(snapshot, { counts: countMesh(snapshot), calls, ...(ahead ? { ahead } : {}) });
    drafts.end(id);
    context.show(meshOnHand(snapshot, info));
    await store.prune(info.connection, keep);
    return info;
  },

  'snapshot.preview': (context, { id, coverage = [] }) => {
    const draft = context.drafts.get(id);
    const snapshot = draft.snapshot({ takenAt: context.now().toISOString(), members: draft.members, coverage });
    context.show(meshOnHand(snapshot, null));
    return { counts: countMesh(snapshot) };
  },

  'snapshot.abort': async (context, { id }) => {
    const ahead = context.drafts.end(id)?.ahead;
    context.showSettled();
    await ahead?.drop();
    return null;
  },

  'snapshot.list': ({ store }, { connection }) => store.list(connection),

  'snapshot.open': async (context, { id, connection }) => {
    const { mesh, damaged } =
      id === undefined ? await latest(context, connection) : { mesh: await context.mesh(id), damaged: [] };
    if (!mesh?.info) {
      // Another connection without a snapshot is on screen now; its questions must not be answered from this one.
      context.clear();
      return null;
    }
    context.show(mesh);
    return { info: mesh.info, coverage: mesh.snapshot.coverage, damaged };
  },
} satisfies Partial<HostHandlers>;

/** The newest one that can be read: a damaged one is reported and the one before it opened. */
async function latest(
  context: HostContext,
  connection: string | undefined,
): Promise<{ mesh: Awaited<ReturnType<HostContext['mesh']>> | null; damaged: Damage[] }> {
  const { snapshots, damaged } = await context.store.list(connection);
  for (const { id } of snapshots) {
    try {
      return { mesh: await context.mesh(id), damaged };
    } catch (error) {
      if (!(error instanceof Failure) || error.trouble.code !== 'SNAPSHOT_DAMAGED') throw error;
      damaged.push({ path: error.trouble.detail ?? id, reason: error.trouble.message });
    }
  }
  return { mesh: null, damaged };
}
