import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../core/model/result';
import type { DecisionCase } from '../../core/model/case';
import { halcyonWorld } from './halcyon/halcyon';
import type { SandboxProcessOptions } from './messages';
import { scaleWorld } from './scale/generate';
import { worldFromCase } from './state/from-case';
import type { WorldData } from './world';

/** The state to serve: a file's, or Halcyon Biopharma. */
export async function openWorld(options: SandboxProcessOptions): Promise<Result<WorldData>> {
  if (options.state !== undefined) return readState(options.state);
  if (options.scale !== undefined) {
    const { scale, seed } = options;
    return ok(scaleWorld({ ...scale, ...(seed === undefined ? {} : { seed }) }));
  }
  return ok(halcyonWorld());
}

async function readState(path: string): Promise<Result<WorldData>> {
  const trouble = (message: string, detail?: string): Result<WorldData> =>
    fail({
      code: 'SANDBOX_STATE',
      message,
      wayOut: 'Give a decision case (with `input`) or a world (with `accounts`) as JSON.',
      ...(detail === undefined ? {} : { detail }),
    });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return trouble(`The state file ${path} could not be read.`, error instanceof Error ? error.message : String(error));
  }
  if (typeof value === 'object' && value !== null) {
    if ('input' in value) {
      if (typeof (value.input as Partial<DecisionCase['input']> | null)?.account !== 'string')
        return trouble(`The decision case ${path} names no account in its input.`);
      return ok(worldFromCase(value as DecisionCase));
    }
    if ('accounts' in value) return ok(value as WorldData);
  }
  return trouble(`The state file ${path} holds neither a decision case nor a world.`);
}
