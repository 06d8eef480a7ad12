import type { AccessIndex } from '../../../core/access/access-index';
import { buildAccessIndex } from '../../../core/access/access-index';
import { accessOf, rowsOf } from '../../../core/access/access-of';
import { caveated, homesOf, principalHomes } from '../../../core/access/caveat';
import { explain } from '../../../core/access/explain';
import { tableNotes } from '../../../core/access/notes';
import { principalScope, type PrincipalScope } from '../../../core/access/principal-scope';
import { resolvePrincipal, resolveResource } from '../../../core/access/resolve';
import type { Unresolved } from '../../../core/access/resolve';
import type { ResourceRef } from '../../../core/access/resource-ref';
import { refText } from '../../../core/access/resource-ref';
import { resourceScope, type ResourceScope } from '../../../core/access/resource-scope';
import { noteText } from '../../../core/access/rules';
import { collectiveSentence, shortName, whatCanSentence, whoCanSentence } from '../../../core/access/sentence';
import { remarksOnPrincipals, remarksOnTables } from '../../../core/access/subscription-remarks';
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
    sentence: caveated(access.coverage, {
      sentence: whatCanSentence(principal, rows, access.actor.entry.existence !== 'missing'),
      isEmpty: rows.length === 0,
      homes: principalHomes([principal]),
    }),
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
    sentence: caveated(answer.coverage, {
      sentence: whoCanSentence(refText(index, resource), permission, rows, columns),
      isEmpty: rows.length === 0,
      homes: homesOf(index, [resource]),
    }),
    rows,
    warnings: texts(notes),
    coverage: answer.coverage,
  };
}

/** One principal, or all that act for an account, a group or a project, with what DataZone says about them. */
export function answerWhatScope(index: AccessIndex, scope: PrincipalScope): AccessAnswer {
  const answers = scope.principals.map((principal) => answerWhatCan(index, principal));
  const rows = answers.flatMap((answer) => answer.rows);
  const [only] = answers;
  const { coverage } = index.mesh.snapshot;
  const isEmpty = rows.length === 0;
  const sentence =
    !scope.collective && only
      ? only.sentence
      : caveated(coverage, {
          sentence: collectiveSentence(scope, rows),
          isEmpty,
          homes: principalHomes(scope.principals),
        });
  const warnings = [...answers.flatMap((answer) => answer.warnings), ...remarksOnPrincipals(index, scope.principals)];
  return { sentence, rows, warnings: [...new Set(warnings)], coverage };
}

/** One object, or all that a data product, a tag value or an S3 prefix stands for, with what DataZone says about them. */
export function answerWhoScope(index: AccessIndex, scope: ResourceScope, permission: string | undefined): AccessAnswer {
  const answers = scope.refs.map((ref) => answerWhoCan(index, ref, permission));
  const rows = answers.flatMap((answer) => answer.rows);
  const [only] = answers;
  const { coverage } = index.mesh.snapshot;
  const isEmpty = rows.length === 0;
  const sentence =
    answers.length === 1 && only
      ? only.sentence
      : caveated(coverage, {
          sentence: whoCanSentence(scope.text, permission, rows),
          isEmpty,
          homes: homesOf(index, scope.refs),
        });
  const tables = scope.refs.flatMap((ref) => (ref.kind === 'table' ? [ref.table] : []));
  const remarks = [...scope.remarks, ...remarksOnTables(index, tables)];
  const warnings = [...new Set([...answers.flatMap((answer) => answer.warnings), ...remarks])];
  return { sentence, rows, warnings, coverage };
}

const texts = (notes: Parameters<typeof noteText>[0][]): string[] => [...new Set(notes.map(noteText))];

export const accessQuestions = {
  'access.whatCan'(context, { principal }) {
    const index = accessIndexOf(context.current());
    return answerWhatScope(index, resolved(principalScope(index, principal)));
  },

  'access.whoCan'(context, { resource, permission }) {
    const index = accessIndexOf(context.current());
    return answerWhoScope(index, resolved(resourceScope(index, resource)), permission);
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
