import type { CoverageGap } from '../../core/model/snapshot';
import { Icon } from './Icon';

/** What could not be read of what a list shows: a short list and an unread one never look the same. */
export function Gaps({ gaps }: { gaps: readonly CoverageGap[] }) {
  if (gaps.length === 0) return null;
  return (
    <details className="gaps">
      <summary>
        <Icon name="warning" size={14} /> Not complete: {gaps.length} {gaps.length === 1 ? 'thing' : 'things'} could not
        be read
      </summary>
      <ul>
        {gaps.slice(0, 50).map(({ member, account, layer, reason, action }, at) => (
          <li key={`${member} ${layer} ${at}`}>
            {account ?? member}, {layer}: {reason}
            {action ? ` Ask for ${action}.` : ''}
          </li>
        ))}
      </ul>
    </details>
  );
}
