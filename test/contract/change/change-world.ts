import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit } from '../../../src/core/change/plan-types';
import type { AccessRow } from '../../../src/core/model/case';
import type { CliWorld } from '../../../src/main/cli/command';
import type { SandboxOptions } from '../../../src/main/sandbox/start';
import { openSandbox } from '../../support/sandbox';
import { memorySnapshots } from '../../support/memory-snapshots';
import type { TestSandbox } from '../../support/sandbox';
import { testCli } from '../../unit/cli/cli-world';
import type { TestCli } from '../../unit/cli/cli-world';

export interface PlanDocument {
  plan: string;
  gained: AccessRow[];
  lost: AccessRow[];
  calls: { account: string; service: string; operation: string; request: Record<string, unknown> }[];
  warnings: string[];
  blocked: { edit: number; code: string; message: string }[];
  guards: { kind: string; acknowledge: string }[];
  changed: { before: AccessRow; after: AccessRow; how: string }[];
  kept: { row: AccessRow; through: string[] }[];
}

export interface AppliedDocument {
  journal: string | null;
  done: number;
  total: number;
  failed: { code: string; state: string; operation: string }[];
  verified: boolean;
  differences: { what: string; text: string; predicted?: unknown; observed?: unknown }[];
  stopped?: string;
}

/** A sandbox, and the command line over it, with the mesh read once. */
export interface ChangeWorld {
  sandbox: TestSandbox;
  cli: TestCli;
  crawl(): Promise<void>;
  plan(edits: Edit[]): Promise<{ code: number; document: PlanDocument; err: string }>;
  apply(
    plan: Pick<PlanDocument, 'plan' | 'calls' | 'guards'>,
    ...more: string[]
  ): Promise<{ code: number; document: AppliedDocument; err: string }>;
  undo(journal: string): Promise<{ code: number; document: PlanDocument; err: string }>;
}

const parsed = <T>(line: string | undefined): T => JSON.parse(line ?? 'null') as T;

export async function withChangeWorld<T>(
  options: SandboxOptions,
  use: (world: ChangeWorld) => Promise<T>,
  more: Partial<CliWorld> = {},
): Promise<T> {
  const sandbox = await openSandbox(options);
  const folder = await mkdtemp(join(tmpdir(), 'heddle-change-'));
  const cli = await testCli({ env: { ...sandbox.env, HOME: folder }, ...more }, memorySnapshots());
  let files = 0;
  const world: ChangeWorld = {
    sandbox,
    cli,
    async crawl() {
      const { code, err } = await cli.run('crawl', '--json');
      if (code !== 0) throw new Error(err);
    },
    async plan(edits) {
      const path = join(folder, `edits-${String(files++)}.json`);
      await writeFile(path, JSON.stringify(edits));
      const { code, out, err } = await cli.run('plan', path, '--json');
      return { code, document: parsed<PlanDocument>(out[0]), err };
    },
    async apply(plan, ...flags) {
      const accounts = [...new Set(plan.calls.map((call) => call.account))].flatMap((account) => ['--write', account]);
      const names = plan.guards.flatMap((guard) => ['--acknowledge', guard.acknowledge]);
      const { code, out, err } = await cli.run('apply', plan.plan, ...accounts, ...names, '--json', ...flags);
      return { code, document: parsed<AppliedDocument>(out[0]), err };
    },
    async undo(journal) {
      const { code, out, err } = await cli.run('undo', journal, '--json');
      return { code, document: parsed<PlanDocument>(out[0]), err };
    },
  };
  try {
    await world.crawl();
    return await use(world);
  } finally {
    await cli.end();
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
