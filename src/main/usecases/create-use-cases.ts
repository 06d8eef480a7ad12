import type { AppState } from '../../contract/calls';
import type { Result } from '../../core/model/result';
import { ok } from '../../core/model/result';
import { holdAppState } from './app-state';
import { openAwsDoors } from './aws-doors';
import { SANDBOX } from './choose-members';
import { connectionBook } from './connection-book';
import { connectionCalls } from './connection-calls';
import { emptyState } from './connections-on-screen';
import { meshCalls } from './mesh-calls';
import type { UseCaseDeps, UseCases } from './port';
import { settingsFile } from './settings';
import { openScreen } from './screen';

/** Everything that the window and the command line do, over a mesh host, a sandbox and AWS. Free of Electron. */
export async function createUseCases(deps: UseCaseDeps): Promise<UseCases> {
  const settings = settingsFile(deps.home);
  const { theme, connection, keep } = await settings.read();
  const state = holdAppState(emptyState(deps.runtime, deps.notices, theme), (next) => {
    deps.emit('app.changed', next);
  });
  const doors = openAwsDoors(deps);
  const book = connectionBook(deps.home);
  const screen = openScreen({ ...deps, state, doors, book, settings, keep });
  const mesh = meshCalls({ ...deps, state, screen });

  return {
    'app.state': (): Promise<Result<AppState>> => Promise.resolve(ok(state.get())),
    ...connectionCalls({ state, doors, book, screen }),
    ...mesh,

    async start() {
      const opened = await screen.use(connection ?? SANDBOX);
      if (!opened.ok) {
        const instead = connection === undefined || connection === SANDBOX ? opened : await screen.use(SANDBOX);
        state.change({ notices: [...state.get().notices, sentence(opened.error)] });
        if (!instead.ok) return;
      }
      if (state.get().snapshot) return;
      const crawled = await screen.crawl({}, new AbortController().signal);
      if (!crawled.ok && crawled.error.code !== 'CALL_CANCELLED')
        state.change({ notices: [...state.get().notices, sentence(crawled.error)] });
    },

    async close() {
      await screen.stop();
      doors.close();
    },
  };
}

const sentence = ({ message, wayOut }: { message: string; wayOut?: string }): string =>
  [message, wayOut].filter(Boolean).join(' ');
