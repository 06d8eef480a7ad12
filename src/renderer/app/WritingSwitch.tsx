import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/Popover';
import { Tick } from '../ui/Tick';

/** Can I write? Per account, off at every start, and said in the header all the time. */
export function WritingSwitch() {
  const writing = useHeddle((s) => s.writing);
  const switchWriting = useHeddle((s) => s.switchWriting);
  const states = writing.value ?? [];
  const on = states.filter((state) => state.on);
  const words =
    on.length === 0
      ? 'writing off'
      : `writing on: ${on.length === 1 ? (on[0]?.accountName ?? on[0]?.account ?? '') : `${on.length} accounts`}`;
  return (
    <Popover
      title="Writing"
      content={
        <div className="stack is-tight writing">
          <p>
            While it is off, no call that changes anything leaves Heddle. On, changes that you have previewed and
            confirmed are sent to that account. It is off again at the next start.
          </p>
          {writing.status === 'failed' ? <p>{writing.trouble.message}</p> : null}
          {states.length === 0 ? <p>No account is connected yet.</p> : null}
          {states.map(({ account, accountName, role, on: isOn }) => (
            <Tick
              key={account}
              label={accountName ? `${accountName} (${account})` : account}
              name={`Writing to ${accountName ?? account}`}
              note={role ? `as ${role}` : 'not signed in yet'}
              isOn={isOn}
              onChange={(next) => void switchWriting(account, next)}
            />
          ))}
        </div>
      }
    >
      <button
        type="button"
        className={on.length ? 'bar-button is-warning' : 'bar-button'}
        aria-label={`${words}. Switch per account`}
      >
        <Icon name="pen" size={14} /> {words}
      </button>
    </Popover>
  );
}
