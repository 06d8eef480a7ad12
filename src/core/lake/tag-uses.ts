import type { AccessIndex } from '../access/access-index';
import { accountOfCatalog } from '../model/keys';
import { columnsOf } from '../model/mesh/catalog';
import { itemsOf } from '../model/mesh/groups';
import type { Mesh } from '../model/mesh/mesh';
import { pairText } from '../model/mesh/tags';
import { recordsOf } from '../model/snapshot';
import { compare, lakeView, placeOf } from './places';
import type { LakeTag, TagsView, TagValueUse } from './views';

/** LF-Tags with what carries each value in effect, and what rests on them. */
export function tagsView({ mesh }: AccessIndex): TagsView {
  const about = lakeView(mesh.snapshot, ['tags', 'tag-assignments', 'tag-expressions', 'permissions']);
  const carried = carriersBySet(mesh);
  const found = new Map<string, LakeTag>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'tags')) {
    const account = accountOfCatalog(record.CatalogId ?? member.account);
    const key = record.TagKey.toLowerCase();
    const sets = carried.get(member.region);
    const grants = grantsOn(mesh, account, key);
    found.set(`${account}/${member.region}/${key}`, {
      ...placeOf(about.places, account, member.region),
      key: record.TagKey,
      values: record.TagValues.map((value) => useOf(mesh, sets, grants, account, key, value)),
      grants: grants.of(undefined),
      expressions: expressionsOn(mesh, account, key),
    });
  }
  const tags = [...found.values()].sort((a, b) => compare(a.key, b.key) || compare(a.account, b.account));
  return { ...about, tags };
}

interface Carriers {
  databases: Int32Array;
  tables: Int32Array;
  columns: Int32Array;
}

/** How many databases, tables and columns carry each tag set, by region. */
function carriersBySet(mesh: Mesh): Map<string, Carriers> {
  const { tags, catalog } = mesh;
  const byRegion = new Map<string, Carriers>();
  const regionOf = catalog.databases.map((d) => catalog.catalogs[d.catalog]!.region);
  const of = (database: number): Carriers => {
    const region = regionOf[database]!;
    let counts = byRegion.get(region);
    if (!counts) {
      const empty = (): Int32Array => new Int32Array(tags.sets.length);
      byRegion.set(region, (counts = { databases: empty(), tables: empty(), columns: empty() }));
    }
    return counts;
  };
  for (const { id } of catalog.databases) of(id).databases[tags.ofDatabase[id]!]!++;
  for (const table of catalog.tables) {
    const counts = of(table.database);
    counts.tables[tags.ofTable[table.id]!]!++;
    const own = tags.ofColumns.get(table.id);
    if (own) for (const set of own) counts.columns[set]!++;
    else counts.columns[tags.ofTable[table.id]!]! += columnsOf(table).length;
  }
  return byRegion;
}

function useOf(
  { tags }: Mesh,
  carriers: Carriers | undefined,
  grants: Mentions,
  account: string,
  key: string,
  value: string,
): TagValueUse {
  const use = { value, databases: 0, tables: 0, columns: 0, grants: grants.of(value) };
  const pair = tags.pairs.find(pairText(account, key, value));
  if (pair === undefined || !carriers) return use;
  for (const set of itemsOf(tags.setsOf, pair)) {
    use.databases += carriers.databases[set]!;
    use.tables += carriers.tables[set]!;
    use.columns += carriers.columns[set]!;
  }
  return use;
}

interface Mentions {
  of(value: string | undefined): number;
}

/** Grants by an expression, saved or not, that names the key; a grant that two accounts list counts once. */
function grantsOn(mesh: Mesh, account: string, key: string): Mentions {
  const named: { any: boolean; values: Set<string>; count: number }[] = [];
  for (const policy of mesh.policies) {
    if (policy.account !== account) continue;
    const pairs = policy.expression.filter((pair) => pair.TagKey.toLowerCase() === key);
    if (pairs.length === 0) continue;
    const holders = new Set([...itemsOf(mesh.grants.byPolicy, policy.id)].map((row) => mesh.grants.principal[row]!));
    const values = new Set(pairs.flatMap((pair) => pair.TagValues.map((v) => v.toLowerCase())));
    named.push({ any: values.has('*'), values, count: holders.size });
  }
  return {
    of: (value) =>
      named
        .filter(({ any, values }) => value === undefined || any || values.has(value.toLowerCase()))
        .reduce((sum, { count }) => sum + count, 0),
  };
}

function expressionsOn(mesh: Mesh, account: string, key: string): string[] {
  const names = new Set<string>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'tag-expressions')) {
    if (accountOfCatalog(record.CatalogId ?? member.account) !== account) continue;
    if (record.Expression.some((pair) => pair.TagKey.toLowerCase() === key)) names.add(record.Name);
  }
  return [...names].sort(compare);
}
