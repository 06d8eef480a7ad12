import { knownActor } from '../access/actor';
import { caveated, homesOf } from '../access/caveat';
import { newMemo } from '../access/contribution';
import { databaseDecisions, dormantRow, otherDecision, tableDecisions, type Decision } from '../access/decision';
import { decideTable } from '../access/decide-table';
import { tableNotes } from '../access/notes';
import type { ResourceRef } from '../access/resource-ref';
import type { Note } from '../access/rules';
import { rowsByActor, rowsFor, rowsOnTable } from '../access/table-rows';
import { whoCan, type WhoCanGroup } from '../access/who-can';
import { columnsOf, type TableEntry } from '../model/mesh/catalog';
import type { Result } from '../model/result';
import { ok } from '../model/result';
import type { Unresolved } from '../access/resolve';
import { ACCESS_KEYS } from './access-columns';
import { accessLine, dormantView } from './access-line';
import { resourceScope, type AnswerSource } from './answer-source';
import { limitsOf } from './limits';
import { packTable } from './packed-table';
import { principalLabelOf, withLabels } from './principal-label';
import { subscriptionViews } from './subscription-views';
import type { AccessView, DormantView } from './views';
import { whoSentence } from './view-sentences';

/** Lines that an answer carries at most. */
export const LINES_MAX = 100_000;
const DORMANT_MAX = 500;

interface Asked {
  resource: string;
  permission?: string;
}

/** Who can do something with a resource, line by line, with what sleeps and what DataZone says about it. */
export function whoView(source: AnswerSource, asked: Asked): Result<AccessView, Unresolved> {
  const { index } = source;
  const scope = resourceScope(source, asked.resource);
  if (!scope.ok) return scope;
  const notes: Note[] = [];
  const lines: Decided[] = [];
  const dormant: DormantView[] = [];
  for (const ref of scope.value.refs) {
    lines.push(...decisionsOn(source, ref, asked.permission, notes));
    if (ref.kind === 'table' && dormant.length < DORMANT_MAX) dormant.push(...dormantOn(source, ref.table));
    if (lines.length >= LINES_MAX) break;
  }
  const tables = scope.value.refs.flatMap((ref) => (ref.kind === 'table' ? [ref.table] : []));
  const shown = lines.slice(0, LINES_MAX);
  const packed = packTable(
    ACCESS_KEYS,
    shown.map(({ decision, table }) => {
      const line = { ...accessLine(index, decision, table), name: principalLabelOf(source, decision.principal) };
      return ACCESS_KEYS.map((key) => line[key]);
    }),
  );
  const single =
    scope.value.refs.length === 1 && tables[0] !== undefined ? index.mesh.catalog.tables[tables[0]] : undefined;
  const column = scope.value.refs[0]?.kind === 'table' ? scope.value.refs[0].column : undefined;
  return ok({
    question: { ask: 'who', ...asked },
    sentence: withLabels(
      source,
      caveated(index.mesh.snapshot.coverage, {
        sentence: whoSentence({
          what: scope.value.text,
          permission: asked.permission,
          decisions: shown.map(({ decision }) => decision),
          columns: single && column === undefined ? columnsOf(single).length : undefined,
          dormant,
        }),
        isEmpty: shown.length === 0,
        homes: homesOf(index, scope.value.refs),
      }),
      shown.map(({ decision }) => decision.principal),
    ),
    lines: packed,
    more: lines.length > LINES_MAX,
    dormant: dormant.slice(0, DORMANT_MAX),
    subscriptions: subscriptionViews(source, { tables }),
    ...(scope.value.node === undefined ? {} : { node: scope.value.node }),
    ...limitsOf(
      index.mesh.snapshot,
      notes,
      shown.map(({ decision }) => decision.confidence),
    ),
  });
}

export interface Decided {
  decision: Decision;
  table?: TableEntry;
}

/** Decisions of everybody on one object. */
export function decisionsOn(
  source: AnswerSource,
  ref: ResourceRef,
  permission: string | undefined,
  notes: Note[],
): Decided[] {
  const { index } = source;
  const { entries } = index.mesh.principals;
  const column = ref.kind === 'table' ? ref.column?.toLowerCase() : undefined;
  const wanted = (d: Decision): boolean =>
    (permission === undefined || d.permission === permission || d.permission === 'IAM_DECIDES') &&
    (column === undefined || d.columns === undefined || d.columns.some((name) => name.toLowerCase() === column));
  return whoCan(index, { resource: ref, permission }).groups.flatMap((group) => {
    if (group.table) notes.push(...tableNotes(index, entries[group.actors[0]!]!.name, group.table));
    return group.actors.flatMap((id) =>
      groupDecisions(source, group, id)
        .filter(wanted)
        .map((decision) => ({ decision, table: group.table?.table })),
    );
  });
}

function groupDecisions({ index }: AnswerSource, group: WhoCanGroup, id: number): Decision[] {
  const actor = knownActor(index, index.mesh.principals.entries[id]!);
  const others = (group.others ?? []).map((row) => otherDecision(index, { ...row, principal: actor.entry.arn }));
  if (group.table) return [...tableDecisions(index, actor, group.table), ...others];
  return group.database ? [...databaseDecisions(index, actor, group.database), ...others] : others;
}

/** Rows on a table that give their holders nothing now, with what would wake them. */
function dormantOn({ index }: AnswerSource, table: number): DormantView[] {
  const rows = rowsOnTable(index, table);
  const { entries } = index.mesh.principals;
  const holders = rowsByActor(index, rows).named.numbers().slice(0, DORMANT_MAX);
  const seen = new Set<number>();
  return holders.flatMap((id) => {
    const actor = knownActor(index, entries[id]!);
    const access = decideTable(
      index,
      actor,
      index.mesh.catalog.tables[table]!,
      rowsFor(index, actor, rows),
      newMemo(),
      [],
    );
    return access.dormant
      .filter(({ row }) => !seen.has(row) && seen.add(row))
      .map((d) => dormantView(index, dormantRow(index, d)));
  });
}
