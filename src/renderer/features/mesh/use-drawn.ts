import { useEffect, useState } from 'react';
import type { GraphView } from '../../../core/graph/types';

/** True after the frame in which domains were painted; `npm start` without a display waits for it. */
export function useDrawn(view: GraphView | undefined, mode: 'graph' | 'table'): boolean {
  const [isDrawn, setDrawn] = useState(false);
  const hasDomains = mode === 'graph' && (view?.nodes.some(({ kind }) => kind === 'domain') ?? false);
  useEffect(() => {
    if (!hasDomains) {
      setDrawn(false);
      return;
    }
    let second = 0;
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => setDrawn(true));
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, [hasDomains]);
  return isDrawn;
}
