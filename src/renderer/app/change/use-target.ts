import { useEffect, useMemo, useState } from 'react';
import type { GrantTarget } from '../../../core/change/grant-scope';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { namesMade, withNamesMade, type MarkedTarget } from './pending';
import { placeMade } from './pending-target';
import { useBasketEdits } from './use-basket-edits';

/** What can be granted on or tagged at a resource as a person wrote it, the basket included; idle while nothing is written. */
export function useTarget(resource: string): Async<MarkedTarget> {
  const basket = useBasketEdits();
  const ask = useHeddle((s) => s.grantTarget);
  const [target, setTarget] = useState<Async<GrantTarget>>(IDLE);
  const made = useMemo(() => namesMade(basket), [basket]);
  const place = useMemo(() => placeMade(made, resource), [made, resource]);
  useEffect(() => {
    if (!resource) {
      setTarget(IDLE);
      return;
    }
    let isCurrent = true;
    setTarget(loadingAgain);
    void ask(resource, place).then((result) => {
      if (isCurrent)
        setTarget((before) => (result.ok ? settled(result, before) : { status: 'failed', trouble: result.error }));
    });
    return () => void (isCurrent = false);
  }, [ask, resource, place]);
  return useMemo(
    () => (target.value === undefined ? target : { ...target, value: withNamesMade(target.value, made) }),
    [target, made],
  );
}
