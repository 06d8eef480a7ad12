import { MarkerType, type Edge, type Node } from 'reactflow';
import type { Route } from '../../../core/graph/route';
import { edgePill, edgeWeight, routeView } from '../../../core/graph/svg';
import type { EdgeAsked } from '../../../core/graph/edge-lines';
import type { GraphView, ViewEdge, ViewNode } from '../../../core/graph/types';

export type MeshNode = Node<{ node: ViewNode; isFaded: boolean; isSelected: boolean; isActive: boolean }>;
export type MeshEdge = Edge<{
  edge: ViewEdge;
  route: Route;
  pill: string;
  weight: number;
  isFaded: boolean;
  isQuiet: boolean;
  isChosen: boolean;
}>;

/** Open containers lie under the lines, the lines under closed cards: a line never runs over words. */
const LINE_LAYER = 4;

/** Nodes whose neighbourhood stays bright; `undefined` = all. */
export function neighboursOf(view: GraphView, selected: string | null): ReadonlySet<string> | undefined {
  // Of a reach everything is wanted: its own node fades nothing.
  if (selected === null || selected === view.reach?.id || !view.nodes.some(({ id }) => id === selected))
    return undefined;
  const parents = new Map(view.nodes.map(({ id, parent }) => [id, parent]));
  const near = new Set([selected]);
  const isInside = (id: string): boolean => {
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) if (at === selected) return true;
    return false;
  };
  for (const { id } of view.nodes) if (isInside(id)) near.add(id);
  for (const { source, target } of view.edges) {
    if (isInside(source)) near.add(target);
    if (isInside(target)) near.add(source);
  }
  for (const id of [...near]) for (let up = parents.get(id); up !== undefined; up = parents.get(up)) near.add(up);
  return near;
}

export function toFlowNodes(view: GraphView, selected: string | null, active: string | undefined): MeshNode[] {
  const near = neighboursOf(view, selected);
  const depths = new Map<string, number>();
  return view.nodes.map((node) => {
    const depth = node.parent === undefined ? 0 : (depths.get(node.parent) ?? 0) + 1;
    depths.set(node.id, depth);
    const { id, x, y, width, height } = node;
    return {
      id,
      type: node.aggregated !== undefined ? 'rest' : node.kind === 'domain' ? 'domain' : 'item',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      zIndex: node.expanded ? depth : LINE_LAYER + 1,
      // React Flow lets the pointer through nodes that cannot be dragged or selected by it.
      style: { pointerEvents: 'all' },
      data: {
        node,
        isFaded: near !== undefined && !near.has(id),
        isSelected: id === selected,
        isActive: id === active,
      },
    };
  });
}

export function toFlowEdges(view: GraphView, selected: string | null, chosen: EdgeAsked | null = null): MeshEdge[] {
  const near = neighboursOf(view, selected);
  const routes = routeView(view);
  const isOwn = insideOf(view, selected);
  const parents = new Map(view.nodes.map(({ id, parent }) => [id, parent]));
  const edges: MeshEdge[] = [];
  view.edges.forEach((edge, at) => {
    const route = routes[at];
    if (!route) return;
    const { id, source, target } = edge;
    const isChosen =
      chosen?.source === source && chosen.target === target && chosen.state === (edge.state ?? 'granted');
    const isFaded = (near !== undefined && !isOwn(source) && !isOwn(target)) || (chosen !== null && !isChosen);
    // An opened domain hangs together with everything: said softly until something is selected.
    const isOpened = parents.get(source) !== undefined || parents.get(target) !== undefined;
    const isQuiet =
      near === undefined && !view.reach && !isChosen && (edge.state ?? 'granted') === 'granted' && isOpened;
    edges.push({
      id, source, target,
      type: 'state',
      zIndex: LINE_LAYER,
      markerEnd: isFaded ? undefined : { type: MarkerType.ArrowClosed, color: `var(--${edge.state ?? 'granted'})`, markerUnits: 'userSpaceOnUse', width: 16, height: 16 },
      data: { edge, route, pill: edgePill(edge), weight: edgeWeight(edge.count), isFaded, isQuiet, isChosen },
    }); // prettier-ignore
  });
  return edges;
}

function insideOf(view: GraphView, selected: string | null): (id: string) => boolean {
  const parents = new Map(view.nodes.map(({ id, parent }) => [id, parent]));
  return (id) => {
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) if (at === selected) return true;
    return false;
  };
}
