import type { AccessRow, DecisionCase } from '../model/case';
import { caseToSnapshot } from '../model/case-snapshot';
import type { Snapshot } from '../model/snapshot';
import { applyRequest } from '../change/apply';
import { buildAccessIndex } from './access-index';
import { accessOf, rowsOf } from './access-of';
import { withChangeRules } from './change-rules';
import { noteText } from './rules';

/** What `heddle evaluate` prints for one case. */
export type Evaluation =
  | { access: AccessRow[]; warnings: string[] }
  | { error: { code: string; message: string }; access: AccessRow[]; warnings: string[] };

/** Decides a case: the access of its principals, or for a preview their access after the change or its refusal. */
export function evaluateCase(decision: DecisionCase): Evaluation {
  const snapshot = caseToSnapshot(decision);
  const { principals } = decision.evaluate;
  const before = evaluateSnapshot(snapshot, principals);
  if (decision.kind !== 'preview' || !decision.change) return before;
  const change = {
    account: decision.input.account,
    operation: decision.change.operation,
    request: decision.change.request,
  };
  const applied = applyRequest(snapshot, change);
  if (!applied.ok) {
    const { code, message } = applied.error;
    return { error: { code, message }, access: before.access, warnings: before.warnings };
  }
  const after = evaluateSnapshot(applied.value.snapshot, principals);
  return {
    access: withChangeRules(before.access, after.access, applied.value.rules, change),
    warnings: [...after.warnings, ...applied.value.warnings],
  };
}

/** The access of some principals over a snapshot, as rows and warnings. */
export function evaluateSnapshot(
  snapshot: Snapshot,
  principals: readonly string[],
): { access: AccessRow[]; warnings: string[] } {
  const index = buildAccessIndex(snapshot);
  const answers = principals.map((principal) => accessOf(index, principal));
  return {
    access: answers.flatMap((answer) => rowsOf(index, answer)),
    warnings: [...new Set(answers.flatMap((answer) => answer.notes.map(noteText)))],
  };
}
