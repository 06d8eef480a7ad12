import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { troubleFrom } from './trouble';
import type { FromSandbox, SandboxProcessOptions, ToSandbox } from './messages';
import { openRunFolder } from './run-folder';
import { openWorld } from './open-world';
import { startSandbox } from './start';
import { parseVariants } from './variants';

/** Entry of the sandbox: a utility process under Electron, a child process under the command line. */

interface ParentPort {
  postMessage(message: FromSandbox): void;
  on(event: 'message', listener: (event: { data: ToSandbox }) => void): void;
}

// Electron adds `parentPort` to its utility processes; this layer does not import Electron.
const { parentPort } = process as unknown as { parentPort?: ParentPort };

function say(message: FromSandbox): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

let folder: string | undefined;

function end(code: number): never {
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

/** An utility process has no message left in its port once it exits: give the last one a moment. */
function fail(message: FromSandbox): void {
  say(message);
  setTimeout(() => end(1), 50);
}

async function main(): Promise<void> {
  process.umask(0o077);
  const options = JSON.parse(process.argv[2] ?? process.env['HEDDLE_SANDBOX_OPTIONS'] ?? '{}') as SandboxProcessOptions;
  const variants = parseVariants(options.variants ?? []);
  if (!variants.ok) {
    fail({ type: 'failed', trouble: variants.error });
    return;
  }
  const world = await openWorld(options);
  if (!world.ok) {
    fail({ type: 'failed', trouble: world.error });
    return;
  }
  const heddleHome = process.env['HEDDLE_HOME'] ?? join(homedir(), '.heddle');
  folder = await openRunFolder(options.home ?? join(heddleHome, 'sandbox'));
  const { state: _state, scale: _scale, home: _home, ...rest } = options;
  const sandbox = await startSandbox({ autoApprove: true, ...rest, world: world.value, variants: variants.value });
  const { endpoint, controlToken } = sandbox;
  const profiles = await sandbox.writeProfiles(folder);
  say({ type: 'serving', endpoint, controlToken, home: folder, name: world.value.name, ...profiles });
}

const stopOn = (message: ToSandbox | undefined): void => {
  if (message?.type === 'stop') end(0);
};
parentPort?.on('message', (event) => {
  stopOn(event.data);
});
process.on('message', stopOn);
process.on('disconnect', () => end(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));

main().catch((error: unknown) => {
  fail({ type: 'failed', trouble: troubleFrom(error) });
});
