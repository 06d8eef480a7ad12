import { rowText } from '../../core/access/compare';
import type { CoverageGap } from '../../core/model/snapshot';
import type { AccessAnswer } from '../host/port';
import type { CliWorld } from './command';

/** The sentence first, then the rows, then what limits the answer. */
export function printAnswer(world: CliWorld, json: boolean, answer: AccessAnswer): void {
  if (json) {
    world.print(JSON.stringify(answer));
    return;
  }
  world.print(answer.sentence);
  for (const row of answer.rows)
    world.print(`  ${rowText(row)}${row.because?.length ? `  [${row.because.join(' ')}]` : ''}`);
  printLimits(world, answer.warnings, answer.coverage);
}

/** On standard error, so that rows can be piped on their own. */
export function printLimits(world: CliWorld, warnings: readonly string[], coverage: readonly CoverageGap[]): void {
  for (const warning of warnings) world.tell(`note: ${warning}`);
  for (const { member, layer, reason } of coverage) world.tell(`not read: ${member} ${layer}: ${reason}`);
}
