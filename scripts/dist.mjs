import { join } from 'node:path';
import { build } from './build.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { run, say } from './failure.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

/** `npm run dist`: an unsigned folder, and on Linux a .deb, of the current platform, in `dist/`. */
async function dist() {
  await prepare();
  const runtime = await electronRuntime();
  if (runtime.fallback) say('packing the fallback runtime: a trial for this machine, not to be given to anyone.');
  await build();
  const { build: pack, Platform } = await import('electron-builder');
  const targets = process.platform === 'linux' ? ['dir', 'deb'] : ['dir'];
  const files = await pack({
    targets: Platform.current().createTarget(targets),
    projectDir: PROJECT,
    publish: 'never',
    config: config(runtime),
  });
  for (const file of files) console.log(file);
  console.log(join(PROJECT, 'dist'));
}

function config(runtime) {
  return {
    appId: 'org.heddle.console',
    productName: 'Heddle',
    electronDist: runtime.dist,
    ...(runtime.fallback ? { electronVersion: '25.1.1' } : {}),
    directories: { output: 'dist', buildResources: 'resources' },
    files: ['out/**', 'package.json', '!out/**/.sources', '!out/*.png'],
    asar: true,
    // DuckDB's shared library is loaded by path.
    asarUnpack: ['**/node_modules/@duckdb/**'],
    npmRebuild: false,
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    },
    linux: {
      category: 'Development',
      maintainer: 'The Heddle authors',
      icon: 'resources/icons',
      synopsis: 'Governance console for data meshes on AWS',
    },
    mac: { identity: null, icon: 'resources/icon.png' },
    win: { icon: 'resources/icon.png' },
  };
}

await run(dist);
