import type { AccessIndex } from '../access/access-index';
import { columnsOf } from '../model/mesh/catalog';
import { itemsOf } from '../model/mesh/groups';
import { packTable } from '../report/packed-table';
import { compare, gapsIn } from './places';
import type { AssignmentOrigin, AssignmentsAsked, AssignmentsView } from './views';

export const ASSIGNMENT_KEYS = [
  'account',
  'level',
  'name',
  'resource',
  'column',
  'key',
  'value',
  'origin',
  'instead',
] as const;

/** More lines than a person scrolls through; the rest is counted. */
export const ASSIGNMENTS_MOST = 20_000;

interface Pair {
  account: string;
  key: string;
  value: string;
}

type Level = NonNullable<AssignmentsAsked['level']>;

/**
 * Tags in effect, database by database with its tables: set there, set there in place of what it would inherit, or
 * inherited. A crawl answers tags in effect, so that a value set again as it is inherited shows as inherited (T2). Of
 * columns only what differs from their table is listed.
 */
export function assignmentsView({ mesh }: AccessIndex, asked: AssignmentsAsked): AssignmentsView {
  const { tags, catalog } = mesh;
  const pairs = tags.pairs.texts.map((text, id) => splitPair(tags.keys.texts[tags.keyOfPair[id]!]!, text));
  const fits = lineFilter(asked);
  const rows: string[][] = [];
  let total = 0;
  const compared = (level: Level, name: string, resource: string, column: string, set: number, above: number): void => {
    const inherited = level !== 'database' && set === above;
    if (inherited && (level === 'column' || (asked.origin !== undefined && asked.origin !== 'inherited'))) return;
    const before = tags.sets[above]!;
    for (const pair of tags.sets[set]!) {
      const { account, key, value } = pairs[pair]!;
      const over =
        level === 'database' ? undefined : before.find((other) => tags.keyOfPair[other] === tags.keyOfPair[pair]);
      const origin: AssignmentOrigin = over === undefined ? 'own' : over === pair ? 'inherited' : 'override';
      if (level === 'column' && origin === 'inherited') continue;
      if (!fits(level, name, account, key, value, origin)) continue;
      total++;
      const instead = origin === 'override' && over !== undefined ? pairs[over]!.value : '';
      if (rows.length < ASSIGNMENTS_MOST)
        rows.push([account, level, name, resource, column, key, value, origin, instead]);
    }
  };
  const home = (database: number): string => catalog.catalogs[catalog.databases[database]!.catalog]!.catalogId;
  const databases = catalog.databases
    .filter(({ id }) => tags.ofDatabase[id] !== 0 || itemsOf(catalog.tablesOf, id).length > 0)
    .sort((a, b) => compare(home(a.id), home(b.id)) || compare(a.name, b.name));
  for (const database of databases) {
    const catalogId = home(database.id);
    const base = tags.ofDatabase[database.id]!;
    compared('database', database.name, `${catalogId}/${database.name}`, '', base, 0);
    const tables = [...itemsOf(catalog.tablesOf, database.id)].map((id) => catalog.tables[id]!);
    for (const table of tables.sort((a, b) => compare(a.name, b.name))) {
      const set = tags.ofTable[table.id]!;
      const own = tags.ofColumns.get(table.id);
      const name = `${database.name}.${table.name}`;
      const resource = `${catalogId}/${name}`;
      compared('table', name, resource, '', set, base);
      if (own)
        columnsOf(table).forEach((column, at) =>
          compared('column', `${name}.${column}`, resource, column, own[at]!, set),
        );
    }
  }
  return {
    lines: packTable(ASSIGNMENT_KEYS, rows),
    total,
    gaps: gapsIn(mesh.snapshot, ['tags', 'tag-assignments', 'tables', 'databases']),
  };
}

/** `account|key` and `account|key=value`: a key may itself hold an equals sign. */
function splitPair(keyText: string, pairText: string): Pair {
  const bar = keyText.indexOf('|');
  return { account: keyText.slice(0, bar), key: keyText.slice(bar + 1), value: pairText.slice(keyText.length + 1) };
}

function lineFilter({ text, tag, value, origin, level }: AssignmentsAsked) {
  const wanted = text?.trim().toLowerCase() ?? '';
  const [account, key] = tag === undefined ? [] : [tag.slice(0, tag.indexOf('/')), tag.slice(tag.indexOf('/') + 1)];
  return (l: Level, name: string, a: string, k: string, v: string, o: AssignmentOrigin): boolean =>
    (level === undefined || level === l) &&
    (origin === undefined || origin === o) &&
    (key === undefined || (a === account && k === key.toLowerCase())) &&
    (value === undefined || v === value.toLowerCase()) &&
    (wanted === '' || name.toLowerCase().includes(wanted) || `${k}=${v}`.includes(wanted));
}
