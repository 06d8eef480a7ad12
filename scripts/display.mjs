import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';

/** Is there a screen to open a window on? Only Linux can be without. */
export const hasDisplay = (env = process.env) =>
  process.platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);

/**
 * Starts an invisible display and answers `{ display: ':N', stop() }`. The server picks a free number itself and tells it
 * on a pipe, so two runs never collide.
 */
export function startVirtualDisplay({ size = '1440x900' } = {}) {
  return new Promise((done, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    server.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)));
    const refuse = (cause) =>
      reject(new Failure(`The virtual display did not start: ${cause.trim()}.`, 'Install xvfb.'));
    server.on('error', (error) => refuse(error.message));
    server.on('exit', (code) => refuse(complaint || `Xvfb ended with ${code}`));
    let answer = '';
    server.stdio[3].on('data', (chunk) => {
      answer += chunk;
      if (!answer.includes('\n')) return;
      server.unref();
      process.once('exit', () => server.kill());
      done({ display: `:${answer.trim()}`, stop: () => server.kill() });
    });
  });
}
