import { Suspense, useEffect } from 'react';
import { FIRST_PAGE, PAGES } from '../pages';
import { useHeddle } from '../store/StoreProvider';
import { ErrorPanel } from '../ui/ErrorPanel';
import { Loading } from '../ui/Loading';
import { Background } from './Background';
import { CrawlBar } from './CrawlBar';
import { Dialogs } from './Dialogs';
import { FatalPage } from './FatalPage';
import { Header } from './Header';
import { Navigation } from './Navigation';
import { NothingRead } from './NothingRead';
import { PageBoundary } from './PageBoundary';
import { Strips } from './Strips';
import { UnreadStrip } from './UnreadStrip';
import { useTheme } from './use-theme';

/** The frame: header, what is going on, navigation, one page. */
export function App() {
  const connect = useHeddle((s) => s.connect);
  const fatal = useHeddle((s) => s.fatal);
  const app = useHeddle((s) => s.app);
  const page = useHeddle((s) => s.page);
  const setPaletteOpen = useHeddle((s) => s.setPaletteOpen);
  useTheme();
  useEffect(() => connect(), [connect]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPaletteOpen(true);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [setPaletteOpen]);

  if (fatal) return <FatalPage trouble={fatal} />;
  const entry = PAGES.find(({ id }) => id === page) ?? PAGES.find(({ id }) => id === FIRST_PAGE);
  // Main tells of a snapshot once it is stored; until then the first waves of a crawl are shown.
  const isUnread = app.value?.snapshot === null && !app.value.opening && app.value.crawling === null;
  const View = isUnread && entry?.needs && !entry.standsAlone ? NothingRead : entry?.view;
  return (
    <div className="frame">
      <Header />
      <section className="frame-bar" aria-label="Progress">
        <CrawlBar />
      </section>
      <section className="frame-strip" aria-label="Notices">
        <Strips />
        {entry?.needs ? <UnreadStrip needs={entry.needs} /> : null}
      </section>
      <Navigation />
      <main className="frame-main" id="page" tabIndex={-1} aria-label={entry?.label}>
        {app.status === 'failed' && !app.value ? (
          <ErrorPanel trouble={app.trouble} title="Heddle could not read its own state" />
        ) : (
          <PageBoundary key={`${page} ${app.value?.connection?.name ?? ''}`}>
            <Suspense fallback={<Loading what={`Opening ${entry?.label ?? 'the page'} …`} />}>
              {View ? <View /> : null}
            </Suspense>
          </PageBoundary>
        )}
      </main>
      <Background />
      <Dialogs />
    </div>
  );
}
