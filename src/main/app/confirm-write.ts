import { app, dialog, type BrowserWindow } from 'electron';
import type { UseCaseDeps } from '../usecases/port';

type ConfirmWrite = NonNullable<UseCaseDeps['confirmWrite']>;

/** Sentences that fit into a native box. */
const SHOWN = 8;

/**
 * Asks natively before anything is sent, where no page can answer: the account, the role and the counts. Only an
 * unpackaged run may answer through the environment (`HEDDLE_TEST_CONFIRM=yes|no`), for tests that drive the window.
 */
export const confirmWrite =
  (window: BrowserWindow, env: NodeJS.ProcessEnv): ConfirmWrite =>
  async ({ writes, sentences }) => {
    const answer = env['HEDDLE_TEST_CONFIRM'];
    if (!app.isPackaged && answer !== undefined) return answer === 'yes';
    const calls = writes.reduce((sum, one) => sum + one.calls, 0);
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      buttons: [`Send ${String(calls)} ${calls === 1 ? 'call' : 'calls'}`, 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
      message: writes
        .map((one) => `${one.accountName ?? one.account} (${one.account}) as ${one.role}: ${String(one.calls)}`)
        .join('\n'),
      detail: [
        ...sentences.slice(0, SHOWN),
        ...(sentences.length > SHOWN ? [`… and ${String(sentences.length - SHOWN)} more.`] : []),
      ].join('\n'),
    });
    return response === 0;
  };
