import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lineageFiles, MOST_BYTES } from '../../../src/main/host/lineage-files';

describe('a file that comes in pieces', () => {
  it('is what its pieces make, once; another upload drops what was begun', () => {
    const files = lineageFiles(tmpdir());
    expect(files.addPiece('a', '{"job')).toBe(5);
    expect(files.addPiece('a', '":1}')).toBe(9);
    expect(files.takePieces('a')).toBe('{"job":1}');
    expect(files.takePieces('a')).toBe('');
    files.addPiece('a', 'half');
    files.addPiece('b', 'whole');
    expect(files.takePieces('a')).toBe('');
  });

  it('is refused, and let go, once it is larger than may be', () => {
    const files = lineageFiles(tmpdir());
    files.addPiece('a', 'x'.repeat(MOST_BYTES));
    expect(() => files.addPiece('a', 'x')).toThrow(/larger than 50 MB/);
    expect(files.takePieces('a')).toBe('');
  });
});
