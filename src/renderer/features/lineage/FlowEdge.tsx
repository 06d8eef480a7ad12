import { BaseEdge, type EdgeProps } from 'reactflow';
import { memo } from 'react';
import type { LineageFlowEdge } from './flow-elements';

/** One line along the path that the layout has drawn. */
export const FlowEdge = memo(function FlowEdge({ id, data, markerEnd }: EdgeProps<LineageFlowEdge>) {
  if (!data) return null;
  const { edge, isFaded } = data;
  const classes = [
    'lin-line',
    edge.failed ? 'is-failed' : '',
    edge.until ? 'is-former' : '',
    edge.isUnsure ? 'is-unsure' : '',
    edge.how && edge.how !== 'direct' ? 'is-indirect' : '',
    edge.kind === 'subscription' || edge.kind === 'data-product' ? 'is-use' : '',
    isFaded ? 'is-faded' : '',
  ];
  return <BaseEdge id={id} path={edge.path} markerEnd={markerEnd} className={classes.filter(Boolean).join(' ')} />;
});
