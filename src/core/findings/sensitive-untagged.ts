import type { AccessIndex } from '../access/access-index';
import { columnsOf, isLink, type TableEntry } from '../model/mesh/catalog';
import type { Finding, FindingSource } from './finding';
import { tableNode, tableText } from './table-words';

/** Names that usually hold what identifies or concerns a person. */
const SENSITIVE =
  /(^|_)(ssn|social_security|passport|iban|email|e_mail|phone|mobile|birth|birthdate|dob|date_of_birth|salary|tax_id|home_address|street|patient_name|diagnosis|card_number|first_name|last_name|surname)(_|$)/i;

/** Keys that say how sensitive something is. */
const TELLING = /sensitiv|classif|confidential|privacy|pii|protection/i;

interface Column {
  table: TableEntry;
  name: string;
  /** Telling pairs that it has in effect, and those of them that its table has not. */
  pairs: number[];
  own: number[];
}

/**
 * A column that looks personal by its name carries no LF-Tag that marks it as such: none at all, or only what its table
 * says, where the account marks such columns otherwise. A guess by name, and the sentence says so.
 */
export function sensitiveUntagged({ index }: FindingSource): Finding[] {
  return [...byAccount(index)].flatMap(([account, columns]) => {
    const marks = new Set(columns.flatMap(({ own }) => own));
    const bare = columns.filter(({ pairs }) =>
      marks.size > 0 ? !pairs.some((p) => marks.has(p)) : pairs.length === 0,
    );
    const tables = new Map<TableEntry, Column[]>();
    for (const column of bare) push(tables, column.table, column);
    const usual = wordsOf(index, marks);
    return keysOf(index, account).size === 0 ? [] : [...tables].map(([table, of]) => finding(index, table, of, usual));
  });
}

function finding(index: AccessIndex, table: TableEntry, columns: readonly Column[], usual: string): Finding {
  const text = tableText(index, table.id);
  const names = columns.map(({ name }) => `${text}.${name}`).join(', ');
  const held = wordsOf(index, new Set(columns.flatMap(({ pairs }) => pairs)));
  const one = columns.length === 1;
  return {
    id: `sensitive-untagged:${tableNode(index, table.id)}`,
    rule: 'sensitive-untagged',
    severity: 'medium',
    sentence: `${names} ${one ? 'looks' : 'look'} personal by name, but ${held ? `only ${one ? 'inherits' : 'inherit'} ${held}` : `${one ? 'carries' : 'carry'} no LF-Tag that says how sensitive ${one ? 'it is' : 'they are'}`}${usual ? `; such columns elsewhere carry ${usual}` : ''}.`,
    where: [tableNode(index, table.id)],
    evidence: [],
    remedy: `Assign ${usual || 'a tag that says how sensitive it is'} to the ${one ? 'column' : 'columns'}, and look at who reads ${one ? 'it' : 'them'} today.`,
  };
}

/** Columns with a telling name, by the account that owns them. */
function byAccount(index: AccessIndex): Map<string, Column[]> {
  const { catalog, tags } = index.mesh;
  const found = new Map<string, Column[]>();
  const keys = new Map<string, ReadonlySet<number>>();
  for (const table of catalog.tables) {
    if (!table.record || isLink(table.record)) continue;
    const account = catalog.catalogs[catalog.databases[table.database]!.catalog]!.account;
    let telling = keys.get(account);
    if (!telling) keys.set(account, (telling = keysOf(index, account)));
    const held = telling;
    const whole = tags.sets[tags.ofTable[table.id] ?? 0] ?? [];
    columnsOf(table).forEach((name, place) => {
      if (!SENSITIVE.test(name)) return;
      const set = tags.sets[tags.ofColumns.get(table.id)?.[place] ?? tags.ofTable[table.id] ?? 0] ?? [];
      const pairs = set.filter((pair) => held.has(tags.keyOfPair[pair] ?? -1));
      const own = pairs.filter((pair) => !whole.includes(pair));
      push(found, account, { table, name, pairs, own });
    });
  }
  return found;
}

function push<K>(map: Map<K, Column[]>, key: K, column: Column): void {
  const list = map.get(key);
  if (list) list.push(column);
  else map.set(key, [column]);
}

/** Numbers of an account's keys that say how sensitive something is. */
function keysOf({ mesh }: AccessIndex, account: string): ReadonlySet<number> {
  return new Set(
    mesh.tags.keys.texts.flatMap((text, id) => {
      const [owner, key = ''] = text.split('|', 2);
      return owner === account && TELLING.test(key) ? [id] : [];
    }),
  );
}

const wordsOf = ({ mesh }: AccessIndex, pairs: ReadonlySet<number>): string =>
  [...pairs]
    .map((pair) => (mesh.tags.pairs.texts[pair] ?? '').replace(/^\d+\|/, ''))
    .sort()
    .join(' or ');
