/**
 * Numbers of pairs of numbers, counted from 0 in the order in which they came: open addressing in one flat table, since a
 * graph of 400,000 edges would otherwise keep a small map for each of its nodes.
 */
export class PairTable {
  private count = 0;
  private mask = 1023;
  /** First, second, number counted from 1 (0 = free). */
  private slots = new Int32Array(3 * (this.mask + 1));

  /** The number of a pair; a new one is added, which -1 tells. */
  put(first: number, second: number): number {
    if (2 * this.count > this.mask) this.grow();
    const at = this.slotOf(first, second);
    const known = this.slots[at + 2]! - 1;
    if (known < 0) this.place(at, first, second, ++this.count);
    return known;
  }

  /** Where a pair stands, or would stand. */
  private slotOf(first: number, second: number): number {
    const { slots, mask } = this;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const at = 3 * slot;
      if (slots[at + 2] === 0 || (slots[at] === first && slots[at + 1] === second)) return at;
    }
  }

  private place(at: number, first: number, second: number, number: number): void {
    this.slots[at] = first;
    this.slots[at + 1] = second;
    this.slots[at + 2] = number;
  }

  private grow(): void {
    const before = this.slots;
    this.mask = 4 * this.mask + 3;
    this.slots = new Int32Array(3 * (this.mask + 1));
    for (let at = 0; at < before.length; at += 3) {
      const [first, second, number] = [before[at]!, before[at + 1]!, before[at + 2]!];
      if (number !== 0) this.place(this.slotOf(first, second), first, second, number);
    }
  }
}

function hashOf(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
