import { resolvePrincipal } from '../../../core/access/resolve';
import { editSentence, editSentenceIn } from '../../../core/change/edit-sentence';
import { resolveGrantRef } from '../../../core/change/grant-ref';
import { grantTarget } from '../../../core/change/grant-target';
import { madeTarget } from '../../../core/change/grant-target-other';
import { heldGrants } from '../../../core/change/held-grants';
import { sourcesOf, type Sources } from '../../../core/graph/sources';
import { Failure } from '../../store/failure';
import { accessIndexOf, resolved } from './access';
import type { HostContext, HostHandlers } from '../question';

export const basketQuestions = {
  'change.sentences': (context, { edits }) => {
    const sources = sourcesIfAny(context);
    const words = sources ? editSentenceIn(sources) : editSentence;
    return { lines: edits.map((edit) => ({ edit, sentence: words(edit) })) };
  },

  'change.target': (context, { resource, made }) => {
    const index = accessIndexOf(context.current());
    if (made) return madeTarget(index, made);
    const target = grantTarget(index, resolved(resolveGrantRef(index, resource)));
    if (target) return target;
    throw new Failure({
      code: 'TARGET_NOT_GRANTABLE',
      message: `Nothing can be granted on ${resource}: it is no table, database, catalog, registered location, LF-Tag or saved expression.`,
      wayOut: 'Choose one of the suggestions, or name a table as database.table.',
    });
  },

  'change.held': (context, { principal, resource }) => {
    const index = accessIndexOf(context.current());
    return heldGrants(
      index,
      principal === undefined ? undefined : resolved(resolvePrincipal(index, principal)),
      resource === undefined ? undefined : resolved(resolveGrantRef(index, resource)),
    );
  },
} satisfies Partial<HostHandlers>;

/** A basket is shown before the first crawl too: then without names for DataZone's ids. */
function sourcesIfAny(context: HostContext): Sources | undefined {
  try {
    return sourcesOf(context.current().snapshot);
  } catch {
    return undefined;
  }
}
