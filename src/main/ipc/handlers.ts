import { fail, type Trouble } from '../../core/model/result';
import type { CallName } from '../../contract/calls';
import { CALL_NAMES } from '../../contract/names';
import type { UseCases } from '../usecases/port';
import type { Handlers } from './router';

/** What only the shell can do. */
export type ShellHandlers = Pick<Handlers, 'app.openLink' | 'app.firstPicture'>;

/** One line each: everything else is a use case of the same name. */
export function createHandlers(useCases: UseCases, shell: ShellHandlers): Handlers {
  return { ...useCases, ...shell };
}

/** When Heddle could not start, every call answers why, so that a page shows the cause instead of waiting. */
export function brokenHandlers(trouble: Trouble): Handlers {
  const refuse = () => Promise.resolve(fail(trouble));
  return Object.fromEntries(CALL_NAMES.map((name: CallName) => [name, refuse])) as unknown as Handlers;
}
