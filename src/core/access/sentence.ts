import type { AccessRow } from '../model/case';
import { counted } from '../model/counted';
import { RULES, type RuleId } from './rules';
import { resourceText } from './resource-text';

/** The last part of an ARN or identifier: what people call a principal. */
export const shortName = (principal: string): string => {
  const everybody = /^(\d{12}):IAMPrincipals$/i.exec(principal);
  if (everybody) return `all IAM principals of ${everybody[1] ?? ''}`;
  const cut = Math.max(principal.lastIndexOf('/'), principal.startsWith('arn:') ? -1 : principal.lastIndexOf(':'));
  return principal.slice(cut + 1);
};

const VERBS: Record<string, string> = {
  SELECT: 'read',
  DESCRIBE: 'see the schema of',
  INSERT: 'insert into',
  DELETE: 'delete from',
  ALTER: 'alter',
  DROP: 'drop',
  CREATE_TABLE: 'create tables in',
  CREATE_DATABASE: 'create databases in',
  CREATE_CATALOG: 'create catalogs in',
  DATA_LOCATION_ACCESS: 'place tables at',
  GRANT_ANY: 'grant anything in',
  ASSOCIATE: 'assign',
};

/** What one row allows, as the middle of a sentence: `read 4 of 6 columns of sales.orders, rows where region = 'EU'`. */
export function extentText(row: AccessRow, columns?: number): string {
  const what = resourceText(row.resource);
  if (row.permission === 'IAM_DECIDES') return `is left to IAM on ${what}`;
  if (row.permission.startsWith('DELEGATE_ONLY:'))
    return `pass on ${row.permission.slice(14)} on ${what} without holding it`;
  const verb = VERBS[row.permission] ?? `use ${row.permission} on`;
  if (row.permission !== 'SELECT' && row.permission !== 'DESCRIBE') return `${verb} ${what}`;
  const shown = row.columns?.length ?? 0;
  const part =
    columns !== undefined && shown < columns ? `${verb} ${shown} of ${columns} columns of ${what}` : `${verb} ${what}`;
  const rows = row.rowFilter ? `, rows where ${row.rowFilter}` : '';
  const cells = row.cellFilters ? `, some columns in fewer rows` : '';
  return part + rows + cells;
}

/** Rules that say something about this answer rather than about all answers; at most three are told. */
const COMMON: ReadonlySet<string> = new Set(['E3', 'E4', 'E6', 'G4', 'G6', 'G15', 'T3', 'T5']);

/** `… because <rules in words>`. */
export function becauseText(rules: readonly string[]): string {
  const telling = rules.filter((rule) => !COMMON.has(rule) && rule in RULES);
  const chosen = (telling.length > 0 ? telling : rules.filter((rule) => rule in RULES)).slice(0, 3) as RuleId[];
  return chosen.length === 0
    ? ''
    : `, because ${chosen.map((rule) => `${lowerFirst(RULES[rule])} (${rule})`).join('; ')}`;
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const lowerFirst = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);

/** The sentence for one row. */
export function rowSentence(row: AccessRow, columns?: number): string {
  const name = shortName(row.principal);
  const extent = extentText(row, columns);
  if (row.permission === 'IAM_DECIDES') return `${name} ${extent}${becauseText(row.because ?? [])}.`;
  return `${name} can ${extent}${becauseText(row.because ?? [])}.`;
}

/** The caveat of every answer that no one has checked against IAM. */
export const IAM_UNCHECKED = 'Lake Formation allows; IAM not checked.';

/** The sentence above a who-can answer. */
export function whoCanSentence(
  what: string,
  permission: string | undefined,
  rows: readonly AccessRow[],
  columns?: number,
): string {
  const asked = rows.filter(
    (row) => row.permission !== 'IAM_DECIDES' && (permission === undefined || row.permission === permission),
  );
  const holders = new Set(asked.map((row) => row.principal));
  const open = new Set(rows.filter((row) => row.permission === 'IAM_DECIDES').map((row) => row.principal));
  const verb = permission === undefined ? 'have access to' : `can ${VERBS[permission] ?? `use ${permission} on`}`;
  const parts: string[] = [];
  const [first] = asked;
  if (holders.size === 0)
    parts.push(`Nobody ${permission === undefined ? 'has access to' : verb} ${what} through Lake Formation.`);
  else if (holders.size === 1 && first)
    parts.push(rowSentence(asked.find((row) => row.permission === 'SELECT') ?? first, columns));
  else parts.push(`${holders.size} principals ${verb} ${what}: ${listed([...holders].map(shortName))}.`);
  if (open.size > 0)
    parts.push(`For ${open.size === 1 ? shortName([...open][0]!) : `${open.size} principals`} IAM decides.`);
  if (holders.size > 0) parts.push(IAM_UNCHECKED);
  return parts.join(' ');
}

/** The sentence above a what-can answer. */
export function whatCanSentence(principal: string, rows: readonly AccessRow[], exists: boolean): string {
  const name = shortName(principal);
  if (!exists)
    return `${name} does not exist, so it can do nothing now; rows that name it would serve a principal re-created with the same ARN (G14).`;
  const tables = (permission: string): number =>
    new Set(
      rows
        .filter((row) => row.permission === permission && row.resource.Table)
        .map((row) => resourceText(row.resource)),
    ).size;
  const read = rows.filter((row) => row.permission === 'SELECT');
  const open = rows.filter((row) => row.permission === 'IAM_DECIDES').length;
  const parts: string[] = [];
  if (rows.length === 0) parts.push(`${name} can do nothing through Lake Formation.`);
  else if (read.length === 1) parts.push(rowSentence(read[0]!));
  else if (read.length > 1)
    parts.push(`${name} can read ${counted(tables('SELECT'), 'table')} and see ${tables('DESCRIBE')}.`);
  else if (rows.length > open)
    parts.push(`${name} can read no table; it holds ${counted(rows.length - open, 'other permission')}.`);
  if (open > 0) parts.push(`On ${counted(open, 'resource')} IAM decides.`);
  if (rows.length > open) parts.push(IAM_UNCHECKED);
  return parts.join(' ');
}

/** The sentence above what several principals can do for the project, group or account that they act for. */
export function collectiveSentence(
  { text, principals }: { text: string; principals: readonly string[] },
  rows: readonly AccessRow[],
): string {
  if (principals.length === 0) return `No principal that acts for ${text} is known, so nothing can be said about it.`;
  const actors = `${upperFirst(text)} acts through ${listed(principals.map(shortName))}`;
  const count = (wanted: (row: AccessRow) => boolean): number =>
    new Set(rows.filter((row) => wanted(row) && row.resource.Table).map((row) => resourceText(row.resource))).size;
  const read = count((row) => row.permission === 'SELECT');
  const open = count((row) => row.permission === 'IAM_DECIDES');
  const parts = [`${actors} and ${read === 0 ? 'can read no table' : `can read ${counted(read, 'table')}`}.`];
  if (open > 0) parts.push(`On ${counted(open, 'table')} IAM decides.`);
  if (read > 0) parts.push(IAM_UNCHECKED);
  return parts.join(' ');
}

/** The most names that a sentence lists. */
const NAMED = 5;

const listed = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
