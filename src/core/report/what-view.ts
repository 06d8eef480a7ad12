import { accessOf } from '../access/access-of';
import { caveated, principalHomes } from '../access/caveat';
import { databaseDecisions, dormantRow, otherDecision, tableDecisions, type Decision } from '../access/decision';
import type { Unresolved } from '../access/resolve';
import type { Note } from '../access/rules';
import type { TableEntry } from '../model/mesh/catalog';
import type { Result } from '../model/result';
import { ok } from '../model/result';
import { ACCESS_KEYS } from './access-columns';
import { accessLine, dormantView } from './access-line';
import { principalScope, type AnswerSource } from './answer-source';
import { limitsOf } from './limits';
import { packTable } from './packed-table';
import { principalLabelOf, withLabels } from './principal-label';
import { subscriptionViews } from './subscription-views';
import type { AccessView, DormantView } from './views';
import { LINES_MAX } from './who-view';
import { whatSentence } from './view-sentences';

const DORMANT_MAX = 500;

interface Asked {
  principal: string;
  permission?: string;
}

/** What a principal, or everybody that a group, account or project stands for, can do: line by line. */
export function whatView(source: AnswerSource, asked: Asked): Result<AccessView, Unresolved> {
  const { index } = source;
  const scope = principalScope(source, asked.principal);
  if (!scope.ok) return scope;
  const { text, actors, through, node } = scope.value;
  const notes: Note[] = [];
  const lines: { decision: Decision; table?: TableEntry }[] = [];
  const dormant: DormantView[] = [];
  let exists = true;
  for (const arn of actors) {
    const access = accessOf(index, arn);
    exists = access.actor.entry.existence !== 'missing';
    notes.push(...access.notes);
    const decided = [
      ...access.tables.flatMap((t) =>
        tableDecisions(index, access.actor, t).map((decision) => ({ decision, table: t.table })),
      ),
      ...access.databases.flatMap((d) => databaseDecisions(index, access.actor, d).map((decision) => ({ decision }))),
      ...access.others.map((row) => ({ decision: otherDecision(index, row) })),
    ];
    lines.push(
      ...decided.filter(
        ({ decision: d }) =>
          (asked.permission === undefined || d.permission === asked.permission || d.permission === 'IAM_DECIDES') &&
          (through === undefined || d.reasons.some(({ row }) => row?.principal === through)),
      ),
    );
    for (const d of [...access.tables, ...access.databases].flatMap((a) => a.dormant))
      dormant.push(dormantView(index, dormantRow(index, d)));
    if (lines.length >= LINES_MAX) break;
  }
  const shown = lines.slice(0, LINES_MAX);
  const decisions = shown.map(({ decision }) => decision);
  const once = uniqueRows(dormant);
  return ok({
    question: { ask: 'what', ...asked },
    sentence: withLabels(
      source,
      caveated(index.mesh.snapshot.coverage, {
        sentence: whatSentence(text, actors, decisions, exists, once),
        isEmpty: decisions.length === 0,
        homes: principalHomes(actors),
      }),
      actors,
    ),
    lines: packTable(
      ACCESS_KEYS,
      shown.map(({ decision, table }) => {
        const line = { ...accessLine(index, decision, table), name: principalLabelOf(source, decision.principal) };
        return ACCESS_KEYS.map((key) => line[key]);
      }),
    ),
    more: lines.length > LINES_MAX,
    dormant: once.slice(0, DORMANT_MAX),
    subscriptions: subscriptionViews(source, { principals: actors }),
    ...(node === undefined ? {} : { node }),
    ...limitsOf(
      index.mesh.snapshot,
      notes,
      decisions.map((d) => d.confidence),
    ),
  });
}

function uniqueRows(dormant: readonly DormantView[]): DormantView[] {
  const seen = new Set<number>();
  return dormant.filter(({ row }) => !seen.has(row.row) && seen.add(row.row));
}
