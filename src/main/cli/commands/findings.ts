import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS } from '../flags';
import { printLimits } from '../print-answer';
import { withMesh } from '../with-host';

/** `heddle findings`: what a person should look at; exit 1 where there is something. */
export const findings: Command = {
  name: 'findings',
  summary: 'what a person should look at: stale grants, open gates, subscriptions that do not fit',
  usage: '[--snapshot ID | --connection NAME]',
  options: SNAPSHOT_OPTIONS,
  run: (invocation) =>
    withMesh(invocation, async (host, { info, coverage }) => {
      const { world, json } = invocation;
      const found = valueOf(await host.ask('findings.list', null, world.signal));
      if (json) world.print(JSON.stringify({ snapshot: info.id, findings: found, coverage }));
      else {
        for (const { severity, rule, sentence, remedy } of found) {
          world.print(`${severity.padEnd(6)}  ${rule}: ${sentence}`);
          world.print(`        ${remedy}`);
        }
        if (found.length === 0) world.print('Nothing was found.');
        printLimits(world, [], coverage);
      }
      return found.length > 0 ? EXIT.finding : EXIT.ok;
    }),
};
