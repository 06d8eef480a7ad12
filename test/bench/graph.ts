import { layoutColumns } from '../../src/core/graph/columns';
import { filterGraph } from '../../src/core/graph/filter';
import { foldNodes } from '../../src/core/graph/fold';
import type { Row } from '../../src/core/graph/fold';
import { routeView } from '../../src/core/graph/svg';
import type { MeshGraph } from '../../src/core/graph/types';
import { viewGraph } from '../../src/core/graph/view';
import { bigGraph } from '../unit/graph/big-graph';

interface Measure {
  name: string;
  value: number;
  unit: 'ms';
  target: number;
  ok: boolean;
}

const RUNS = 15;

/** The middle of some runs after a first one that warms up. */
function measure(name: string, target: number, run: () => unknown): Measure {
  run();
  const times: number[] = [];
  for (let nth = 0; nth < RUNS; nth++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  const value = Math.round((times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0) * 100) / 100;
  return { name, value, unit: 'ms', target, ok: value <= target };
}

/** Every node as a row of its own, as if all containers were open: more than the window ever mounts. */
function allRows(graph: MeshGraph): Row[] {
  const shown = Object.fromEntries(graph.nodes.map(({ id }) => [id, graph.nodes.length]));
  const kept = filterGraph(graph, {});
  return foldNodes(graph, kept, { expanded: graph.nodes.map(({ id }) => id), shown }, Number.MAX_SAFE_INTEGER).rows;
}

function main(): void {
  const graph = bigGraph({ domains: 20, products: 600, tables: 800 });
  const domain = bigGraph({ domains: 4, products: 300, tables: 2000 });
  const large = bigGraph({ domains: 40, products: 2000, tables: 6000 });
  const [rows, manyRows] = [allRows(graph), allRows(large)];
  const opened = { expanded: ['domain:0', 'product:0'], shown: { 'domain:0': 250 } };
  const measures = [
    measure('graph layout 2000', 200, () => layoutColumns(rows, graph.nodes)),
    measure('graph layout 10000', 200, () => layoutColumns(manyRows, large.nodes)),
    measure('graph view, 300 products and 2000 tables', 50, () => viewGraph(domain, { expanded: [] })),
    measure('graph view and lines after expand', 100, () => routeView(viewGraph(domain, opened))),
  ];
  const mesh = { nodes: graph.nodes.length, rows: rows.length, edges: graph.edges.length, largeRows: manyRows.length };
  const document = { bench: 'graph', mesh, measures };
  if (process.argv.includes('--json')) console.log(JSON.stringify(document));
  else
    for (const { name, value, target, ok } of measures)
      console.log(`${ok ? 'ok  ' : 'MISS'} ${name}: ${value} ms (target ${target} ms)`);
  process.exitCode = measures.every(({ ok }) => ok) ? 0 : 1;
}

main();
