import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessRow, DecisionCase } from '../../../src/core/model/case';
import type { CoverageGap } from '../../../src/core/model/snapshot';
import { createHost } from '../../../src/main/host/create-host';
import type { MeshHost } from '../../../src/main/host/port';
import type { Variants } from '../../../src/main/sandbox/service';
import { startSandbox } from '../../../src/main/sandbox/start';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { openAwsDoors } from '../../../src/main/usecases/aws-doors';
import { chooseMembers } from '../../../src/main/usecases/choose-members';
import { refreshMesh } from '../../../src/main/usecases/refresh-mesh';

export interface CrawledCase {
  host: MeshHost;
  coverage: CoverageGap[];
}

/** Serves a decision case, crawls it over the wire into a mesh host of this process, and hands that over. */
export async function withCrawledCase<T>(
  decision: Pick<DecisionCase, 'id' | 'input'>,
  use: (crawled: CrawledCase) => Promise<T>,
  variants: Partial<Variants> = {},
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'heddle-case-'));
  const sandbox = await startSandbox({ world: worldFromCase(decision), variants });
  const host = createHost({ home, now: () => new Date(), random: () => 'abc123' });
  const { env } = await sandbox.writeProfiles(join(home, 'aws'));
  const doors = openAwsDoors({
    env: { ...env, HOME: home },
    allowHost: (h) => h === new URL(sandbox.endpoint).host,
    sandbox: () => Promise.reject(new Error('this is one')),
    now: () => new Date(),
  });
  try {
    const choice = chooseMembers({ profiles: [], regions: [], env }, await doors.person.profiles());
    if (!choice.ok || choice.value.kind !== 'profiles') throw new Error(JSON.stringify(choice));
    const crawled = await refreshMesh({
      host,
      aws: doors.person,
      connection: 'case',
      seats: choice.value.members,
      keep: 1,
      signal: new AbortController().signal,
      now: () => new Date(),
      onProgress: () => undefined,
      onWave: () => undefined,
      onSignInNeeded: () => undefined,
    });
    if (!crawled.ok) throw new Error(JSON.stringify(crawled.error));
    return await use({ host, coverage: crawled.value.coverage });
  } finally {
    doors.close();
    await host.close();
    await sandbox.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** A row without its reasons, members in a fixed order: equal text is equal access. */
export const rowKey = (row: AccessRow): string =>
  JSON.stringify([
    row.principal,
    sorted(row.resource),
    row.permission,
    row.columns,
    row.rowFilter,
    sorted(row.cellFilters),
    row.dataPath,
  ]);

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
