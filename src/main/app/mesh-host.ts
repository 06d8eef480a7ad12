import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { utilityChannel } from '../host/channel';
import { connectHost } from '../host/client';
import type { MeshHost } from '../host/port';

/** Starts the process that holds the mesh. */
export function startMeshHost(home: string): MeshHost {
  const child = utilityProcess.fork(join(app.getAppPath(), 'out/main/host.cjs'), [], {
    serviceName: 'Heddle mesh host',
    env: { ...process.env, HEDDLE_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return connectHost(utilityChannel(child));
}
