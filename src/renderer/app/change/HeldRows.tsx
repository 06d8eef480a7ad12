import { useEffect, useState } from 'react';
import type { HeldGrant } from '../../../core/change/held-grants';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';

/** More rows than this are counted; the revoke dialog lists them all. */
const MOST = 25;

/** The permission rows that rest on a resource, as sentences. */
export function HeldRows({ resource }: { resource: string }) {
  const ask = useHeddle((s) => s.heldGrants);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const [held, setHeld] = useState<Async<HeldGrant[]>>(IDLE);
  useEffect(() => {
    let isCurrent = true;
    setHeld(loadingAgain);
    void ask({ resource }).then((result) => {
      if (isCurrent) setHeld((before) => settled(result, before));
    });
    return () => void (isCurrent = false);
  }, [ask, resource, snapshot]);
  const rows = held.value;
  return (
    <section>
      <h3>Permissions that rest on it{rows ? ` (${rows.length})` : ''}</h3>
      {held.status === 'failed' ? <p>{held.trouble.message}</p> : null}
      {rows?.length === 0 ? <p>None.</p> : null}
      <ul className="held-rows">
        {rows?.slice(0, MOST).map(({ sentence }, at) => (
          <li key={`${at} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
      {rows && rows.length > MOST ? <p>and {rows.length - MOST} more</p> : null}
    </section>
  );
}
