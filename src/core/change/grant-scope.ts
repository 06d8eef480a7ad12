import type { AccessIndex } from '../access/access-index';
import { accountOfCatalog } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';
import { recordsOf } from '../model/snapshot';
import { offeredOn, type GrantPlace, type OfferedPermission } from './grant-matrix';

/** One way to name what a grant is on. */
export interface GrantScope {
  id: string;
  label: string;
  resource: Resource;
  permissions: OfferedPermission[];
  /** The window completes the resource with the columns that a person chooses. */
  columns?: 'include' | 'exclude';
  /** The window completes the LF-Tag policy with an expression, starting from this one. */
  expression?: LFTagPair[];
  /** The window completes the LF-Tag with some of these values. */
  values?: string[];
  /** Why it cannot carry the grant option; absent = it can. */
  noOption?: string;
}

export interface TagChoice {
  key: string;
  values: string[];
  /** In effect now: own or inherited. */
  value?: string;
}

/** What a person grants on, revokes from or retags. */
export interface GrantTarget {
  account: string;
  region: string;
  label: string;
  columns: string[];
  scopes: GrantScope[];
  /** What LF-Tags are assigned to: the database, or the table; absent for what takes none. */
  taggable?: Resource;
  /** The LF-Tags of the account. */
  tags: TagChoice[];
  /** Column → key → value in effect. */
  columnTags: Record<string, Record<string, string>>;
  /** What can be granted through names that are not there yet, because edits still waiting make them. */
  offers: typeof OFFERS;
}

export const OFFERS = {
  filter: offeredOn('filter'),
  TABLE: offeredOn('tag-tables'),
  DATABASE: offeredOn('tag-databases'),
};

export const scopeOn = (
  place: GrantPlace,
  id: string,
  label: string,
  resource: Resource,
  more: Partial<GrantScope> = {},
): GrantScope => ({ id, label, resource, permissions: offeredOn(place), ...more });

/** Grants by an expression over LF-Tags, on tables and on databases; the likelier one first. */
export function byTags(account: string, expression: LFTagPair[], first: 'TABLE' | 'DATABASE'): GrantScope[] {
  const policy = (ResourceType: string): Resource => ({ LFTagPolicy: { CatalogId: account, ResourceType } });
  const scopes = [
    scopeOn('tag-tables', 'by-tags', 'tables and columns by their LF-Tags', policy('TABLE'), { expression }),
    scopeOn('tag-databases', 'databases-by-tags', 'databases by their LF-Tags', policy('DATABASE'), { expression }),
  ];
  return first === 'TABLE' ? scopes : scopes.reverse();
}

/** Key and value of `key=value`. */
export const tagParts = (tag: string): [string, string] => {
  const at = tag.indexOf('=');
  return [tag.slice(0, at), tag.slice(at + 1)];
};

/** The LF-Tags of an account, with the values in effect. */
export function vocabulary(index: AccessIndex, account: string, inEffect: readonly string[] = []): TagChoice[] {
  const now = new Map(inEffect.map(tagParts));
  const found = new Map<string, TagChoice>();
  for (const { member, record } of recordsOf(index.mesh.snapshot, 'tags')) {
    if (accountOfCatalog(record.CatalogId ?? member.account) !== account) continue;
    const value = now.get(record.TagKey.toLowerCase());
    found.set(record.TagKey, {
      key: record.TagKey,
      values: record.TagValues,
      ...(value === undefined ? {} : { value }),
    });
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
