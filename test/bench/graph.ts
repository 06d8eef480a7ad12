import { layoutColumns } from '../../src/core/graph/columns';
import { filterGraph } from '../../src/core/graph/filter';
import { foldNodes } from '../../src/core/graph/fold';
import type { Row } from '../../src/core/graph/fold';
import { routeView } from '../../src/core/graph/svg';
import type { MeshGraph } from '../../src/core/graph/types';
import { viewGraph } from '../../src/core/graph/view';
import { buildMeshGraph } from '../../src/core/graph/build';
import { bigGraph } from '../unit/graph/big-graph';
import { bigSnapshot, FULL } from './support/big-snapshot';
import { withDisplay, withWindow } from './support/electron-window';
import { measure, median, report, type Measure } from './support/measures';
import { inScratch } from './support/processes';

const RUNS = 15;

/** The middle of some runs after a first one that warms up. */
function timed(name: string, target: number, run: () => unknown): Measure {
  run();
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return measure(name, median(times), 'ms', target);
}

/** From the click on a domain of the real window to the frame that shows its products; the middle over domains. */
async function expand(): Promise<Measure> {
  const times = await inScratch((home) =>
    withDisplay((display) =>
      withWindow(home, display, async (page) => {
        await page.waitForTimeout(3_000);
        return page.evaluate(PAINTED, EXPANDED);
      }),
    ),
  );
  return measure('expand', median(times), 'ms', 100);
}

const EXPANDED = 9;

/** Opens and closes domains in turn; a constant script in the page. */
const PAINTED = async (runs: number): Promise<number[]> => {
  const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
  const inside = (): number => document.querySelectorAll('.card:not(.is-domain)').length;
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const openers = [...document.querySelectorAll<HTMLElement>('.card.is-domain [aria-label^="Open "]')];
    const start = performance.now();
    openers[run % openers.length]?.click();
    while (inside() === 0 && performance.now() - start < 5_000) await frame();
    times.push(performance.now() - start);
    document.querySelector<HTMLElement>('.card.is-domain [aria-label^="Close "]')?.click();
    while (inside() > 0 && performance.now() - start < 10_000) await frame();
    for (let still = 0; still < 10; still++) await frame();
  }
  return times;
};

/** The picture of a large mesh: once when it is opened, then with every look. */
function largeMesh(): Measure[] {
  const snapshot = bigSnapshot(FULL);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const graph = buildMeshGraph(snapshot);
  const built = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return [
    measure('graph build, 100,000 tables and 1,000,000 rows', built, 's', 5),
    measure('graph build, CPU of all threads', (user + system) / 1e6, 's'),
    timed('graph view, 100,000 tables and 1,000,000 rows', 200, () => viewGraph(graph, { expanded: [] })),
  ];
}

/** Every node as a row of its own, as if all containers were open: more than the window ever mounts. */
function allRows(graph: MeshGraph): Row[] {
  const shown = Object.fromEntries(graph.nodes.map(({ id }) => [id, graph.nodes.length]));
  const kept = filterGraph(graph, {});
  return foldNodes(graph, kept, { expanded: graph.nodes.map(({ id }) => id), shown }, Number.MAX_SAFE_INTEGER).rows;
}

async function main(): Promise<void> {
  const graph = bigGraph({ domains: 20, products: 600, tables: 800 });
  const domain = bigGraph({ domains: 4, products: 300, tables: 2000 });
  const large = bigGraph({ domains: 40, products: 2000, tables: 6000 });
  const [rows, manyRows] = [allRows(graph), allRows(large)];
  const opened = { expanded: ['domain:0', 'product:0'], shown: { 'domain:0': 250 } };
  const measures = [
    timed('graph layout 2000', 200, () => layoutColumns(rows, graph.nodes)),
    timed('graph layout 10000', 200, () => layoutColumns(manyRows, large.nodes)),
    timed('graph view, 300 products and 2000 tables', 50, () => viewGraph(domain, { expanded: [] })),
    timed('graph view and lines after expand', 100, () => routeView(viewGraph(domain, opened))),
  ];
  measures.push(...largeMesh(), await expand());
  const mesh = { nodes: graph.nodes.length, rows: rows.length, edges: graph.edges.length, largeRows: manyRows.length };
  report('graph', mesh, measures);
}

await main();
