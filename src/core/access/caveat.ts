import { parseArn } from '../model/arn';
import type { CoverageGap, Layer, Snapshot } from '../model/snapshot';
import { unreadOf, unreadWords } from '../model/unread';
import type { AccessIndex } from './access-index';
import type { ResourceRef } from './resource-ref';

/** Without these no answer is whole: rows, what grants by tag or filter, and the gate that decides whether they count. */
const LAYERS: readonly Layer[] = ['permissions', 'settings', 'locations', 'opt-ins', 'tags', 'tag-expressions', 'tag-assignments', 'data-filters', 'databases', 'tables', 'shares']; // prettier-ignore

interface Said {
  sentence: string;
  /** The answer has no row: then a denied listing and an empty one must not read alike. */
  isEmpty: boolean;
  /** Accounts that the question is about; undefined = any. */
  homes?: readonly string[] | undefined;
}

/** The sentence with what the crawl could not read of it: an answer of nothing and no answer never read alike. */
export function caveated(coverage: readonly CoverageGap[], { sentence, isEmpty, homes }: Said): string {
  const gaps = unreadOf(coverage, LAYERS);
  if (!gaps.length) return sentence;
  const hides = gaps.filter(
    ({ layer, account }) => layer === 'permissions' && (!homes || account === undefined || homes.includes(account)),
  );
  if (!isEmpty || !hides.length) return `${sentence} This may not be all: ${unreadWords(gaps)} could not be read.`;
  return `Not known: ${unreadWords(hides)} could not be read. In what was read, ${sentence.replace(/^(Nobody|None|No)\b/, (word) => word.toLowerCase())}`;
}

/** What a comparison of two snapshots must say of each: a row that was not read was neither lost nor gained. */
export function comparedUnread(snapshots: readonly Pick<Snapshot, 'takenAt' | 'coverage'>[]): string {
  const told = snapshots.flatMap(({ takenAt, coverage }) => {
    const words = unreadWords(unreadOf(coverage, LAYERS));
    return words ? [`in the snapshot of ${takenAt} ${words} could not be read`] : [];
  });
  return told.length ? ` But ${told.join(', and ')}: what is missing there was neither lost nor gained.` : '';
}

/** The accounts that list the grants on objects; undefined where any may: a prefix, an empty answer about nothing. */
export function homesOf({ mesh }: AccessIndex, refs: readonly ResourceRef[]): string[] | undefined {
  const { catalogs, databases, tables } = mesh.catalog;
  const ofDatabase = (at: number): string | undefined => catalogs[databases[at]?.catalog ?? -1]?.account;
  return known(
    refs.map((ref) => {
      switch (ref.kind) {
        case 'table':
          return ofDatabase(tables[ref.table]?.database ?? -1);
        case 'database':
          return ofDatabase(ref.database);
        case 'catalog':
          return catalogs[ref.catalog]?.account;
        case 'tag':
          return ref.account;
        case 'location':
          return undefined;
      }
    }),
  );
}

/** The accounts of principals; undefined where a directory user or group is among them, who may hold grants in any. */
export const principalHomes = (arns: readonly string[]): string[] | undefined =>
  known(arns.map((arn) => parseArn(arn)?.account || undefined));

const known = (accounts: readonly (string | undefined)[]): string[] | undefined =>
  accounts.length && accounts.every((one) => one !== undefined) ? [...new Set(accounts)] : undefined;
