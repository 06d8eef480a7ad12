import { useEffect } from 'react';
import { useHeddle } from '../store/StoreProvider';

/** What every page needs to be current: the badge of requests, the basket, writing mode, changes that were interrupted. Shows nothing. */
export function Background(): null {
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const connectRequests = useHeddle((s) => s.connectRequests);
  const connectChanges = useHeddle((s) => s.connectChanges);
  const loadRequests = useHeddle((s) => s.loadRequests);
  const loadBasket = useHeddle((s) => s.loadBasket);
  const loadWriting = useHeddle((s) => s.loadWriting);
  const loadJournal = useHeddle((s) => s.loadJournal);
  useEffect(() => connectRequests(), [connectRequests]);
  useEffect(() => connectChanges(), [connectChanges]);
  useEffect(() => {
    if (snapshot === undefined) return;
    void loadRequests();
    void loadBasket();
    void loadWriting();
    void loadJournal();
  }, [snapshot, loadRequests, loadBasket, loadWriting, loadJournal]);
  return null;
}
