import type { RequestPolling } from '../../../contract/requests';
import type { SettingsFile } from '../settings';
import { watchRequests, type WatchDeps } from './watch-requests';

interface Deps extends Omit<WatchDeps, 'minutes'> {
  env: NodeJS.ProcessEnv;
  settings: Pick<SettingsFile, 'change'>;
  /** What the settings say at the start. */
  minutes: number;
}

const VARIABLE = 'HEDDLE_REQUEST_MINUTES';

/** The watch for new requests, with its pace: a variable wins over the setting, and the setting is kept. */
export function requestPolling({ env, settings, minutes: setting, ...deps }: Deps) {
  const fixed = minutesOf(env[VARIABLE]);
  let minutes = fixed ?? setting;
  let stop = (): void => undefined;
  const start = (): void => {
    stop();
    stop = watchRequests({ ...deps, minutes });
  };
  return {
    start,
    stop: (): void => stop(),
    async set(asked?: number): Promise<RequestPolling> {
      if (asked !== undefined) await settings.change({ requestMinutes: asked });
      if (asked !== undefined && fixed === undefined && asked !== minutes) {
        minutes = asked;
        start();
      }
      return fixed === undefined ? { minutes } : { minutes, fixedBy: VARIABLE };
    },
  };
}

/** Anything that is no number counts as not set. */
export function minutesOf(text: string | undefined): number | undefined {
  const minutes = Number(text);
  return text && Number.isFinite(minutes) ? Math.max(0, minutes) : undefined;
}
