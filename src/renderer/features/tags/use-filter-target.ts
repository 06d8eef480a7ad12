import { useEffect, useState } from 'react';
import type { FilterTarget } from '../../../core/lake/views';
import { IDLE, loadingAgain, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';

/** What a data filter may name on a table as a person wrote it; idle while nothing is written. */
export function useFilterTarget(resource: string): Async<FilterTarget> {
  const ask = useHeddle((s) => s.askLake);
  const [target, setTarget] = useState<Async<FilterTarget>>(IDLE);
  useEffect(() => {
    if (!resource) {
      setTarget(IDLE);
      return;
    }
    let isCurrent = true;
    setTarget(loadingAgain);
    void ask('lake.filterTarget', { resource }).then((result) => {
      if (isCurrent)
        setTarget(result.ok ? { status: 'ready', value: result.value } : { status: 'failed', trouble: result.error });
    });
    return () => void (isCurrent = false);
  }, [ask, resource]);
  return target;
}
