import { useCallback, useEffect, useState } from 'react';
import type { LakeCalls } from '../../contract/lake';
import { IDLE, loadingAgain, settled, type Async } from './async';
import { useHeddle } from './StoreProvider';

/** An answer about the lake, asked again whenever the mesh on screen or the question is another; null asks nothing. */
export function useLake<K extends keyof LakeCalls>(
  name: K,
  input: LakeCalls[K]['in'],
  settle = 0,
): { view: Async<LakeCalls[K]['out']>; retry: () => void } {
  const ask = useHeddle((s) => s.askLake);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const [view, setView] = useState<Async<LakeCalls[K]['out']>>(IDLE);
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify(input);
  useEffect(() => {
    let isCurrent = true;
    setView(loadingAgain);
    const timer = setTimeout(() => {
      void ask(name, JSON.parse(key) as LakeCalls[K]['in']).then((result) => {
        if (isCurrent) setView((before) => settled(result, before));
      });
    }, settle);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [ask, name, key, settle, snapshot, turn]);
  const retry = useCallback(() => setTurn((before) => before + 1), []);
  return { view, retry };
}
