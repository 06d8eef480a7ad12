import { randomBytes } from 'node:crypto';
import { counted } from '../../../core/model/counted';
import { rowText } from '../../../core/access/compare';
import { planStore } from '../../store/plan-store';
import type { StoredPlan } from '../../store/plan-store';
import { makePlan, planDocument } from '../../usecases/change/make-plan';
import { parseEdits } from '../../usecases/change/parse-edits';
import type { CliWorld, Command } from '../command';
import { EXIT, UsageError, valueOf } from '../exit';
import type { ExitCode } from '../exit';
import { SNAPSHOT_OPTIONS } from '../flags';
import { withMesh } from '../with-host';

/** `heddle plan FILE`: what a change would do, before anything is sent. */
export const plan: Command = {
  name: 'plan',
  summary: 'preview a change: who gains and loses what, and the exact calls',
  usage: 'FILE [--snapshot ID | --connection NAME]',
  options: SNAPSHOT_OPTIONS,
  async run(invocation) {
    const { world, operands, json } = invocation;
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError('name one file of edits.');
    const edits = valueOf(parseEdits(await readText(world, path)));
    return withMesh(invocation, async (host) => {
      const deps = { host, plans: planStore(world.home), now: world.now, random: entropy };
      const stored = valueOf(await makePlan(deps, edits, world.signal));
      return printPlan(world, json, stored);
    });
  },
};

async function readText(world: CliWorld, path: string): Promise<string> {
  try {
    return await world.readFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Six lower-case letters and digits. */
export const entropy = (): string =>
  BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')
    .slice(-6);

/** Exit 1 where an edit would be refused: the plan as it is cannot be applied. */
export function printPlan(world: CliWorld, json: boolean, stored: StoredPlan): ExitCode {
  const { plan: made } = stored;
  if (json) world.print(JSON.stringify(planDocument(stored)));
  else {
    world.print(`plan ${stored.id}: ${counted(made.calls.length, 'call')}`);
    for (const row of made.gained) world.print(`  + ${rowText(row)}`);
    for (const row of made.lost) world.print(`  - ${rowText(row)}`);
    for (const { how, before } of made.changed) world.print(`  ~ ${how}: ${rowText(before)}`);
    for (const { row, through } of made.kept) world.print(`  = keeps ${rowText(row)}  [${through.join(' ')}]`);
    for (const { account, service, operation } of made.calls) world.print(`  → ${account} ${service}:${operation}`);
    for (const { edit, code, message } of made.refused)
      world.print(`  ✗ edit ${String(edit + 1)} would be refused: ${code}: ${message}`);
    for (const guard of made.guards)
      world.print(`  ! ${guard.text} (--acknowledge ${JSON.stringify(guard.acknowledge)})`);
    for (const warning of made.warnings) world.tell(`note: ${warning}`);
  }
  return made.refused.length > 0 ? EXIT.finding : EXIT.ok;
}
