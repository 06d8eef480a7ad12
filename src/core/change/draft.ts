import type { TagAssignment } from '../model/lakeformation';
import { unreadOf } from '../model/unread';
import type { Layer, LayerRecords, Member, Part, Snapshot } from '../model/snapshot';

/** A snapshot being changed: parts are copied when first written, the original never moves. */
export class Draft {
  constructor(
    private readonly base: Snapshot,
    readonly member: Member,
    private readonly state: { parts: Part[] } = { parts: [...base.parts] },
  ) {}

  private get parts(): Part[] {
    return this.state.parts;
  }

  private set parts(parts: Part[]) {
    this.state.parts = parts;
  }

  /** The same draft as another member writes it: DataZone changes Lake Formation of other accounts. */
  as(member: Member): Draft {
    return new Draft(this.base, member, this.state);
  }

  /** The members of the snapshot. */
  get members(): readonly Member[] {
    return this.base.members;
  }

  get account(): string {
    return this.member.account;
  }

  /** Records of a layer as a member of the acting account and region listed them. */
  own<L extends Layer>(layer: L): readonly LayerRecords[L][] {
    const lists = this.parts.flatMap((part) =>
      part.layer === layer && this.isOwn(part.member) ? [part.records as LayerRecords[L][]] : [],
    );
    // Most layers are one part: copying ten thousand rows for each look would take most of the time of a large plan.
    return lists.length === 1 ? lists[0]! : lists.flat();
  }

  /** Whether the acting account's part of a layer was read: an empty list is an answer, a missing one is not. */
  reads(layer: Layer): boolean {
    return this.parts.some((part) => part.layer === layer && this.isOwn(part.member));
  }

  /** Whether the acting account's permissions or administrators could not be read. */
  get isBlind(): boolean {
    return unreadOf(this.base.coverage, ['permissions', 'settings', 'account']).some(({ account }) => (account ?? this.account) === this.account); // prettier-ignore
  }

  /** Records of a layer over all members, with who listed them. */
  all<L extends Layer>(layer: L): { member: Member; record: LayerRecords[L] }[] {
    const members = new Map(this.base.members.map((m) => [m.id, m]));
    return this.parts.flatMap((part) => {
      const member = members.get(part.member);
      if (part.layer !== layer || !member) return [];
      return (part.records as LayerRecords[L][]).map((record) => ({ member, record }));
    });
  }

  /** The first record of a layer, over all members, that passes a test. */
  find<L extends Layer>(
    layer: L,
    test: (record: LayerRecords[L], member: Member) => boolean,
  ): LayerRecords[L] | undefined {
    for (const part of this.parts) {
      if (part.layer !== layer) continue;
      const member = this.base.members.find((m) => m.id === part.member);
      const found = member && (part.records as LayerRecords[L][]).find((record) => test(record, member));
      if (found) return found;
    }
    return undefined;
  }

  /** Replaces what the acting account listed of a layer; the result lands in its first part of that layer. */
  setOwn<L extends Layer>(layer: L, records: LayerRecords[L][]): void {
    const first = this.parts.find((part) => part.layer === layer && this.isOwn(part.member));
    const kept = this.parts.filter((part) => part === first || part.layer !== layer || !this.isOwn(part.member));
    const part = { member: this.member.id, readAt: this.base.takenAt, ...first, layer, records } as unknown as Part;
    this.parts = first ? kept.map((p) => (p === first ? part : p)) : [...kept, part];
  }

  /** Drops records of every member that the test names; for rows that more than one member lists. */
  drop<L extends Layer>(layer: L, test: (record: LayerRecords[L], member: Member) => boolean): void {
    const members = new Map(this.base.members.map((m) => [m.id, m]));
    this.parts = this.parts.map((part) => {
      const member = members.get(part.member);
      if (part.layer !== layer || !member) return part;
      const records = (part.records as LayerRecords[L][]).filter((record) => !test(record, member));
      return records.length === part.records.length ? part : ({ ...part, records } as unknown as Part);
    });
  }

  /** Replaces records wherever they are listed; the test names the same record in every listing. */
  update<L extends Layer>(
    layer: L,
    test: (record: LayerRecords[L]) => boolean,
    change: (record: LayerRecords[L]) => LayerRecords[L],
  ): void {
    this.parts = this.parts.map((part) => {
      if (part.layer !== layer || !(part.records as LayerRecords[L][]).some(test)) return part;
      const records = (part.records as LayerRecords[L][]).map((record) => (test(record) ? change(record) : record));
      return { ...part, records } as unknown as Part;
    });
  }

  /** Adds a record to every listing of its layer that holds a neighbour, or to the acting member's own. */
  addBeside<L extends Layer>(layer: L, record: LayerRecords[L], neighbour: (other: LayerRecords[L]) => boolean): void {
    const listed = (part: Part): boolean =>
      part.layer === layer && (part.records as LayerRecords[L][]).some((other) => neighbour(other));
    if (!this.parts.some(listed)) return this.setOwn(layer, [...this.own(layer), record]);
    this.parts = this.parts.map((part) =>
      listed(part) ? ({ ...part, records: [...part.records, record] } as unknown as Part) : part,
    );
  }

  /** Tag assignments of every member, or of those in one database. */
  tagRecords(database?: string): { member: Member; record: TagAssignment }[] {
    return this.all('tag-assignments').filter(({ record }) => isIn(record, database));
  }

  /** Replaces tag assignments, of one database where it is named; undefined drops a record. */
  putTagRecords(
    database: string | undefined,
    change: (record: TagAssignment, member: Member) => TagAssignment | undefined,
  ): void {
    const members = new Map(this.base.members.map((m) => [m.id, m]));
    this.parts = this.parts.map((part) => {
      const member = members.get(part.member);
      if (part.layer !== 'tag-assignments' || !member) return part;
      const records = part.records.map((record) => (isIn(record, database) ? change(record, member) : record));
      return { ...part, records: records.filter((record) => record !== undefined) };
    });
  }

  done(): Snapshot {
    return { ...this.base, parts: this.parts };
  }

  private isOwn(id: string): boolean {
    const member = this.base.members.find((m) => m.id === id);
    return member?.account === this.member.account && member.region === this.member.region;
  }
}

const isIn = ({ Resource: { Database, Table } }: TagAssignment, database: string | undefined): boolean =>
  database === undefined || (Database?.Name ?? Table?.DatabaseName ?? '').toLowerCase() === database.toLowerCase();
