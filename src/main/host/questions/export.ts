import { setImmediate as nextTurn } from 'node:timers/promises';
import { findingsReport } from '../../../core/findings/findings-report';
import { accessReport, comparisonReport, explanationReport } from '../../../core/report/answer-report';
import { explainView } from '../../../core/report/explain-view';
import { matrixReport } from '../../../core/report/matrix-report';
import { matrixView } from '../../../core/report/matrix-view';
import { rowCount, textAt } from '../../../core/report/packed-table';
import type { AccessView, ExplanationView } from '../../../core/report/views';
import { whatView } from '../../../core/report/what-view';
import { whoView } from '../../../core/report/who-view';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostHandlers } from '../question';
import { resolved } from './access';
import { findingsOnHand } from './findings';
import { answerSource, compareView } from './views';

/** Lines of an export that come with their whole derivation; the rules of the others are cited all the same. */
const DERIVED = 50;

/** Answers as evidence, from the same values that the screen shows. */
export const exportQuestions = {
  async 'report.of'(context, { about, rows }, signal) {
    const mesh = context.current();
    const origin = mesh.snapshot;
    const source = answerSource(mesh);
    switch (about.ask) {
      case 'who': {
        const view = resolved(whoView(source, about));
        return accessReport(view, origin, derivationsOf(mesh, view, rows), rows);
      }
      case 'what': {
        const view = resolved(whatView(source, about));
        return accessReport(view, origin, derivationsOf(mesh, view, rows), rows);
      }
      case 'why':
        return explanationReport(resolved(explainView(source, about)), origin);
      case 'compare': {
        const { ask: _, ...asked } = about;
        return comparisonReport(await compareView(context, asked, signal), origin, rows);
      }
      case 'matrix': {
        const { ask: _, ...asked } = about;
        return matrixReport(about, await matrixView(source, asked, async () => void (await nextTurn())), origin);
      }
      case 'findings':
        return findingsReport(findingsOnHand(mesh), origin, rows);
    }
  },
} satisfies Partial<HostHandlers>;

/** Derivations of the first pairs of an answer; permissions of one pair share one. */
function derivationsOf(
  mesh: MeshOnHand,
  { lines }: AccessView,
  rows: readonly number[] | undefined,
): ExplanationView[] {
  const source = answerSource(mesh);
  const wanted = rows ?? Array.from({ length: rowCount(lines) }, (_, row) => row);
  const pairs = new Map<string, { principal: string; resource: string }>();
  for (const row of wanted) {
    if (pairs.size >= DERIVED) break;
    const principal = textAt(lines, row, 'principal');
    const resource = textAt(lines, row, 'resource');
    pairs.set(`${principal} ${resource}`, { principal, resource });
  }
  return [...pairs.values()].flatMap((pair) => {
    const view = explainView(source, pair);
    return view.ok ? [view.value] : [];
  });
}
