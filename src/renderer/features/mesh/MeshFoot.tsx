import { countOf } from '../../../core/graph/count-of';
import type { EdgeState, GraphView } from '../../../core/graph/types';
import { useHeddle } from '../../store/StoreProvider';

const STATES: readonly EdgeState[] = ['granted', 'requested', 'failed', 'dormant'];

/** What the picture counts and what its lines mean. */
export function MeshFoot({ view: { totals } }: { view: GraphView }) {
  const isPicture = useHeddle((s) => s.isPicture);
  return (
    <footer className="mesh-foot">
      <span>
        {countOf(totals.domains, 'domain')} · {countOf(totals.products, 'product')} · {countOf(totals.tables, 'table')}{' '}
        · {countOf(totals.grants, 'grant')}
        {isPicture ? <em role="status"> · as last drawn; opening the snapshot …</em> : null}
      </span>
      <ul className="mesh-legend" aria-label="What the lines mean">
        {STATES.map((state) => (
          <li key={state}>
            <svg width="26" height="8" aria-hidden="true">
              <path d="M1,4 H25" className={`line is-${state}`} strokeWidth={2} />
            </svg>
            {state}
          </li>
        ))}
        <li>a thicker line stands for more of them</li>
      </ul>
    </footer>
  );
}
