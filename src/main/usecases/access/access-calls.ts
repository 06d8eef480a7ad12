import { randomInt } from 'node:crypto';
import { CHECK_MOST } from '../../../core/report/check';
import { fail, ok } from '../../../core/model/result';
import { CANCELLED, troubleOf } from '../../store/failure';
import type { AppStateHolder } from '../app-state';
import type { AwsDoors } from '../aws-doors';
import { checkWithAws } from '../check/check-with-aws';
import { SANDBOX } from '../choose-members';
import type { ConnectionBook } from '../connection-book';
import type { UseCaseDeps, UseCases } from '../port';
import { reachConnection } from '../reach-connection';
import { savedQuestions } from './saved-questions';

type AccessCalls = Pick<UseCases, Extract<keyof UseCases, `access.${string}`>>;

interface Deps extends Pick<UseCaseDeps, 'host' | 'home' | 'now'> {
  state: AppStateHolder;
  doors: AwsDoors;
  book: ConnectionBook;
}

/** Questions about access, the questions a person saved, and asking AWS itself. */
export function accessCalls({ host, home, now, state, doors, book }: Deps): AccessCalls {
  const saved = savedQuestions(home);
  const kept = async <T>(work: Promise<T>) => {
    try {
      return ok(await work);
    } catch (error) {
      return fail(troubleOf(error, 'QUESTION_NOT_KEPT', 'The saved questions could not be written.'));
    }
  };
  return {
    'access.whoCan': (asked, signal) => host.ask('view.who', asked, signal),
    'access.whatCan': (asked, signal) => host.ask('view.what', asked, signal),
    'access.explain': (asked, signal) => host.ask('view.why', asked, signal),
    'access.compare': (asked, signal) => host.ask('view.compare', asked, signal),
    'access.matrix': (asked, signal) => host.ask('view.matrix', asked, signal),
    'access.suggest': (asked, signal) => host.ask('view.suggest', asked, signal),

    async 'access.check'({ question, sample = CHECK_MOST }, signal) {
      const pairs = await host.ask('view.pairs', { question, sample, seed: randomInt(2 ** 32) }, signal);
      if (!pairs.ok) return pairs;
      const { connection, snapshot } = state.get();
      const reached = await reachConnection(connection?.name ?? SANDBOX, { doors, book, now, signal });
      if (!reached.ok) return reached;
      try {
        const members = snapshot?.members ?? [];
        return ok(await checkWithAws({ aws: reached.value.aws, members, pairs: pairs.value, signal, now }));
      } catch (error) {
        return fail(signal.aborted ? CANCELLED : troubleOf(error, 'CHECK_FAILED', 'AWS could not be asked.'));
      }
    },

    'access.saved': () => kept(saved.list()),
    'access.save': (question) => kept(saved.save(question)),
    'access.forget': ({ name }) => kept(saved.forget(name)),
  };
}
