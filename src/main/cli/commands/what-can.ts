import { CHECK_MOST } from '../../../core/report/check';
import { checkAnswer, printChecked } from '../check-answer';
import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag, numberFlag } from '../flags';
import { printAnswer } from '../print-answer';
import { withMesh } from '../with-host';

/** `heddle what-can`: everything that a principal reaches. */
export const whatCan: Command = {
  name: 'what-can',
  summary: 'what a role, user, group, account or project can access',
  usage: '--principal P|project:NAME|group:NAME|account:ID [--check N] [--snapshot ID | --connection NAME]',
  options: { ...SNAPSHOT_OPTIONS, check: { type: 'string' }, principal: { type: 'string' } },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const principal = requiredFlag(flags, 'principal');
    const checked = numberFlag(flags, 'check', CHECK_MOST);
    return withMesh(invocation, async (host, { info }) => {
      const answer = valueOf(await host.ask('access.whatCan', { principal }, world.signal));
      if (checked === undefined) {
        printAnswer(world, json, answer);
        return EXIT.ok;
      }
      const question = { ask: 'what', principal } as const;
      const report = await checkAnswer(invocation, { host, info, question, sample: checked });
      printChecked(world, json, answer, report);
      return report.pairs.some(({ verdict }) => verdict === 'differs') ? EXIT.finding : EXIT.ok;
    });
  },
};
