import { useEffect, useState } from 'react';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';
import { agoWords, leftWords } from '../ui/when';
import { CoverageBadge } from './CoverageBadge';
import { useShownTheme } from './use-theme';
import { WritingSwitch } from './WritingSwitch';

/** Which mesh, how fresh, what is missing, who am I, can I write. */
export function Header() {
  const app = useHeddle((s) => s.app.value);
  const progress = useHeddle((s) => s.progress);
  const crawl = useHeddle((s) => s.crawl);
  const setPaletteOpen = useHeddle((s) => s.setPaletteOpen);
  const navigate = useHeddle((s) => s.navigate);
  const now = useNow(app?.snapshot?.takenAt);
  const { connection, snapshot, session = [] } = app ?? {};
  const regions = [...new Set(connection?.members.map(({ region }) => region))];
  const accounts = new Set(connection?.members.map(({ account, profile }) => account ?? profile)).size;
  const ends = session
    .map(({ expiresAt }) => expiresAt)
    .filter((at) => at !== null)
    .sort()[0];
  const who = [...new Set(session.map(({ profile }) => profile))].join(', ');
  return (
    <header className="frame-header">
      <h1 className="frame-brand">
        <Icon name="mesh" size={20} /> Heddle
      </h1>
      <button type="button" className="bar-button" onClick={() => navigate('connect')} title="Change the connection">
        <strong>{connection ? connection.name : 'No connection'}</strong>
        {connection?.kind === 'sandbox' && connection.name !== 'sandbox' ? <span>(sandbox)</span> : null}
      </button>
      {connection ? (
        <span className="frame-fact is-optional" title={regions.join(', ')}>
          {accounts} {accounts === 1 ? 'account' : 'accounts'} ·{' '}
          {regions.length > 1 ? `${regions.length} regions` : regions[0]}
        </span>
      ) : null}
      <span className="frame-fact" role="status">
        {progress ? (
          'reading now'
        ) : snapshot ? (
          <span title={snapshot.takenAt}>read {agoWords(snapshot.takenAt, now)}</span>
        ) : (
          'not read yet'
        )}
      </span>
      <button
        type="button"
        className="bar-button"
        disabled={progress !== null || !connection}
        onClick={() => void crawl()}
        aria-label="Read the mesh again"
      >
        <Icon name="refresh" size={14} />
      </button>
      <CoverageBadge />
      <span className="frame-space" />
      <button
        type="button"
        className="bar-button is-search"
        onClick={() => setPaletteOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Icon name="search" size={14} /> Search or jump <kbd>Ctrl K</kbd>
      </button>
      <span className="frame-fact is-optional" title={who || 'No profile has signed in yet'}>
        {session.length ? `session ${ends ? leftWords(ends, now) : 'without end'}` : 'not signed in'}
      </span>
      <WritingSwitch />
      <ThemeButton />
    </header>
  );
}

/** Ticks every half minute, and at once when a new snapshot arrives. */
function useNow(changed: unknown): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [changed]);
  return now;
}

const NEXT = { light: 'dark', dark: 'system', system: 'light' } as const;

function ThemeButton() {
  const chosen = useHeddle((s) => s.chosenTheme ?? s.app.value?.theme ?? 'system');
  const setTheme = useHeddle((s) => s.setTheme);
  const shown = useShownTheme();
  return (
    <button
      type="button"
      className="bar-button"
      onClick={() => setTheme(NEXT[chosen])}
      aria-label={`Theme: ${chosen}. Change to ${NEXT[chosen]}`}
      title={`Theme: ${chosen}`}
    >
      <Icon name={shown === 'dark' ? 'moon' : 'sun'} size={14} />
    </button>
  );
}
