import type { AccessExplanation } from '../../host/port';
import type { CliWorld, Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag, textFlag } from '../flags';
import { printLimits } from '../print-answer';
import { withMesh } from '../with-host';

/** `heddle explain`: why, or why not, step by step. */
export const explain: Command = {
  name: 'explain',
  summary: 'why a principal can, or cannot, access something',
  usage: '--principal P --resource R [--permission P] [--snapshot ID | --connection NAME]',
  options: {
    ...SNAPSHOT_OPTIONS,
    principal: { type: 'string' },
    resource: { type: 'string' },
    permission: { type: 'string' },
  },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const question = {
      principal: requiredFlag(flags, 'principal'),
      resource: requiredFlag(flags, 'resource'),
      permission: textFlag(flags, 'permission')?.toUpperCase(),
    };
    return withMesh(invocation, async (host) => {
      const answer = valueOf(await host.ask('access.explain', question, world.signal));
      if (json) world.print(JSON.stringify({ ...answer, rows: answer.decisions }));
      else printExplanation(world, answer);
      return EXIT.ok;
    });
  },
};

const SIGNS = { gives: '+', stops: '-', informs: ' ' } as const;

function printExplanation(
  world: CliWorld,
  { sentence, steps, missing, dormant, notes, coverage }: AccessExplanation,
): void {
  world.print(sentence);
  for (const { rule, words, effect } of steps) world.print(`  ${SIGNS[effect]} ${rule.padEnd(4)} ${words}`);
  for (const what of missing) world.print(`  missing: ${what}`);
  for (const { why, wakes } of dormant) world.print(`  dormant: ${why}; it would wake by ${wakes}`);
  printLimits(
    world,
    notes.map((note) => note.text),
    coverage,
  );
}
