import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Failure, run } from './failure.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

const FOLDER = join(PROJECT, 'test', 'bench');

/**
 * `npm run bench -- NAME [--json]`: bundles `test/bench/NAME.ts` and runs it on plain Node with the same arguments. The
 * bench prints its one document and ends with 1 where a target is missed.
 */
async function bench() {
  const [name, ...rest] = process.argv.slice(2);
  const names = existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => file.slice(0, -3))
    : [];
  if (!names.includes(name))
    throw new Failure(`There is no bench “${name ?? ''}”.`, `Choose one of: ${names.join(', ')}.`);
  await prepare();
  // Benches start the built host and sandbox as processes.
  await build(undefined, { quiet: true });
  const script = await bundle(name);
  const child = spawn(process.execPath, ['--expose-gc', '--max-old-space-size=8192', script, ...rest], {
    cwd: PROJECT,
    stdio: 'inherit',
  });
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)));
}

async function bundle(name) {
  const outDir = join(PROJECT, '.cache', 'bench');
  mkdirSync(outDir, { recursive: true });
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@duckdb/node-api', 'playwright-core', 'electron'] },
    build: {
      ssr: join(FOLDER, `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: `${name}-[hash].mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}

await run(bench);
