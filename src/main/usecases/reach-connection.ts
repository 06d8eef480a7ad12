import type { Result, Trouble } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { Aws } from '../aws/aws';
import { signInToSandbox } from './aws-doors';
import type { AwsDoors } from './aws-doors';
import { SANDBOX } from './choose-members';
import type { ConnectionBook, SavedConnection } from './connection-book';
import type { MemberSeat } from './identify-members';

interface Reach {
  doors: AwsDoors;
  book: ConnectionBook;
  now: () => Date;
  signal: AbortSignal;
}

/**
 * What it takes to crawl a connection: its AWS and its seats. The sandbox is started and signed in to.
 * Errors: CONNECTION_UNKNOWN, SANDBOX_NOT_STARTED, and those of signing in.
 */
export async function reachConnection(
  name: string,
  { doors, book, now, signal }: Reach,
): Promise<Result<{ aws: Aws; seats: readonly MemberSeat[] }>> {
  const seats = await seatsOf(name, { doors, book });
  if (!seats.ok) return seats;
  if (name !== SANDBOX) return ok({ aws: doors.person, seats: seats.value });
  const door = await doors.sandbox();
  if (!door.ok) return door;
  const signedIn = await signInToSandbox(door.value, now(), signal);
  return signedIn.ok ? ok({ aws: door.value.aws, seats: seats.value }) : signedIn;
}

/** Whom to crawl as. */
export async function seatsOf(
  name: string,
  { doors, book }: Pick<Reach, 'doors' | 'book'>,
): Promise<Result<readonly MemberSeat[]>> {
  if (name === SANDBOX) {
    const door = await doors.sandbox();
    return door.ok ? ok(door.value.running.profiles.map((profile) => ({ profile }))) : door;
  }
  const saved = await book.list();
  if (!saved.ok) return saved;
  const found = saved.value.find((c) => c.name === name);
  return found ? ok(found.members) : fail(unknownConnection(name, saved.value));
}

const unknownConnection = (name: string, saved: readonly SavedConnection[]): Trouble => ({
  code: 'CONNECTION_UNKNOWN',
  message: `There is no connection ${JSON.stringify(name)}.`,
  wayOut: `There are: ${[SANDBOX, ...saved.map((c) => c.name)].join(', ')}.`,
});
