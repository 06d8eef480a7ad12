import type { Result } from '../../../core/model/result';
import { fail } from '../../../core/model/result';
import type { JournalStore } from '../../store/journal';
import type { StoredPlan } from '../../store/plan-store';
import { undoEdits } from './journal-state';
import { makePlan } from './make-plan';
import type { PlanDeps } from './make-plan';

/** A new plan of the inverse calls, last one first, judged on the mesh on screen. Nothing is sent. */
export async function undoJournal(
  { journals, ...deps }: PlanDeps & { journals: JournalStore },
  id: string,
  signal?: AbortSignal,
): Promise<Result<StoredPlan>> {
  const journal = await journals.read(id);
  const { edits, lasting } = undoEdits(journal);
  const damage = journal.damage === undefined ? [] : [`The journal is damaged: ${journal.damage}`];
  if (edits.length === 0)
    return fail({
      code: 'UNDO_NOTHING',
      message: ['There is nothing to undo.', ...damage, ...lasting].join(' '),
    });
  return makePlan(deps, edits, signal, { undoes: id, warnings: [...damage, ...lasting] });
}
