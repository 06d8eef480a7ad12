import { fileURLToPath } from 'node:url';
import { run } from './failure.mjs';
import { checkNodeVersion } from './prepare/node-version.mjs';
import { installNpmPackages } from './prepare/npm-packages.mjs';
import { installSystemPackages } from './prepare/system-packages.mjs';

/**
 * What `npm start` and `npm test` run first: makes this machine able to build and show Heddle. Needs only Node itself,
 * and does nothing in well under a second when nothing is missing.
 */
export async function prepare() {
  checkNodeVersion(process.versions.node);
  await installNpmPackages();
  await installSystemPackages();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(prepare);
