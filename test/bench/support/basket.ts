import type { Edit } from '../../../src/core/change/plan-types';
import type { LFTagPair, PermissionRow } from '../../../src/core/model/lakeformation';
import { recordsOf, type Snapshot } from '../../../src/core/model/snapshot';
import type { Random } from './random';

/** How many LF-Tags a basket sets: somebody classifies tables by a few of them, not by all there are. */
const TAG_KEYS = 10;

/** Whom it grants and takes. */
const PEOPLE = 200;

/**
 * A basket of edits over tables that are drawn from a mesh's first `databases` databases: of every ten, five grants to
 * roles of the account, three revokes of rows that stand there and two values of some LF-Tags on tables.
 */
export function basketOf(snapshot: Snapshot, random: Random, size: number, databases: number): Edit[] {
  const { account } = snapshot.members[0]!;
  const names = new Set([...recordsOf(snapshot, 'databases')].slice(0, databases).map(({ record }) => record.Name));
  const tables = [...recordsOf(snapshot, 'tables')]
    .map(({ record }) => record)
    .filter((table) => names.has(table.DatabaseName));
  const every = [...recordsOf(snapshot, 'tags')].map(({ record }) => record);
  // Keys of middling use, as in the measure of one value.
  const tags = every.slice(every.length / 2, every.length / 2 + TAG_KEYS);
  const roles = [...recordsOf(snapshot, 'identity')].flatMap(({ member, record }) =>
    member.account === account && record.type === 'principal' ? [record.arn] : [],
  );
  const people = new Set(Array.from({ length: PEOPLE }, () => random.pick(roles)));
  const held = heldRows(snapshot, account, names, random).filter(({ Principal }) => people.has(Principal.DataLakePrincipalIdentifier)); // prettier-ignore
  const place = (): { CatalogId: string; DatabaseName: string; Name: string } => {
    const { DatabaseName, Name } = random.pick(tables);
    return { CatalogId: account, DatabaseName, Name };
  };
  const edit = (operation: string, request: Record<string, unknown>): Edit => ({
    account,
    service: 'lakeformation',
    operation,
    request,
  });
  return Array.from({ length: size }, (_, at): Edit => {
    const kind = at % 10;
    const row = kind >= 5 && kind < 8 ? held.pop() : undefined;
    if (row) {
      const { Principal, Resource, Permissions, PermissionsWithGrantOption } = row;
      return edit('RevokePermissions', { Principal, Resource, Permissions, PermissionsWithGrantOption });
    }
    if (kind < 8) {
      const Principal = { DataLakePrincipalIdentifier: random.pick([...people]) };
      return edit('GrantPermissions', { Principal, Resource: { Table: place() }, Permissions: ['DESCRIBE'] });
    }
    return edit('AddLFTagsToResource', { Resource: { Table: place() }, LFTags: [oneValue(tags, account, random)] });
  });
}

const oneValue = (tags: readonly LFTagPair[], CatalogId: string, random: Random): LFTagPair => {
  const { TagKey, TagValues } = random.pick(tags);
  return { CatalogId, TagKey, TagValues: [random.pick(TagValues)] };
};

/** Rows of single tables without a condition, no two at one address, in random order. */
function heldRows(snapshot: Snapshot, account: string, names: ReadonlySet<string>, random: Random): PermissionRow[] {
  const rows = new Map<string, PermissionRow>();
  for (const { member, record } of recordsOf(snapshot, 'permissions')) {
    const { Table, TableWithColumns } = record.Resource;
    const named = Table ?? TableWithColumns;
    if (member.account !== account || !named || !names.has(named.DatabaseName) || record.Condition) continue;
    if (Table?.TableWildcard ?? (named.Name === undefined || named.Name === 'ALL_TABLES')) continue;
    rows.set(`${record.Principal.DataLakePrincipalIdentifier} ${named.DatabaseName}.${named.Name ?? ''}`, record);
  }
  return [...rows.values()]
    .map((row) => ({ row, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
