import type { SubscriptionView } from '../../../core/report/views';
import { Chip } from '../../ui/Chip';
import { dateWords } from '../../ui/when';

/** DataZone's side: subscription → grant → target → principals, and whether Lake Formation agrees. */
export function Subscriptions({ lines }: { lines: readonly SubscriptionView[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="access-section" aria-label="Subscriptions">
      <h2>
        {lines.length} {lines.length === 1 ? 'subscription' : 'subscriptions'} in DataZone
      </h2>
      <ul className="access-list">
        {lines.map((line, nth) => (
          <li key={nth}>
            <Chip tone={line.fits ? 'granted' : 'failed'}>{line.fits ? 'fits' : 'does not fit'}</Chip>{' '}
            <strong>{line.subscriber}</strong> subscribed to <strong>{line.product}</strong> (
            {line.status.toLowerCase()}
            {line.at === undefined ? '' : `, ${dateWords(line.at)}`})
            {line.grants.map(({ target, status, failure }, n) => (
              <span key={n}>
                {' '}
                → grant {status.toLowerCase().replaceAll('_', ' ')} on {target}
                {failure === undefined ? '' : ` (${failure})`}
              </span>
            ))}
            {line.principals.length ? ` → ${line.principals.join(', ')}` : ''}. {line.words}
          </li>
        ))}
      </ul>
    </section>
  );
}
