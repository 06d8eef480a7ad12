import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCode } from '../../../src/core/as-code/as-code';
import { cliName } from '../../../src/core/as-code/cli-name';
import { shellQuote } from '../../../src/core/as-code/shell-quote';
import { OPERATIONS } from '../../../src/main/aws/operations';
import { ACCOUNT, everywhere, grant, HOSTILE, OTHER, source, write } from './hostile';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heddle-as-code-'));
  // Stands for the AWS CLI: keeps every argument, one line of JSON per call.
  const fake = `#!/bin/sh
case "$1 $2" in 'sts get-caller-identity') printf '%s\\n' "$FAKE_ACCOUNT"; exit 0 ;; esac
for word in "$@"; do printf '%s\\0' "$word"; done >> '${folder}/calls'
printf '\\n\\0' >> '${folder}/calls'
printf '%s\\n' "$FAKE_FAILURES"
`;
  writeFileSync(join(folder, 'aws'), fake, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runScript(text: string, env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'script.sh'), text);
  writeFileSync(join(folder, 'calls'), '');
  const ran = spawnSync('sh', [join(folder, 'script.sh')], {
    env: { PATH: `${folder}:/usr/bin:/bin`, FAKE_ACCOUNT: ACCOUNT, FAKE_FAILURES: '', ...env },
    cwd: folder,
    encoding: 'utf8',
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n\0')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1));
  return { ...ran, calls };
}

const textOf = (...args: Parameters<typeof source>): string => asCode(source(...args), 'aws-cli').files[0]!.text;

describe('a POSIX script', () => {
  it('gives every request unchanged to the AWS CLI, whatever its names are', () => {
    const statements = [
      ...everywhere(HOSTILE.join(' ')),
      ...HOSTILE.map((name) => write('CreateLFTag', { TagKey: name, TagValues: [name] })),
    ];
    const { status, stderr, calls } = runScript(textOf(statements, { title: HOSTILE.join(' '), connection: 'a\nb' }));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(calls).toHaveLength(statements.length);
    for (const [at, call] of calls.entries()) {
      const { operation, request } = statements[at]!;
      expect(call.slice(0, 7)).toEqual([
        'lakeformation',
        cliName(operation),
        '--region',
        'eu-central-1',
        '--profile',
        'governance',
        '--cli-input-json',
      ]);
      expect(JSON.parse(call[7]!)).toEqual(request);
    }
  });

  it('has no line of its own that a name made, and shows every sign', () => {
    const text = textOf(HOSTILE.flatMap(everywhere), { left: HOSTILE.map((name) => ({ what: name, why: name })) });
    expect(text.split('\n').filter((line) => line.startsWith('rm '))).toEqual([]);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
  });

  it('takes another profile from the environment, and stops where it leads elsewhere', () => {
    const text = textOf([grant('x', { Database: { Name: 'd' } })]);
    const other = runScript(text, { [`PROFILE_${ACCOUNT}`]: "it's mine" });
    expect(other.calls[0]!.slice(4, 6)).toEqual(['--profile', "it's mine"]);
    const wrong = runScript(text, { FAKE_ACCOUNT: OTHER });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain(`leads to account ${OTHER}, not to ${ACCOUNT}. Nothing was changed.`);
    expect(wrong.calls).toEqual([]);
  });

  it('asks for a profile where none is known', () => {
    const text = textOf([write('CreateLFTag', { TagKey: 'a', TagValues: ['b'] }, OTHER)]);
    const { status, stderr, calls } = runScript(text, { FAKE_ACCOUNT: OTHER });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`set it to the profile that writes to account ${OTHER}`);
    expect(calls).toEqual([]);
    expect(runScript(text, { FAKE_ACCOUNT: OTHER, [`PROFILE_${OTHER}`]: 'p' }).calls).toHaveLength(1);
  });

  it('stops at a batch of which an entry failed, although the service answers success', () => {
    const batch = write('BatchGrantPermissions', { Entries: [] });
    const text = textOf([batch, write('CreateLFTag', { TagKey: 'a', TagValues: ['b'] })]);
    expect(runScript(text, { FAKE_FAILURES: '[]' }).calls).toHaveLength(2);
    const failed = runScript(text, { FAKE_FAILURES: '[{"Error": {}}]' });
    expect(failed.status).toBe(1);
    expect(failed.calls).toHaveLength(1);
    expect(failed.stderr).toContain('[{"Error": {}}]');
  });

  it('says what is left out', () => {
    const text = textOf([], { left: [{ what: 'Grants on\na catalog', why: 'they are elsewhere' }] });
    expect(text).toContain('# - Grants on\\u000aa catalog: they are elsewhere\n');
    expect(runScript(text).status).toBe(0);
  });
});

it('spells operations as the AWS CLI does', () => {
  expect(
    ['AddLFTagsToResource', 'CreateLFTagExpression', 'PutDataLakeSettings', 'BatchGrantPermissions'].map(cliName),
  ).toEqual([
    'add-lf-tags-to-resource',
    'create-lf-tag-expression',
    'put-data-lake-settings',
    'batch-grant-permissions',
  ]);
  for (const { name, kind } of OPERATIONS.values()) if (kind === 'write') expect(cliName(name)).toMatch(/^[a-z-]+$/);
});

it('quotes one word', () => {
  expect(shellQuote(`a'b`)).toBe(`'a'\\''b'`);
});
