/** How a cell differs from full access, by bit (as `LIMIT` of what-can). */
const LIMIT_WORDS: readonly [bit: number, words: string][] = [
  [1, 'some columns'],
  [2, 'some rows'],
  [8, 'cells'],
];

/** The permissions of a cell in words: `SELECT (some columns), DESCRIBE`. */
export function cellText(permissions: readonly string[], mask: number, limit: number): string {
  if (limit & 4) return 'IAM decides';
  const limited = LIMIT_WORDS.filter(([bit]) => limit & bit).map(([, words]) => words);
  return permissions
    .filter((_, bit) => mask & (1 << bit))
    .map((name) => (name === 'SELECT' && limited.length ? `SELECT (${limited.join(', ')})` : name))
    .join(', ');
}
