import type { MeshHost, OpenedSnapshot } from '../host/port';
import { Failure } from '../store/failure';
import type { Invocation } from './command';
import { valueOf } from './exit';
import { textFlag } from './flags';

/** Runs `work` with a mesh host and ends it afterwards, whatever happened. */
export async function withHost<T>({ world }: Invocation, work: (host: MeshHost) => Promise<T>): Promise<T> {
  const host = world.startHost();
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** Opens the mesh that `--snapshot` or `--connection` names, else the latest one of all. */
export function withMesh<T>(
  invocation: Invocation,
  work: (host: MeshHost, opened: OpenedSnapshot) => Promise<T>,
): Promise<T> {
  const { world, flags } = invocation;
  return withHost(invocation, async (host) => {
    const connection = textFlag(flags, 'connection');
    const opened = valueOf(
      await host.ask('snapshot.open', { id: textFlag(flags, 'snapshot'), connection }, world.signal),
    );
    const damaged = opened?.damaged ?? valueOf(await host.ask('snapshot.list', { connection })).damaged;
    for (const { reason, path } of damaged) world.tell(`heddle: passed over a snapshot. ${reason} (${path})`);
    if (opened) return work(host, opened);
    if (damaged.length > 0)
      throw new Failure({
        code: 'SNAPSHOT_DAMAGED',
        message: 'None of the stored snapshots can be read.',
        wayOut: 'Run `heddle crawl` to read the mesh anew; the damaged ones are left as they are.',
      });
    throw new Failure({
      code: 'SNAPSHOT_NONE',
      message: connection
        ? `There is no snapshot of the connection ${JSON.stringify(connection)} yet.`
        : 'There is no snapshot yet.',
      wayOut: 'Run `heddle crawl` first; without any AWS configuration it reads the embedded sandbox.',
    });
  });
}
