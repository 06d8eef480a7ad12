import { writeFile } from 'node:fs/promises';
import type { CodeSubject } from '../../contract/code';
import { CODE_FORMATS, type CodeFormat } from '../../core/as-code/code-types';
import type { Selection } from '../../core/as-code/chosen';
import { planStore } from '../store/plan-store';
import { codeOf, filesAt } from '../usecases/export/code-of';
import type { Flags, Invocation } from './command';
import { EXIT, UsageError, valueOf, type ExitCode } from './exit';
import { requiredFlag, textFlag } from './flags';
import { withMesh } from './with-host';

const KINDS: readonly Selection['of'][] = ['resource', 'principal', 'domain', 'account'];

/** What `--plan ID` or `--state KIND:NAME` asks for; undefined where neither is given. */
export function codeSubject(flags: Flags): CodeSubject | undefined {
  const plan = textFlag(flags, 'plan');
  const state = textFlag(flags, 'state');
  if (plan !== undefined && state !== undefined) throw new UsageError('--plan and --state exclude each other.');
  if (plan !== undefined) return { plan };
  if (state === undefined) return undefined;
  const colon = state.indexOf(':');
  const of = KINDS.find((kind) => kind === state.slice(0, colon));
  const name = state.slice(colon + 1).trim();
  if (!of || name === '') throw new UsageError(`--state takes KIND:NAME with KIND one of ${KINDS.join(', ')}.`);
  return { of, name };
}

/** Writes a plan or a present state as code, and tells what is not in it. */
export async function exportCode(invocation: Invocation, subject: CodeSubject): Promise<ExitCode> {
  const { world, flags, json } = invocation;
  const format = codeFormat(flags);
  const out = requiredFlag(flags, 'out');
  return withMesh(invocation, async (host) => {
    const deps = { host, plans: planStore(world.home) };
    const document = valueOf(await codeOf(deps, { subject, format }, world.signal));
    const files = filesAt(out, document);
    for (const { path, text } of files) await writeFile(path, text, { mode: 0o600 });
    const paths = files.map(({ path }) => path);
    const { title, written, left } = document;
    if (json) world.print(JSON.stringify({ out, format, files: paths, written, left }));
    else
      world.print(
        `${title}: ${String(written)} ${format === 'aws-cli' ? 'commands' : 'resources'} written to ${paths.join(', ')}`,
      );
    for (const { what, why } of left) world.tell(`not in it: ${what}: ${why}`);
    return EXIT.ok;
  });
}

function codeFormat(flags: Flags): CodeFormat {
  const text = requiredFlag(flags, 'format').toLowerCase();
  const format = CODE_FORMATS.find((one) => one === text);
  if (!format)
    throw new UsageError(
      `--format takes ${CODE_FORMATS.join(', ')} with --plan or --state, not ${JSON.stringify(text)}.`,
    );
  return format;
}
