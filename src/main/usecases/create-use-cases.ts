import type { AppState } from '../../contract/calls';
import type { Result } from '../../core/model/result';
import { ok } from '../../core/model/result';
import { accessCalls } from './access/access-calls';
import { holdAppState } from './app-state';
import { openAwsDoors } from './aws-doors';
import { changeCalls } from './change/change-calls';
import { createWriting } from './change/writing';
import { SANDBOX } from './choose-members';
import { connectionBook } from './connection-book';
import { connectionCalls } from './connection-calls';
import { emptyState } from './connections-on-screen';
import { codeCalls } from './export/code-calls';
import { exportCalls } from './export/export-calls';
import { lakeCalls } from './lake/lake-calls';
import { lineageCalls } from './lineage/lineage-calls';
import { meshCalls } from './mesh-calls';
import { holdUntil } from './hold-until';
import type { UseCaseDeps, UseCases } from './port';
import { reachConnection } from './reach-connection';
import { governanceCalls } from './governance/governance-calls';
import { requestCalls } from './requests/request-calls';
import { requestPolling } from './requests/request-polling';
import { settingsFile } from './settings';
import { openScreen } from './screen';
import { createSignInDesk } from './sign-in-desk';

/** Everything that the window and the command line do, over a mesh host, a sandbox and AWS. Free of Electron. */
export async function createUseCases(deps: UseCaseDeps): Promise<UseCases> {
  const settings = settingsFile(deps.home);
  const { theme, connection, keep, requestMinutes } = await settings.read();
  let isOpened = (): void => undefined;
  let opened = Promise.resolve();
  const state = holdAppState(emptyState(deps.runtime, deps.notices, theme), (next) => {
    if (!next.opening) isOpened();
    deps.emit('app.changed', next);
  });
  const writing = createWriting(() => state.get().connection?.name ?? SANDBOX);
  const doors = openAwsDoors({ ...deps, mayWrite: writing.mayWrite });
  const book = connectionBook(deps.home);
  const desk = createSignInDesk();
  const screen = openScreen({ ...deps, state, doors, book, settings, desk, keep });
  const mesh = meshCalls({ ...deps, state, screen });
  const open = async (signal: AbortSignal) => {
    const reached = await reachConnection(state.get().connection?.name ?? SANDBOX, {
      doors,
      book,
      now: deps.now,
      signal,
    });
    return reached.ok ? ok(reached.value.aws) : reached;
  };
  const polling = requestPolling({ ...deps, state, screen, open, settings, minutes: requestMinutes });

  const calls = {
    'app.state': (): Promise<Result<AppState>> => Promise.resolve(ok(state.get())),
    ...connectionCalls({ state, doors, book, screen, desk }),
    ...mesh,
    ...accessCalls({ ...deps, state, doors, book }),
    ...exportCalls(deps),
    ...codeCalls(deps),
    ...lineageCalls(deps),
    ...lakeCalls(deps),
    ...changeCalls({ ...deps, state, writing, keep, open, show: (id) => screen.open(id) }),
    ...requestCalls({ ...deps, state, open }),
    'requests.polling': async (change: { minutes: number } | null) => ok(await polling.set(change?.minutes)),
    ...governanceCalls({ ...deps, state, open }),
  };

  return {
    ...holdUntil(() => opened, calls),

    async start() {
      opened = new Promise((resolve) => (isOpened = resolve));
      state.note({ opening: true });
      polling.start();
      const used = await screen.use(connection ?? SANDBOX);
      if (!used.ok) {
        const instead = connection === undefined || connection === SANDBOX ? used : await screen.use(SANDBOX);
        state.change({ opening: false, notices: [...state.get().notices, sentence(used.error)] });
        if (!instead.ok) return;
      }
      if (state.get().snapshot) return;
      const crawled = await screen.crawl({}, new AbortController().signal);
      if (!crawled.ok && crawled.error.code !== 'CALL_CANCELLED')
        state.change({ notices: [...state.get().notices, sentence(crawled.error)] });
    },

    async close() {
      polling.stop();
      await screen.stop();
      doors.close();
    },
  };
}

const sentence = ({ message, wayOut }: { message: string; wayOut?: string }): string =>
  [message, wayOut].filter(Boolean).join(' ');
