import type { AccessIndex } from '../access/access-index';
import { accessOf } from '../access/access-of';
import { caveated } from '../access/caveat';
import { tableDecisions } from '../access/decision';
import type { Confidence } from '../access/rules';
import { IAM_UNCHECKED } from '../access/sentence';
import { LIMIT, whatCan } from '../access/what-can';
import { counted } from '../model/counted';
import { isActor } from '../model/mesh/principals';
import { principalKindWords } from './access-line';
import { principalLabelOf } from './principal-label';
import type { AnswerSource } from './answer-source';
import { limitsOf, worstOf } from './limits';
import type { MatrixView } from './views';

/** Principals that one matrix shows; each costs a what-can answer. */
export const MATRIX_PRINCIPALS = 500;

/** Cells of which the confidence is worked out: each costs a decision of its own. */
export const MATRIX_JUDGED = 2_000;

interface Asked {
  principals?: string;
  resources?: string;
}

/**
 * Principals × tables that at least one cell connects. `turn` is awaited between principals so that a long matrix can be
 * cancelled. Filters are parts of names, without regard to case.
 */
export async function matrixView(source: AnswerSource, asked: Asked, turn: () => Promise<void>): Promise<MatrixView> {
  const { index } = source;
  const { catalog, principals, snapshot, permissions } = index.mesh;
  const fits = (text: string, filter: string | undefined): boolean =>
    text.toLowerCase().includes((filter ?? '').trim().toLowerCase());
  const actors = principals.entries.filter(
    ({ kind, existence, arn, name }) =>
      isActor(kind) && existence !== 'missing' && (fits(arn, asked.principals) || fits(name, asked.principals)),
  );
  const shown = actors.slice(0, MATRIX_PRINCIPALS);
  const label = (table: number): string => {
    const entry = catalog.tables[table]!;
    const database = catalog.databases[entry.database]!;
    return `${catalog.catalogs[database.catalog]!.catalogId}/${database.name}.${entry.name}`;
  };
  const place = new Map<number, number>();
  const cells: { table: number; mask: number; limit: number }[][] = [];
  const held: typeof shown = [];
  const judged: Judged = { cells: 0, worst: 'documented' };
  for (const actor of shown) {
    const answer = whatCan(index, { principal: actor.arn });
    const row: { table: number; mask: number; limit: number }[] = [];
    answer.tables.forEach((table, i) => {
      if (!fits(label(table), asked.resources)) return;
      if (!place.has(table)) place.set(table, 0);
      row.push({ table, mask: answer.permissions[i]!, limit: answer.limits[i]! });
    });
    if (row.length > 0) {
      const wanted = row.slice(0, MATRIX_JUDGED - judged.cells).map(({ table }) => table);
      judge(index, actor.arn, wanted, judged);
      held.push(actor);
      cells.push(row);
    }
    await turn();
  }
  const tables = [...place.keys()]
    .map((table) => ({ table, text: label(table) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
  tables.forEach(({ table }, i) => place.set(table, i));
  const flat = cells.map((row) => row.map((c) => ({ ...c, at: place.get(c.table)! })).sort((a, b) => a.at - b.at));
  const start = new Int32Array(flat.length + 1);
  flat.forEach((row, i) => (start[i + 1] = start[i]! + row.length));
  const all = flat.flat();
  return {
    sentence: caveated(snapshot.coverage, {
      sentence: `${counted(held.length, 'principal')} ${held.length === 1 ? 'reaches' : 'reach'} ${counted(tables.length, 'table')}${actors.length > shown.length ? `; ${String(actors.length - shown.length)} more principals are not shown: narrow the names` : ''}. ${IAM_UNCHECKED}`,
      isEmpty: held.length === 0,
    }),
    principals: namesOf(source, held),
    resources: tables.map(({ text }) => ({ text, name: text.slice(text.lastIndexOf('/') + 1) })),
    permissions: [...permissions.names],
    start,
    resource: Int32Array.from(all, (c) => c.at),
    masks: Int32Array.from(all, (c) => c.mask),
    limits: Uint8Array.from(all, (c) => c.limit & (LIMIT.columns | LIMIT.rows | LIMIT.iam | LIMIT.cells)),
    more: actors.length > shown.length,
    ...limitsOf(snapshot, [], [judged.worst]),
    warnings:
      judged.cells < all.length
        ? [`limit: how sure the rules are was worked out for ${String(judged.cells)} of ${counted(all.length, 'cell')}`]
        : [],
  };
}

interface Judged {
  cells: number;
  worst: Confidence;
}

/** The least sure rule that the cells of one principal rest on. */
function judge(index: AccessIndex, arn: string, tables: readonly number[], judged: Judged): void {
  if (tables.length === 0) return;
  const wanted = new Set(tables);
  const { actor, tables: found } = accessOf(index, arn, { withoutNotes: true, only: (table) => wanted.has(table) });
  const decisions = found.flatMap((access) => tableDecisions(index, actor, access));
  judged.cells += tables.length;
  judged.worst = worstOf([judged.worst, ...decisions.map(({ confidence }) => confidence)]);
}

/** Names with the account behind those that several principals share. */
function namesOf(
  source: AnswerSource,
  held: readonly { arn: string; account: string | undefined }[],
): MatrixView['principals'] {
  const names = held.map(({ arn }) => principalLabelOf(source, arn));
  return held.map(({ arn, account }, nth) => {
    const name = names[nth] ?? arn;
    const isShared = names.indexOf(name) !== names.lastIndexOf(name);
    return { arn, name: isShared && account ? `${name} (${account})` : name, kind: principalKindWords(arn) };
  });
}
