import { useHeddle } from '../store/StoreProvider';

/** A thin determinate bar with counts and Cancel, only while a crawl runs. */
export function CrawlBar() {
  const progress = useHeddle((s) => s.progress);
  const cancel = useHeddle((s) => s.cancelCrawl);
  if (!progress) return null;
  const { done, known, records, doing } = progress;
  const words = `Reading AWS: ${done} of ${Math.max(done, known)} calls · ${records.toLocaleString('en')} records`;
  return (
    <div className="crawl">
      <progress max={Math.max(1, known)} value={Math.min(done, known)} aria-label={words} />
      <span>{words}</span>
      <span className="crawl-words" title={doing}>
        {doing}
      </span>
      <button type="button" className="link-button" onClick={() => void cancel()}>
        Cancel
      </button>
    </div>
  );
}
