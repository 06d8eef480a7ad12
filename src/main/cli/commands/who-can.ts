import { CHECK_MOST } from '../../../core/report/check';
import { checkAnswer, printChecked } from '../check-answer';
import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag, textFlag, numberFlag } from '../flags';
import { printAnswer } from '../print-answer';
import { withMesh } from '../with-host';

/** `heddle who-can`: everybody who reaches a resource. */
export const whoCan: Command = {
  name: 'who-can',
  summary: 'who can access a table, column, database, catalog, data product, S3 prefix or tag',
  usage:
    '--resource [account/]database.table[.column] [--permission P] [--check N] [--snapshot ID | --connection NAME]',
  options: {
    ...SNAPSHOT_OPTIONS,
    check: { type: 'string' },
    resource: { type: 'string' },
    permission: { type: 'string' },
  },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const resource = requiredFlag(flags, 'resource');
    const permission = textFlag(flags, 'permission')?.toUpperCase();
    const checked = numberFlag(flags, 'check', CHECK_MOST);
    return withMesh(invocation, async (host, { info }) => {
      const answer = valueOf(await host.ask('access.whoCan', { resource, permission }, world.signal));
      if (checked === undefined) {
        printAnswer(world, json, answer);
        return EXIT.ok;
      }
      const question = { ask: 'who', resource, ...(permission === undefined ? {} : { permission }) } as const;
      const report = await checkAnswer(invocation, { host, info, question, sample: checked });
      printChecked(world, json, answer, report);
      return report.pairs.some(({ verdict }) => verdict === 'differs') ? EXIT.finding : EXIT.ok;
    });
  },
};
