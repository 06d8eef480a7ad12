import type { Aws } from '../../../src/main/aws/aws';
import { createAws } from '../../../src/main/aws/aws';
import { sandboxHome } from '../../../src/main/aws/config';
import type { Member } from '../../../src/core/model/snapshot';
import type { Result } from '../../../src/core/model/result';
import type { SnapshotInfo } from '../../../src/contract/calls';
import type { Timer } from '../../../src/main/aws/pacing';
import { systemTimer } from '../../../src/main/aws/pacing';
import { crawl } from '../../../src/main/usecases/crawl/crawl';
import type { TestSandbox } from '../../support/sandbox';
import type { MemoryHost } from '../../unit/crawl/memory-host';
import { memoryHost } from '../../unit/crawl/memory-host';

/** A clock that jumps over every wait: the sandbox of these tests has no rate limits, and pacing has its own tests. */
export function hastyTimer(): Timer {
  let skipped = 0;
  return {
    now: () => systemTimer.now() + skipped,
    sleep: (ms, signal) => {
      skipped += ms;
      return systemTimer.sleep(0, signal);
    },
  };
}

export function awsOf(sandbox: TestSandbox, timer: Timer = hastyTimer()): Aws {
  const { host } = new URL(sandbox.endpoint);
  return createAws({ home: sandboxHome(sandbox), allowHost: (h) => h === host, timer });
}

/** The static-key profiles of all accounts, identified. */
export async function administrators(aws: Aws): Promise<Member[]> {
  const profiles = await aws.profiles();
  if (!profiles.ok) throw new Error(profiles.error.message);
  const names = profiles.value.map((p) => p.name).filter((name) => name.startsWith('admin-'));
  return Promise.all(
    names.map(async (name) => {
      const member = await aws.identify(name);
      if (!member.ok) throw new Error(member.error.message);
      return member.value;
    }),
  );
}

export interface Crawled {
  host: MemoryHost;
  result: Result<SnapshotInfo>;
}

export async function crawlAll(aws: Aws, members: readonly Member[], signal?: AbortSignal): Promise<Crawled> {
  const host = memoryHost();
  const result = await crawl(
    { connection: 'test', members },
    { host, aws, clock: () => new Date(), signal: signal ?? new AbortController().signal, onProgress: () => undefined },
  );
  return { host, result };
}

/** Everything that was read, in an order of its own: by member and layer, records as sorted text. */
export function picture(host: MemoryHost): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [member, layers] of [...host.parts].sort(([a], [b]) => a.localeCompare(b))) {
    for (const [layer, records] of [...layers].sort(([a], [b]) => a.localeCompare(b))) {
      all[`${member} ${layer}`] = records.map((record) => JSON.stringify(sorted(record))).sort();
    }
  }
  return all;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
