import type { IamHalf, OracleHalf, PairCheck } from '../../../core/report/check';
import type { PairToCheck } from '../../../core/report/pairs';
import { isGatePrincipal } from '../../../core/model/keys';
import type { PermissionRow } from '../../../core/model/lakeformation';

/** What ALL stands for on tables and on databases (G3). */
const ALL_OF_TABLE = ['SELECT', 'DESCRIBE', 'ALTER', 'DROP', 'INSERT', 'DELETE'];
const ALL_OF_DATABASE = ['DESCRIBE', 'ALTER', 'DROP', 'CREATE_TABLE'];

const NOT_COMPARED = new Set(['ALL', 'SUPER_USER']);

/** SELECT with its columns, so that `SELECT(a, b)` against `SELECT(a)` is a difference. */
const selectText = (columns: readonly string[] | 'all'): string =>
  columns === 'all' ? 'SELECT' : `SELECT(${[...columns].sort().join(', ')})`;

export function predictedTexts({ predicted }: PairToCheck): string[] {
  return predicted
    .filter(({ permission, filtered }) => !NOT_COMPARED.has(permission) && !filtered)
    .map(({ permission, columns }) => (permission === 'SELECT' ? selectText(columns ?? 'all') : permission))
    .sort();
}

/** Permissions of computed rows, ALL expanded, columns of several SELECT rows united, partition keys left out. */
export function foundTexts(pair: PairToCheck, rows: readonly PermissionRow[]): string[] {
  const found = new Set<string>();
  const known = pair.regular;
  let columns: Set<string> | 'all' | null = null;
  for (const { Principal, Resource, Permissions } of rows) {
    if (isGatePrincipal(Principal.DataLakePrincipalIdentifier)) continue;
    const names = Permissions.flatMap((p) => (p === 'ALL' ? (pair.ask.Table ? ALL_OF_TABLE : ALL_OF_DATABASE) : [p]));
    for (const name of names) if (name !== 'SELECT' && !NOT_COMPARED.has(name)) found.add(name);
    if (!names.includes('SELECT')) continue;
    const split = Resource.TableWithColumns;
    const excluded = split?.ColumnWildcard?.ExcludedColumnNames ?? [];
    if (!split || (!split.ColumnNames?.length && excluded.length === 0)) columns = 'all';
    else if (columns !== 'all') {
      const named = split.ColumnNames ?? known.filter((c) => !excluded.includes(c));
      columns = new Set([...(columns ?? []), ...named.filter((c) => known.length === 0 || known.includes(c))]);
    }
  }
  if (columns !== null) found.add(selectText(columns === 'all' || isWhole(columns, known) ? 'all' : [...columns]));
  return [...found].sort();
}

const isWhole = (columns: ReadonlySet<string>, known: readonly string[]): boolean =>
  known.length > 0 && known.every((c) => columns.has(c));

/** The verdict on a pair, in words. */
export function judgePair(pair: PairToCheck, lakeFormation: OracleHalf, iam: IamHalf): PairCheck {
  const { verdict, words } = verdictOf(pair, lakeFormation);
  return {
    principal: pair.principal,
    name: pair.name,
    resource: pair.resource,
    verdict,
    words: [words, iamWords(pair, iam)].filter(Boolean).join(' '),
    lakeFormation,
    iam,
  };
}

function verdictOf(pair: PairToCheck, half: OracleHalf): Pick<PairCheck, 'verdict' | 'words'> {
  if (half.trouble !== undefined) return { verdict: 'failed', words: half.trouble };
  if (half.blind !== undefined) return { verdict: 'blind', words: `${half.blind}; its silence says nothing.` };
  const missing = half.predicted.filter((p) => !half.found.includes(p));
  const extra = half.found.filter((p) => !half.predicted.includes(p));
  if (missing.length + extra.length === 0) {
    const filtered = pair.predicted.some((p) => p.filtered);
    return {
      verdict: 'agrees',
      words: pair.leftToIam
        ? 'Lake Formation leaves it to IAM, as predicted.'
        : filtered
          ? 'AWS agrees, but does not tell SELECT through a data filter (LP8).'
          : 'AWS agrees.',
    };
  }
  const parts = [
    missing.length ? `AWS does not tell ${missing.join(', ')}` : '',
    extra.length ? `AWS also tells ${extra.join(', ')}` : '',
  ];
  return { verdict: 'differs', words: `${parts.filter(Boolean).join('; ')}.` };
}

function iamWords(pair: PairToCheck, iam: IamHalf): string {
  if (iam.trouble !== undefined) return `IAM: ${iam.trouble}`;
  if (iam.allowed === undefined) return '';
  const denied = iam.actions
    .filter(({ decision }) => decision !== 'allowed')
    .map(({ action, decision }) => `${action} (${decision})`);
  if (iam.allowed) return pair.leftToIam ? 'IAM allows.' : 'IAM allows it too.';
  return `IAM does not allow ${denied.join(', ')}.`;
}

const ORDER: Record<PairCheck['verdict'], number> = { differs: 0, failed: 1, agrees: 2, blind: 3 };

/** What needs a look comes first: a difference, an IAM that denies, what could not be asked. */
export const worstFirst = (pairs: readonly PairCheck[]): PairCheck[] =>
  [...pairs].sort(
    (a, b) => ORDER[a.verdict] - ORDER[b.verdict] || Number(a.iam.allowed !== false) - Number(b.iam.allowed !== false),
  );
