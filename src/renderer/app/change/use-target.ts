import { useEffect, useState } from 'react';
import type { GrantTarget } from '../../../core/change/grant-scope';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';

/** What can be granted on or tagged at a resource as a person wrote it; idle while nothing is written. */
export function useTarget(resource: string): Async<GrantTarget> {
  const ask = useHeddle((s) => s.grantTarget);
  const [target, setTarget] = useState<Async<GrantTarget>>(IDLE);
  useEffect(() => {
    if (!resource) {
      setTarget(IDLE);
      return;
    }
    let isCurrent = true;
    setTarget(loadingAgain);
    void ask(resource).then((result) => {
      if (isCurrent)
        setTarget((before) => (result.ok ? settled(result, before) : { status: 'failed', trouble: result.error }));
    });
    return () => void (isCurrent = false);
  }, [ask, resource]);
  return target;
}
