import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AccessIndex } from '../../../core/access/access-index';
import { accessOf, rowsOf } from '../../../core/access/access-of';
import { caveated, comparedUnread } from '../../../core/access/caveat';
import { compareRows } from '../../../core/access/compare';
import type { Comparison } from '../../../core/access/compare';
import { resolvePrincipal, resolveResource } from '../../../core/access/resolve';
import type { AccessRow } from '../../../core/model/case';
import { isActor } from '../../../core/model/mesh/principals';
import type { AccessComparison, CompareQuestion } from '../port';
import type { HostContext, HostHandlers } from '../question';
import { accessIndexOf, answerWhatCan, answerWhoCan, resolved } from './access';

export const compareQuestions = {
  async 'access.compare'(context, question, signal): Promise<AccessComparison> {
    if (question.what === 'snapshots') return compareSnapshots(context, question, signal);
    const mesh = context.current();
    const index = accessIndexOf(mesh);
    const rows = (text: string): AccessRow[] =>
      question.what === 'principals'
        ? answerWhatCan(index, resolved(resolvePrincipal(index, text))).rows
        : answerWhoCan(index, resolved(resolveResource(index, text)), undefined).rows;
    const comparison = compareRows(rows(question.from), rows(question.to), question.what);
    return {
      ...comparison,
      sentence: caveated(mesh.snapshot.coverage, {
        sentence: sentenceOf(comparison, question.to, question.from),
        isEmpty: false,
      }),
      coverage: mesh.snapshot.coverage,
    };
  },
} satisfies Partial<HostHandlers>;

type SnapshotQuestion = Extract<CompareQuestion, { what: 'snapshots' }>;

async function compareSnapshots(
  context: HostContext,
  question: SnapshotQuestion,
  signal: AbortSignal,
): Promise<AccessComparison> {
  const older = await context.mesh(question.from);
  const newer = await context.mesh(question.to);
  const before = await rowsAbout(accessIndexOf(older), question, signal);
  const after = await rowsAbout(accessIndexOf(newer), question, signal);
  const comparison = compareRows(before, after);
  return {
    ...comparison,
    sentence:
      sentenceOf(comparison, newer.snapshot.takenAt, older.snapshot.takenAt) +
      comparedUnread([older.snapshot, newer.snapshot]),
    coverage: [...older.snapshot.coverage, ...newer.snapshot.coverage],
  };
}

/** Something that one snapshot lacks has no rows there; it must exist in neither to be a wrong name. */
async function rowsAbout(
  index: AccessIndex,
  { principal, resource }: SnapshotQuestion,
  signal: AbortSignal,
): Promise<AccessRow[]> {
  if (principal !== undefined) return answerWhatCan(index, resolved(resolvePrincipal(index, principal))).rows;
  if (resource !== undefined) {
    const found = resolveResource(index, resource);
    return found.ok ? answerWhoCan(index, found.value, undefined).rows : [];
  }
  const rows: AccessRow[] = [];
  for (const { arn, kind } of index.mesh.principals.entries) {
    if (!isActor(kind)) continue;
    for (const row of rowsOf(index, accessOf(index, arn))) rows.push(row);
    await nextTurn();
    signal.throwIfAborted();
  }
  return rows;
}

function sentenceOf({ gained, lost, changed, same }: Comparison, to: string, from: string): string {
  if (gained.length + lost.length + changed.length === 0)
    return `${to} and ${from} give the same access (${String(same)} rows).`;
  return `Against ${from}, ${to} has ${String(gained.length)} rows more, ${String(lost.length)} fewer, ${String(changed.length)} changed and ${String(same)} alike.`;
}
