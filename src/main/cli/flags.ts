import type { Command, Flags } from './command';
import { UsageError } from './exit';

/** Every command takes these. */
export const COMMON_OPTIONS: Command['options'] = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/** Which mesh a question is about. */
export const SNAPSHOT_OPTIONS: Command['options'] = {
  snapshot: { type: 'string' },
  connection: { type: 'string' },
};

/** Which members are meant. `--profile` and `--region` may be repeated, or hold a list with commas. */
export const MEMBER_OPTIONS: Command['options'] = {
  profile: { type: 'string', multiple: true },
  region: { type: 'string', multiple: true },
  connection: { type: 'string' },
};

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  if (typeof value === 'string' && value.trim() === '') throw new UsageError(`--${name} is empty.`);
  return typeof value === 'string' ? value : undefined;
}

export function requiredFlag(flags: Flags, name: string): string {
  const value = textFlag(flags, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** All values of a repeatable flag, commas split. */
export function listFlag(flags: Flags, name: string): string[] {
  const value = flags[name];
  return (Array.isArray(value) ? value : [])
    .flatMap((v) => String(v).split(','))
    .map((v) => v.trim())
    .filter((v) => v !== '');
}

export function numberFlag(flags: Flags, name: string, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new UsageError(`--${name} takes a whole number of at most ${String(max)}, not ${JSON.stringify(text)}.`);
  return value;
}

/** `name=value` pairs, as `--scale tables=100,grants=1000`. */
export function pairsFlag(flags: Flags, name: string): [string, string][] {
  return listFlag(flags, name).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--${name} takes NAME=VALUE, not ${JSON.stringify(pair)}.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}
