/**
 * electron-builder's configuration, from the runtime at hand. The fuses turn off what a packed app has no use for and an
 * attacker would: Node's own switches, other code than the archive's, privileges of file://.
 */
export const distConfig = (runtime) => ({
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
  electronFuses: runtime.fallback ? BEFORE_29 : FUSES,
  linux: {
    category: 'Development',
    maintainer: 'The Heddle authors',
    icon: 'resources/icons',
    synopsis: 'Governance console for data meshes on AWS',
  },
  mac: { identity: null, icon: 'resources/icon.png' },
  win: { icon: 'resources/icon.png' },
});

/** Nothing depends on `RunAsNode`: host and sandbox are utility processes. */
const FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
  loadBrowserProcessSpecificV8Snapshot: false,
};

/** The fallback runtime is older than this one fuse, and setting a fuse that is not there is an error. */
const { grantFileProtocolExtraPrivileges: _, ...BEFORE_29 } = FUSES;
