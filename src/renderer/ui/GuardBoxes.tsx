import type { Guard } from '../../core/change/plan-types';
import { Icon } from './Icon';

interface GuardBoxesProps {
  guards: readonly Guard[];
  typed: Readonly<Record<string, string>>;
  onType: (acknowledge: string, text: string) => void;
}

/** Red boxes that are typed away: a person writes the name of what is lost. */
export function GuardBoxes({ guards, typed, onType }: GuardBoxesProps) {
  if (!guards.length) return null;
  return (
    <div className="guards">
      {guards.map(({ kind, text, acknowledge }) => {
        const isDone = typed[acknowledge] === acknowledge;
        return (
          <div key={`${kind} ${acknowledge} ${text}`} className={isDone ? 'guard is-done' : 'guard'}>
            <p>
              <Icon name="warning" size={14} /> {text}
            </p>
            <label>
              {isDone ? 'Acknowledged: ' : 'To go on, type '}
              <code>{acknowledge}</code>
              <input
                type="text"
                value={typed[acknowledge] ?? ''}
                aria-label={`Type ${acknowledge} to go on`}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onType(acknowledge, event.target.value)}
              />
            </label>
          </div>
        );
      })}
    </div>
  );
}
