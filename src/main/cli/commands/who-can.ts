import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag, textFlag } from '../flags';
import { printAnswer } from '../print-answer';
import { withMesh } from '../with-host';

/** `heddle who-can`: everybody who reaches a resource. */
export const whoCan: Command = {
  name: 'who-can',
  summary: 'who can access a table, column, database, catalog, S3 prefix or tag',
  usage: '--resource [account/]database.table[.column] [--permission P] [--snapshot ID | --connection NAME]',
  options: { ...SNAPSHOT_OPTIONS, resource: { type: 'string' }, permission: { type: 'string' } },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const resource = requiredFlag(flags, 'resource');
    const permission = textFlag(flags, 'permission')?.toUpperCase();
    return withMesh(invocation, async (host) => {
      printAnswer(world, json, valueOf(await host.ask('access.whoCan', { resource, permission }, world.signal)));
      return EXIT.ok;
    });
  },
};
