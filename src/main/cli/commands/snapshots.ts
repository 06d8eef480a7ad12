import { counted } from '../../../core/model/counted';
import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { textFlag } from '../flags';
import { withHost } from '../with-host';

/** `heddle snapshots`: what is stored, newest first, and what cannot be read. */
export const snapshots: Command = {
  name: 'snapshots',
  summary: 'the stored snapshots, newest first',
  usage: '[--connection NAME]',
  options: { connection: { type: 'string' } },
  run: (invocation) =>
    withHost(invocation, async (host) => {
      const { world, flags, json } = invocation;
      const stored = valueOf(
        await host.ask('snapshot.list', { connection: textFlag(flags, 'connection') }, world.signal),
      );
      for (const { path, reason } of stored.damaged) world.tell(`heddle: ${reason} (${path})`);
      if (json) world.print(JSON.stringify(stored));
      else
        for (const { id, connection, takenAt, counts, gaps } of stored.snapshots)
          world.print(
            `${id}  ${takenAt}  ${connection}  ${counted(counts.tables, 'table')}, ${counted(counts.permissions, 'row')}, ${counted(gaps, 'gap')}`,
          );
      return stored.damaged.length > 0 ? EXIT.finding : EXIT.ok;
    }),
};
