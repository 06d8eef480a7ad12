import type { AccessIndex } from '../../core/access/access-index';
import { whoCan, whoCanRows, type WhoCanGroup } from '../../core/access/who-can';
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
      const question = { resource: { kind: 'table' as const, table }, permission: 'SELECT' };
      const rows = whoCanRows(index, question, { groups: groupsOf(table), total: 0, coverage: [] });
      return rows
        .filter((row) => wanted.has(row.principal) && /^(SELECT|IAM_DECIDES)$/.test(row.permission))
        .map(({ principal, permission, because = [], rowFilter }) => ({
          principal,
          permission,
          because,
          ...(rowFilter ? { rowFilter } : {}),
        }));
    },
    tags(tableId, column) {
      const key = tableId.replace(/^table:/, '');
      if (column !== undefined) return tags.ofColumn(key, column);
      return [...tags.ofTable(key), ...(terms.get(tableId) ?? [])];
    },
  };
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
