import { join } from 'node:path';
import { inspect } from 'node:util';
// Not `electron-log/main`: that one listens on an IPC channel of its own, past our sender check.
import log from 'electron-log/node';
import { redact } from './redact';

export interface Log {
  info: (line: string) => void;
  error: (line: string) => void;
}

/** A rotating file `logs/main.log` in Heddle's folder, and the terminal for what goes wrong; secrets are taken out first. */
export function openLog(home: string): Log {
  log.transports.file.resolvePathFn = () => join(home, 'logs', 'main.log');
  log.transports.file.maxSize = 2 * 1024 * 1024;
  log.transports.console.level = 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map(clean) }));
  return {
    info: (line) => {
      log.info(line);
    },
    error: (line) => {
      log.error(line);
    },
  };
}

const clean = (value: unknown): string => redact(typeof value === 'string' ? value : inspect(value, { depth: 4 }));
