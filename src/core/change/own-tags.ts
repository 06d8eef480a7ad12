import { accountOfCatalog } from '../model/keys';
import type { LFTagPair, TagAssignment } from '../model/lakeformation';
import type { Member } from '../model/snapshot';
import type { Draft } from './draft';

/** What is assigned at one level, key by key (rule T2); keys and values in lower case. */
export type OwnTags = Map<string, LFTagPair>;

/** Own tags of a database or table with its columns. */
export interface Assigned {
  resource: TagAssignment['Resource'];
  tags: OwnTags;
  columns: Map<string, { name: string; tags: OwnTags }>;
}

/**
 * All assignments of the acting account in assigned form. Effective answers are reduced to what differs from the level
 * above; an assignment equal to the inherited value cannot be seen in them and counts as inherited.
 */
export class AssignedTags {
  readonly entries = new Map<string, Assigned>();
  /** Set where a record was effective, so that an invisible own assignment is possible. */
  reduced = false;

  /** With a database, only what lies in it: a change at one place does not read a hundred thousand others. */
  constructor(
    private readonly draft: Draft,
    private readonly database?: string,
  ) {
    const records = draft
      .tagRecords(database)
      .filter(({ member, record }) => ownerOf(record, member) === draft.account);
    for (const { record } of records.filter(({ record }) => record.Resource.Database)) this.read(record, new Map());
    for (const { record } of records.filter(({ record }) => record.Resource.Table)) {
      const { CatalogId, DatabaseName } = record.Resource.Table!;
      const database = this.entries.get(this.keyOf({ Database: { CatalogId, Name: DatabaseName } }));
      this.read(record, database?.tags ?? tagMap(record.LFTagOnDatabase));
    }
  }

  at(resource: TagAssignment['Resource']): Assigned {
    const key = this.keyOf(resource);
    let entry = this.entries.get(key);
    if (!entry) this.entries.set(key, (entry = { resource, tags: new Map(), columns: new Map() }));
    return entry;
  }

  column(resource: TagAssignment['Resource'], name: string): OwnTags {
    const entry = this.at(resource);
    const key = name.toLowerCase();
    let column = entry.columns.get(key);
    if (!column) entry.columns.set(key, (column = { name, tags: new Map() }));
    return column.tags;
  }

  /** Every set of own tags, for changes to a key or a value everywhere. */
  *levels(): Generator<OwnTags> {
    for (const entry of this.entries.values()) {
      yield entry.tags;
      for (const column of entry.columns.values()) yield column.tags;
    }
  }

  /** Writes the assignments back, in assigned form, each where its record stood. */
  save(): void {
    const written = new Map<string, TagAssignment>();
    for (const [key, entry] of this.entries) {
      const tags = [...entry.tags.values()];
      const columns = [...entry.columns.values()]
        .filter((c) => c.tags.size > 0)
        .map((c) => ({ Name: c.name, LFTags: [...c.tags.values()] }));
      const own = entry.resource.Database
        ? { LFTagOnDatabase: tags }
        : { LFTagsOnTable: tags, LFTagsOnColumns: columns };
      written.set(key, { Resource: entry.resource, assigned: true, ...own });
    }
    this.draft.putTagRecords(this.database, (record, member) => {
      if (ownerOf(record, member) !== this.draft.account) return record;
      const key = this.keyOf(record.Resource);
      const now = written.get(key);
      // Two members may list the same resource; one record stays.
      written.delete(key);
      return now;
    });
    if (written.size > 0)
      this.draft.setOwn('tag-assignments', [...this.draft.own('tag-assignments'), ...written.values()]);
  }

  /** Databases and tables of one account: those of its sub-catalogs may have the same names. */
  private keyOf({ Database: database, Table: table }: TagAssignment['Resource']): string {
    const catalog = (database ?? table)?.CatalogId ?? this.draft.account;
    const names = database ? [database.Name] : [table!.DatabaseName, table!.Name ?? ''];
    return [catalog, ...names].join(' ').toLowerCase();
  }

  private read(record: TagAssignment, above: OwnTags): void {
    const entry = this.at(record.Resource);
    const level = record.Resource.Database ? record.LFTagOnDatabase : record.LFTagsOnTable;
    const effective = record.assigned !== true;
    this.reduced ||= effective && record.Resource.Table !== undefined;
    level?.forEach((pair) => {
      const key = pair.TagKey.toLowerCase();
      if (!effective || !sameValue(above.get(key), pair)) entry.tags.set(key, pair);
    });
    record.LFTagsOnColumns?.forEach(({ Name, LFTags }) => {
      LFTags.forEach((pair) => {
        const key = pair.TagKey.toLowerCase();
        const onTable = entry.tags.get(key) ?? above.get(key);
        if (!effective || !sameValue(onTable, pair)) this.column(record.Resource, Name).set(key, pair);
      });
    });
  }
}

const ownerOf = (record: TagAssignment, member: Member): string =>
  accountOfCatalog((record.Resource.Database ?? record.Resource.Table)?.CatalogId ?? member.account);

export const tagMap = (pairs: readonly LFTagPair[] | undefined): OwnTags =>
  new Map((pairs ?? []).map((pair) => [pair.TagKey.toLowerCase(), pair]));

export const sameValue = (a: LFTagPair | undefined, b: LFTagPair): boolean =>
  a !== undefined &&
  a.TagValues.length === b.TagValues.length &&
  a.TagValues.every((value, at) => value.toLowerCase() === b.TagValues[at]!.toLowerCase());
