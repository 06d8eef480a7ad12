import { counted } from '../../../core/model/counted';
import type { WholeGraph } from '../../../core/graph/types';
import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS } from '../flags';
import { withMesh } from '../with-host';

/** `heddle graph`: the whole mesh as nodes and edges, nothing folded. */
export const graph: Command = {
  name: 'graph',
  summary: 'the mesh as nodes and edges',
  usage: '[--snapshot ID | --connection NAME]',
  options: SNAPSHOT_OPTIONS,
  run: (invocation) =>
    withMesh(invocation, async (host, { info }) => {
      const { world, json } = invocation;
      const full = valueOf(await host.ask('graph.full', null, world.signal));
      if (json)
        world.print(
          JSON.stringify({ snapshot: info.id, nodes: full.nodes.map(nodeRow), edges: full.edges.map(edgeRow) }),
        );
      else for (const line of describeGraph(full)) world.print(line);
      return EXIT.ok;
    }),
};

const nodeRow = ({ id, kind, label, parent, ...more }: WholeGraph['nodes'][number]): object => ({
  id,
  kind,
  label,
  parent,
  ...more,
});
const edgeRow = ({ id, kind, source, target, state, ...more }: WholeGraph['edges'][number]): object => ({
  id,
  kind,
  source,
  target,
  state,
  ...more,
});

function describeGraph({ nodes, edges }: WholeGraph): string[] {
  const tally = (kinds: string[]): string =>
    [...new Set(kinds)].map((kind) => `${String(kinds.filter((k) => k === kind).length)} ${kind}`).join(', ');
  const domains = nodes.filter((n) => n.kind === 'domain');
  return [
    `nodes: ${tally(nodes.map((n) => n.kind)) || 'none'}`,
    `edges: ${tally(edges.map((e) => e.kind)) || 'none'}`,
    ...domains.map(({ label, totals: t }) =>
      t
        ? `${label}: ${counted(t.products, 'product')}, ${counted(t.tables, 'table')}, ${counted(t.projects, 'project')}, ${counted(t.consumers, 'consumer')}, ${counted(t.grants, 'grant')}`
        : label,
    ),
  ];
}
