import { expressionNames } from '../change/grant-target-other';
import { isGatePrincipal } from '../model/keys';
import { principalKindWords } from './access-line';
import { principalLabelOf } from './principal-label';
import type { AnswerSource } from './answer-source';
import type { Suggestion } from './views';

/** Rank of a match: the whole name, its start, within it; `undefined` where it does not match. */
function rank(name: string, wanted: string): number | undefined {
  const at = name.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  return name.length === wanted.length ? 0 : at === 0 ? 1 : /[^a-z0-9]/i.test(name[at - 1] ?? '') ? 2 : 3;
}

interface Ranked extends Suggestion {
  at: number;
  kind?: 'table' | 'database' | 'product';
}

const best = (found: Ranked[], limit: number): Suggestion[] =>
  found
    .sort((a, b) => a.at - b.at || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
    .slice(0, limit)
    .map(({ value, label, note }) => ({ value, label, note }));

/** Principals, groups, accounts and projects whose name holds a text. */
export function suggestPrincipals(source: AnswerSource, text: string, limit: number): Suggestion[] {
  const found = granteesLike(source, text);
  for (const { kind, id, label } of source.graph.nodes) {
    const at = kind === 'project' ? rank(label, text.trim().toLowerCase()) : undefined;
    if (at !== undefined) found.push({ at, value: id, label, note: 'project' });
  }
  return best(found, limit);
}

/** Whom Lake Formation can grant something: principals, groups and accounts, no projects. */
export const suggestGrantees = (source: AnswerSource, text: string, limit: number): Suggestion[] =>
  best(granteesLike(source, text), limit);

function granteesLike(source: AnswerSource, text: string): Ranked[] {
  const { index } = source;
  const wanted = text.trim().toLowerCase();
  const found: Ranked[] = [];
  for (const { arn, account, existence } of index.mesh.principals.entries) {
    if (isGatePrincipal(arn)) continue;
    const name = principalLabelOf(source, arn);
    const at = rank(name, wanted) ?? rank(arn, wanted);
    if (at === undefined) continue;
    const gone = existence === 'missing' ? ', does not exist' : '';
    found.push({
      at,
      value: arn,
      label: name,
      note: `${principalKindWords(arn)}${account && account !== name ? ` in ${account}` : ''}${gone}`,
    });
  }
  for (const account of new Set(index.mesh.snapshot.members.map((member) => member.account))) {
    const everybody = `${account}:IAMPrincipals`;
    const at = index.mesh.principals.ids.find(everybody) === undefined ? rank(everybody, wanted) : undefined;
    if (at !== undefined)
      found.push({ at: at + 1, value: everybody, label: everybody, note: 'every IAM principal of the account' });
  }
  return found;
}

/** Tables, databases, data products, tag values, catalogs and registered prefixes whose name holds a text. */
export const suggestResources = (source: AnswerSource, text: string, limit: number): Suggestion[] =>
  best(resourcesLike(source, text), limit);

/** What a grant can be made on: resources, and besides them LF-Tag keys and saved expressions. */
export function suggestPlaces(source: AnswerSource, text: string, limit: number): Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const found = resourcesLike(source, text).filter(({ kind }) => kind !== 'product');
  const add = (name: string, suggestion: Suggestion): void => {
    const at = rank(name, wanted) ?? rank(suggestion.value, wanted);
    if (at !== undefined) found.push({ at: at + 1, ...suggestion });
  };
  for (const key of source.index.mesh.tags.keys.texts) {
    const [account = '', name = ''] = key.split('|', 2);
    add(name, { value: `tag:${account}/${name}`, label: name, note: `LF-Tag key of ${account}` });
  }
  for (const { value, name, account } of expressionNames(source.index))
    add(name, { value, label: name, note: `saved expression of ${account}` });
  return best(found, limit);
}

/** What a data filter can be on. */
export const suggestTables = (source: AnswerSource, text: string, limit: number): Suggestion[] =>
  best(
    resourcesLike(source, text).filter(({ kind }) => kind === 'table'),
    limit,
  );

/** What LF-Tags can be assigned to by its name; columns are chosen within their table. */
export const suggestTaggable = (source: AnswerSource, text: string, limit: number): Suggestion[] =>
  best(
    resourcesLike(source, text).filter(({ kind }) => kind === 'table' || kind === 'database'),
    limit,
  );

function resourcesLike({ index, graph }: AnswerSource, text: string): Ranked[] {
  const { catalogs, databases, tables } = index.mesh.catalog;
  const wanted = text.trim().toLowerCase();
  const found: Ranked[] = [];
  const add = (name: string, suggestion: Omit<Ranked, 'at'>, behind = 0): void => {
    const at = rank(name, wanted) ?? rank(suggestion.value, wanted);
    if (at !== undefined) found.push({ at: at + behind, ...suggestion });
  };
  for (const table of tables) {
    if (index.gone.has(table.id)) continue;
    const database = databases[table.database]!;
    const { catalogId } = catalogs[database.catalog]!;
    const label = `${database.name}.${table.name}`;
    add(table.name, { value: `${catalogId}/${label}`, label, note: `table in ${catalogId}`, kind: 'table' });
  }
  for (const database of databases) {
    const { catalogId } = catalogs[database.catalog]!;
    add(database.name, {
      value: `${catalogId}/${database.name}`,
      label: database.name,
      note: `database in ${catalogId}`,
      kind: 'database',
    });
  }
  for (const { kind, id, label } of graph.nodes)
    if (kind === 'product') add(label, { value: id, label, note: 'data product', kind: 'product' });
  for (const pair of index.mesh.tags.pairs.texts) {
    const [account = '', tag = ''] = pair.split('|', 2);
    add(tag, { value: `tag:${account}/${tag}`, label: tag, note: `LF-Tag of ${account}` }, 1);
  }
  for (const { catalogId } of catalogs)
    add(catalogId, { value: `catalog:${catalogId}`, label: `catalog ${catalogId}`, note: 'catalog' }, 2);
  for (const { path, account } of index.mesh.locations.all)
    add(path, { value: `s3://${path}`, label: `s3://${path}`, note: `location registered in ${account}` }, 2);
  return found;
}
