import { useEffect, useState } from 'react';
import type { PlanView } from '../../../contract/change';
import type { Edit } from '../../../core/change/plan-types';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { PlanDifference } from '../../ui/PlanDifference';
import { PlanRemarks } from '../../ui/PlanRemarks';
import { namesMade, restingOn } from './pending';
import { useBasketEdits } from './use-basket-edits';

/** Typing settles before the plan is asked again. */
const SETTLE = 250;

/** What edits would do, while a person still chooses. */
export function PreviewOf({ edits }: { edits: readonly Edit[] }) {
  const preview = useHeddle((s) => s.previewEdits);
  const cancel = useHeddle((s) => s.cancelPreview);
  // Another snapshot on screen, or the end of reading it, gives another plan.
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const isReading = useHeddle((s) => (s.app.value?.crawling ?? null) !== null);
  const [view, setView] = useState<Async<PlanView>>(IDLE);
  const basket = useBasketEdits();
  const first = restingOn(edits, namesMade(basket));
  const skip = first.length;
  const key = JSON.stringify(edits.length === 0 ? [] : [...first, ...edits]);
  useEffect(() => {
    const asked = JSON.parse(key) as Edit[];
    if (asked.length === 0) {
      setView(IDLE);
      return;
    }
    let isCurrent = true;
    setView(loadingAgain);
    const timer = setTimeout(() => {
      void preview(asked).then((result) => {
        if (isCurrent) setView((before) => settled(result, before));
      });
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      cancel();
    };
  }, [key, preview, cancel, snapshot, isReading]);
  if (view.status === 'idle') return null;
  return (
    <section className="change-preview" aria-label="Preview" aria-busy={view.status === 'loading'}>
      <h3>What it would do</h3>
      {skip > 0 ? (
        <p className="change-none">
          It rests on {skip === 1 ? 'a change' : `${skip} changes`} in the basket, taken as made before it.
        </p>
      ) : null}
      {view.status === 'failed' ? <p className="change-trouble">{view.trouble.message}</p> : null}
      {view.value ? (
        <>
          {view.value.sentences.slice(skip).map((sentence) => (
            <p key={sentence} className="change-sentence">
              {sentence}
            </p>
          ))}
          <PlanRemarks view={view.value} />
          {view.value.plan.guards.map(({ text, acknowledge }) => (
            <p key={text} className="plan-note">
              <strong>{text}</strong> Before it is applied you will be asked to type “{acknowledge}”.
            </p>
          ))}
          <PlanDifference view={view.value} />
        </>
      ) : view.status === 'failed' ? null : (
        <p className="change-none">Working it out …</p>
      )}
    </section>
  );
}
