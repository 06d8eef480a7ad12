import { counted } from '../../../core/model/counted';
import type { SnapshotInfo } from '../../../contract/calls';
import { fail, ok } from '../../../core/model/result';
import type { Result } from '../../../core/model/result';
import type { CoverageGap } from '../../../core/model/snapshot';
import { openAwsDoors } from '../../usecases/aws-doors';
import type { AwsDoors } from '../../usecases/aws-doors';
import { chooseMembers } from '../../usecases/choose-members';
import { connectionBook } from '../../usecases/connection-book';
import type { MemberSeat } from '../../usecases/identify-members';
import { reachConnection } from '../../usecases/reach-connection';
import { refreshMesh } from '../../usecases/refresh-mesh';
import type { Refresh } from '../../usecases/refresh-mesh';
import { settingsFile } from '../../usecases/settings';
import type { CliWorld, Command, Invocation } from '../command';
import { EXIT, valueOf } from '../exit';
import { MEMBER_OPTIONS, listFlag, textFlag } from '../flags';
import { withHost } from '../with-host';

/** At most one line of progress in this time. */
const TELL_EVERY_MS = 2_000;

/** `heddle crawl`: reads the mesh into a new snapshot. */
export const crawl: Command = {
  name: 'crawl',
  summary: 'read the mesh into a new snapshot',
  usage: '[--profile P… [--region R…] | --connection NAME]',
  options: MEMBER_OPTIONS,
  run: (invocation) =>
    withHost(invocation, async (host) => {
      const { world, json } = invocation;
      let started: ReturnType<CliWorld['startSandbox']> | undefined;
      const doors = openAwsDoors({
        ...world,
        allowHost: () => true,
        sandbox: async () => (await (started ??= world.startSandbox())).sandbox,
      });
      try {
        const target = await targetOf(invocation, doors);
        const { keep } = await settingsFile(world.home).read();
        const { info, coverage } = valueOf(
          await refreshMesh({ host, ...target, keep, signal: world.signal, now: world.now, ...reports(world) }),
        );
        if (json) world.print(JSON.stringify(crawlDocument(info, coverage)));
        else for (const line of describeCrawl(info, coverage)) world.print(line);
        return EXIT.ok;
      } finally {
        doors.close();
        await started?.then(
          ({ stop }) => stop(),
          () => undefined,
        );
      }
    }),
};

async function targetOf(
  { world, flags }: Invocation,
  doors: AwsDoors,
): Promise<Pick<Refresh, 'aws' | 'connection' | 'seats'>> {
  const { env, signal, now, home } = world;
  const wish = {
    profiles: listFlag(flags, 'profile'),
    regions: listFlag(flags, 'region'),
    connection: textFlag(flags, 'connection'),
    env,
  };
  const choice = valueOf(chooseMembers(wish, await doors.person.profiles()));
  if (choice.kind === 'profiles') return { aws: doors.person, connection: choice.name, seats: choice.members };
  const { aws, seats } = valueOf(
    await reachConnection(choice.name, { doors, book: connectionBook(home), now, signal }),
  );
  return { aws, connection: choice.name, seats: valueOf(inRegions(choice.name, seats, wish.regions)) };
}

/** A member that names no region of its own is read in each of those asked for. */
function inRegions(
  connection: string,
  seats: readonly MemberSeat[],
  regions: readonly string[],
): Result<readonly MemberSeat[]> {
  if (regions.length === 0) return ok(seats);
  const wanted = seats.flatMap((seat) => {
    if (seat.region === undefined) return regions.map((region) => ({ ...seat, region }));
    return regions.includes(seat.region) ? [seat] : [];
  });
  if (wanted.length > 0) return ok(wanted);
  return fail({
    code: 'CONNECTION_NO_REGION',
    message: `Connection ${connection} reads nothing in ${regions.join(', ')}.`,
    wayOut: 'Leave --region out, or name the profiles with --profile.',
  });
}

function reports({ tell, now }: CliWorld): Pick<Refresh, 'onProgress' | 'onWave' | 'onSignInNeeded'> {
  let told = now().getTime();
  return {
    onProgress({ done, known, records, doing }) {
      if (now().getTime() - told < TELL_EVERY_MS) return;
      told = now().getTime();
      tell(`heddle crawl: ${String(done)} of ${counted(known, 'call')}, ${counted(records, 'record')}; ${doing}`);
    },
    onWave: () => undefined,
    onSignInNeeded(seat, { message, wayOut }) {
      tell(`heddle crawl: ${message} ${wayOut ?? ''} (${seat.profile})`);
    },
  };
}

/** The shape that scripts rely on. */
const crawlDocument = ({ id, connection, takenAt, counts, calls }: SnapshotInfo, coverage: CoverageGap[]): object => ({
  snapshot: id,
  connection,
  takenAt,
  counts,
  calls,
  coverage,
});

const NO_DATAZONE =
  'no DataZone domain is there for these profiles, so there are no products, projects and subscriptions; add a profile of an account and region that has one';

function describeCrawl({ id, counts, calls, members }: SnapshotInfo, coverage: CoverageGap[]): string[] {
  const total = Object.values(calls).reduce((sum, n) => sum + n, 0);
  return [
    `snapshot ${id}: ${Object.entries(counts)
      .map(([what, n]) => `${String(n)} ${what}`)
      .join(', ')}`,
    `read as ${members.map((m) => m.id).join(', ')} with ${counted(total, 'call')}`,
    ...(counts.domains === 0 && !coverage.some(({ layer }) => layer === 'dz-domains') ? [NO_DATAZONE] : []),
    ...coverage.map((gap) => `not read: ${gap.member} ${gap.layer}: ${gap.reason}`),
  ];
}
