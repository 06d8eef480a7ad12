import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from './sources';

const config = createRequire(import.meta.url)(join(PROJECT, '.dependency-cruiser.cjs')) as {
  forbidden: object[];
  options: object;
};

/** A file that breaks the rule → the rule that must say so. Guards the rules themselves against never matching. */
const BREACHES: [rule: string, path: string, text: string][] = [
  ['core-is-pure', 'src/core/a.ts', `import { join } from 'node:path'; export const x = join('a');`],
  ['core-is-pure', 'src/core/b.ts', `import { z } from 'zod'; export const x = z;`],
  ['core-is-pure', 'src/core/c.ts', `import { y } from '../main/store/y'; export const x = y;`],
  ['contract', 'src/contract/calls.ts', `import { z } from 'zod'; export const x = z;`],
  ['contract-takes-types-of-core', 'src/contract/d.ts', `import { run } from '../core/run'; export const x = run;`],
  ['usecases-see-interfaces', 'src/main/usecases/e.ts', `import { w } from '../app/w'; export const x = w;`],
  ['main-layers-stay-apart', 'src/main/aws/f.ts', `import { w } from '../usecases/w'; export const x = w;`],
  [
    'sandbox-shares-no-mistakes',
    'src/main/sandbox/g.ts',
    `import { w } from '../../core/access/w'; export const x = w;`,
  ],
  ['sandbox-stands-alone', 'src/main/sandbox/gg.ts', `import { f } from '../aws/w'; export const x = f;`],
  ['no-mock-client', 'src/main/usecases/h.ts', `import { w } from '../sandbox/w'; export const x = w;`],
  ['electron-in-four-places', 'src/main/store/i.ts', `import { app } from 'electron'; export const x = app;`],
  ['preload', 'src/preload/j.ts', `import { w } from '../core/w'; export const x = w;`],
  [
    'renderer-has-no-node',
    'src/renderer/k.ts',
    `import { readFileSync } from 'node:fs'; export const x = readFileSync;`,
  ],
  ['renderer-has-no-node', 'src/renderer/l.ts', `import { z } from 'zod'; export const x = z;`],
  ['renderer-takes-types', 'src/renderer/m.ts', `import { w } from '../core/access/w'; export const x = w;`],
  ['features-stay-apart', 'src/renderer/features/a/n.ts', `import { w } from '../b/w'; export const x = w;`],
  [
    'one-importer-of-the-kit',
    'src/renderer/features/a/o.ts',
    `import B from '@cloudscape-design/components/button'; export const x = B;`,
  ],
  ['tests-stay-out', 'src/core/p.ts', `import { w } from '../../test/w'; export const x = w;`],
  ['no-cycle', 'src/core/q.ts', `import { r } from './r'; export const q = () => r;`],
];

const SUPPORT = [
  ['src/core/run.ts', 'export const run = 1;'],
  ['src/core/w.ts', 'export const w = 1;'],
  ['src/core/r.ts', `import { q } from './q'; export const r = () => q;`],
  ['src/core/access/w.ts', 'export const w = 1;'],
  ['src/main/store/y.ts', 'export const y = 1;'],
  ['src/main/app/w.ts', 'export const w = 1;'],
  ['src/main/aws/w.ts', 'export const f = 1;'],
  ['src/main/usecases/w.ts', 'export const w = 1;'],
  ['src/main/sandbox/w.ts', 'export const w = 1;'],
  ['src/renderer/features/b/w.ts', 'export const w = 1;'],
  ['test/w.ts', 'export const w = 1;'],
] as const;

describe('the layer rules themselves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-arch-'));
  let violations: { rule: { name: string }; from: string }[] = [];

  beforeAll(async () => {
    symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'tsconfig.base.json'), '{}');
    for (const [path, text] of [...SUPPORT, ...BREACHES.map(([, path, text]) => [path, text] as const)]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { output } = await cruise(['src'], {
      ...config.options,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: config.forbidden as never },
    });
    violations = (output as ICruiseResult).summary.violations;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(BREACHES)('%s notices %s', (rule, path) => {
    expect(violations.filter(({ from }) => from === path).map((violation) => violation.rule.name)).toContain(rule);
  });
});
