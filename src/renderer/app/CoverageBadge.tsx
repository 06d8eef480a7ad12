import type { CoverageGap } from '../../core/model/snapshot';
import { LAYER_WORDS } from '../../core/model/unread';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/Popover';

const NONE: CoverageGap[] = [];

/** What could not be read, with the reason: an answer of nothing and no answer never look the same. */
export function CoverageBadge() {
  const coverage = useHeddle((s) => s.app.value?.coverage ?? NONE);
  const hasSnapshot = useHeddle((s) => Boolean(s.app.value?.snapshot));
  if (!hasSnapshot) return null;
  if (!coverage.length)
    return (
      <span className="frame-fact" title="Every layer of every member was read">
        all read
      </span>
    );
  const words = `${coverage.length} ${coverage.length === 1 ? 'thing' : 'things'} could not be read`;
  return (
    <Popover title={words} content={<Gaps gaps={coverage} />}>
      <button type="button" className="bar-button is-warning">
        <Icon name="warning" size={14} /> {words}
      </button>
    </Popover>
  );
}

function Gaps({ gaps }: { gaps: readonly CoverageGap[] }) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">What</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {gaps.slice(0, 100).map((gap, at) => (
          <tr key={`${gap.member}/${gap.layer}/${at}`}>
            <td className="is-whole">{gap.account ?? gap.member}</td>
            <td className="is-whole">{LAYER_WORDS[gap.layer]}</td>
            <td>
              {gap.reason}
              {gap.action && !gap.reason.includes(gap.action) ? ` Ask for ${gap.action}.` : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
