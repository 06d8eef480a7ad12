import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROJECT, sourcesUnder } from './sources';

const config = createRequire(import.meta.url)(join(PROJECT, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
  options: object;
};

describe('layers', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const { output } = await cruise(['src'], {
      ...config.options,
      baseDir: PROJECT,
      validate: true,
      ruleSet: { forbidden: config.forbidden as never },
    });
    result = output as ICruiseResult;
  });

  it('cruised every source file there is, and followed their imports', () => {
    const written = sourcesUnder(['src'], /\.tsx?$/).map(({ path }) => path);
    const cruised = new Set(result.modules.map(({ source }) => source));
    expect(written.filter((path) => !cruised.has(path) && !path.endsWith('.d.ts'))).toEqual([]);
    expect(written.length).toBeGreaterThan(100);
    expect(result.summary.totalDependenciesCruised ?? 0).toBeGreaterThan(written.length * 2);
  });

  it.each(config.forbidden.map(({ name }) => name))('%s', (name) => {
    const violations = result.summary.violations
      .filter(({ rule }) => rule.name === name)
      .map(({ from, to, cycle }) => (cycle ? cycle.map((step) => step.name).join(' → ') : `${from} → ${to}`));
    expect(violations).toEqual([]);
  });
});
