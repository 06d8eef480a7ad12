import type { SnapshotInfo } from '../../src/contract/calls';
import type { Aws } from '../../src/main/aws/aws';
import type { MeshHost } from '../../src/main/host/port';
import { openWorld } from '../../src/main/sandbox/open-world';
import type { SandboxProcessOptions } from '../../src/main/sandbox/messages';
import { publishedRate } from '../../src/main/sandbox/server/limits';
import type { ServiceId } from '../../src/main/sandbox/service';
import { createSnapshotStore } from '../../src/main/store/snapshot-store';
import { refreshMesh } from '../../src/main/usecases/refresh-mesh';
import { against, measure, report, told, type Measure } from './support/measures';
import { planOfWorld } from './support/plan-of-world';
import { longestStall } from './support/process-figures';
import { inScratch, openHost, withSandboxProcess, type OpenSandbox } from './support/processes';
import { sequential } from './support/sequential';
import { traced, type Trace } from './support/traced';

const LATENCY_MS = 150;
const SEED = 7;
const PACED: SandboxProcessOptions = { latencyMs: LATENCY_MS, limits: 'published' };
const SCALED: SandboxProcessOptions = { ...PACED, seed: SEED, scale: { tables: 10_000, grants: 100_000 } };
const LARGE: SandboxProcessOptions = { seed: SEED, scale: { tables: 100_000, grants: 1_000_000 } };

