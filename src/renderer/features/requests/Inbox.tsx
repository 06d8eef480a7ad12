import { useRef, useState, type KeyboardEvent } from 'react';
import type { RequestSummary } from '../../../contract/requests';
import { useHeddle } from '../../store/StoreProvider';
import { requestKey } from '../../store/requests-slice';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { TextField } from '../../ui/TextField';
import { agoWords } from '../../ui/when';

const MOST_DECIDED = 40;

/** Waiting requests first; one row takes the focus, arrows move, a tick marks it for a common decision. */
export function Inbox({ requests }: { requests: readonly RequestSummary[] }) {
  const marked = useHeddle((s) => s.marked);
  const decide = useHeddle((s) => s.decide);
  const [common, setCommon] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const waiting = requests.filter(({ status }) => status === 'PENDING');
  const decided = requests.filter(({ status }) => status !== 'PENDING');
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.request-open') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  };
  return (
    <section className="inbox" aria-label="Inbox">
      {marked.length > 1 ? (
        <div className="inbox-many">
          <span>{marked.length} marked</span>
          <TextField
            isWide
            label="Comment on all of them"
            value={common}
            placeholder="May stay empty; own comments stay"
            onChange={setCommon}
          />
          <div className="inbox-many-buttons">
            <Button onClick={() => void decide('approve', marked, `Approve ${marked.length} requests`, common)}>
              Approve all
            </Button>
            <Button onClick={() => void decide('reject', marked, `Reject ${marked.length} requests`, common)}>
              Reject all
            </Button>
          </div>
        </div>
      ) : null}
      <div ref={list} className="inbox-list" tabIndex={-1} onKeyDown={onKeyDown}>
        <h2 className="inbox-head">Waiting</h2>
        {waiting.length === 0 ? <p className="inbox-none">Nothing waits for a decision.</p> : null}
        <ul>
          {waiting.map((request) => (
            <InboxRow key={requestKey(request)} request={request} />
          ))}
        </ul>
        {decided.length ? <h2 className="inbox-head">Decided</h2> : null}
        <ul>
          {decided.slice(0, MOST_DECIDED).map((request) => (
            <InboxRow key={requestKey(request)} request={request} />
          ))}
        </ul>
        {decided.length > MOST_DECIDED ? (
          <p className="inbox-none">{decided.length - MOST_DECIDED} older ones are not shown.</p>
        ) : null}
      </div>
    </section>
  );
}

function InboxRow({ request }: { request: RequestSummary }) {
  const key = requestKey(request);
  const isOpen = useHeddle((s) => s.openRequest === key);
  const isMarked = useHeddle((s) => s.marked.includes(key));
  const choose = useHeddle((s) => s.chooseRequest);
  const mark = useHeddle((s) => s.markRequest);
  const { product, requester, at, risks, status, refusal } = request;
  const isWaiting = status === 'PENDING';
  return (
    <li className={isOpen ? 'request-row is-open' : 'request-row'}>
      {isWaiting && refusal === undefined ? (
        <input
          type="checkbox"
          className="request-mark"
          aria-label={`Mark ${product} for ${requester}`}
          checked={isMarked}
          onChange={(event) => mark(key, event.target.checked)}
        />
      ) : (
        <span className="request-mark" />
      )}
      <button
        type="button"
        className="request-open"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => void choose(key)}
      >
        <span className="request-line">
          <strong>{product}</strong>
          <span className="request-age">{agoWords(at, Date.now())}</span>
        </span>
        <span className="request-who">for {requester}</span>
        <span className="request-risks">
          {isWaiting ? null : (
            <Chip tone={status === 'ACCEPTED' ? 'granted' : 'dormant'}>
              {status === 'ACCEPTED' ? 'approved' : status.toLowerCase()}
            </Chip>
          )}
          {isWaiting && refusal !== undefined ? <Chip tone="dormant">not yours to decide</Chip> : null}
          {isWaiting
            ? risks.map((risk) => (
                <Chip key={risk} tone={/sensitive/.test(risk) ? 'failed' : 'requested'}>
                  {risk}
                </Chip>
              ))
            : null}
        </span>
      </button>
    </li>
  );
}
