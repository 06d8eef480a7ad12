import { parseArn } from '../model/arn';
import { accountOfCatalog } from '../model/keys';
import { columnsOf } from '../model/mesh/catalog';
import { s3Path } from '../model/mesh/locations';
import { kindOf } from '../model/mesh/principals';
import { keyText, pairText } from '../model/mesh/tags';
import { fail, ok, type Result, type Trouble } from '../model/result';
import { recordsOf } from '../model/snapshot';
import type { AccessIndex } from './access-index';
import { refText, type ResourceRef } from './resource-ref';

/** A name that fits nothing or several things; `candidates` are full names to choose from. */
export interface Unresolved extends Trouble {
  candidates: string[];
}

/** How many candidates an answer offers. */
const OFFERED = 12;

const unresolved = (code: string, message: string, candidates: string[]): Result<never, Unresolved> =>
  fail({
    code,
    message,
    candidates: candidates.slice(0, OFFERED),
    wayOut:
      candidates.length > 0
        ? 'Write one of the candidates in full.'
        : 'Check the name, or read the account that owns it.',
  });

/**
 * Finds what a text names: `[account/]database[.table[.column]]`, `catalog:ID`, `tag:[account/]key[=value]`, the same
 * with a value but without `tag:`, or an S3 address. A tag without an account is looked for in all accounts. The catalog in front may be any catalog id; names are case-insensitive as in Glue.
 */
export function resolveResource(index: AccessIndex, text: string): Result<ResourceRef, Unresolved> {
  const trimmed = text.trim();
  const path = s3Path(trimmed);
  if (path !== undefined) return ok({ kind: 'location', path });
  if (/^catalog:/i.test(trimmed)) return resolveCatalog(index, trimmed.slice(8));
  if (/^tag:/i.test(trimmed)) return resolveTag(index, trimmed.slice(4));
  const plain = /^(?:\d{12}\/)?[^=/]+=/.test(trimmed) ? resolveTag(index, trimmed) : undefined;
  if (plain && (plain.ok || plain.error.code === 'RESOURCE_AMBIGUOUS')) return plain;
  const slash = trimmed.lastIndexOf('/');
  const catalogId = slash < 0 ? undefined : trimmed.slice(0, slash).replace(/^arn:.*:catalog\/?/, '');
  const found = matches(index, catalogId, trimmed.slice(slash + 1).toLowerCase());
  if (found.length === 1) return ok(found[0]!);
  const names = found.map((ref) => refText(index, ref));
  if (found.length > 1) return unresolved('RESOURCE_AMBIGUOUS', `${text} names ${found.length} things.`, names);
  return unresolved('RESOURCE_UNKNOWN', `Nothing in this snapshot is called ${text}.`, similar(index, trimmed));
}

/** Every reading of a dotted name: a name may itself hold dots. */
function matches(index: AccessIndex, catalogId: string | undefined, name: string): ResourceRef[] {
  const { catalogs, find } = index.mesh.catalog;
  const found: ResourceRef[] = [];
  for (const catalog of catalogs) {
    if (catalogId !== undefined && catalog.catalogId !== catalogId) continue;
    const whole = find.findDatabase(catalog.id, name);
    if (whole !== undefined) found.push({ kind: 'database', database: whole });
    for (const at of dots(name)) {
      const database = find.findDatabase(catalog.id, name.slice(0, at));
      if (database !== undefined) found.push(...tableMatches(index, database, name.slice(at + 1)));
    }
  }
  return found;
}

function tableMatches(index: AccessIndex, database: number, name: string): ResourceRef[] {
  const { find, tables } = index.mesh.catalog;
  const whole = find.findTable(database, name);
  if (whole !== undefined) return [{ kind: 'table', table: whole }];
  return dots(name).flatMap((at): ResourceRef[] => {
    const table = find.findTable(database, name.slice(0, at));
    if (table === undefined) return [];
    const column = columnsOf(tables[table]!).find((c) => c.toLowerCase() === name.slice(at + 1));
    return column === undefined ? [] : [{ kind: 'table', table, column }];
  });
}

const dots = (name: string): number[] => [...name].flatMap((sign, i) => (sign === '.' ? [i] : []));

function resolveCatalog(index: AccessIndex, id: string): Result<ResourceRef, Unresolved> {
  const found = index.mesh.catalog.catalogs.find((c) => c.catalogId === id);
  if (found) return ok({ kind: 'catalog', catalog: found.id });
  return unresolved(
    'RESOURCE_UNKNOWN',
    `No catalog ${id} in this snapshot.`,
    index.mesh.catalog.catalogs.map((c) => `catalog:${c.catalogId}`),
  );
}

