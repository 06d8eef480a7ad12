import { spawn } from 'node:child_process';

/**
 * Runs a command and answers `{ code, output }`; never rejects. `output` is both streams together, kept to the last
 * 64 KB; with `live` they also go to our standard error as they come. `seconds` ends the command with SIGKILL.
 */
export function runCommand(command, args, { live = false, seconds, ...options } = {}) {
  return new Promise((done) => {
    let output = '';
    const take = (chunk) => {
      output = (output + chunk).slice(-65_536);
      if (live) process.stderr.write(chunk);
    };
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const timer = seconds && setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => done({ code: 127, output: output + error.message }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output });
    });
  });
}

/** The last lines of a command's output, for a failure's sentence. */
export const lastLines = (output, count = 5) => output.trim().split('\n').slice(-count).join('\n');
