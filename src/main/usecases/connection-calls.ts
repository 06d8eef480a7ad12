import type { ConnectionInfo } from '../../contract/calls';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { Aws } from '../aws/aws';
import type { AppStateHolder } from './app-state';
import type { AwsDoors } from './aws-doors';
import { SANDBOX } from './choose-members';
import type { ConnectionBook } from './connection-book';
import { describeConnection } from './connections-on-screen';
import type { UseCases } from './port';
import type { Screen } from './screen';
import type { SignInDesk } from './sign-in-desk';

type ConnectionCalls = Pick<
  UseCases,
  | 'connections.list'
  | 'connections.profiles'
  | 'connections.save'
  | 'connections.remove'
  | 'connections.use'
  | 'signin.start'
  | 'signin.finish'
>;

interface Deps {
  state: AppStateHolder;
  doors: AwsDoors;
  book: ConnectionBook;
  screen: Screen;
  desk: SignInDesk;
}

export function connectionCalls({ state, doors, book, screen, desk }: Deps): ConnectionCalls {
  async function list(): Promise<Result<ConnectionInfo[]>> {
    const saved = await book.list();
    if (!saved.ok) return saved;
    const last = state.get().snapshot;
    const sandbox = (doors.sandboxIfOpen()?.running.profiles ?? []).map((profile) => ({ profile }));
    return ok([
      describeConnection(SANDBOX, sandbox, last),
      ...saved.value.map((c) => describeConnection(c.name, c.members, last)),
    ]);
  }

  /** A name of the sandbox's profiles means the sandbox only while its connection is on screen. */
  const doorOf = (profile: string): Aws => {
    const open = doors.sandboxIfOpen();
    const isSandbox = state.get().connection?.kind === 'sandbox' && open?.running.profiles.includes(profile) === true;
    return isSandbox ? open.aws : doors.person;
  };

  /** A crawl that waits for the session goes on, with it or without. */
  const settle = async (door: Aws, profile: string, signedIn: boolean): Promise<void> => {
    const session = await door.startUrl(profile).catch(() => undefined);
    if (session !== undefined) desk.settle(session, signedIn);
  };

  return {
    'connections.list': list,
    'connections.profiles': () => doors.person.profiles(),
    'connections.use': ({ name }) => screen.use(name),

    async 'connections.save'({ name, members }) {
      if (name === SANDBOX) return fail(RESERVED);
      const saved = await book.save({ name, members });
      return saved.ok ? ok(describeConnection(name, members, state.get().snapshot)) : saved;
    },

    async 'connections.remove'({ name }) {
      if (name === SANDBOX) return fail(RESERVED);
      return book.remove(name);
    },

    async 'signin.start'({ profile }, signal) {
      const door = doorOf(profile);
      const started = await door.signIn.start(profile, signal);
      if (!started.ok) await settle(door, profile, false);
      return started;
    },

    async 'signin.finish'({ profile }, signal) {
      const door = doorOf(profile);
      const done = await door.signIn.finish(profile, signal);
      await settle(door, profile, done.ok);
      await screen.refreshSession();
      return done;
    },
  };
}

const RESERVED = {
  code: 'CONNECTION_RESERVED',
  message: '“sandbox” is the embedded practice mesh; it cannot be changed or removed.',
  wayOut: 'Choose another name.',
};
