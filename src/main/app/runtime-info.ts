import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AppState } from '../../contract/calls';

/** The fallback carries a marker file beside its executable; an environment variable could be forgotten. */
export function runtimeInfo(executable: string, electron: string, version: string): AppState['runtime'] {
  return { electron, fallback: existsSync(join(dirname(executable), 'heddle-fallback')), version };
}

/**
 * May an endpoint of this host be reached? On the fallback runtime only loopback, unless
 * `HEDDLE_ALLOW_FALLBACK_RUNTIME=1`. The AWS layer's request handler asks before each connection.
 */
export const hostRule =
  (runtime: Pick<AppState['runtime'], 'fallback'>, env: NodeJS.ProcessEnv): ((host: string) => boolean) =>
  (host) =>
    !runtime.fallback || env['HEDDLE_ALLOW_FALLBACK_RUNTIME'] === '1' || isLoopback(host);

/** `127.0.0.0/8`, `::1` or `localhost`, with or without a port. */
export function isLoopback(host: string): boolean {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1] ?? (host.split(':').length === 2 ? host.split(':')[0]! : host);
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}
