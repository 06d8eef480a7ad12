import { describe, expect, it } from 'vitest';
import { sourcesUnder } from './sources';

const code = sourcesUnder(['src', 'scripts', 'test'], /\.(ts|tsx|mjs|cjs)$/);
const product = code.filter(({ path }) => path.startsWith('src/'));

describe('files', () => {
  it('looked at a plausible number of files', () => {
    expect(product.length).toBeGreaterThan(100);
  });

  it('none is longer than 400 lines', () => {
    const lengths = product.map(({ lines }) => lines).sort((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)];
    process.stdout.write(`source files: ${String(lengths.length)}, median ${String(median)} lines\n`);
    expect(code.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path} ${String(lines)}`)).toEqual([]);
  });

  it('are named after what they hold: kebab-case, components in PascalCase, no utils and no helpers', () => {
    const misnamed = code
      .map(({ path }) => path)
      .filter((path) => {
        const name = path.split('/').at(-1)!;
        if (/\b(utils?|helpers?|misc|common)\b/.test(path)) return true;
        return !/^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(\.test|\.d)?\.(ts|tsx|mjs|cjs)$/.test(name);
      });
    expect(misnamed).toEqual([]);
  });

  it('only lazy views of the window have a default export', () => {
    const withDefault = product.filter(({ text }) => /^export default |^export \{[^}]*\bas default\b/m.test(text));
    expect(withDefault.map(({ path }) => path).filter((path) => !/^src\/renderer\/.*\.tsx$/.test(path))).toEqual([]);
  });

  it('none turns the checker off', () => {
    const offenders = product.filter(({ text }) => /@ts-(ignore|nocheck)|eslint-disable(?!-next-line)/.test(text));
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });
});
