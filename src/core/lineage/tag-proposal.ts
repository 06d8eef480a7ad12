import { accountOfCatalog } from '../model/keys';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LostTagRow, NotProposed, ProposedCall } from './answers';

/**
 * The calls that put lost LF-Tags back where they were lost first, one call a table and tag, and what has none. A tag
 * belongs to the account that owns the table (T13), so one that this account has not defined with this value is left out.
 */
export function tagProposal(
  snapshot: Pick<Snapshot, 'members' | 'parts'>,
  rows: readonly LostTagRow[],
): { proposal: ProposedCall[]; notProposed: NotProposed[] } {
  const defined = definedTags(snapshot);
  const calls = new Map<string, Slot>();
  const notProposed = new Map<string, NotProposed>();
  for (const { derived, tag, first, certain } of rows.flatMap((row) => row.tags.map((tag) => ({ ...row, tag })))) {
    if (!first) continue;
    const { name, column, table: id } = derived;
    const without = (reason: string): void => {
      notProposed.set(`${id}#${column ?? ''}#${tag}`, {
        name,
        ...(column === undefined ? {} : { column }),
        tag,
        reason,
      });
    };
    const parts = id.replace(/^table:/, '').split('/');
    const [table, database] = [parts.pop(), parts.pop()];
    const catalog = parts.join('/');
    if (tag.startsWith('term=')) without('a glossary term is given to the asset in DataZone');
    else if (!id.startsWith('table:') || !table || !database) without('it is no table of a Glue catalog');
    else if (!certain || column === undefined) without('no run told which of its columns holds the data');
    else {
      const account = accountOfCatalog(catalog);
      const known = defined.get(`${account}|${tag.toLowerCase()}`);
      if (!known) {
        without(`account ${account} has no LF-Tag ${tag}`);
        continue;
      }
      const key = `${id}|${tag.toLowerCase()}`;
      const slot = calls.get(key) ?? { catalog, database, table, ...known, names: [] };
      if (!slot.names.includes(column)) slot.names.push(column);
      calls.set(key, slot);
    }
  }
  return { proposal: [...calls.values()].map(callOf), notProposed: [...notProposed.values()] };
}

interface Slot {
  catalog: string;
  database: string;
  table: string;
  key: string;
  value: string;
  names: string[];
}

/** Every LF-Tag value that an account has, by `account|key=value` in lower case. */
function definedTags(snapshot: Pick<Snapshot, 'members' | 'parts'>): Map<string, { key: string; value: string }> {
  const defined = new Map<string, { key: string; value: string }>();
  for (const { member, record } of recordsOf(snapshot, 'tags')) {
    const owner = accountOfCatalog(record.CatalogId ?? member.account);
    for (const value of record.TagValues)
      defined.set(`${owner}|${record.TagKey.toLowerCase()}=${value.toLowerCase()}`, { key: record.TagKey, value });
  }
  return defined;
}

const callOf = ({ catalog, database, table, key, value, names }: Slot): ProposedCall => ({
  account: accountOfCatalog(catalog),
  service: 'lakeformation',
  operation: 'AddLFTagsToResource',
  request: {
    CatalogId: catalog,
    Resource: {
      TableWithColumns: { CatalogId: catalog, DatabaseName: database, Name: table, ColumnNames: names.sort() },
    },
    LFTags: [{ CatalogId: accountOfCatalog(catalog), TagKey: key, TagValues: [value] }],
  },
});
