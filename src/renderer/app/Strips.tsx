import { useState } from 'react';
import type { JournalEntry } from '../../contract/change';
import { counted } from '../../core/model/counted';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';
import { SandboxBanner } from './SandboxBanner';

const NONE: string[] = [];

/** Slim lines under the header: the sandbox, standing remarks, a crawl that went wrong. Each can be put away. */
export function Strips() {
  const kind = useHeddle((s) => s.app.value?.connection?.kind);
  const notices = useHeddle((s) => s.app.value?.notices ?? NONE);
  const trouble = useHeddle((s) => s.crawlTrouble);
  const dismiss = useHeddle((s) => s.dismissTrouble);
  const isClosed = useHeddle((s) => s.isBannerClosed);
  const [read, setRead] = useState<readonly string[]>(NONE);
  const navigate = useHeddle((s) => s.navigate);
  const isApplying = useHeddle((s) => s.basketReview?.isApplying === true || s.dialog?.isApplying === true);
  const open = useHeddle((s) => s.journal.value?.entries.find(isInterrupted));
  // What is being applied at this moment has no end in the journal either.
  const interrupted = isApplying ? undefined : open;
  return (
    <>
      {kind === 'sandbox' && !isClosed ? <SandboxBanner /> : null}
      {notices
        .filter((notice) => !read.includes(notice))
        .map((notice) => (
          <div key={notice} className="strip">
            <Icon name="warning" size={14} /> <span>{notice}</span>
            <button
              type="button"
              className="link-button strip-close"
              aria-label="Dismiss this notice"
              onClick={() => setRead([...read, notice])}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
        ))}
      {interrupted ? (
        <div className="strip is-trouble" role="alert">
          <Icon name="warning" size={14} />
          <span>A change was interrupted: {callWords(interrupted)}. Nothing is sent before you say so.</span>
          <button type="button" className="link-button" onClick={() => navigate('changes')}>
            Finish or undo it
          </button>
        </div>
      ) : null}
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

const isInterrupted = ({ state, undoneBy }: JournalEntry): boolean => state === 'interrupted' && undoneBy === undefined;

/** `12 of 30 calls were made, of one more it is not known`. */
function callWords({ calls }: JournalEntry): string {
  const count = (outcome: JournalEntry['calls'][number]['outcome']): number =>
    calls.filter((call) => call.outcome === outcome).length;
  const unknown = count('unknown');
  const done = count('done');
  const more = unknown === 0 ? '' : `, of ${unknown === 1 ? 'one' : String(unknown)} more it is not known`;
  return `${String(done)} of ${counted(calls.length, 'call')} ${done === 1 ? 'was' : 'were'} made${more}`;
}
