'use strict';
/** Who may import whom. `test/arch` runs these over the resolved graph. */

/** Everything that starts with `from` and reaches a place outside `allowed` breaks the rule. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const NODE = '^(node:)?[a-z_/]+$';
const CORE = '^src/core/';
const CONTRACT = '^src/contract/';
const typesOnly = { dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    never(
      'no-cycle',
      'A cycle at run time makes the order of loading matter.',
      {},
      { circular: true, viaOnly: typesOnly },
    ),
    never('no-unresolved', 'Every import leads somewhere.', {}, { couldNotResolve: true }),

    only('core-is-pure', 'core imports core and nothing else.', [CORE], [CORE]),
    only(
      'contract',
      'contract imports types of core; its schemas also zod.',
      ['^src/contract/(?!schemas)'],
      [CORE, CONTRACT],
    ),
    only(
      'contract-schemas',
      'schemas may import zod.',
      ['^src/contract/schemas'],
      [CORE, CONTRACT, 'node_modules/zod/'],
    ),
    never(
      'contract-takes-types-of-core',
      'The contract carries shapes, not behaviour.',
      { path: CONTRACT },
      { path: CORE, ...typesOnly },
    ),

    never(
      'usecases-see-interfaces',
      'Use cases import core, contract and the layers they steer; neither the window nor the sandbox.',
      { path: '^src/main/usecases/' },
      { path: '^src/(main/(app|ipc|sandbox)/|main/(index|cli)|preload|renderer)' },
    ),
    never(
      'main-layers-stay-apart',
      'aws, store, host and sandbox know core and their own libraries, not the layers above them.',
      { path: '^src/main/(aws|store|host|sandbox)/' },
      { path: '^src/(main/(app|ipc|usecases|cli)/|main/(index|cli)|preload|renderer)' },
    ),
    never(
      'sandbox-shares-no-mistakes',
      'The sandbox is the oracle of the access engine, so it must not use it.',
      { path: '^src/main/sandbox/' },
      { path: '^src/core/(access|change)/' },
    ),
    never(
      'sandbox-stands-alone',
      'The app reaches the sandbox over the wire only, and the sandbox nothing of the app.',
      { path: '^src/main/sandbox/' },
      { path: '^src/main/(aws|host)/' },
    ),
    never(
      'no-mock-client',
      'No second code path: only a starter of the sandbox knows it.',
      { path: '^src/main/(aws|store|host|usecases|ipc)/' },
      { path: '^src/main/sandbox/', ...typesOnly },
    ),
    never(
      'electron-in-four-places',
      'Only the shell imports Electron; the rest also runs under the command line.',
      { path: '^src/', pathNot: '^src/(main/(app|ipc)/|main/index\\.ts$|preload/)' },
      { path: '(^|/)node_modules/electron(-updater)?/|^electron$' },
    ),
    only(
      'preload',
      'preload imports electron and the name lists.',
      ['^src/preload/'],
      ['^src/preload/', '^src/contract/(names|calls)', 'node_modules/electron/', '^electron$'],
    ),

    never(
      'renderer-has-no-node',
      'The window has no Node, no Electron and nothing of main.',
      { path: '^src/renderer/' },
      { path: `^src/(main|preload)/|(^|/)node_modules/(electron|zod|@aws-sdk|@duckdb|@smithy)/|${NODE}` },
    ),
    never(
      'renderer-takes-types',
      'Of core the window runs only the layout and the reports; of the contract only the name lists.',
      { path: '^src/renderer/' },
      { path: '^src/(core/(?!graph/|report/|model/)|contract/(?!names))', ...typesOnly },
    ),
    never(
      'features-stay-apart',
      'A feature never imports another feature.',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/([^/]+)/', pathNot: '^src/renderer/features/$1/' },
    ),
    never(
      'one-importer-of-the-kit',
      'Only renderer/ui imports the component kit, so that changing it stays one folder of work.',
      { path: '^src/renderer/', pathNot: '^src/renderer/ui/' },
      { path: 'node_modules/(@cloudscape-design|cmdk|@tanstack)/' },
    ),
    never('tests-stay-out', 'Nothing that ships imports a test.', { path: '^src/' }, { path: '^(test|scripts)/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
