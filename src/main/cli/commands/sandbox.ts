import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../../core/model/result';
import type { Command, Flags } from '../command';
import { EXIT, UsageError } from '../exit';
import { listFlag, numberFlag, pairsFlag, textFlag } from '../flags';

/** `heddle sandbox`: the embedded AWS alone, until interrupted. */
export const sandbox: Command = {
  name: 'sandbox',
  summary: 'serve the embedded AWS until interrupted',
  usage:
    '[--state FILE | --scale tables=N,grants=N] [--seed N] [--variant NAME=VALUE]… [--latency MS] [--limits published|off] [--port N]',
  options: {
    state: { type: 'string' },
    scale: { type: 'string', multiple: true },
    seed: { type: 'string' },
    variant: { type: 'string', multiple: true },
    latency: { type: 'string' },
    limits: { type: 'string' },
    port: { type: 'string' },
  },
  async run({ world, flags, json }) {
    const { startSandbox } = await import('../../sandbox/start');
    const { openWorld } = await import('../../sandbox/open-world');
    const { openRunFolder } = await import('../../sandbox/run-folder');
    const { parseVariants } = await import('../../sandbox/variants');
    const variants = input(parseVariants(listFlag(flags, 'variant')));
    const data = input(
      await openWorld({ state: textFlag(flags, 'state'), scale: scaleOf(flags), seed: numberFlag(flags, 'seed') }),
    );
    const served = await startSandbox({
      world: data,
      variants,
      latencyMs: numberFlag(flags, 'latency', 60_000),
      limits: limitsOf(textFlag(flags, 'limits')),
      seed: numberFlag(flags, 'seed'),
      port: numberFlag(flags, 'port', 65_535),
    });
    const folder = await openRunFolder(join(world.home, 'sandbox'));
    try {
      const { env } = await served.writeProfiles(folder);
      if (json) world.print(JSON.stringify({ endpoint: served.endpoint, env, controlToken: served.controlToken }));
      else {
        world.print(`serving ${data.name} at ${served.endpoint}; end it with Ctrl-C`);
        for (const [name, value] of Object.entries(env)) world.print(`export ${name}='${value}'`);
      }
      await aborted(world.signal);
    } finally {
      await served.stop();
      await rm(folder, { recursive: true, force: true });
    }
    return EXIT.ok;
  },
};

/** What a person typed is at fault: exit 2. */
function input<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, wayOut, detail } = result.error;
  throw new UsageError([message, wayOut, detail].filter(Boolean).join(' '));
}

const DEFAULT_SCALE = { tables: 1_000, grants: 10_000 };

function scaleOf(flags: Flags): { tables: number; grants: number } | undefined {
  const pairs = pairsFlag(flags, 'scale');
  if (pairs.length === 0) return undefined;
  if (textFlag(flags, 'state') !== undefined) throw new UsageError('--state and --scale exclude each other.');
  const scale: Record<string, number> = { ...DEFAULT_SCALE };
  for (const [name, text] of pairs) {
    const value = Number(text);
    if (!Object.hasOwn(DEFAULT_SCALE, name))
      throw new UsageError(`--scale takes tables=N and grants=N, not ${JSON.stringify(name)}.`);
    if (!Number.isInteger(value) || value < 0)
      throw new UsageError(`--scale ${name} takes a whole number, not ${JSON.stringify(text)}.`);
    scale[name] = value;
  }
  return scale as typeof DEFAULT_SCALE;
}

function limitsOf(text: string | undefined): 'off' | 'published' | undefined {
  if (text === undefined || text === 'off' || text === 'published') return text;
  throw new UsageError(`--limits is published or off, not ${JSON.stringify(text)}.`);
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
