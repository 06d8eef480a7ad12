import { useEffect, useState } from 'react';
import { counted } from '../../core/model/counted';
import { useHeddle } from '../store/StoreProvider';
import { connectionTitle } from '../ui/connection-title';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/Popover';
import { agoWords } from '../ui/when';
import { CoverageBadge } from './CoverageBadge';
import { SessionBadge } from './SessionBadge';
import { useShownTheme } from './use-theme';
import { WritingSwitch } from './WritingSwitch';

/** Design §5: the app says so in the header. */
const FALLBACK =
  'Running on a fallback Electron whose Chromium is out of support, for development and tests: only endpoints on this machine are reachable.';

/** Which mesh, how fresh, what is missing, who am I, can I write. */
export function Header() {
  const app = useHeddle((s) => s.app.value);
  const progress = useHeddle((s) => s.progress);
  const crawl = useHeddle((s) => s.crawl);
  const setPaletteOpen = useHeddle((s) => s.setPaletteOpen);
  const navigate = useHeddle((s) => s.navigate);
  const now = useNow(app?.snapshot?.takenAt);
  const { connection, snapshot } = app ?? {};
  const regions = [...new Set(connection?.members.map(({ region }) => region))];
  const accounts = new Set(connection?.members.map(({ account, profile }) => account ?? profile)).size;
  return (
    <header className="frame-header">
      <h1 className="frame-brand">
        <Icon name="mesh" size={20} /> Heddle
      </h1>
      <button type="button" className="bar-button" onClick={() => navigate('connect')} title="Change the connection">
        <strong>{connection ? connectionTitle(connection) : 'No connection'}</strong>
      </button>
      {accounts > 0 ? (
        <span className="frame-fact is-optional" title={regions.join(', ')}>
          <span>{counted(accounts, 'account')}</span>
          <span>· {regions.length > 1 ? `${regions.length} regions` : regions[0]}</span>
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
      {app?.runtime.fallback ? (
        <Popover title="Fallback runtime" content={<p>{FALLBACK}</p>}>
          <button type="button" className="bar-button is-quiet">
            fallback runtime
          </button>
        </Popover>
      ) : null}
      <span className="frame-space" />
      <button
        type="button"
        className="bar-button is-search"
        onClick={() => setPaletteOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Icon name="search" size={14} /> Search or jump <kbd>Ctrl K</kbd>
      </button>
      <SessionBadge now={now} />
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
