import { describe, expect, it } from 'vitest';
import { packTable, rowAt, rowCount, textAt } from '../../../src/core/report/packed-table';

describe('packTable()', () => {
  it('gives every text back and keeps each distinct one once', () => {
    const rows = [
      ['a', 'x'],
      ['b', 'x'],
      ['a', ''],
    ];
    const packed = packTable(['k', 'v'], rows);
    expect(rowCount(packed)).toBe(3);
    expect(packed.texts).toEqual(['a', 'x', 'b', '']);
    expect(rows.map((_, row) => [textAt(packed, row, 'k'), textAt(packed, row, 'v')])).toEqual(rows);
    expect(rowAt(packed, 1)).toEqual({ k: 'b', v: 'x' });
  });

  it('answers the empty text outside of the table', () => {
    const packed = packTable(['k'], [['a']]);
    expect(textAt(packed, 7, 'k')).toBe('');
    expect(textAt(packed, 0, 'no such key')).toBe('');
  });
});
