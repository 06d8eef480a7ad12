import type { AccessIndex } from '../../../core/access/access-index';
import { buildAccessIndex } from '../../../core/access/access-index';
import { accessOf, rowsOf } from '../../../core/access/access-of';
import { explain } from '../../../core/access/explain';
import { tableNotes } from '../../../core/access/notes';
import { resolvePrincipal, resolveResource } from '../../../core/access/resolve';
import type { Unresolved } from '../../../core/access/resolve';
import type { ResourceRef } from '../../../core/access/resource-ref';
import { refText } from '../../../core/access/resource-ref';
import { noteText } from '../../../core/access/rules';
import { shortName, whatCanSentence, whoCanSentence } from '../../../core/access/sentence';
import { whoCan, whoCanRows } from '../../../core/access/who-can';
import { columnsOf } from '../../../core/model/mesh/catalog';
import type { Result } from '../../../core/model/result';
import { Failure } from '../../store/failure';
import { derivation } from '../mesh-on-hand';
import type { MeshOnHand } from '../mesh-on-hand';
import type { AccessAnswer } from '../port';
import type { HostHandlers } from '../question';

const ACCESS = derivation<AccessIndex>('access');

export const accessIndexOf = (mesh: MeshOnHand): AccessIndex => mesh.derive(ACCESS, buildAccessIndex);

/** @throws Failure PRINCIPAL_UNKNOWN, PRINCIPAL_AMBIGUOUS, RESOURCE_UNKNOWN, RESOURCE_AMBIGUOUS, with the candidates as detail */
export function resolved<T>(result: Result<T, Unresolved>): T {
  if (result.ok) return result.value;
  const { candidates, ...trouble } = result.error;
  throw new Failure(candidates.length > 0 ? { ...trouble, detail: `Candidates: ${candidates.join(', ')}` } : trouble);
}

/** Everything that one principal reaches. */
export function answerWhatCan(index: AccessIndex, principal: string): AccessAnswer {
  const access = accessOf(index, principal);
  const rows = rowsOf(index, access);
  return {
    sentence: whatCanSentence(principal, rows, access.actor.entry.existence !== 'missing'),
    rows,
    warnings: texts(access.notes),
    coverage: access.coverage,
  };
}

/** Everybody who reaches one resource. */
export function answerWhoCan(index: AccessIndex, resource: ResourceRef, permission: string | undefined): AccessAnswer {
  const question = { resource, permission };
  const answer = whoCan(index, question);
  const rows = whoCanRows(index, question, answer);
  const { entries } = index.mesh.principals;
  const notes = answer.groups.flatMap(({ table, actors }) =>
    table ? tableNotes(index, shortName(entries[actors[0]!]!.arn), table) : [],
  );
  const columns = resource.kind === 'table' ? columnsOf(index.mesh.catalog.tables[resource.table]!).length : undefined;
  return {
    sentence: whoCanSentence(refText(index, resource), permission, rows, columns),
    rows,
    warnings: texts(notes),
    coverage: answer.coverage,
  };
}

const texts = (notes: Parameters<typeof noteText>[0][]): string[] => [...new Set(notes.map(noteText))];

export const accessQuestions = {
  'access.whatCan'(context, { principal }) {
    const index = accessIndexOf(context.current());
    return answerWhatCan(index, resolved(resolvePrincipal(index, principal)));
  },

  'access.whoCan'(context, { resource, permission }) {
    const index = accessIndexOf(context.current());
    return answerWhoCan(index, resolved(resolveResource(index, resource)), permission);
  },

  'access.explain'(context, input) {
    const mesh = context.current();
    const index = accessIndexOf(mesh);
    const principal = resolved(resolvePrincipal(index, input.principal));
    const resource = resolved(resolveResource(index, input.resource));
    const answer = explain(index, { principal, resource, permission: input.permission });
    return { ...answer, principal, coverage: mesh.snapshot.coverage };
  },
} satisfies Partial<HostHandlers>;
