import { parseArgs } from 'node:util';
import { troubleOf } from '../store/failure';
import type { CliWorld, Command } from './command';
import { COMMANDS } from './commands/all';
import { EXIT, UsageError, exitCodeOf } from './exit';
import type { ExitCode } from './exit';
import { COMMON_OPTIONS } from './flags';

/** Runs one command line, `argv` without the interpreter and the script. Never throws. */
export async function runCli(argv: readonly string[], world: CliWorld): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? world.tell : world.print)(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (!command) {
    world.tell(`heddle: there is no command ${JSON.stringify(name)}.\n\n${overview()}`);
    return EXIT.usage;
  }
  try {
    const { values, positionals } = parse(command, rest);
    if (values['help'] === true) {
      world.print(usageOf(command));
      return EXIT.ok;
    }
    return await command.run({ world, flags: values, operands: positionals, json: values['json'] === true });
  } catch (error) {
    if (error instanceof UsageError) {
      world.tell(`heddle ${command.name}: ${error.message}\n${usageOf(command)}`);
      return EXIT.usage;
    }
    const trouble = troubleOf(error, 'HEDDLE_FAULT', 'Heddle failed because of a fault of its own.');
    world.tell(
      [`heddle ${command.name}: ${trouble.message}`, trouble.wayOut, trouble.detail].filter(Boolean).join('\n  '),
    );
    return exitCodeOf(trouble);
  }
}

function parse(command: Command, args: readonly string[]): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({
      args: [...args],
      options: { ...COMMON_OPTIONS, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const usageOf = (command: Command): string => `usage: heddle ${command.name} ${command.usage} [--json]`;

function overview(): string {
  const width = Math.max(...COMMANDS.map((c) => c.name.length));
  return [
    'heddle COMMAND [flags]: who can access what in a data mesh on AWS',
    '',
    ...COMMANDS.map((c) => `  ${c.name.padEnd(width)}  ${c.summary}`),
    '',
    '`heddle COMMAND --help` tells the flags. Exit: 0 success, 1 a finding, 2 wrong usage, 3 AWS or sign-in trouble.',
  ].join('\n');
}
