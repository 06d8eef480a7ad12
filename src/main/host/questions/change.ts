import { planEdits } from '../../../core/change/plan';
import { verifyEdits, type Discrepancy } from '../../../core/change/verify';
import type { AnswerSource } from '../../../core/report/answer-source';
import { withLabels } from '../../../core/report/principal-label';
import { Failure } from '../../store/failure';
import type { HostHandlers } from '../question';
import { accessIndexOf } from './access';
import { answerSource } from './views';

export const changeQuestions = {
  'change.plan'(context, { edits }) {
    const mesh = context.current();
    if (!mesh.info)
      throw new Failure({
        code: 'PLAN_WITHOUT_SNAPSHOT',
        message: 'The mesh on screen is still being read.',
        wayOut: 'Wait until the crawl is done.',
      });
    const { id, connection, members } = mesh.info;
    return { snapshot: id, connection, members, plan: planEdits(accessIndexOf(mesh), edits) };
  },

  async 'change.verify'(context, { base, observed, edits }) {
    const before = await context.mesh(base);
    const after = await context.mesh(observed);
    return verifyEdits(accessIndexOf(before), accessIndexOf(after), edits).map(named(answerSource(after)));
  },
} satisfies Partial<HostHandlers>;

/** A discrepancy with the name that people know for whom it is about. */
const named =
  (source: AnswerSource) =>
  (discrepancy: Discrepancy): Discrepancy => ({
    ...discrepancy,
    text: withLabels(source, discrepancy.text, discrepancy.principal === undefined ? [] : [discrepancy.principal]),
  });
