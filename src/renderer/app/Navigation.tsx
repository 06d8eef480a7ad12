import { PAGES, type PageEntry } from '../pages';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';

export function Navigation() {
  const runtime = useHeddle((s) => s.app.value?.runtime);
  return (
    <nav className="frame-nav" aria-label="Pages">
      {PAGES.map((entry) => (
        <NavigationItem key={entry.id} entry={entry} />
      ))}
      {runtime ? <p className="nav-foot">Heddle {runtime.version}</p> : null}
    </nav>
  );
}

function NavigationItem({ entry }: { entry: PageEntry }) {
  const isCurrent = useHeddle((s) => s.page === entry.id);
  const badge = useHeddle((s) => entry.badge?.(s) ?? 0);
  const navigate = useHeddle((s) => s.navigate);
  return (
    <button
      type="button"
      className="nav-item"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => navigate(entry.id)}
    >
      <Icon name={entry.icon} />
      {entry.label}
      {badge ? <span className="nav-badge">{badge.toLocaleString('en-GB')}</span> : null}
    </button>
  );
}
