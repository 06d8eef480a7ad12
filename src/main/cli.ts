import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CliWorld } from './cli/command';
import { EXIT } from './cli/exit';
import { forkSandbox } from './cli/fork-sandbox';
import { runCli } from './cli/run';
import { forkHost } from './host/client';
import { troubleOf } from './store/failure';
import { ensurePrivateFolder, heddleHome } from './store/home';

/** Entry of `heddle …`; host and sandbox are its built neighbours. */
async function main(): Promise<number> {
  // The SDK is pinned and bundled for older runtimes; its advice about Node is not for the person at the prompt.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const interrupted = new AbortController();
  // Every call of a crawl listens to it.
  setMaxListeners(0, interrupted.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      interrupted.abort();
    });
  // A reader that has seen enough (`heddle graph | head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.trouble);
  });
  process.umask(0o077);

  const home = heddleHome(process.env, process.platform, homedir());
  const env = { ...process.env, HEDDLE_HOME: home };
  await ensurePrivateFolder(home);
  const world: CliWorld = {
    env,
    home,
    signal: interrupted.signal,
    now: () => new Date(),
    print: (line) => void process.stdout.write(`${line}\n`),
    tell: (line) => void process.stderr.write(`${line}\n`),
    readFile: (path) => readFile(path, 'utf8'),
    startHost: () => forkHost(join(__dirname, 'host.cjs'), env),
    startSandbox: () => forkSandbox(join(__dirname, 'sandbox.cjs'), env),
  };
  return runCli(process.argv.slice(2), world);
}

main().then(
  (code) => {
    // Nothing that is still open may hold the prompt; what was printed goes out first.
    process.stdout.write('', () => process.exit(code));
  },
  (error: unknown) => {
    const { message, wayOut } = troubleOf(error, 'HEDDLE_FAULT', String(error));
    process.stderr.write(`heddle: ${message} ${wayOut ?? ''}\n`);
    process.exitCode = EXIT.trouble;
  },
);
