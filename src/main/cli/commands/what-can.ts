import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag } from '../flags';
import { printAnswer } from '../print-answer';
import { withMesh } from '../with-host';

/** `heddle what-can`: everything that a principal reaches. */
export const whatCan: Command = {
  name: 'what-can',
  summary: 'what a role, user or directory user can access',
  usage: '--principal P [--snapshot ID | --connection NAME]',
  options: { ...SNAPSHOT_OPTIONS, principal: { type: 'string' } },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const principal = requiredFlag(flags, 'principal');
    return withMesh(invocation, async (host) => {
      printAnswer(world, json, valueOf(await host.ask('access.whatCan', { principal }, world.signal)));
      return EXIT.ok;
    });
  },
};
