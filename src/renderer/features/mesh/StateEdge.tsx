import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from 'reactflow';
import { memo } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import type { MeshEdge } from './flow-elements';

/** One line: style says the state, and so does a word wherever it is not simply granted. */
export const StateEdge = memo(function StateEdge({ id, data, markerEnd }: EdgeProps<MeshEdge>) {
  const selectEdge = useHeddle((s) => s.selectEdge);
  if (!data) return null;
  const { edge, route, pill, weight, isFaded, isQuiet, isChosen } = data;
  const state = edge.state ?? 'granted';
  const faded = isFaded ? ' is-faded' : isQuiet ? ' is-quiet' : '';
  return (
    <>
      <BaseEdge
        id={id}
        path={route.path}
        markerEnd={markerEnd}
        className={`line is-${state}${faded}${isChosen ? ' is-chosen' : ''}`}
        style={{ strokeWidth: isChosen ? weight + 1.5 : weight }}
      />
      {pill && !isQuiet ? (
        <EdgeLabelRenderer>
          <span
            className={`pill nopan is-${state}${faded}`}
            style={{ transform: `translate(-50%, -50%) translate(${route.labelX}px, ${route.labelY}px)` }}
            title={edge.label}
            onClick={() => void selectEdge({ source: edge.source, target: edge.target, state })}
          >
            {pill}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
