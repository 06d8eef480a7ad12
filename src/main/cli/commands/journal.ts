import { counted } from '../../../core/model/counted';
import { journalStore } from '../../store/journal';
import { detailsOf, summaryOf } from '../../usecases/change/journal-report';
import type { Command } from '../command';
import { EXIT, UsageError } from '../exit';

/** `heddle journal`: what was changed through Heddle, and whether the record of it is whole. */
export const journal: Command = {
  name: 'journal',
  summary: 'what was applied, call by call; checks the chain of hashes',
  usage: '[JOURNAL]',
  options: {},
  async run({ world, operands, json }) {
    const [id, ...more] = operands;
    if (more.length > 0) throw new UsageError('name one journal, or none for the list.');
    const store = journalStore(world.home, world.now);
    if (id !== undefined) {
      const details = detailsOf(await store.read(id));
      if (json) world.print(JSON.stringify(details));
      else for (const step of details.steps) world.print(`${step.state}  ${step.account} ${step.operation}`);
      if (details.damage !== undefined) world.tell(`heddle journal: ${details.damage}`);
      return details.damage === undefined ? EXIT.ok : EXIT.finding;
    }
    const journals = (await store.list()).map(summaryOf);
    if (json) world.print(JSON.stringify({ journals }));
    else
      for (const one of journals)
        world.print(`${one.id}  ${one.state}  ${String(one.done)} of ${counted(one.calls, 'call')}  ${one.head}`);
    for (const one of journals) if (one.damage !== undefined) world.tell(`heddle journal: ${one.id}: ${one.damage}`);
    return journals.some((one) => one.damage !== undefined) ? EXIT.finding : EXIT.ok;
  },
};
