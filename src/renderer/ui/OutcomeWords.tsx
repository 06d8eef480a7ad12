import type { ApplyOutcome } from '../../contract/change';
import { Icon } from './Icon';

/** What was done, and whether AWS shows what was predicted. */
export function OutcomeWords({ outcome }: { outcome: ApplyOutcome }) {
  const { done, failed, unknown, notSent, verified, differences } = outcome;
  return (
    <div className="outcome-words" role="status">
      <p className={verified ? undefined : 'is-differing'}>
        {verified ? null : <Icon name="warning" size={14} />}
        <strong>
          {done} {done === 1 ? 'call' : 'calls'} done
        </strong>
        {failed.length ? `, ${failed.length} failed` : ''}
        {unknown ? `, ${unknown} with an unknown outcome` : ''}
        {notSent ? `, ${notSent} not sent` : ''}.{' '}
        {verified
          ? 'Verified: AWS shows what was predicted.'
          : differences.length
            ? 'AWS shows something else than predicted:'
            : 'Not verified.'}
      </p>
      <ul>
        {failed.map(({ operation, account, message }) => (
          <li key={`${operation} ${account} ${message}`}>
            {operation} in {account}: {message}
          </li>
        ))}
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
    </div>
  );
}
