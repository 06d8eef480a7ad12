import type { AccessRow, DecisionCase } from '../model/case';
import { caseToSnapshot } from '../model/case-snapshot';
import type { Snapshot } from '../model/snapshot';
import { fail } from '../model/result';
import { isRecord, soundSnapshot } from '../model/mesh/readable';
import { applyRequest, type ServiceRequest } from '../change/apply';
import { buildAccessIndex, type AccessIndex } from './access-index';
import { accessOf, rowsOf } from './access-of';
import { withChangeRules } from './change-rules';
import { sessionRole } from './resolve';
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
    operation: String(decision.change.operation),
    request: isRecord(decision.change.request) ? decision.change.request : {},
  };
  const applied = attempt(soundSnapshot(snapshot), change);
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

/** A request, or something that it touches, in a form that the API does not have is refused like any other. */
function attempt(snapshot: Snapshot, change: ServiceRequest): ReturnType<typeof applyRequest> {
  try {
    return applyRequest(snapshot, change);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = `The request of ${change.operation} does not have the form of the API: ${error.message}`;
    return fail({ code: 'UnreadableRequest', message });
  }
}

/** The access of some principals over a snapshot, as rows and warnings. */
export function evaluateSnapshot(
  snapshot: Snapshot,
  principals: readonly string[],
): { access: AccessRow[]; warnings: string[] } {
  const index = buildAccessIndex(snapshot);
  const answers = principals.map((principal) => accessOf(index, actingAs(index, principal)));
  return {
    access: answers.flatMap((answer) => rowsOf(index, answer)),
    warnings: [...new Set([...answers.flatMap((answer) => answer.notes.map(noteText)), ...gapsOf(index)])],
  };
}

/** An assumed-role session acts as its role, which the rows then name. */
function actingAs(index: AccessIndex, principal: string): string {
  const role = sessionRole(index, principal);
  return role?.ok ? role.value : principal;
}

/** What the answer could not look at, as lines among the warnings. */
const gapsOf = (index: AccessIndex): string[] =>
  index.mesh.snapshot.coverage.map(({ layer, reason }) => `not-evaluated: ${layer}: ${reason}`);
