import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  Background,
  BackgroundVariant,
  ControlButton,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
} from 'reactflow';
import 'reactflow/dist/style.css';
import type { EdgeAsked } from '../../../core/graph/edge-lines';
import type { GraphView, ViewEdge } from '../../../core/graph/types';
import { useHeddle } from '../../store/StoreProvider';
import { Icon } from '../../ui/Icon';
import { fitTop } from './fit-top';
import { toFlowEdges, toFlowNodes } from './flow-elements';
import { GraphFocus } from './GraphFocus';
import { LaneHeads } from './LaneHeads';
import { DomainNode, ItemNode, RestNode } from './MeshNodes';
import { nextNode, type Arrow } from './move-focus';
import { StateEdge } from './StateEdge';

/** Outside the component: React Flow remounts every node when these objects change. */
const NODE_TYPES = { domain: DomainNode, item: ItemNode, rest: RestNode };
const EDGE_TYPES = { state: StateEdge };
const askedOf = ({ source, target, state = 'granted' }: ViewEdge): EdgeAsked => ({ source, target, state });
const ATTRIBUTION = { hideAttribution: true };

export function MeshGraph({ view }: { view: GraphView }) {
  return (
    <ReactFlowProvider>
      <Canvas view={view} />
    </ReactFlowProvider>
  );
}

function Canvas({ view }: { view: GraphView }) {
  const selected = useHeddle((s) => s.selected);
  const chosen = useHeddle((s) => s.selectedEdge);
  const selectEdge = useHeddle((s) => s.selectEdge);
  const toggle = useHeddle((s) => s.toggleNode);
  const showMore = useHeddle((s) => s.showMore);
  const select = useHeddle((s) => s.select);
  const [active, setActive] = useState<string>();
  const flow = useReactFlow();
  const store = useStoreApi();
  const current = view.nodes.some(({ id }) => id === active) ? active : view.nodes[0]?.id;
  const nodes = useMemo(() => toFlowNodes(view, selected, current), [view, selected, current]);
  const edges = useMemo(() => toFlowEdges(view, selected, chosen), [view, selected, chosen]);

  const isTouched = useRef(false);
  const fitted = useRef(1);
  const shown = useRef(view.nodes);
  shown.current = view.nodes;
  const fit = useCallback((): void => {
    const { width, height } = store.getState();
    isTouched.current = false;
    const viewport = fitTop(shown.current, width, height);
    fitted.current = viewport.zoom;
    void flow.setViewport(viewport);
  }, [flow, store]);
  // A new neighbourhood is another picture and is fitted; opening a container is the same one and stays put.
  const width = useStore((s) => s.width);
  const hasSize = useStore((s) => s.width > 0 && s.height > 0);
  const drawnFocus = view.focus ?? view.reach?.id;
  useEffect(() => {
    if (hasSize) fit();
  }, [fit, hasSize, drawnFocus]);
  // The details panel takes width away: the lanes still fit, unless the person has placed the picture themselves.
  useEffect(() => {
    if (width <= 0 || isTouched.current) return;
    void flow.setViewport(fitTop(shown.current, width, Infinity, fitted.current));
  }, [flow, width]);

  const goTo = useCallback(
    (id: string): void => {
      setActive(id);
      const node = view.nodes.find((other) => other.id === id);
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      if (node) {
        const [left, top] = [node.x * zoom + x, node.y * zoom + y];
        const isSeen =
          left >= 0 &&
          top >= 0 &&
          left + node.width * zoom <= width &&
          top + Math.min(node.height, 90) * zoom <= height;
        if (!isSeen) void flow.setCenter(node.x + node.width / 2, node.y + 45, { zoom });
      }
      document.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    },
    [flow, store, view.nodes],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!current || !(event.target instanceof HTMLElement) || event.target.dataset['node'] === undefined) return;
    const node = view.nodes.find(({ id }) => id === current);
    if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      const next = nextNode(view.nodes, current, event.key as Arrow);
      if (next) goTo(next);
    } else if (event.key === 'Enter' && node) {
      event.preventDefault();
      if (node.aggregated !== undefined && node.parent) void showMore(node.parent);
      else if (node.expandable) void toggle(node.id);
      else void select(node.id);
    } else if (event.key === ' ' && node && node.aggregated === undefined) {
      event.preventDefault();
      void select(node.id);
    }
  };

  return (
    <div
      className="mesh-canvas"
      onKeyDown={onKeyDown}
      role="region"
      aria-label="Mesh graph. Arrow keys move, Enter opens, Space shows details."
    >
      <GraphFocus value={setActive}>
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
          onMove={(event) => {
            if (event) isTouched.current = true;
          }}
          onEdgeClick={(_, { data }) => {
            if (data) void selectEdge(askedOf(data.edge));
          }}
          onPaneClick={() => void select(null)}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1} />
          <LaneHeads lanes={view.lanes} />
          <Controls showInteractive={false} showFitView={false} position="bottom-right" aria-label="Zoom">
            <ControlButton onClick={fit} title="Fit to the window" aria-label="Fit to the window">
              <Icon name="fit" size={14} />
            </ControlButton>
          </Controls>
        </ReactFlow>
      </GraphFocus>
    </div>
  );
}
