import type { AccessIndex } from '../../core/access/access-index';
import { knownActor } from '../../core/access/actor';
import { tableDecisions } from '../../core/access/decision';
import { whoCan, type WhoCanGroup } from '../../core/access/who-can';
import { accessLine } from '../../core/report/access-line';
import { indexTags } from '../../core/graph/tags';
import { tableNodeId } from '../../core/graph/ids';
import { physicalKeyOf } from '../../core/graph/asset-key';
import type { AudienceReader } from '../../core/lineage/answers';
import type { AccessView } from '../../core/lineage/audience';
import { tableKey } from '../../core/model/keys';
import { BIT } from '../../core/model/mesh/bits';
import { columnsOf } from '../../core/model/mesh/catalog';
import { recordsOf } from '../../core/model/snapshot';
import type { Snapshot } from '../../core/model/snapshot';

/** Access as lineage asks for it: who reads a table node or one of its columns, what tags it carries. Answers are kept. */
export interface LineageAccess extends AccessView {
  /** False where Lake Formation does not decide: no table of a Glue catalog. */
  knows(tableId: string): boolean;
  /** Each reader with the permission and what it rests on. */
  readersWhy(tableId: string, column?: string): Omit<AudienceReader, 'beyond'>[];
  /** The table's number in the access index. */
  tableOf(tableId: string): number | undefined;
}

const NOBODY: ReadonlySet<string> = new Set();

export function lineageAccess(snapshot: Snapshot, index: AccessIndex): LineageAccess {
  const { catalogs, databases, tables } = index.mesh.catalog;
  const numbers = new Map<string, number>();
  for (const table of tables) {
    const database = databases[table.database]!;
    const id = tableNodeId(tableKey(catalogs[database.catalog]!.catalogId, database.name, table.name));
    if (!numbers.has(id) || table.record) numbers.set(id, table.id);
  }
  const groups = new Map<number, WhoCanGroup[]>();
  const groupsOf = (table: number): WhoCanGroup[] => {
    let known = groups.get(table);
    if (!known) {
      known = whoCan(index, { resource: { kind: 'table', table }, permission: 'SELECT' }).groups;
      groups.set(table, known);
    }
    return known;
  };
  const sets = new Map<string, ReadonlySet<string>>();
  const tags = indexTags(snapshot);
  const terms = termsOf(snapshot);
  const readers = (tableId: string, column?: string): ReadonlySet<string> => {
    const key = column === undefined ? tableId : `${tableId}#${column.toLowerCase()}`;
    const known = sets.get(key);
    if (known) return known;
    const table = numbers.get(tableId);
    if (table === undefined) return NOBODY;
    const place = column === undefined ? -1 : placeOf(index, table, column);
    const found = new Set<string>();
    for (const group of groupsOf(table)) {
      if (!reads(group, place)) continue;
      for (const actor of group.actors) found.add(index.mesh.principals.entries[actor]!.arn);
    }
    sets.set(key, found);
    return found;
  };
  return {
    readers,
    knows: (tableId) => numbers.has(tableId),
    tableOf: (tableId) => numbers.get(tableId),
    readersWhy(tableId, column) {
      const table = numbers.get(tableId);
      if (table === undefined) return [];
      const wanted = readers(tableId, column);
      const { entries } = index.mesh.principals;
      return groupsOf(table).flatMap((group) =>
        group.actors.flatMap((id) =>
          wanted.has(entries[id]!.arn) ? readingsOf(index, id, group, column?.toLowerCase()) : [],
        ),
      );
    },
    tagsWithin(tableId) {
      const table = numbers.get(tableId);
      const key = tableId.replace(/^table:/, '');
      const columns = table === undefined ? [] : columnsOf(tables[table]!);
      return [
        ...tags.ofTable(key),
        ...(terms.get(tableId) ?? []),
        ...columns.flatMap((one) => tags.ofColumn(key, one)),
      ];
    },
    tags(tableId, column) {
      const key = tableId.replace(/^table:/, '');
      if (column !== undefined) return tags.ofColumn(key, column);
      return [...tags.ofTable(key), ...(terms.get(tableId) ?? [])];
    },
  };
}

/** How one principal reads a table, or a column of it: the decisions that let it, each with its grants in words. */
function readingsOf(
  index: AccessIndex,
  id: number,
  { table }: WhoCanGroup,
  column: string | undefined,
): Omit<AudienceReader, 'beyond'>[] {
  if (!table) return [];
  return tableDecisions(index, knownActor(index, index.mesh.principals.entries[id]!), table)
    .filter(({ permission }) => permission === 'SELECT' || permission === 'IAM_DECIDES')
    .filter(({ columns }) => column === undefined || !columns || columns.some((one) => one.toLowerCase() === column))
    .map((decision) => {
      const { principal, name, kind, rows, through } = accessLine(index, decision, table.table);
      const { permission, because = [] } = decision;
      const rests = because.length > 0 ? because : [...new Set(decision.reasons.flatMap(({ rules }) => rules))];
      return {
        principal,
        name,
        kind,
        permission,
        because: rests,
        through,
        ...(rows && rows !== 'all' ? { rowFilter: rows } : {}),
      };
    });
}

/** -1 where the table has no such column (its lineage is older than its schema): then nobody reads it. */
function placeOf(index: AccessIndex, table: number, column: string): number {
  const names = columnsOf(index.mesh.catalog.tables[table]!);
  const place = names.findIndex((name) => name.toLowerCase() === column.toLowerCase());
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

/** `place` -1 asks for the table. Where IAM decides, all columns may be read. */
function reads({ table }: WhoCanGroup, place: number): boolean {
  if (!table) return false;
  if (table.gate === 'iam' && table.permissions === 0) return true;
  if ((table.permissions & BIT.SELECT) === 0) return false;
  if (place === -1 || !table.select) return true;
  return table.select.columns === null ? place !== Number.MAX_SAFE_INTEGER : table.select.columns.includes(place);
}

/** Glossary terms of assets by their table node, as `term=name`. */
function termsOf(snapshot: Snapshot): Map<string, string[]> {
  const names = new Map([...recordsOf(snapshot, 'dz-terms')].map(({ record }) => [record.id, record.name]));
  const terms = new Map<string, string[]>();
  for (const { record } of recordsOf(snapshot, 'dz-assets')) {
    const key = physicalKeyOf(record.forms, record.externalIdentifier);
    if (!key || !('glue' in key)) continue;
    const own = (record.glossaryTerms ?? []).map((id) => `term=${names.get(id) ?? id}`);
    if (own.length > 0) terms.set(tableNodeId(key.glue), own);
  }
  return terms;
}
