import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { fail } from '../../core/model/result';
import { preloadDuckDb } from '../store/duckdb';
import { CANCELLED } from '../store/failure';
import { heddleHome } from '../store/home';
import { parentChannel } from './channel';
import { hostHeapMegabytes } from './client';
import { createHost } from './create-host';
import type { FromHost, ToHost } from './messages';

/** Entry of the mesh host: a utility process under Electron, a child process under the command line. */

// A utility process takes no V8 switches on its command line. Electron's pointer compression caps a heap at 4 GB.
setFlagsFromString(
  `--max-old-space-size=${String(process.versions['electron'] ? Math.min(4000, hostHeapMegabytes()) : hostHeapMegabytes())}`,
);
process.umask(0o077);
// A host is started to open or to fill a snapshot; the engine loads while the first question is still on its way.
preloadDuckDb();

const parent = parentChannel();
const host = createHost({
  home: heddleHome(process.env, process.platform, homedir()),
  now: () => new Date(),
  random: () =>
    BigInt(`0x${randomBytes(8).toString('hex')}`)
      .toString(36)
      .padStart(13, '0')
      .slice(-6),
});
const running = new Map<number, AbortController>();

parent.onMessage((message) => {
  const request = message as ToHost;
  switch (request.type) {
    case 'ask': {
      const controller = new AbortController();
      running.set(request.id, controller);
      // Messages that wait are read first: a question that was cancelled meanwhile costs nothing.
      setImmediate(() => {
        const asked = controller.signal.aborted
          ? Promise.resolve(fail(CANCELLED))
          : host.ask(request.name, request.input as never, controller.signal);
        void asked.then((result) => {
          running.delete(request.id);
          parent.send({ type: 'answer', id: request.id, result } satisfies FromHost);
        });
      });
      return;
    }
    case 'cancel':
      running.get(request.id)?.abort();
      return;
    case 'close':
      process.exit(0);
  }
});
parent.onGone(() => process.exit(0));
