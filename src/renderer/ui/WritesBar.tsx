import type { PlanView } from '../../contract/change';
import { Button } from './Button';

/** Where a plan writes and as whom; an account that is still locked is opened here, knowingly. */
export function WritesBar({ view, onSwitch }: { view: PlanView; onSwitch: (account: string) => void }) {
  return (
    <ul className="writes" aria-label="Where it writes">
      {view.writes.map(({ account, accountName, role, calls, writing }) => (
        <li key={account}>
          <span>
            {calls} {calls === 1 ? 'call' : 'calls'} to <strong>{accountName ?? account}</strong>
            {accountName ? ` (${account})` : ''} as <strong>{role}</strong>
          </span>
          {writing ? (
            <span className="writes-on">writing on</span>
          ) : (
            <Button onClick={() => onSwitch(account)}>Switch writing on for {accountName ?? account}</Button>
          )}
        </li>
      ))}
    </ul>
  );
}
