import type { DormantView } from '../../../core/report/views';
import { RowFacts } from './RowFacts';

/** Grants that give nothing now, apart from those that do, with what would wake each. */
export function Dormant({ rows }: { rows: readonly DormantView[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="access-section" aria-label="Dormant grants">
      <h2>
        {rows.length} {rows.length === 1 ? 'grant is' : 'grants are'} dormant
      </h2>
      <ul className="access-list">
        {rows.map(({ row, principal, name, permissions, resource, rule, why, wakes }) => (
          <li key={row.row}>
            <details>
              <summary>
                <strong title={principal}>{name}</strong>: {permissions.join(', ')} on {resource}. {why}{' '}
                <span className="access-rule">{rule}</span>
              </summary>
              <p>It would wake by {wakes}.</p>
              <RowFacts row={row} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
