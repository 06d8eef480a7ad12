import type { Result, Trouble } from '../../core/model/result';
import type { AppState } from '../../contract/calls';
import { brokenHandlers, createHandlers, type ShellHandlers } from '../ipc/handlers';
import { ensurePrivateFolder } from '../store/home';
import type { MeshHost } from '../host/port';
import { troubleOf } from '../store/failure';
import { createUseCases } from '../usecases/create-use-cases';
import type { UseCaseDeps, UseCases } from '../usecases/port';
import type { WindowLink } from './window-link';
import { sandboxProcess } from './sandbox-process';

export interface Heddle {
  state: () => Promise<AppState | null>;
  /** Why Heddle could not start, or null. */
  trouble: () => Trouble | null;
  stop: () => Promise<void>;
}

type Given = Omit<UseCaseDeps, 'host' | 'sandbox' | 'emit'>;

/** Starts the use cases over a mesh host and serves them to the window; a failure reaches the window as `app.fatal`. */
export async function startHeddle(
  link: WindowLink,
  host: MeshHost,
  shell: ShellHandlers,
  given: Given,
): Promise<Heddle> {
  try {
    await ensurePrivateFolder(given.home);
    const sandbox = sandboxProcess(given.home);
    const useCases = await createUseCases({ ...given, host, sandbox: sandbox.get, emit: link.emit });
    link.serve(createHandlers(useCases, shell));
    void useCases.start();
    return {
      state: () => stateOf(useCases),
      trouble: () => null,
      stop: async () => {
        await useCases.close();
        await sandbox.stop();
        await host.close();
      },
    };
  } catch (error) {
    const trouble = troubleOf(error, 'APP_NOT_STARTED', 'Heddle could not start.');
    link.serve(brokenHandlers(trouble));
    link.fatal(trouble);
    return { state: () => Promise.resolve(null), trouble: () => trouble, stop: () => Promise.resolve() };
  }
}

async function stateOf(useCases: UseCases): Promise<AppState | null> {
  const state: Result<AppState> = await useCases['app.state'](null, new AbortController().signal);
  return state.ok ? state.value : null;
}
