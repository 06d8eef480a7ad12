import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppState, FirstPicture } from '../../contract/calls';
import { readPicture } from '../store/first-picture';
import { SANDBOX } from '../usecases/choose-members';
import { describeConnection, emptyState } from '../usecases/connections-on-screen';

/**
 * What the window drew of the last snapshot, read while Chromium starts and before AWS clients, schemas and the database
 * engine are loaded. Null where there is none, or none that still holds.
 */
export async function firstPicture(home: string, runtime: AppState['runtime']): Promise<FirstPicture | null> {
  const { connection, theme } = await lastUsed(home);
  const picture = await readPicture(home, connection);
  if (picture === null) return null;
  const { info, coverage, view } = picture;
  return {
    app: {
      ...emptyState(runtime, [], theme),
      opening: true,
      connection: describeConnection(connection, [], info),
      snapshot: info,
      coverage,
    },
    view,
  };
}

/** Two members of the settings, without the schemas that the use cases read them by a moment later. */
async function lastUsed(home: string): Promise<{ connection: string; theme: AppState['theme'] }> {
  const text = await readFile(join(home, 'settings.json'), 'utf8').catch(() => '{}');
  const { connection, theme } = parsed(text);
  return {
    connection: typeof connection === 'string' ? connection : SANDBOX,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

/** Settings that cannot be read are the defaults, as for the use cases. */
function parsed(text: string): { connection?: unknown; theme?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}
