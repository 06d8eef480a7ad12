import { useEffect, useState } from 'react';
import type { LineageCalls } from '../../../contract/lineage';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';

/** The answer of one lineage call; asked again when its input or the picture changes. `null` asks nothing. */
export function useList<K extends keyof LineageCalls>(
  name: K,
  input: LineageCalls[K]['in'] | undefined,
): Async<LineageCalls[K]['out']> {
  const ask = useHeddle((s) => s.askLineage);
  const view = useHeddle((s) => s.lineage.value);
  const [answer, setAnswer] = useState<Async<LineageCalls[K]['out']>>(IDLE);
  const key = input === undefined ? undefined : JSON.stringify(input);
  useEffect(() => {
    if (key === undefined) return;
    let isLate = false;
    setAnswer((before) => loadingAgain(before));
    void ask(name, JSON.parse(key) as LineageCalls[K]['in']).then((result) => {
      if (!isLate) setAnswer((before) => settled(result, before));
    });
    return () => {
      isLate = true;
    };
  }, [ask, name, key, view]);
  return answer;
}

/** What the lists are about: the column in focus, else the node. */
export function useSubject(): string | undefined {
  const view = useHeddle((s) => s.lineage.value);
  if (view?.focus === undefined) return undefined;
  return view.column === undefined ? view.focus : `${view.focus}#${view.column}`;
}
