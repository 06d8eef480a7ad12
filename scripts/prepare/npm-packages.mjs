import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, say } from '../failure.mjs';
import { PROJECT } from '../project.mjs';
import { runCommand } from '../run-command.mjs';

const readText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/**
 * Installs what package-lock.json names when node_modules is missing or was made from another lock file.
 * The stamp holds the lock's hash; where it is absent, npm's own record of what it installed is compared instead.
 */
export async function installNpmPackages(project = PROJECT, npm = runNpm) {
  const lock = readText(join(project, 'package-lock.json'));
  if (lock === null) throw new Failure('package-lock.json is missing.', 'Get a complete copy of the project.');
  const modules = join(project, 'node_modules');
  const stamp = join(modules, '.heddle-stamp');
  const wanted = createHash('sha256').update(`${process.platform}-${process.arch}\n${lock}`).digest('hex');
  if (readText(stamp) === wanted) return;
  const isFresh = !existsSync(modules);
  if (isFresh || !isInstalled(lock, readText(join(modules, '.package-lock.json')))) {
    say(isFresh ? 'installing npm packages …' : 'package-lock.json has changed, updating npm packages …');
    await npm(project, isFresh ? ['ci'] : ['install', '--no-save']);
  }
  writeFileSync(stamp, wanted);
}

/** Does npm's record of node_modules hold every package of the lock file at its version? Optional ones may be absent. */
export function isInstalled(lockText, installedText) {
  if (installedText === null) return false;
  const installed = JSON.parse(installedText).packages ?? {};
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, wanted]) =>
      path === '' ||
      installed[path]?.version === wanted.version ||
      ((wanted.optional || wanted.peer) && !installed[path]),
  );
}

async function runNpm(project, args) {
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  const windows = process.platform === 'win32';
  const { code, output } = await runCommand(windows ? 'npm.cmd' : 'npm', [...args, ...flags], {
    cwd: project,
    shell: windows,
  });
  if (code === 0) return;
  throw new Failure(
    `npm could not install the packages:\n${errorLines(output)}\n`,
    `Check the connection to the npm registry (\`npm config get registry\`), then run \`npm ${args.join(' ')}\` in ${project}.`,
  );
}

/** npm says the cause first and its help last. */
const errorLines = (output) =>
  output
    .split('\n')
    .filter((line) => /^npm error \S/.test(line))
    .slice(0, 6)
    .join('\n');
