import { useMemo } from 'react';
import type { Edit } from '../../../core/change/plan-types';
import { useHeddle } from '../../store/StoreProvider';

/** The edits in the basket, in their order. */
export function useBasketEdits(): readonly Edit[] {
  const lines = useHeddle((s) => s.basket.value?.lines);
  return useMemo(() => (lines ?? []).map(({ edit }) => edit), [lines]);
}
