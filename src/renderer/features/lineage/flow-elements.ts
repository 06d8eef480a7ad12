import { MarkerType, type Edge, type Node } from 'reactflow';
import type { LineageView, LineageViewEdge, LineageViewNode } from '../../../core/lineage/view-types';

export type LineageFlowNode = Node<{
  node: LineageViewNode;
  isFaded: boolean;
  isSelected: boolean;
  isActive: boolean;
  audience: boolean;
}>;
export type LineageFlowEdge = Edge<{ edge: LineageViewEdge; isFaded: boolean }>;

/** The selected node with what it touches; `undefined` = everything stays bright. */
function near({ edges }: LineageView, selected: string | null): ReadonlySet<string> | undefined {
  if (selected === null) return undefined;
  const table = (id: string): string => id.split('#')[0] ?? id;
  const found = new Set([selected]);
  for (const { source, target } of edges) {
    if (table(source) === selected) found.add(table(target));
    if (table(target) === selected) found.add(table(source));
  }
  return found;
}

export function toFlowNodes(
  view: LineageView,
  selected: string | null,
  active: string | undefined,
  audience: boolean,
): LineageFlowNode[] {
  const bright = near(view, selected);
  return view.nodes.map((node) => {
    const { id, x, y, width, height, kind } = node;
    return {
      id,
      type: kind === 'job' ? 'job' : kind === 'rest' ? 'rest' : 'data',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      zIndex: 2,
      // React Flow lets the pointer through nodes that cannot be dragged or selected by it.
      style: { pointerEvents: 'all' },
      data: {
        node,
        isFaded: bright !== undefined && !bright.has(id),
        isSelected: id === selected,
        isActive: id === active,
        audience,
      },
    };
  });
}

export function toFlowEdges(view: LineageView, selected: string | null): LineageFlowEdge[] {
  const hasColumns = view.edges.some(({ isColumn }) => isColumn);
  return view.edges.map((edge) => {
    const [source, target] = [edge.source, edge.target].map((id) => id.split('#')[0] ?? id) as [string, string];
    const isFaded = (selected !== null && source !== selected && target !== selected) || (hasColumns && !edge.isColumn);
    return {
      id: edge.id,
      source,
      target,
      type: 'flow',
      zIndex: 1,
      markerEnd: isFaded
        ? undefined
        : {
            type: MarkerType.ArrowClosed,
            color: edge.failed ? 'var(--failed)' : 'var(--granted)',
            markerUnits: 'userSpaceOnUse',
            width: 14,
            height: 14,
          },
      data: { edge, isFaded },
    };
  });
}
