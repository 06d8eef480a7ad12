import { useMemo } from 'react';
import type { Edit } from '../../../core/change/plan-types';
import { useHeddle } from '../../store/StoreProvider';

/** The edits in the basket that the service would take, in their order: what is refused makes nothing. */
export function useBasketEdits(): readonly Edit[] {
  const lines = useHeddle((s) => s.basket.value?.lines);
  const plan = useHeddle((s) => s.basketReview?.view.value?.plan);
  return useMemo(() => {
    const edits = (lines ?? []).map(({ edit }) => edit);
    if (plan?.edits.length !== edits.length) return edits;
    const refused = new Set(plan.refused.map(({ edit }) => edit));
    return edits.filter((_, at) => !refused.has(at));
  }, [lines, plan]);
}
