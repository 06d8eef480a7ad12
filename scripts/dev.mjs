import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay } from './display.mjs';
import { electronRuntime, runtimeEnv, runtimeFlags } from './electron-runtime.mjs';
import { Failure, run } from './failure.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

/** `npm run dev`: the window over Vite's server, reloading as the sources change. */
async function dev() {
  await prepare();
  if (!hasDisplay()) {
    throw new Failure('`npm run dev` needs a display.', 'Use `npm start`, which makes do without one, or xvfb-run.');
  }
  const runtime = await electronRuntime();
  const flags = runtimeFlags(false).includes('--no-sandbox') ? ['--noSandbox'] : [];
  const tool = join(PROJECT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [tool, 'dev', '--watch', ...flags, ...process.argv.slice(2)], {
    cwd: PROJECT,
    env: { ...process.env, ...runtimeEnv(runtime) },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.on('close', (code) => done(code ?? 0)));
}

await run(dev);
