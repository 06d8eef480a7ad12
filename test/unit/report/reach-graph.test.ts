import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { edgeLines } from '../../../src/core/graph/edge-lines';
import { viewGraph } from '../../../src/core/graph/view';
import { reachGraph } from '../../../src/core/report/reach-graph';
import { questionOfNode } from '../../../src/core/report/question-of-node';
import { whatView } from '../../../src/core/report/what-view';
import { whoView } from '../../../src/core/report/who-view';
import { rowCount, textAt } from '../../../src/core/report/packed-table';
import { SALES, smallSnapshot } from '../../support/small-mesh';

const snapshot = smallSnapshot();
const source = { index: buildAccessIndex(snapshot), graph: buildMeshGraph(snapshot) };
const nodesOf = (id: string) => reachGraph(source, id)?.graph.nodes ?? [];

/** Ends of the ways from `from`, along or against the edges. */
function walk(id: string, isAlong: boolean): Set<string> {
  const edges = reachGraph(source, id)?.graph.edges ?? [];
  const seen = new Set([id]);
  for (const at of seen)
    for (const { source: from, target } of edges) {
      if (isAlong && from === at) seen.add(target);
      if (!isAlong && target === at) seen.add(from);
    }
  return seen;
}

const tables = source.graph.nodes.filter(({ kind, id }) => kind === 'table' && questionOfNode(id)).map(({ id }) => id);
const principals = source.graph.nodes.filter(({ kind, id }) => kind === 'consumer' && questionOfNode(id));

describe('the reach on the graph', () => {
  it.each(tables)('of %s leads to everybody in the answer of who can', (id) => {
    const question = questionOfNode(id);
    if (question?.ask !== 'who') throw new Error('a table is asked who');
    const answer = whoView(source, { resource: question.resource });
    if (!answer.ok) throw new Error(answer.error.message);
    const { lines } = answer.value;
    const wanted = new Set(
      Array.from({ length: rowCount(lines) }, (_, at) => `consumer:${textAt(lines, at, 'principal')}`),
    );
    const reached = walk(id, true);
    for (const principal of wanted) expect(reached).toContain(principal);
  });

  it.each(principals.map(({ id }) => id))('of %s comes from everything in the answer of what can', (id) => {
    const answer = whatView(source, { principal: id.slice('consumer:'.length) });
    if (!answer.ok) throw new Error(answer.error.message);
    const { lines } = answer.value;
    const reached = walk(id, false);
    for (let at = 0; at < rowCount(lines); at++) {
      const node = textAt(lines, at, 'node');
      if (source.graph.nodes.some((known) => known.id === node)) expect(reached).toContain(node);
    }
  });

  it('keeps what contains each node, so that it can be drawn whole', () => {
    const ids = new Set(nodesOf(tables[0] ?? '').map(({ id }) => id));
    for (const { parent } of nodesOf(tables[0] ?? '')) if (parent !== undefined) expect(ids).toContain(parent);
  });

  it('answers nothing about what nobody can ask', () => {
    expect(reachGraph(source, 'domain:dzd_mesh/u-sales')).toBeUndefined();
    expect(reachGraph(source, 'table:nowhere')).toBeUndefined();
  });
});

describe('the edges under a drawn line', () => {
  it('are as many as the line counts, with the state of the line', () => {
    const query = { expanded: [] };
    for (const edge of viewGraph(source.graph, query).edges) {
      const state = edge.state ?? 'granted';
      const details = edgeLines(source.graph, query, { source: edge.source, target: edge.target, state });
      expect(details?.total).toBe(edge.count);
      expect(details?.lines.every((line) => line.state === state)).toBe(true);
    }
  });

  it('are those of the open children where a domain is open', () => {
    const query = { expanded: ['domain:dzd_mesh/u-sales'] };
    const line = viewGraph(source.graph, query).edges.find((edge) => edge.source.startsWith(`table:${SALES}`));
    if (!line) throw new Error('an open table has lines');
    const details = edgeLines(source.graph, query, { ...line, state: line.state ?? 'granted' });
    expect(details?.lines.every((one) => one.source.id === line.source)).toBe(true);
    expect(edgeLines(source.graph, query, { ...line, target: 'domain:gone', state: 'granted' })).toBeUndefined();
  });
});
