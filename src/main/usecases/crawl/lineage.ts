import type { DomainSeat } from './datazone';
import { readLineageEvents } from './lineage-events';
import { readLineageNodes } from './lineage-nodes';
import type { CrawlRun } from './run';

/**
 * The lineage of a domain, by the cheapest source that this member may read (facts datazone 3.4): the run events, which
 * also know columns and history; where they are refused, the nodes around every asset.
 */
export async function readLineage(run: CrawlRun, seat: DomainSeat, seeds: Promise<ReadonlySet<string>>): Promise<void> {
  if (!run.wants('lineage-events', 'lineage-nodes')) return;
  if (await readLineageEvents(run, seat)) {
    await run.append(seat.member, 'lineage-nodes', []);
    return;
  }
  await readLineageNodes(run, seat, await seeds);
}
