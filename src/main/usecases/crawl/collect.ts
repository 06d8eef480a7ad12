import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CoverageGap } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { crawlDataZone } from './datazone';
import { readIamPrincipals, readIdentityStore } from './identity';
import { crawlLake } from './lake';
import type { Producers } from './permissions';
import type { RunDeps } from './run';
import { beside, CrawlRun } from './run';
import { readShares } from './shares';

export interface CollectDeps extends RunDeps {
  aws: RunDeps['aws'] & Pick<Aws, 'startUrl'>;
  /** Called with what could not be read so far when the first picture is complete, while the rest goes on. */
  onEarly?: (gaps: CoverageGap[]) => Promise<void>;
}

/**
 * Reads everything the members may read into the sink and answers what could not be read. Rejects with an AbortError when
 * cancelled, and with the sink's error where records cannot be kept; nothing else ends it.
 */
export async function collect(deps: CollectDeps): Promise<CoverageGap[]> {
  const run = new CrawlRun(deps);
  run.wave(0);
  // The longest row of calls that wait for one another goes out first; a hundred others would take its first answer's turn.
  const datazone = crawlDataZone(run);
  await nextTurn();
  const shares = new Map(run.members.map((member) => [member, readShares(run, member)]));
  const producers: Producers = {
    shareOwners: (member) => shares.get(member) ?? Promise.resolve(new Set()),
    listings: async () =>
      new Map(await Promise.all(lakes.map(async ({ member, permissions }) => [member, await permissions] as const))),
  };
  const lakes = run.members.map((member) => ({ member, ...crawlLake(run, member, producers) }));

  const early = Promise.all([...lakes.map((lake) => lake.early), datazone.early]).then(async () => {
    run.wave(2);
    await deps.onEarly?.(run.refused());
  });
  const accounts = new Set<string>();
  const identity = lakes.map(async ({ member, permissions }) => {
    if (!run.wants('identity') || accounts.has(member.account)) return;
    // IAM is one per account, whatever the region.
    accounts.add(member.account);
    await readIamPrincipals(run, member, async () => (await permissions)?.conditions ?? false);
  });
  const store = (async (): Promise<void> => {
    if (!run.wants('identity-center')) return;
    const urls = await Promise.all(run.members.map((member) => deps.aws.startUrl(member.profile)));
    const connected = beside(
      Promise.all(lakes.map((lake) => lake.done)).then((read) => read.some((one) => one.instanceArn)),
    );
    await readIdentityStore(
      run,
      () => connected,
      urls.filter((url) => url !== undefined),
    );
  })();
  for (const promise of [early, store, ...identity, ...shares.values()]) void beside<unknown>(promise);
  run.wave(1);
  await Promise.all([early, datazone.done, store, ...identity, ...shares.values(), ...lakes.map((lake) => lake.done)]);
  return run.gaps();
}
