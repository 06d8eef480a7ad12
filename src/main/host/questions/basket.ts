import { editSentence, editSentenceIn } from '../../../core/change/edit-sentence';
import { sourcesOf, type Sources } from '../../../core/graph/sources';
import type { HostContext, HostHandlers } from '../question';

export const basketQuestions = {
  'change.sentences': (context, { edits }) => {
    const sources = sourcesIfAny(context);
    const words = sources ? editSentenceIn(sources) : editSentence;
    return { lines: edits.map((edit) => ({ edit, sentence: words(edit) })) };
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
