import type { DzLineageNode } from '../../../core/model/datazone';
import { CallError } from '../../aws/errors';
import type { DomainSeat } from './datazone';
import { idsOf, lineageNodeOf } from './lineage-node';
import type { CrawlRun } from './run';

const AT_ONCE = 8;
/** How far back, and for how many datasets: each version costs a call, and one for each of its runs. */
const MOST_VERSIONS = 5;
const MOST_DATED = 200;

/**
 * Earlier versions of the datasets that runs lead to, and the runs of those versions, so that one can look back also where
 * the events may not be read. The newest few versions of the first datasets; the rest is a remark.
 */
export async function readLineageHistory(
  run: CrawlRun,
  seat: DomainSeat,
  nodes: ReadonlyMap<string, DzLineageNode>,
): Promise<DzLineageNode[]> {
  const { id: domainIdentifier, member, domain } = seat;
  const written = [...nodes.values()].filter((node) => node.upstream.length > 0 && !/Job/.test(node.typeName ?? ''));
  const earlier = new Map<string, DzLineageNode>();
  const versionOf = async (identifier: string, eventTimestamp: string): Promise<DzLineageNode | undefined> => {
    try {
      const node = await run.call('datazone:GetLineageNode', member, {
        domainIdentifier,
        identifier,
        eventTimestamp: new Date(eventTimestamp),
      });
      return lineageNodeOf(domainIdentifier, node, idsOf(node.upstreamNodes), idsOf(node.downstreamNodes));
    } catch (error) {
      if (error instanceof CallError && error.kind === 'NOT_FOUND') return undefined;
      throw error;
    }
  };
  let left = 0;
  const dated = written.slice(0, MOST_DATED).values();
  await run.read(
    member,
    'lineage-nodes',
    async () => {
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const node of dated) {
            const { nodes: versions = [], nextToken } = await run.call('datazone:ListLineageNodeHistory', member, {
              domainIdentifier,
              identifier: node.id,
              direction: 'UPSTREAM',
              sortOrder: 'DESCENDING',
            });
            const times = versions.flatMap(({ eventTimestamp: at }) => (at && at !== node.eventTimestamp ? [at] : []));
            left += Math.max(0, times.length - MOST_VERSIONS) + (nextToken ? 1 : 0);
            for (const at of times.slice(0, MOST_VERSIONS)) {
              const version = await versionOf(node.id, at);
              if (!version) continue;
              earlier.set(`${version.id}@${at}`, version);
              for (const id of version.upstream) {
                if (nodes.has(id) || earlier.has(id)) continue;
                const before = await versionOf(id, at);
                if (before) earlier.set(id, before);
              }
            }
          }
        }),
      );
    },
    domain.name,
  );
  if (left > 0 || written.length > MOST_DATED)
    run.partial(
      member,
      'lineage-nodes',
      `Of the lineage of DataZone domain ${domain.name} only the newest ${String(MOST_VERSIONS)} versions of ${String(MOST_DATED)} datasets were read; looking back further shows less than there was.`,
    );
  return [...earlier.values()];
}
