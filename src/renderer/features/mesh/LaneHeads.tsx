import { ViewportPortal } from 'reactflow';
import type { GraphView } from '../../../core/graph/types';

export function LaneHeads({ lanes }: { lanes: GraphView['lanes'] }) {
  return (
    <ViewportPortal>
      {lanes.map(({ lane, label, x, width }) => (
        <div key={lane} className="lane-head" style={{ transform: `translate(${x}px, 8px)`, inlineSize: width }}>
          {label}
        </div>
      ))}
    </ViewportPortal>
  );
}
