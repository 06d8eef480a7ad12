import type { LineageEdge, LineageGraph } from './lineage-graph';
import type { EdgeTold } from './view-types';
import { bestWitness, witnessesOf } from './witness';

/** Every witness of an edge in words that leave the graph, the best first, the others newest first. */
export function edgeTold({ nodes }: LineageGraph, edge: LineageEdge): EdgeTold[] {
  const best = bestWitness(edge);
  const others = witnessesOf(edge).filter((one) => one !== best);
  others.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return [best, ...others].map(({ source, at, since, until, teller, from, to }) => ({
    kind: source,
    ...(at ? { at } : {}),
    ...(since ? { since } : {}),
    ...(until === undefined ? {} : { until }),
    ...(teller >= 0 && teller !== from && teller !== to ? { job: nodes[teller]!.label } : {}),
  }));
}
