import type { Layer, LayerRecords, Part, Snapshot } from '../model/snapshot';
import { isHeld, placeOfRecord, type Locality } from './locality';

type AnyRecord = LayerRecords[Layer];

/**
 * A snapshot that many edits change one after the other, each reading and writing the small part that decides about it: a
 * basket costs what its edits touch, not edits times rows.
 */
export class WorkingState {
  private shelves: Shelf[];

  constructor(private base: Snapshot) {
    this.shelves = base.parts.map((part) => new Shelf(part));
  }

  /** What decides in a locality, or one layer of it; undefined = everything. */
  slice(where: Locality | undefined, layer?: Layer): Snapshot {
    if (!where) return this.done();
    const shelves = layer ? this.shelves.filter((shelf) => shelf.layer === layer) : this.shelves;
    return { ...this.base, parts: shelves.map((shelf) => shelf.slice(where)) };
  }

  /** Takes over what became of a slice. */
  replace(where: Locality | undefined, was: Snapshot, now: Snapshot): void {
    const [left, kept] = [new Set(was.parts), new Set(now.parts)];
    const written = new Map<string, AnyRecord[]>();
    for (const part of was.parts) if (!kept.has(part)) written.set(keyOf(part), []);
    for (const part of now.parts) {
      if (left.has(part) && !written.has(keyOf(part))) continue;
      const records = written.get(keyOf(part)) ?? [];
      written.set(keyOf(part), records.concat(part.records));
    }
    for (const shelf of this.shelves) {
      const records = written.get(shelf.key);
      if (!records) continue;
      shelf.put(where, records);
      // A member lists a layer in one part as a rule; of several, the first holds what is written.
      written.set(shelf.key, []);
    }
    const known = new Set(this.shelves.map((shelf) => shelf.key));
    const added = now.parts.filter((part) => !known.has(keyOf(part)));
    if (added.length > 0) this.shelves = [...this.shelves, ...added.map((part) => new Shelf(part))];
  }

  done(): Snapshot {
    const parts = this.shelves.map((shelf) => shelf.done());
    if (parts.length !== this.base.parts.length || parts.some((part, at) => part !== this.base.parts[at]))
      this.base = { ...this.base, parts };
    return this.base;
  }
}

const keyOf = ({ member, layer }: Part): string => `${member}\n${layer}`;

/** The records of one part, found by database and principal. */
class Shelf {
  readonly key: string;
  /** Undefined = gone. Made when first looked into, as are the places. */
  private slots: (AnyRecord | undefined)[] | undefined;
  private places = new Map<string, Map<string | undefined, Set<number>>>();
  private isChanged = false;
  /** Slices of records that belong to nobody, until the next change: a basket looks into a database again and again. */
  private readonly slices = new Map<string, Part>();
  private readonly placeOf: ReturnType<typeof placeOfRecord>;
  private readonly isHeld: boolean;

  constructor(private part: Part) {
    this.key = keyOf(part);
    this.placeOf = placeOfRecord(part.layer);
    this.isHeld = isHeld(part.layer);
  }

  get layer(): Layer {
    return this.part.layer;
  }

  slice(where: Locality): Part {
    if (!this.placeOf) return this.part;
    const key = [...where.databases].join('\n');
    const held = this.isHeld ? undefined : this.slices.get(key);
    if (held) return held;
    const slice = partOf(this.part, this.numbersIn(where).map((at) => this.slots![at]!)); // prettier-ignore
    if (!this.isHeld) this.slices.set(key, slice);
    return slice;
  }

  /** Puts records where those of a locality stood. */
  put(where: Locality | undefined, records: AnyRecord[]): void {
    this.slices.clear();
    if (!where || !this.placeOf) {
      this.part = partOf(this.part, records);
      this.slots = undefined;
      this.isChanged = false;
      return;
    }
    const numbers = this.numbersIn(where);
    for (let nth = 0; nth < Math.max(numbers.length, records.length); nth++)
      this.set(numbers[nth] ?? this.slots!.length, records[nth]);
  }

  done(): Part {
    if (this.isChanged) {
      this.part = partOf(this.part, this.slots!.filter((record) => record !== undefined)); // prettier-ignore
      this.slots = undefined;
      this.isChanged = false;
    }
    return this.part;
  }

  private set(at: number, record: AnyRecord | undefined): void {
    const was = this.slots![at];
    if (was === record) return;
    this.isChanged = true;
    if (was) this.bucket(was).delete(at);
    this.slots![at] = record;
    if (record) this.bucket(record).add(at);
  }

  private bucket(record: AnyRecord): Set<number> {
    const { database, principal } = this.placeOf!(record);
    let there = this.places.get(database);
    if (!there) this.places.set(database, (there = new Map()));
    let bucket = there.get(principal);
    if (!bucket) there.set(principal, (bucket = new Set()));
    return bucket;
  }

  private numbersIn({ databases, principals }: Locality): number[] {
    this.open();
    const found: number[] = [];
    for (const database of databases) {
      const there = this.places.get(database);
      if (!there) continue;
      const holders = !this.isHeld || principals === 'all' ? there.keys() : principals;
      for (const holder of holders) for (const at of there.get(holder) ?? []) found.push(at);
    }
    // One of an account's principals tells that they were read at all, and an unknown name is refused (G14).
    if (found.length === 0 && /^identity/.test(this.part.layer)) return this.part.records.length > 0 ? [0] : [];
    return found.sort((a, b) => a - b);
  }

  private open(): void {
    if (this.slots) return;
    this.slots = [...this.part.records];
    this.places = new Map();
    this.slots.forEach((record, at) => this.bucket(record!).add(at));
  }
}

const partOf = (part: Part, records: readonly AnyRecord[]): Part => ({ ...part, records }) as unknown as Part;
