#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { run } from './failure.mjs';
import { checkNodeVersion } from './prepare/node-version.mjs';
import { installNpmPackages } from './prepare/npm-packages.mjs';
import { PROJECT } from './project.mjs';

/**
 * `npm run -s heddle -- COMMAND`: the command line on plain Node, rebuilt first where its sources have changed. Whatever
 * that says goes to standard error; the answer alone is on standard output, and the exit code is the command's own.
 */
async function heddle() {
  // A distribution has the built file and no sources.
  if (existsSync(join(PROJECT, 'src'))) {
    checkNodeVersion(process.versions.node);
    await installNpmPackages();
    await build(['main'], { quiet: true });
  }
  const cli = spawn(process.execPath, [join(PROJECT, 'out', 'main', 'cli.cjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // The terminal sends its interrupt to both; a signal to this process alone is handed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => cli.kill('SIGTERM'));
  return new Promise((done, reject) => {
    cli.on('error', reject);
    cli.on('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

await run(heddle);
