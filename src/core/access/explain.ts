import { columnsOf, type TableEntry } from '../model/mesh/catalog';
import { KIND } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import type { Policy } from '../model/mesh/policies';
import type { AccessIndex } from './access-index';
import { accessOf } from './access-of';
import { actorOf, type Actor } from './actor';
import { caveated, homesOf } from './caveat';
import { newMemo } from './contribution';
import { databaseContributionRules, tableContributionRules } from './contribution-rules';
import {
  databaseDecisions,
  dormantRow,
  otherDecision,
  tableDecisions,
  type Decision,
  type DormantRow,
} from './decision';
import { decideTable, ownerAccount, type TableAccess } from './decide-table';
import type { Gate } from './gate';
import { tableNotes } from './notes';
import { refText, type ResourceRef } from './resource-ref';
import { RULES, type Note, type RuleId } from './rules';
import { IAM_UNCHECKED, rowSentence, shortName } from './sentence';
import { rowsFor, rowsOnTable } from './table-rows';
import {
  combinedRules,
  contributionSteps,
  dormantStep,
  existenceSteps,
  gateSteps,
  reasonSteps,
  type Step,
} from './explain-steps';

export interface Explanation {
  verdict: 'allowed' | 'denied' | 'iam-decides';
  sentence: string;
  steps: Step[];
  decisions: Decision[];
  dormant: DormantRow[];
  /** For a denial: what would have to be there. */
  missing: string[];
  notes: Note[];
}

export interface ExplainQuestion {
  principal: string;
  resource: ResourceRef;
  permission?: string;
}

/** Why a principal can, or cannot, do something with a table or database. */
export function explain(index: AccessIndex, question: ExplainQuestion): Explanation {
  const actor = actorOf(index, question.principal);
  return question.resource.kind === 'table'
    ? explainTable(index, actor, question, index.mesh.catalog.tables[question.resource.table]!)
    : explainOther(index, actor, question);
}

function explainTable(index: AccessIndex, actor: Actor, question: ExplainQuestion, table: TableEntry): Explanation {
  const notes: Note[] = [];
  const rows = rowsFor(index, actor, rowsOnTable(index, table.id));
  const access = decideTable(index, actor, table, rows, newMemo(), notes);
  const steps: Step[] = [...existenceSteps(actor), ...gateSteps(index, actor, access)];
  for (const contribution of access.contributions)
    steps.push(
      ...contributionSteps(index, actor, contribution, tableContributionRules(index, actor, table, contribution)),
    );
  for (const dormant of access.dormant) steps.push(dormantStep(index, dormant));
  const all = tableDecisions(index, actor, access);
  const decisions = chosen(all, question);
  for (const rule of combinedRules(decisions, steps)) steps.push({ rule, words: RULES[rule], effect: 'informs' });
  const denied = decisions.length === 0;
  return {
    verdict: verdictOf(decisions, access.gate),
    sentence: sentenceOf(index, question, decisions, access.gate, columnsOf(table).length),
    steps,
    decisions,
    dormant: access.dormant.map((d) => dormantRow(index, d)),
    missing: denied ? missingFor(index, actor, question, table, access) : [],
    notes: [...notes, ...tableNotes(index, actor.entry.name, access)],
  };
}

/** Databases, catalogs, locations and tags: the rows of the principal's whole answer that concern them. */
function explainOther(index: AccessIndex, actor: Actor, question: ExplainQuestion): Explanation {
  const access = accessOf(index, actor.entry.arn);
  const ref = question.resource;
  const database = ref.kind === 'database' ? access.databases.find((d) => d.database.id === ref.database) : undefined;
  const others = ref.kind === 'database' ? [] : access.others.filter((row) => describes(index, ref, row.resource));
  const decisions: Decision[] = database
    ? chosen(databaseDecisions(index, actor, database), question)
    : others
        .filter((row) => question.permission === undefined || row.permission === question.permission)
        .map((row) => otherDecision(index, row));
  const gate = database?.gate ?? 'closed';
  const steps: Step[] = existenceSteps(actor);
  if (database) steps.push(...gateSteps(index, actor, database));
  for (const c of [...(database?.contributions ?? []), ...(database?.implied ?? [])])
    steps.push(...contributionSteps(index, actor, c, databaseContributionRules(index, actor, database!.database, c)));
  if (!database) steps.push(...decisions.flatMap((decision) => reasonSteps(actor, decision)));
  for (const rule of new Set(decisions.flatMap((d) => d.because ?? []))) {
    if (rule in RULES && !steps.some((step) => step.rule === rule))
      steps.push({ rule: rule as RuleId, words: RULES[rule as RuleId], effect: 'informs' });
  }
  return {
    verdict: verdictOf(decisions, gate),
    sentence: sentenceOf(index, question, decisions, gate),
    steps,
    decisions,
    dormant: (database?.dormant ?? []).map((d) => dormantRow(index, d)),
    missing:
      decisions.length === 0
        ? [
            `no grant of ${question.permission ?? 'any permission'} on ${refText(index, ref)} reaches ${shortName(actor.entry.arn)}`,
          ]
        : [],
    notes: access.notes,
  };
}

