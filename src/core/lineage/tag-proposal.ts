import { accountOfCatalog } from '../model/keys';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LostTagRow, ProposedCall } from './answers';

/**
 * The calls that put lost LF-Tags back where they were lost first. A tag belongs to the account that owns the table
 * (T13), so a tag that this account has not defined with this value is not proposed. One call a table and tag set.
 */
export function tagProposal(
  snapshot: Pick<Snapshot, 'members' | 'parts'>,
  rows: readonly LostTagRow[],
): ProposedCall[] {
  const defined = new Map<string, { key: string; value: string }>();
  for (const { member, record } of recordsOf(snapshot, 'tags')) {
    const owner = accountOfCatalog(record.CatalogId ?? member.account);
    for (const value of record.TagValues)
      defined.set(`${owner}|${record.TagKey.toLowerCase()}=${value.toLowerCase()}`, { key: record.TagKey, value });
  }
  const columns = new Map<
    string,
    { catalog: string; database: string; table: string; key: string; value: string; names: string[] }
  >();
  for (const { derived, tag, first } of rows.flatMap((row) => row.tags.map((tag) => ({ ...row, tag })))) {
    if (!first || derived.column === undefined || !derived.table.startsWith('table:')) continue;
    const parts = derived.table.slice('table:'.length).split('/');
    const [table, database] = [parts.pop(), parts.pop()];
    const catalog = parts.join('/');
    const known = defined.get(`${accountOfCatalog(catalog)}|${tag.toLowerCase()}`);
    if (!known || !table || !database) continue;
    const key = `${derived.table}|${tag}`;
    const slot = columns.get(key) ?? { catalog, database, table, ...known, names: [] };
    if (!slot.names.includes(derived.column)) slot.names.push(derived.column);
    columns.set(key, slot);
  }
  return [...columns.values()].map(({ catalog, database, table, key, value, names }) => ({
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
  }));
}
