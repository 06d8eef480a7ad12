/** Numbers for strings: each distinct text is kept once and known by its number. */
export class Interner {
  readonly texts: string[] = [];
  private readonly ids = new Map<string, number>();

  intern(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.texts.length;
    this.texts.push(text);
    this.ids.set(text, id);
    return id;
  }

  find(text: string): number | undefined {
    return this.ids.get(text);
  }

  get size(): number {
    return this.texts.length;
  }
}

/** A typed column that grows: `push` values, then `done()` gives the exact array. */
export class IntColumn {
  private data: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Int32Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
  }

  at(place: number): number {
    return this.data[place]!;
  }

  done(): Int32Array {
    return this.length === this.data.length ? this.data : this.data.slice(0, this.length);
  }
}
