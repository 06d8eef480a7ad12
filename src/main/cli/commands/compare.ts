import type { AccessComparison, CompareQuestion } from '../../host/port';
import { rowText } from '../../../core/access/compare';
import type { CliWorld, Command, Flags } from '../command';
import { EXIT, UsageError, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag, textFlag } from '../flags';
import { printLimits } from '../print-answer';
import { withHost, withMesh } from '../with-host';

/** `heddle compare`: what one side may and the other may not. */
export const compare: Command = {
  name: 'compare',
  summary: 'the difference in access of two principals, two resources or two snapshots',
  usage: '(--principal P | --resource R) --with OTHER | --snapshot OLD --with NEW [--principal P | --resource R]',
  options: {
    ...SNAPSHOT_OPTIONS,
    principal: { type: 'string' },
    resource: { type: 'string' },
    with: { type: 'string' },
  },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const question = questionOf(flags);
    const runWith = question.what === 'snapshots' ? withHost : withMesh;
    return runWith(invocation, async (host) => {
      const answer = valueOf(await host.ask('access.compare', question, world.signal));
      if (json) world.print(JSON.stringify(answer));
      else printComparison(world, answer);
      return EXIT.ok;
    });
  },
};

/** Only a second snapshot id makes it a comparison of snapshots: `--snapshot` alone says where to look. */
function questionOf(flags: Flags): CompareQuestion {
  const to = requiredFlag(flags, 'with');
  const [snapshot, principal, resource] = ['snapshot', 'principal', 'resource'].map((name) => textFlag(flags, name));
  if (principal !== undefined && resource !== undefined)
    throw new UsageError('--principal and --resource exclude each other.');
  if (snapshot !== undefined && /^\d{8}T\d{9}Z-/.test(to))
    return { what: 'snapshots', from: snapshot, to, principal, resource };
  if (principal !== undefined) return { what: 'principals', from: principal, to };
  if (resource !== undefined) return { what: 'resources', from: resource, to };
  throw new UsageError('say what to compare: --principal, --resource, or --snapshot with another snapshot.');
}

function printComparison(world: CliWorld, { sentence, gained, lost, changed, coverage }: AccessComparison): void {
  world.print(sentence);
  for (const row of gained) world.print(`  + ${rowText(row)}`);
  for (const row of lost) world.print(`  - ${rowText(row)}`);
  for (const { how, before, after } of changed) world.print(`  ~ ${how}: ${rowText(before)} → ${rowText(after)}`);
  printLimits(world, [], coverage);
}
