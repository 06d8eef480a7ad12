import { IntColumn } from '../model/mesh/interner';

/**
 * Rows by the number of a table or principal, as chains in flat columns: large answers would spend most of their time in
 * maps of small lists.
 */
export class RowChains {
  /** Numbers in the order of their first row. */
  private readonly touched = new IntColumn();
  /** Place of the last row counted from 1; 0 = unknown, -1 = without rows. */
  private readonly head: Int32Array;
  private readonly rows = new IntColumn();
  private readonly next = new IntColumn();

  constructor(numbers: number) {
    this.head = new Int32Array(numbers);
  }

  add(number: number, row: number): void {
    this.touch(number);
    this.rows.push(row);
    this.next.push(this.head[number]!);
    this.head[number] = this.rows.length;
  }

  /** Takes a number in, if need be without any row. */
  touch(number: number): void {
    if (this.head[number] !== 0) return;
    this.touched.push(number);
    this.head[number] = -1;
  }

  has(number: number): boolean {
    return this.head[number]! !== 0;
  }

  /** How many numbers there are; `at` gives each. */
  get size(): number {
    return this.touched.length;
  }

  at(place: number): number {
    return this.touched.at(place);
  }

  numbers(): number[] {
    return Array.from({ length: this.size }, (_, place) => this.at(place));
  }

  /** The chain of rows, last added first: `first`, then `after` while positive; `row` gives the row at a place. */
  first(number: number): number {
    return this.head[number]!;
  }

  after(place: number): number {
    return this.next.at(place - 1);
  }

  row(place: number): number {
    return this.rows.at(place - 1);
  }

  /** The only row of a number, -1 where it has none or several. */
  sole(number: number): number {
    const first = this.head[number]!;
    return first > 0 && this.after(first) <= 0 ? this.row(first) : -1;
  }

  rowsOf(number: number): number[] {
    const rows: number[] = [];
    for (let at = this.head[number]!; at > 0; at = this.after(at)) rows.push(this.row(at));
    return rows.reverse();
  }
}
