import type { AccessIndex } from '../access/access-index';
import { expressionText } from '../access/resource-text';
import { matchesExpression } from '../graph/tags';
import { accountOfCatalog } from '../model/keys';
import type { LFTagPair } from '../model/lakeformation';
import { itemsOf } from '../model/mesh/groups';
import type { Mesh } from '../model/mesh/mesh';
import { recordsOf } from '../model/snapshot';
import { compare, lakeView, placeOf } from './places';
import type { ExpressionsView, SavedExpression } from './views';

/** Saved LF-Tag expressions with what they match now and who is granted something by them (T9). */
export function expressionsView({ mesh }: AccessIndex, label: (principal: string) => string): ExpressionsView {
  const about = lakeView(mesh.snapshot, ['tag-expressions', 'tags', 'tag-assignments', 'permissions']);
  const found = new Map<string, SavedExpression>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'tag-expressions')) {
    const account = accountOfCatalog(record.CatalogId ?? member.account);
    found.set(`${account}/${member.region}/${record.Name.toLowerCase()}`, {
      ...placeOf(about.places, account, member.region),
      name: record.Name,
      ...(record.Description ? { description: record.Description } : {}),
      expression: record.Expression,
      text: expressionText(record.Expression),
      ...matched(mesh, account, record.Expression),
      principals: holdersOf(mesh, account, record.Name).map(label).sort(compare),
    });
  }
  return {
    ...about,
    expressions: [...found.values()].sort((a, b) => compare(a.name, b.name) || compare(a.account, b.account)),
    vocabulary: vocabularyOf(mesh),
  };
}

/** Tag keys with their values by the account that owns them, sorted. */
export function vocabularyOf(mesh: Mesh): ExpressionsView['vocabulary'] {
  const keys = new Map<string, Map<string, string[]>>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'tags')) {
    const account = accountOfCatalog(record.CatalogId ?? member.account);
    const own = keys.get(account) ?? new Map<string, string[]>();
    keys.set(account, own.set(record.TagKey, [...record.TagValues]));
  }
  return Object.fromEntries(
    [...keys].map(([account, own]) => [
      account,
      [...own].map(([key, values]) => ({ key, values })).sort((a, b) => compare(a.key, b.key)),
    ]),
  );
}

function matched({ tags }: Mesh, account: string, expression: readonly LFTagPair[]) {
  const databases = new Set<number>();
  const tables = new Set<number>();
  tags.sets.forEach((set, id) => {
    const words = set
      .map((pair) => tags.pairs.texts[pair]!)
      .filter((text) => text.startsWith(`${account}|`))
      .map((text) => text.slice(account.length + 1));
    if (!matchesExpression(expression, words)) return;
    for (const database of itemsOf(tags.databasesOf, id)) databases.add(database);
    for (const table of itemsOf(tags.tablesOf, id)) tables.add(table);
  });
  return { databases: databases.size, tables: tables.size };
}

function holdersOf(mesh: Mesh, account: string, name: string): string[] {
  const holders = new Set<number>();
  for (const policy of mesh.policies) {
    if (policy.account !== account || policy.saved?.toLowerCase() !== name.toLowerCase()) continue;
    for (const row of itemsOf(mesh.grants.byPolicy, policy.id)) holders.add(mesh.grants.principal[row]!);
  }
  return [...holders].map((id) => mesh.principals.entries[id]!.arn);
}
