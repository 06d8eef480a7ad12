import type { DraftGrants } from './draft';
import { EDGE_KINDS, EDGE_STATES, edgeNumbers, type EdgeColumns } from './graph-index';
import type { EdgeList, GraphEdge, GraphNode } from './types';

/** Where edges lead, by position among the nodes; `order` numbers the draft's other edges first, then its grants. */
export interface EdgeEnds {
  order: Int32Array;
  source: Int32Array;
  target: Int32Array;
}

const GRANTED = EDGE_STATES.indexOf('granted');
const DORMANT = EDGE_STATES.indexOf('dormant');

/**
 * The edges of a graph in their order. Of a million nearly all are grants and shares, which two ends and a few small
 * numbers tell whole: those are kept as columns, and one becomes an object when it is looked at. All others are objects.
 */
export class EdgeTable implements EdgeList {
  readonly length: number;
  readonly columns: EdgeColumns;
  private readonly others = new Map<number, GraphEdge>();
  /** Why a grant has no effect, -1 = it has; places in `reasons`. */
  private readonly reason: Int32Array;
  private readonly reasons: readonly string[];

  constructor(
    private readonly nodes: readonly GraphNode[],
    private readonly ends: EdgeEnds,
    others: readonly GraphEdge[],
    grants: DraftGrants,
  ) {
    const { order } = ends;
    this.length = order.length;
    this.reason = new Int32Array(order.length).fill(-1);
    this.reasons = grants.reasons;
    const numbers = edgeNumbers(order.length);
    const kinds = grants.shares.map((share) => EDGE_KINDS.indexOf(share ? 'share' : 'grant'));
    for (let at = 0; at < order.length; at++) {
      const grant = order[at]! - others.length;
      if (grant < 0) {
        const edge = others[order[at]!]!;
        this.others.set(at, edge);
        numbers.put(at, edge);
        continue;
      }
      const reason = (this.reason[at] = grants.reason[grant]!);
      numbers.set(at, kinds[grants.target[grant]!]!, reason < 0 ? GRANTED : DORMANT, grants.lists[grants.list[grant]!]);
    }
    this.columns = numbers.columns;
  }

  at(place: number): GraphEdge | undefined {
    const other = this.others.get(place);
    if (other || place < 0 || place >= this.length) return other;
    const { kind, state, list, lists } = this.columns;
    const source = this.nodes[this.ends.source[place]!]!.id;
    const target = this.nodes[this.ends.target[place]!]!.id;
    const name = EDGE_KINDS[kind[place]!]!;
    return {
      id: grantEdgeId(name, source, target),
      kind: name,
      source,
      target,
      state: EDGE_STATES[state[place]!],
      permissions: lists[list[place]!],
      label: this.reasons[this.reason[place]!],
    };
  }

  *[Symbol.iterator](): Iterator<GraphEdge> {
    for (let place = 0; place < this.length; place++) yield this.at(place)!;
  }
}

export const grantEdgeId = (kind: string, source: string, target: string): string => `${kind}:${source}>${target}`;
