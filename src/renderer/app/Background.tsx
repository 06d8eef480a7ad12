import { useEffect } from 'react';
import { useHeddle } from '../store/StoreProvider';

/** What every page needs to be current: the badge of requests, the basket, writing mode, changes that were interrupted. Shows nothing. */
export function Background(): null {
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const connection = useHeddle((s) => s.app.value?.connection?.name);
  const connectRequests = useHeddle((s) => s.connectRequests);
  const connectChanges = useHeddle((s) => s.connectChanges);
  const loadRequests = useHeddle((s) => s.loadRequests);
  const loadBasket = useHeddle((s) => s.loadBasket);
  const loadWriting = useHeddle((s) => s.loadWriting);
  const loadJournal = useHeddle((s) => s.loadJournal);
  const loadFindings = useHeddle((s) => s.loadFindings);
  const isDrawn = useHeddle((s) => s.view.value !== undefined);
  useEffect(() => connectRequests(), [connectRequests]);
  useEffect(() => connectChanges(), [connectChanges]);
  useEffect(() => {
    if (connection === undefined) return;
    void loadBasket();
    void loadWriting();
    void loadJournal();
    if (snapshot !== undefined) void loadRequests();
  }, [connection, snapshot, loadRequests, loadBasket, loadWriting, loadJournal]);
  // Working out all findings takes the host seconds on a large mesh: what is on screen comes first.
  useEffect(() => {
    if (snapshot === undefined || !isDrawn) return;
    const handle = requestIdleCallback(() => void loadFindings(), { timeout: 5_000 });
    return () => cancelIdleCallback(handle);
  }, [snapshot, isDrawn, loadFindings]);
  return null;
}
