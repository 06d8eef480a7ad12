import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testCli } from './cli-world';
import type { TestCli } from './cli-world';

let cli: TestCli;
beforeAll(async () => {
  cli = await testCli();
});
afterAll(() => cli.end());

describe('usage', () => {
  test.each([
    [[], 2, 'heddle COMMAND'],
    [['nonsense'], 2, 'no command "nonsense"'],
    [['graph', '--nonsense'], 2, 'nonsense'],
    [['graph', '--snapshot', ''], 2, '--snapshot is empty'],
    [['sandbox', '--variant', 'x=y'], 2, 'no variant "x"'],
    [['sandbox', '--limits', 'some'], 2, 'published or off'],
    [['sandbox', '--scale', 'tables=-1'], 2, 'whole number'],
    [['sandbox', '--state', '/does/not/exist'], 2, '/does/not/exist'],
    [['evaluate'], 2, 'at least one file'],
    [['graph', '--snapshot', '20260101T000000000Z-abcdef'], 2, 'no stored snapshot'],
    [['graph'], 2, 'no snapshot yet'],
    [['crawl', '--connection', 'nowhere'], 2, 'no connection "nowhere"'],
    [['profiles'], 3, 'no AWS configuration'],
  ])('heddle %j ends with %i and says why', async (argv, code, words) => {
    const run = await cli.run(...argv);
    expect({ code: run.code, out: run.out }).toEqual({ code, out: [] });
    expect(run.err).toContain(words);
  });

  test('help goes to standard output', async () => {
    expect(await cli.run('--help')).toMatchObject({ code: 0, err: '' });
    expect((await cli.run('graph', '--help')).out[0]).toContain('usage: heddle graph');
  });
});

describe('evaluate', () => {
  test('one line per file, in order, also for files that are no case', async () => {
    const bad = join(cli.home, 'bad.json');
    const other = join(cli.home, 'other.json');
    await writeFile(bad, '{ "id": ');
    await writeFile(other, '[]');
    const good = 'test/cases/access/C15.json';
    const { code, out } = await cli.run('evaluate', bad, good, other, '/does/not/exist', good, '--json');
    expect(code).toBe(2);
    const lines = out.map((line) => JSON.parse(line) as { access: unknown[]; error?: { code: string } });
    expect(lines.map((l) => l.error?.code ?? l.access.length)).toEqual([
      'FILE_NOT_JSON',
      8,
      'FILE_NOT_A_CASE',
      'FILE_UNREADABLE',
      8,
    ]);
    expect(await cli.run('evaluate', good)).toMatchObject({ code: 0, err: '' });
  });
});

describe('profiles', () => {
  test('lists each with what is missing, and names a broken line', async () => {
    const folder = join(cli.home, '.aws');
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'config'),
      '[profile a]\nregion = eu-central-1\ncredential_process = x\n[profile b]\nregion = x\n',
    );
    const { code, out } = await cli.run('profiles', '--json');
    expect(code).toBe(0);
    const { profiles } = JSON.parse(out[0]!) as { profiles: { name: string; missing: string[] }[] };
    expect(profiles.map((p) => [p.name, p.missing.length])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    await writeFile(join(folder, 'config'), 'what is this\n');
    expect(await cli.run('profiles')).toMatchObject({ code: 3, err: expect.stringContaining('Line 1') as string });
  });
});

describe('stored snapshots that are all damaged', () => {
  test('are named, not taken for none', async () => {
    const folder = join(cli.home, 'snapshots', '20260101T000000000Z-abcdef');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'manifest.json'), '{');
    const run = await cli.run('graph');
    expect(run.code).toBe(3);
    expect(run.err).toContain('The manifest is not complete JSON.');
    expect(run.err).toContain('None of the stored snapshots can be read.');
  });
});
