import { journalStore } from '../../store/journal';
import { planStore } from '../../store/plan-store';
import { undoJournal } from '../../usecases/change/undo-journal';
import type { Command } from '../command';
import { UsageError, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS } from '../flags';
import { withMesh } from '../with-host';
import { entropy, printPlan } from './plan';

/** `heddle undo JOURNAL`: a plan of the inverse calls, to look at and to apply. */
export const undo: Command = {
  name: 'undo',
  summary: 'plan the way back from an applied change',
  usage: 'JOURNAL [--snapshot ID | --connection NAME]',
  options: SNAPSHOT_OPTIONS,
  async run(invocation) {
    const { world, operands, json } = invocation;
    const [id, ...more] = operands;
    if (id === undefined || more.length > 0) throw new UsageError('name one journal.');
    const { now, home, signal } = world;
    return withMesh(invocation, async (host) => {
      const deps = { host, plans: planStore(home), journals: journalStore(home, now), now, random: entropy };
      return printPlan(world, json, valueOf(await undoJournal(deps, id, signal)));
    });
  },
};