const chosen = (decisions: readonly Decision[], question: ExplainQuestion): Decision[] => {
  const column = question.resource.kind === 'table' ? question.resource.column?.toLowerCase() : undefined;
  return decisions.filter(
    (d) =>
      (question.permission === undefined || d.permission === question.permission || d.permission === 'IAM_DECIDES') &&
      (column === undefined || d.columns === undefined || d.columns.some((name) => name.toLowerCase() === column)),
  );
};

function verdictOf(decisions: readonly Decision[], gate: Gate): Explanation['verdict'] {
  if (decisions.some((d) => d.permission !== 'IAM_DECIDES')) return 'allowed';
  return gate === 'iam' && decisions.length > 0 ? 'iam-decides' : 'denied';
}

function sentenceOf(
  index: AccessIndex,
  question: ExplainQuestion,
  decisions: readonly Decision[],
  gate: Gate,
  columns?: number,
): string {
  const told = decisions.find((d) => d.permission === 'SELECT') ?? decisions[0];
  if (told) return `${rowSentence(told, columns)}${told.permission === 'IAM_DECIDES' ? '' : ` ${IAM_UNCHECKED}`}`;
  const what = refText(index, question.resource);
  const verb = question.permission === undefined ? 'has no access to' : `does not hold ${question.permission} on`;
  const why = gate === 'denied' ? `: ${RULES.E7} (E7)` : '';
  return caveated(index.mesh.snapshot.coverage, {
    sentence: `${shortName(question.principal)} ${verb} ${what}${why}.`,
    isEmpty: gate !== 'denied',
    homes: homesOf(index, [question.resource]),
  });
}

/** What is missing for access to a table, from the nearest to the most general. */
function missingFor(
  index: AccessIndex,
  actor: Actor,
  question: ExplainQuestion,
  table: TableEntry,
  access: TableAccess,
): string[] {
  const missing = access.dormant.map((d) => `${d.wakes} (${d.rule})`);
  const name = shortName(actor.entry.arn);
  const what = refText(index, question.resource);
  const owner = ownerAccount(index, table);
  for (const identity of actor.identities) {
    for (const row of itemsOf(index.mesh.grants.byPrincipal, identity)) {
      if (index.mesh.grants.kind[row] === KIND.tablePolicy)
        missing.push(...unmatched(index, table, index.mesh.policies[index.mesh.grants.target[row]!]!));
      if (index.mesh.grants.kind[row] === KIND.database && index.mesh.grants.target[row] === table.database) {
        missing.push(`permissions on the database do not reach ${what} (G7)`);
      }
    }
  }
  if (actor.entry.account !== undefined && actor.entry.account !== owner && index.sharedTo.has(actor.entry.account)) {
    missing.push(
      `a grant within account ${actor.entry.account}: what is shared with an account reaches its administrators only (X1)`,
    );
  }
  missing.push(
    `a grant of ${question.permission ?? 'a permission'} on ${what} to ${name}, a group of it or all IAM principals of its account`,
  );
  return [...new Set(missing)].slice(0, MISSING);
}

/** The most hints that an answer gives. */
const MISSING = 8;

function unmatched(index: AccessIndex, table: TableEntry, policy: Policy): string[] {
  const { tags } = index.mesh;
  const set = tags.sets[tags.ofTable[table.id] ?? 0]!;
  return policy.clauses.flatMap((clause, i) => {
    const hit = clause.any
      ? set.some((pair) => tags.keyOfPair[pair] === clause.key)
      : clause.pairs.some((pair) => set.includes(pair));
    const pair = policy.expression[i]!;
    return hit
      ? []
      : [`LF-Tag ${pair.TagKey}=${pair.TagValues.join('|')} on ${table.name}, for a tag policy of the principal (T3)`];
  });
}

function describes(
  index: AccessIndex,
  ref: ResourceRef,
  resource: { Catalog?: { Id?: string }; LFTag?: { TagKey: string }; DataLocation?: { ResourceArn: string } },
): boolean {
  if (ref.kind === 'catalog') return resource.Catalog?.Id === index.mesh.catalog.catalogs[ref.catalog]!.catalogId;
  if (ref.kind === 'tag') return resource.LFTag?.TagKey.toLowerCase() === ref.key;
  return ref.kind === 'location' && resource.DataLocation !== undefined;
}
