import { Failure } from '../failure.mjs';

const LEAST = [20, 19];

/** Throws a Failure where Node is older than 20.19 (the first that loads ES modules by `require`, which the tools need). */
export function checkNodeVersion(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  throw new Failure(
    `Heddle needs Node ${LEAST.join('.')} or later and this is Node ${version}.`,
    'Install a current Node from https://nodejs.org and run the command again.',
  );
}
