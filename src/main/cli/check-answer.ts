import { randomInt } from 'node:crypto';
import type { SnapshotInfo } from '../../contract/calls';
import type { CheckReport } from '../../core/report/check';
import type { AccessQuestion } from '../../core/report/question';
import type { AccessAnswer, MeshHost } from '../host/port';
import { openAwsDoors } from '../usecases/aws-doors';
import { checkWithAws } from '../usecases/check/check-with-aws';
import { SANDBOX } from '../usecases/choose-members';
import { connectionBook } from '../usecases/connection-book';
import { reachConnection } from '../usecases/reach-connection';
import type { CliWorld, Invocation } from './command';
import { valueOf } from './exit';
import { printAnswer } from './print-answer';

interface Checked {
  host: MeshHost;
  info: SnapshotInfo;
  question: AccessQuestion;
  sample: number;
}

/** Asks AWS, as the members that read the snapshot, about a random sample of an answer's pairs. */
export async function checkAnswer(
  { world }: Invocation,
  { host, info, question, sample }: Checked,
): Promise<CheckReport> {
  const { signal, now, home } = world;
  const asked = { question, sample, seed: randomInt(2 ** 32) };
  const pairs = valueOf(await host.ask('view.pairs', asked, signal));
  let started: ReturnType<CliWorld['startSandbox']> | undefined;
  const doors = openAwsDoors({
    ...world,
    allowHost: () => true,
    sandbox: async () => (await (started ??= world.startSandbox())).sandbox,
  });
  try {
    const book = connectionBook(home);
    const saved = valueOf(await book.list());
    const isNamed = info.connection === SANDBOX || saved.some(({ name }) => name === info.connection);
    // A crawl of profiles named on the command line has no connection of its own; its members are these profiles.
    const aws = isNamed
      ? valueOf(await reachConnection(info.connection, { doors, book, now, signal })).aws
      : doors.person;
    return await checkWithAws({ aws, members: info.members, pairs, signal, now });
  } finally {
    doors.close();
    await started?.then(
      ({ stop }) => stop(),
      () => undefined,
    );
  }
}

/** The answer, then what AWS said about it. With JSON one document, `check` beside the answer's own members. */
export function printChecked(world: CliWorld, json: boolean, answer: AccessAnswer, check: CheckReport): void {
  if (json) {
    world.print(JSON.stringify({ ...answer, check }));
    return;
  }
  printAnswer(world, false, answer);
  world.print(check.sentence);
  for (const { verdict, name, resource, words } of check.pairs)
    world.print(`  ${verdict.padEnd(7)} ${name} on ${resource}: ${words}`);
}
