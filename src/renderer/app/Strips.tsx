import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';

const NONE: string[] = [];

/** Slim lines under the header: the sandbox, standing remarks, a crawl that went wrong. */
export function Strips() {
  const kind = useHeddle((s) => s.app.value?.connection?.kind);
  const notices = useHeddle((s) => s.app.value?.notices ?? NONE);
  const trouble = useHeddle((s) => s.crawlTrouble);
  const dismiss = useHeddle((s) => s.dismissTrouble);
  const isClosed = useHeddle((s) => s.isBannerClosed);
  const close = useHeddle((s) => s.closeBanner);
  const navigate = useHeddle((s) => s.navigate);
  return (
    <>
      {kind === 'sandbox' && !isClosed ? (
        <div className="strip">
          <span>You are looking at a sandbox.</span>
          <button type="button" className="link-button" onClick={() => navigate('connect')}>
            Connect your AWS profiles
          </button>
          <button
            type="button"
            className="link-button strip-close"
            aria-label="Close the sandbox banner"
            onClick={close}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ) : null}
      {notices.map((notice) => (
        <div key={notice} className="strip">
          <Icon name="warning" size={14} /> <span>{notice}</span>
        </div>
      ))}
      {trouble ? (
        <div className="strip is-trouble" role="alert">
          <Icon name="warning" size={14} />
          <span>
            {trouble.message} {trouble.wayOut}
          </span>
          <button type="button" className="link-button strip-close" onClick={dismiss}>
            Dismiss
          </button>
        </div>
      ) : null}
    </>
  );
}