/** A crawl as the window makes it; `ms` from the first call about the mesh to the stored snapshot. */
async function crawl(host: MeshHost, aws: Aws, { profiles }: OpenSandbox): Promise<{ info: SnapshotInfo; ms: number }> {
  let first = performance.now();
  const started = aws.identify.bind(aws);
  const result = await refreshMesh({
    host,
    aws: {
      ...aws,
      // Who the profiles are is asked before the crawl; the last answer starts the clock.
      identify: (...args) => started(...args).finally(() => (first = performance.now())),
    },
    connection: 'bench',
    seats: profiles.map((profile) => ({ profile })),
    keep: 2,
    signal: new AbortController().signal,
    now: () => new Date(),
    onProgress: () => undefined,
    onWave: () => undefined,
    onSignInNeeded: () => undefined,
  });
  if (!result.ok) throw new Error(result.error.message);
  return { info: result.value.info, ms: performance.now() - first };
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

/** Of the calls of a crawl only: without sign-in and the question who one is. */
function countCalls(aws: Aws): { calls: number; throttled: number } {
  const counts = Object.entries(aws.counts()).filter(([id]) => !/^(sso|sso-oidc|sts):/.test(id));
  return { calls: sum(counts.map(([, c]) => c.calls)), throttled: sum(counts.map(([, c]) => c.throttled)) };
}

/** Seconds that no crawl can go below: the longest row of tokens, or the busiest limit. */
function bound({ perLimit, longestChain }: Trace): number {
  const limited = [...perLimit()].map(([key, calls]) => {
    const [service = '', operation = ''] = (key.split('|', 1)[0] ?? '').split(':');
    return calls / publishedRate(service as ServiceId, operation);
  });
  return Math.max((longestChain() * LATENCY_MS) / 1000, ...limited);
}

/** Crawls a mesh at the published limits, then again one call after the other, and compares. */
async function paced(options: SandboxProcessOptions, of: string): Promise<Measure[]> {
  const world = await openWorld(options);
  if (!world.ok) throw new Error(world.error.message);
  const planned = sum(Object.values(planOfWorld(world.value)));
  return inScratch((home) =>
    withSandboxProcess(home, options, async (sandbox) => {
      const host = openHost(home);
      try {
        const trace = traced(await sandbox.signedIn());
        const { info, ms } = await crawl(host, trace.aws, sandbox);
        const { calls, throttled } = countCalls(trace.aws);
        const slow = await sandbox.signedIn();
        const base = await crawl(host, sequential(slow), sandbox);
        if (JSON.stringify(base.info.counts) !== JSON.stringify(info.counts))
          throw new Error('Both crawls must find the same mesh.');
        const time = against(measure(`crawl time${of}`, ms / 1000, 's'), 'sequential crawl', base.ms / 1000);
        return [
          measure(`crawl calls vs plan${of}`, calls / planned, 'ratio', 1.05),
          measure(`crawl time vs bound${of}`, ms / 1000 / bound(trace), 'ratio', 1.25),
          measure(`throttled share${of}`, throttled / calls, 'share', 0.02),
          time,
          measure(`crawl calls${of}`, calls, 'calls'),
        ];
      } finally {
        await host.close();
      }
    }),
  );
}

const OWN_STALL =
  'longest gap between two turns of the event loop of this process, which stands for the main process, during crawl and opening, counted with the CPU time that it used in the gap: the sandbox and the host are processes of their own on the same cores';
const WALL_STALL = 'the same gap by the clock, waiting for a core included';
const PEAK = 'peak resident memory of the sandbox process, crawl included';

const WHOLE_WRITE =
  'every row of the snapshot written at once into an empty folder, as no crawl does it: large parts are written while it goes on';
const LAST_WRITE =
  'what a person waits for at the end of a crawl: the rows that were not yet written, and the manifest';

/** Seconds to write a stored snapshot whole. */
async function wholeWrite(home: string, id: string): Promise<number> {
  const { snapshot, info } = await createSnapshotStore({ home, now: () => new Date() }).open(id);
  return inScratch(async (elsewhere) => {
    const start = performance.now();
    await createSnapshotStore({ home: elsewhere, now: () => new Date() }).write(snapshot, info);
    return (performance.now() - start) / 1000;
  });
}

/** Serving, storing and opening a large mesh, and how long this process ever stood still. */
async function large(): Promise<Measure[]> {
  return inScratch(async (home) => {
    const write = { seconds: 0, cpu: 0 };
    const crawled = await withSandboxProcess(home, LARGE, async (sandbox) => {
      const host = openHost(home);
      const timed: MeshHost = {
        ...host,
        async ask(name, input, signal) {
          const [start, cpu] = [performance.now(), host.cpu()];
          const answer = await host.ask(name, input, signal);
          if (name === 'snapshot.commit')
            Object.assign(write, { seconds: (performance.now() - start) / 1000, cpu: host.cpu() - cpu });
          return answer;
        },
      };
      const aws = await sandbox.signedIn();
      const { value, ...stall } = await longestStall(() => crawl(timed, aws, sandbox));
      await host.close();
      return { stall, info: value.info, served: sandbox.servedAfter, peak: sandbox.peakMegabytes() };
    });
    const host = openHost(home);
    const start = performance.now();
    const { value: opened, ...stall } = await longestStall(() => host.ask('snapshot.open', {}));
    const [opening, cpu] = [(performance.now() - start) / 1000, host.cpu()];
    await host.close();
    if (!opened.ok || opened.value?.info.counts.permissions !== crawled.info.counts.permissions)
      throw new Error('What was stored must be what opens.');
    const whole = await wholeWrite(home, crawled.info.id);
    return [
      measure('sandbox serving', crawled.served, 's', 30),
      told(measure('sandbox memory', crawled.peak, 'MB', 3072), PEAK),
      told(measure('snapshot write', whole, 's', 15), WHOLE_WRITE),
      told(measure('snapshot write after the last page', write.seconds, 's'), LAST_WRITE),
      measure('snapshot write after the last page, CPU of the host', write.cpu, 's'),
      measure('snapshot open', opening, 's', 15),
      told(measure('snapshot open, CPU of the host', cpu, 's'), 'the start of its process included'),
      told(measure('main stall', Math.max(crawled.stall.own, stall.own), 'ms', 100), OWN_STALL),
      told(measure('main stall by the clock', Math.max(crawled.stall.wall, stall.wall), 'ms'), WALL_STALL),
    ];
  });
}

const measures = [...(await paced(SCALED, '')), ...(await paced(PACED, ', Halcyon')), ...(await large())];
report(
  'crawl',
  { scaled: SCALED.scale, large: LARGE.scale, latencyMs: LATENCY_MS, limits: 'published', seed: SEED },
  measures,
);
