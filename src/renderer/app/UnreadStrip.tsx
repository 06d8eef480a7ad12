import { unreadOf, unreadWords } from '../../core/model/unread';
import type { CoverageGap } from '../../core/model/snapshot';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';

const NONE: CoverageGap[] = [];

/** Above a page that lacks some of its layers: what is not there and what was not read never look the same. */
export function UnreadStrip({ needs }: { needs: readonly CoverageGap['layer'][] }) {
  const coverage = useHeddle((s) => s.app.value?.coverage ?? NONE);
  const words = unreadWords(unreadOf(coverage, needs));
  if (!words) return null;
  return (
    <div className="strip is-lacking" role="status">
      <Icon name="warning" size={14} />
      <span>This page does not show everything: {words} could not be read.</span>
    </div>
  );
}
