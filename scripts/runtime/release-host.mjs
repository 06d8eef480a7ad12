import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { say } from '../failure.mjs';
import { runCommand } from '../run-command.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { ELECTRON_PACKAGE, electronVersion, installedDist } from './installed.mjs';

const PROBE_SECONDS = 15;
const DOWNLOAD_SECONDS = 600;
const ASK_AGAIN_AFTER_MS = 24 * 3600 * 1000;

/**
 * Lets the electron package download its binary, by its own install.js, so its mirrors, cache and checksums apply.
 * Answers null, or why not in a few words. A quick probe comes first: a host that is filtered away would otherwise hold a
 * first start for minutes.
 */
export async function downloadFromReleaseHost(env = process.env) {
  const url = await artifactUrl();
  const throughProxy = Boolean(env.ELECTRON_GET_USE_PROXY);
  const trouble = (throughProxy ? null : await probe(url)) ?? (await install(env, url));
  if (trouble === null) rmSync(memoPath(env), { force: true });
  else writeFileSync(memoPath(env), JSON.stringify({ url, at: Date.now() }));
  return trouble;
}

/** Was this very address tried in vain within a day? Then a start with a cached fallback does not wait for it again. */
export function hasFailedLately(env = process.env) {
  const memo = memoPath(env);
  if (!existsSync(memo)) return false;
  const { url, at } = JSON.parse(readFileSync(memo, 'utf8'));
  return url.startsWith(env.ELECTRON_MIRROR ?? 'https://github.com/') && Date.now() - at < ASK_AGAIN_AFTER_MS;
}

const memoPath = (env) => join(cacheFolder(env), 'release-host-failed.json');

/** The zip's address as the electron package's own downloader builds it from ELECTRON_MIRROR and its relatives. */
async function artifactUrl() {
  const entry = createRequire(join(ELECTRON_PACKAGE, 'package.json')).resolve('@electron/get');
  const { getArtifactRemoteURL } = await import(join(entry, '..', 'artifact-utils.js'));
  return getArtifactRemoteURL({
    version: `v${electronVersion()}`,
    artifactName: 'electron',
    platform: process.env.npm_config_platform ?? process.platform,
    arch: process.env.npm_config_arch ?? process.arch,
  });
}

async function probe(url) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PROBE_SECONDS * 1000);
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: abort.signal });
    // A mirror may not know HEAD (405, 501); only a plain "not there" counts against it.
    return [401, 403, 404, 410].includes(answer.status) ? `${new URL(url).host} answered ${answer.status}` : null;
  } catch (error) {
    const cause = abort.signal.aborted ? `no answer within ${PROBE_SECONDS} s` : (error.cause?.code ?? error.message);
    return `${new URL(url).host}: ${cause}`;
  } finally {
    clearTimeout(timer);
  }
}

async function install(env, url) {
  say(`downloading Electron ${electronVersion()} from ${new URL(url).host} …`);
  const { output } = await runCommand(process.execPath, [join(ELECTRON_PACKAGE, 'install.js')], {
    env,
    seconds: DOWNLOAD_SECONDS,
  });
  if (installedDist()) return null;
  const reason = output.split('\n').find((line) => /error|ended by/i.test(line)) ?? output.split('\n')[0] ?? '';
  return reason.trim().slice(0, 200) || 'the download did not complete';
}
