import { resolvePrincipal } from '../../../core/access/resolve';
import { editSentence, editSentenceIn } from '../../../core/change/edit-sentence';
import { resolveGrantRef } from '../../../core/change/grant-ref';
import { grantTarget } from '../../../core/change/grant-target';
import { madeTarget } from '../../../core/change/grant-target-other';
import { heldGrants } from '../../../core/change/held-grants';
import type { PermissionRequest } from '../../../core/change/permission-rows';
import type { Edit } from '../../../core/change/plan-types';
import { sourcesOf } from '../../../core/graph/sources';
import { isNamedElsewhere, labelsOf, withLabels } from '../../../core/report/principal-label';
import { Failure } from '../../store/failure';
import { accessIndexOf, resolved } from './access';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostContext, HostHandlers } from '../question';
import { answerSource } from './views';

export const basketQuestions = {
  'change.sentences': (context, { edits }) => {
    const mesh = edits.length === 0 ? undefined : meshIfAny(context);
    if (!mesh) return { lines: edits.map((edit) => ({ edit, sentence: editSentence(edit) })) };
    const words = editSentenceIn(sourcesOf(mesh.snapshot));
    const sentence = (edit: Edit): string => {
      // The window asks for its journal at the start: no access index is built for names that say themselves.
      const principals = principalsIn(edit).filter(isNamedElsewhere);
      return principals.length === 0 ? words(edit) : withLabels(answerSource(mesh), words(edit), principals);
    };
    return { lines: edits.map((edit) => ({ edit, sentence: sentence(edit) })) };
  },

  'change.names': (context, { principals }) => {
    const mesh = meshIfAny(context);
    return mesh ? labelsOf(answerSource(mesh), principals) : {};
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

/** A basket is shown before the first crawl too: then without names for ids. */
function meshIfAny(context: HostContext): MeshOnHand | undefined {
  try {
    return context.current();
  } catch {
    return undefined;
  }
}

/** Whom an edit of Lake Formation names. */
function principalsIn({ request }: Edit): string[] {
  const entries = Array.isArray(request['Entries']) ? (request['Entries'] as unknown[]) : [request];
  return entries.flatMap((entry) => {
    const { Principal } = (entry ?? {}) as PermissionRequest;
    const id: unknown = Principal?.DataLakePrincipalIdentifier;
    return typeof id === 'string' ? [id] : [];
  });
}
