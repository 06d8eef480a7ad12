import type { EdgeState, GraphView } from '../../../core/graph/types';
import { useHeddle } from '../../store/StoreProvider';

const STATES: readonly EdgeState[] = ['granted', 'requested', 'failed', 'dormant'];

/** What the picture counts and what its lines mean. */
export function MeshFoot({ view: { totals } }: { view: GraphView }) {
  const isPicture = useHeddle((s) => s.isPicture);
  const words = (n: number, one: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;
  return (
    <footer className="mesh-foot">
      <span>
        {words(totals.domains, 'domain')} · {words(totals.products, 'product')} · {words(totals.tables, 'table')} ·{' '}
        {words(totals.grants, 'grant')}
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
