import type { LakeCalls } from '../../../contract/lake';
import type { UseCaseDeps, UseCases } from '../port';

/** The pages Tags and Lake settings over the mesh host. */
export const lakeCalls = ({ host }: Pick<UseCaseDeps, 'host'>): Pick<UseCases, keyof LakeCalls> => ({
  'lake.tags': (_, signal) => host.ask('lake.tags', null, signal),
  'lake.assignments': (asked, signal) => host.ask('lake.assignments', asked, signal),
  'lake.expressions': (_, signal) => host.ask('lake.expressions', null, signal),
  'lake.filters': (_, signal) => host.ask('lake.filters', null, signal),
  'lake.filterTarget': (asked, signal) => host.ask('lake.filterTarget', asked, signal),
  'lake.checkRows': (asked, signal) => host.ask('lake.checkRows', asked, signal),
  'lake.settings': (_, signal) => host.ask('lake.settings', null, signal),
});