function resolveTag(index: AccessIndex, text: string): Result<ResourceRef, Unresolved> {
  const m = /^(?:(\d{12})\/)?([^=]+)(?:=(.*))?$/.exec(text);
  if (!m) return unresolved('RESOURCE_UNKNOWN', `tag:${text} is not of the form tag:[account/]key[=value].`, []);
  const [key, value] = [m[2]!.toLowerCase(), m[3]?.toLowerCase()];
  const named = { kind: 'tag' as const, key, ...(value === undefined ? {} : { value }) };
  // With an account the tag may be one that could not be read: rows may name it all the same.
  if (m[1] !== undefined) return ok({ ...named, account: m[1] });
  const accounts = accountsWithTag(index, key, value);
  if (accounts.length === 1) return ok({ ...named, account: accounts[0]! });
  const written = value === undefined ? key : `${key}=${value}`;
  if (accounts.length > 1)
    return unresolved(
      'RESOURCE_AMBIGUOUS',
      `${String(accounts.length)} accounts have an LF-Tag ${written}.`,
      accounts.map((account) => `tag:${account}/${written}`),
    );
  return unresolved(
    'RESOURCE_UNKNOWN',
    `No account in this snapshot has an LF-Tag ${written}.`,
    accountsWithTag(index, key).map((account) => `tag:${account}/${key}`),
  );
}

/** Accounts that have defined a tag, or carry it on something of theirs; sorted. */
function accountsWithTag({ mesh }: AccessIndex, key: string, value?: string): string[] {
  const found = new Set<string>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'tags')) {
    if (record.TagKey.toLowerCase() !== key) continue;
    if (value === undefined || record.TagValues.some((one) => one.toLowerCase() === value))
      found.add(accountOfCatalog(record.CatalogId ?? member.account));
  }
  for (const { account } of mesh.catalog.catalogs) {
    const { tags } = mesh;
    const text = value === undefined ? keyText(account, key) : pairText(account, key, value);
    if ((value === undefined ? tags.keys : tags.pairs).find(text) !== undefined) found.add(account);
  }
  return [...found].sort();
}

function similar(index: AccessIndex, text: string): string[] {
  const last = text.toLowerCase().split(/[./]/).at(-1) ?? '';
  if (last.length < 2) return [];
  return index.mesh.catalog.tables
    .filter((table) => table.name.toLowerCase().includes(last))
    .slice(0, OFFERED)
    .map((table) => refText(index, { kind: 'table', table: table.id }));
}

/** Finds a principal: a full identifier, an assumed-role session, or the unique end of one (`Analyst`, a directory name). */
export function resolvePrincipal(index: AccessIndex, text: string): Result<string, Unresolved> {
  const { principals } = index.mesh;
  const wanted = text.trim();
  if (principals.ids.find(wanted) !== undefined) return ok(wanted);
  const session = sessionRole(index, wanted);
  if (session) return session;
  const endings = principals.entries.filter((e) => endsWith(e.arn, wanted) || e.name === wanted);
  const found =
    endings.length > 0 ? endings : principals.entries.filter((e) => e.name.toLowerCase() === wanted.toLowerCase());
  if (found.length === 1) return ok(found[0]!.arn);
  if (found.length > 1) {
    return unresolved(
      'PRINCIPAL_AMBIGUOUS',
      `${text} names ${found.length} principals.`,
      found.map((e) => e.arn),
    );
  }
  if (wanted.startsWith('arn:') && kindOf(wanted) !== 'other') return ok(wanted);
  const near = principals.entries.filter(
    (e) => e.name.toLowerCase().includes(wanted.toLowerCase()) && wanted.length > 1,
  );
  return unresolved(
    'PRINCIPAL_UNKNOWN',
    `No principal in this snapshot is called ${text}.`,
    near.map((e) => e.arn),
  );
}

const endsWith = (arn: string, ending: string): boolean =>
  ending.length > 0 && arn.endsWith(ending) && /[/:]/.test(arn[arn.length - ending.length - 1] ?? ':');

/** A session ARN lacks the path of its role: the role is found by name within the account (facts 2.5). */
export function sessionRole(index: AccessIndex, text: string): Result<string, Unresolved> | undefined {
  const arn = parseArn(text);
  const name = arn?.service === 'sts' ? /^assumed-role\/([^/]+)\//.exec(arn.resource)?.[1] : undefined;
  if (!arn || name === undefined) return undefined;
  const roles = index.mesh.principals.entries.filter(
    (e) => e.kind === 'role' && e.account === arn.account && e.name === name,
  );
  if (roles.length === 1) return ok(roles[0]!.arn);
  return unresolved(
    'PRINCIPAL_UNKNOWN',
    `No role ${name} is known in account ${arn.account}.`,
    roles.map((e) => e.arn),
  );
}
