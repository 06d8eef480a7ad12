import { evaluateCase } from '../../../core/access/evaluate';
import type { DecisionCase } from '../../../core/model/case';
import type { CliWorld, Command } from '../command';
import { EXIT, UsageError } from '../exit';

/** `heddle evaluate FILE…`: decision cases, one line of JSON per file, in order. Needs no mesh and no AWS. */
export const evaluate: Command = {
  name: 'evaluate',
  summary: 'decide cases kept in files, one line of JSON each',
  usage: 'FILE…',
  options: {},
  async run({ world, operands }) {
    if (operands.length === 0) throw new UsageError('name at least one file.');
    let bad = false;
    for (const path of operands) {
      const { line, isBad } = await decide(world, path);
      bad ||= isBad;
      world.print(JSON.stringify(line));
    }
    return bad ? EXIT.usage : EXIT.ok;
  },
};

/** A file that is no case gets an `error` line in its place, so that lines and files stay paired. */
async function decide(world: CliWorld, path: string): Promise<{ line: object; isBad: boolean }> {
  const refuse = (code: string, error: unknown): { line: object; isBad: boolean } => {
    const message = `${path}: ${error instanceof Error ? error.message : String(error)}`;
    world.tell(`heddle evaluate: ${message}`);
    return { line: { error: { code, message }, access: [], warnings: [] }, isBad: true };
  };
  let text: string;
  try {
    text = await world.readFile(path);
  } catch (error) {
    return refuse('FILE_UNREADABLE', error);
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return refuse('FILE_NOT_JSON', error);
  }
  if (!isCase(given))
    return refuse('FILE_NOT_A_CASE', 'it needs an "input" with an "account", and "evaluate.principals"');
  try {
    return { line: evaluateCase(given), isBad: false };
  } catch (error) {
    return refuse('CASE_NOT_EVALUATED', error);
  }
}

function isCase(value: unknown): value is DecisionCase {
  const { input, evaluate: asked } = (value ?? {}) as Partial<Record<keyof DecisionCase, Record<string, unknown>>>;
  return typeof input?.['account'] === 'string' && Array.isArray(asked?.['principals']);
}
