import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionCase } from '../../../core/model/case';
import type { VariantName } from '../../sandbox/service';
import type { WorldData } from '../../sandbox/world';
import type { Command, Invocation } from '../command';
import { EXIT, UsageError, valueOf } from '../exit';
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
  async run(invocation) {
    const { world, flags, json } = invocation;
    const { startSandbox } = await import('../../sandbox/start');
    const { parseVariants } = await import('../../sandbox/variants');
    const variants = parseVariants(listFlag(flags, 'variant'));
    if (!variants.ok) throw new UsageError(`${variants.error.message} ${variants.error.wayOut ?? ''}`);
    const served = await startSandbox({
      world: await worldOf(invocation),
      variants: variants.value satisfies Partial<Record<VariantName, string>>,
      latencyMs: numberFlag(flags, 'latency', 60_000),
      limits: limitsOf(textFlag(flags, 'limits')),
      seed: numberFlag(flags, 'seed'),
      port: numberFlag(flags, 'port', 65_535),
    });
    const folder = await mkdtemp(join(tmpdir(), 'heddle-sandbox-'));
    try {
      const { env } = await served.writeProfiles(folder);
      if (json) world.print(JSON.stringify({ endpoint: served.endpoint, env, controlToken: served.controlToken }));
      else {
        world.print(`serving ${served.world.data.name} at ${served.endpoint}; end it with Ctrl-C`);
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

async function worldOf({ world, flags }: Invocation): Promise<WorldData> {
  const state = textFlag(flags, 'state');
  const scale = pairsFlag(flags, 'scale');
  if (state !== undefined && scale.length > 0) throw new UsageError('--state and --scale exclude each other.');
  if (state !== undefined) {
    const { worldFromCase } = await import('../../sandbox/state/from-case');
    return worldFromCase(await readCase(await world.readFile(state).catch(unreadable(state)), state));
  }
  const { halcyonWorld } = await import('../../sandbox/halcyon/halcyon');
  return halcyonWorld();
}

const unreadable =
  (path: string) =>
  (error: unknown): never => {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  };

async function readCase(text: string, path: string): Promise<DecisionCase> {
  try {
    const value = JSON.parse(text) as DecisionCase;
    if (typeof value.input.account === 'string') return value;
  } catch {
    // Reported below, together with JSON that is something else.
  }
  throw new UsageError(`${path} is not a decision case: it needs an "input" with an "account".`);
}

const SIZES = ['tables', 'grants', 'principals', 'tags', 'accounts'];

function toNumber([name, text]: [string, string]): [string, number] {
  const value = Number(text);
  if (!SIZES.includes(name)) throw new UsageError(`--scale knows ${SIZES.join(', ')}, not ${JSON.stringify(name)}.`);
  if (!Number.isInteger(value) || value < 0)
    throw new UsageError(`--scale ${name} takes a whole number, not ${JSON.stringify(text)}.`);
  return [name, value];
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
