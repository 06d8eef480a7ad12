/**
 * Numbers of names within owners, such as tables within databases, counted from 0 in the order of `add`. One flat table of
 * hashes and numbers: a million look-ups in many small maps would spend most of their time waiting for memory.
 */
export class NameTable {
  private readonly names: string[] = [];
  private readonly owners: number[] = [];
  /** Pairs of a hash and a number counted from 1; 0 = free. */
  private slots = new Int32Array(2 * 64);
  private mask = 63;

  /** The number of a name as spelled, -1 without one. */
  find(owner: number, name: string): number {
    const hash = hashOf(owner, name);
    for (let slot = hash & this.mask; ; slot = (slot + 1) & this.mask) {
      const id = this.slots[2 * slot + 1]! - 1;
      if (id < 0) return -1;
      if (this.slots[2 * slot] === hash && this.owners[id] === owner && this.names[id] === name) return id;
    }
  }

  /** Adds a name that is not there yet. */
  add(owner: number, name: string): number {
    const id = this.names.push(name) - 1;
    this.owners.push(owner);
    if (2 * this.names.length > this.mask) this.grow();
    else this.place(hashOf(owner, name), id + 1);
    return id;
  }

  private place(hash: number, value: number): void {
    let slot = hash & this.mask;
    while (this.slots[2 * slot + 1] !== 0) slot = (slot + 1) & this.mask;
    this.slots[2 * slot] = hash;
    this.slots[2 * slot + 1] = value;
  }

  private grow(): void {
    this.mask = 2 * this.mask + 1;
    this.slots = new Int32Array(2 * (this.mask + 1));
    for (let id = 0; id < this.names.length; id++) this.place(hashOf(this.owners[id]!, this.names[id]!), id + 1);
  }
}

/** FNV-1a over the code units, with a last mix so that the lower bits depend on all of them. */
function hashOf(owner: number, name: string): number {
  let hash = Math.imul(owner + 1, 0x9e3779b1);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
