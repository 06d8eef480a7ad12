import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  Background,
  BackgroundVariant,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from 'reactflow';
import 'reactflow/dist/style.css';
import type { LineageView } from '../../../core/lineage/view-types';
import { useHeddle } from '../../store/StoreProvider';
import { FlowEdge } from './FlowEdge';
import { toFlowEdges, toFlowNodes } from './flow-elements';
import { DataNode, JobNode, RestNode } from './LineageNodes';
import { nextColumn } from './next-column';
import { nextNode, type Arrow } from './next-node';

/** Outside the component: React Flow remounts every node when these objects change. */
const NODE_TYPES = { data: DataNode, job: JobNode, rest: RestNode };
const EDGE_TYPES = { flow: FlowEdge };
const ATTRIBUTION = { hideAttribution: true };

export function LineageGraph({ view }: { view: LineageView }) {
  return (
    <ReactFlowProvider>
      <Canvas view={view} />
    </ReactFlowProvider>
  );
}

function Canvas({ view }: { view: LineageView }) {
  const selected = useHeddle((s) => (s.lineageList === 'node' ? s.lineageNode : null));
  const audience = useHeddle((s) => s.lineageQuery.audience === true);
  const grow = useHeddle((s) => s.growLineage);
  const shrink = useHeddle((s) => s.shrinkLineage);
  const more = useHeddle((s) => s.moreLineage);
  const openList = useHeddle((s) => s.openLineageList);
  const [active, setActive] = useState<string>();
  const flow = useReactFlow();
  const width = useStore((s) => s.width);
  const height = useStore((s) => s.height);
  const current = view.nodes.some(({ id }) => id === active) ? active : view.focus;
  const nodes = useMemo(() => toFlowNodes(view, selected, current, audience), [view, selected, current, audience]);
  const edges = useMemo(() => toFlowEdges(view, selected), [view, selected]);

  const shown = useRef(view);
  const before = useRef<LineageView>(undefined);
  shown.current = view;
  const fit = useCallback((): void => {
    const { nodes: all, focus } = shown.current;
    const right = Math.max(1, ...all.map((node) => node.x + node.width));
    const bottom = Math.max(1, ...all.map((node) => node.y + node.height));
    const zoom = Math.max(0.75, Math.min(1.1, (width - 56) / right, (height - 48) / bottom));
    const centre = all.find(({ id }) => id === focus);
    const isWide = right * zoom > width - 32;
    const isTall = bottom * zoom > height - 24;
    const x = isWide && centre ? width / 2 - (centre.x + centre.width / 2) * zoom : (width - right * zoom) / 2;
    const y =
      isTall && centre
        ? height / 2 - (centre.y + Math.min(centre.height, 300) / 2) * zoom
        : (height - bottom * zoom) / 2;
    void flow.setViewport({ x, y, zoom });
  }, [flow, width, height]);
  // Growing keeps what the person looks at where it is; anything else is another picture and is fitted.
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const old = before.current;
    before.current = view;
    const anchor = old?.nodes.find(({ id }) => id === current);
    const now = view.nodes.find(({ id }) => id === current);
    const isGrown = old?.focus === view.focus && view.nodes.length > (old?.nodes.length ?? 0) && anchor && now;
    if (!isGrown) return fit();
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x + (anchor.x - now.x) * zoom, y: y + (anchor.y - now.y) * zoom, zoom });
    // Only another view moves the picture: where the focus stands must not.
  }, [view, fit, flow, width, height]);

  const goTo = (id: string): void => {
    setActive(id);
    const node = view.nodes.find((other) => other.id === id);
    const { x, y, zoom } = flow.getViewport();
    if (node) {
      const [left, top] = [node.x * zoom + x, node.y * zoom + y];
      const isSeen = left >= 0 && top >= 0 && left + node.width * zoom <= width && top + 54 * zoom <= height;
      if (!isSeen) void flow.setCenter(node.x + node.width / 2, node.y + 27, { zoom });
    }
    document.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  };

  const toColumn = (id: string): void =>
    document.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });

  /** Enter and Space press the column, as they do any button. */
  const onColumnKey = (event: KeyboardEvent, column: string): void => {
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const arrow = event.key as Arrow;
    const step = nextColumn(view, column, arrow);
    if (!step) return;
    if ('column' in step) return toColumn(step.column);
    goTo('card' in step ? step.card : (nextNode(view.nodes, step.beyond, arrow) ?? step.beyond));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const column = event.target instanceof HTMLElement ? event.target.dataset['column'] : undefined;
    if (column !== undefined) return onColumnKey(event, column);
    const id = event.target instanceof HTMLElement ? event.target.dataset['node'] : undefined;
    const node = view.nodes.find((one) => one.id === id);
    if (!node) return;
    if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      const first = node.columns?.[0];
      if (event.key === 'ArrowDown' && first) return toColumn(first.id);
      const next = nextNode(view.nodes, node.id, event.key as Arrow);
      if (next) goTo(next);
    } else if (event.key === '+' || event.key === 'Enter') {
      event.preventDefault();
      setActive(node.id);
      if (node.rest) void more(node.rest.side);
      else if (node.more.down > 0) void grow(`down:${node.id}`);
      else if (node.more.up > 0) void grow(`up:${node.id}`);
      else openList('node', node.id);
    } else if (event.key === '-') {
      event.preventDefault();
      setActive(node.id);
      const side = node.grown?.at(-1);
      if (side) void shrink(`${side}:${node.id}`);
    } else if (event.key === ' ' && !node.rest) {
      event.preventDefault();
      openList('node', node.id);
    }
  };

  return (
    <div
      className="lin-canvas"
      onKeyDown={onKeyDown}
      role="region"
      aria-label="Lineage graph. Arrow keys move, down into the columns of a table, Enter shows more neighbours, minus closes them again, Space shows details."
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        minZoom={0.2}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        panOnScroll
        proOptions={ATTRIBUTION}
        onPaneClick={() => openList(null, null)}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1} />
        <Controls showInteractive={false} onFitView={fit} position="bottom-left" aria-label="Zoom" />
      </ReactFlow>
      {audience ? <Legend /> : null}
    </div>
  );
}

/** What the colours of the audience say; the words are on the nodes too. */
function Legend() {
  return (
    <ul className="lin-legend" aria-label="Who can read">
      <li className="is-same">only readers of the source</li>
      <li className="is-wider">people who cannot read the source</li>
      <li className="is-unknown">not decided by Lake Formation</li>
      <li className="is-lost">a sensitive tag got lost here</li>
    </ul>
  );
}
