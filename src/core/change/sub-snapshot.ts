import type { AccessIndex } from '../access/access-index';
import { catalogOf, databaseKey, tableKey } from '../model/keys';
import type { Layer, LayerRecords, Member, Part, Snapshot } from '../model/snapshot';
import { itemsOf } from '../model/mesh/groups';
import { KIND } from '../model/mesh/grants';
import type { Scope } from './scope';

/**
 * The part of a snapshot that decides about a scope: a preview indexes tens of rows instead of a million. Rows that reach
 * objects of the scope, everything that says who and what those are, and all small layers as they stand.
 */
export function subSnapshot(index: AccessIndex, scope: Scope): Snapshot {
  const { snapshot } = index.mesh;
  if (scope.tables === 'all' || scope.databases === 'all') return snapshot;
  const names = namesOf(index, scope.tables, scope.databases);
  const rows = rowsOf(index, scope.tables, scope.databases);
  const members = new Map(snapshot.members.map((member) => [member.id, member]));
  const parts = snapshot.parts.map((part, number): Part => {
    const member = members.get(part.member);
    if (!member) return part;
    const keep = <L extends Layer>(test: (record: LayerRecords[L]) => boolean): Part =>
      ({ ...part, records: (part.records as LayerRecords[L][]).filter(test) }) as unknown as Part;
    switch (part.layer) {
      case 'permissions': {
        const kept = rows.get(number) ?? [];
        return { ...part, records: kept.map((record) => part.records[record]!) };
      }
      case 'databases':
        return keep<'databases'>((d) => names.has(databaseKey(catalogOf(d.CatalogId, member), d.Name)));
      case 'tables':
        return keep<'tables'>((t) => names.has(tableKey(catalogOf(t.CatalogId, member), t.DatabaseName, t.Name)));
      case 'tag-assignments':
        return keep<'tag-assignments'>((a) => names.has(keyOfAssignment(a, member)));
      case 'data-filters':
        return keep<'data-filters'>((f) => names.has(tableKey(f.TableCatalogId, f.DatabaseName, f.TableName)));
      default:
        return part;
    }
  });
  return {
    ...snapshot,
    parts: parts.filter(
      (part) => (scope.datazone || !part.layer.startsWith('dz-')) && !part.layer.startsWith('lineage-'),
    ),
  };
}

function namesOf(index: AccessIndex, tables: Set<number>, databases: Set<number>): Set<string> {
  const { catalog } = index.mesh;
  const names = new Set<string>();
  const addDatabase = (id: number): string => {
    const database = catalog.databases[id]!;
    const key = databaseKey(catalog.catalogs[database.catalog]!.catalogId, database.name);
    names.add(key);
    return key;
  };
  for (const id of databases) addDatabase(id);
  for (const id of tables) {
    const table = catalog.tables[id]!;
    names.add(`${addDatabase(table.database)}/${table.name.toLowerCase()}`);
  }
  return names;
}

/** Record numbers by part: named rows of the objects, all policies, and every row that is about no table or database. */
function rowsOf(index: AccessIndex, tables: Set<number>, databases: Set<number>): Map<number, number[]> {
  const { grants, catalog } = index.mesh;
  const wanted = new Set<number>();
  const take = (rows: Iterable<number>): void => {
    for (const row of rows) if (row >= 0) wanted.add(row);
  };
  for (const id of tables) {
    take(itemsOf(grants.byTable, id));
    take([grants.gateOfTable[id] ?? -1]);
    databases.add(catalog.tables[id]!.database);
  }
  for (const id of databases) {
    take(itemsOf(grants.byAllTables, id));
    take(itemsOf(grants.byDatabase, id));
    take([grants.gateOfAllTables[id] ?? -1, grants.gateOfDatabase[id] ?? -1]);
  }
  const { kind } = grants;
  for (let row = 0; row < grants.count; row++) {
    const k = kind[row]!;
    if (k >= KIND.databasePolicy || k === KIND.catalog) wanted.add(row);
  }
  const byPart = new Map<number, number[]>();
  for (const row of [...wanted].sort((a, b) => a - b)) {
    const part = grants.part[row]!;
    const list = byPart.get(part);
    if (list) list.push(grants.record[row]!);
    else byPart.set(part, [grants.record[row]!]);
  }
  return byPart;
}

function keyOfAssignment({ Resource: { Database, Table } }: LayerRecords['tag-assignments'], member: Member): string {
  return Table
    ? tableKey(catalogOf(Table.CatalogId, member), Table.DatabaseName, Table.Name ?? '')
    : databaseKey(catalogOf(Database?.CatalogId, member), Database?.Name ?? '');
}
