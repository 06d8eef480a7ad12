import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { startSandbox } from '../../../src/main/sandbox/start';
import { testCli } from '../../unit/cli/cli-world';
import type { TestCli } from '../../unit/cli/cli-world';

const parse = (line: string | undefined): Record<string, unknown> =>
  JSON.parse(line ?? 'null') as Record<string, unknown>;

describe('a served case, from one command to the next', () => {
  const stop = new AbortController();
  let served: Promise<unknown>;
  let cli: TestCli;
  let server: TestCli;

  beforeAll(async () => {
    let announce = (_line: string): void => undefined;
    const announced = new Promise<string>((resolve) => (announce = resolve));
    server = await testCli({
      signal: stop.signal,
      print: (line) => {
        announce(line);
      },
    });
    served = server.run('sandbox', '--state', 'test/cases/access/C15.json', '--json');
    const { env, endpoint } = parse(await announced) as { env: Record<string, string>; endpoint: string };
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    cli = await testCli({ env: { ...env } });
  });
  afterAll(async () => {
    stop.abort();
    expect(await served).toMatchObject({ code: 0 });
    await Promise.all([cli.end(), server.end()]);
  });

  test('crawl', async () => {
    const { code, out } = await cli.run('crawl', '--json');
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    const document = parse(out[0]);
    expect(document).toMatchObject({
      snapshot: expect.stringMatching(/^\d{8}T\d{9}Z-/) as string,
      counts: {
        accounts: 1,
        databases: 1,
        tables: 2,
        permissions: 3,
        tags: 2,
        filters: 0,
        domains: 0,
        projects: 0,
        products: 0,
        assets: 0,
        requests: 0,
        subscriptions: 0,
      },
      coverage: [],
    });
    expect(document['calls']).toMatchObject({
      lakeformation: expect.any(Number) as number,
      glue: expect.any(Number) as number,
    });
  });

  test('graph', async () => {
    const { code, out } = await cli.run('graph', '--json');
    expect(code).toBe(0);
    const { nodes, edges } = parse(out[0]) as {
      nodes: { id: string; kind: string; label: string; parent?: string }[];
      edges: { source: string; target: string }[];
    };
    expect(nodes.filter((n) => n.kind === 'table').map((n) => n.label)).toEqual(['t1', 't2']);
    const ids = new Set(nodes.map((n) => n.id));
    for (const { source, target } of edges) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
  });

  test('who-can and what-can, by name endings and by permission', async () => {
    const who = parse((await cli.run('who-can', '--resource', 'sales.t1', '--permission', 'select', '--json')).out[0]);
    expect(
      (who['rows'] as { principal: string; permission: string }[]).map((r) => [
        r.principal.split('/')[1],
        r.permission,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['Analyst', 'SELECT'],
        ['Scientist', 'SELECT'],
      ]),
    );
    expect(who).toMatchObject({ sentence: expect.stringContaining('2 principals') as string, coverage: [] });
    const what = parse((await cli.run('what-can', '--principal', 'Analyst', '--json')).out[0]);
    expect(what['rows']).toHaveLength(3);
    const text = await cli.run('what-can', '--principal', 'role/Analyst');
    expect(text).toMatchObject({ code: 0 });
    expect(text.out[0]).toContain('Analyst can read');
  });

  test('explain: why and why not', async () => {
    const why = parse((await cli.run('explain', '--principal', 'Analyst', '--resource', 'sales.t1', '--json')).out[0]);
    expect(why).toMatchObject({ verdict: 'allowed' });
    const not = parse((await cli.run('explain', '--principal', 'Analyst', '--resource', 'sales.t2', '--json')).out[0]);
    expect(not).toMatchObject({ verdict: 'denied' });
    expect(not['missing']).not.toEqual([]);
    expect((await cli.run('explain', '--principal', 'Analyst', '--resource', 'sales.t2')).out.join('\n')).toContain(
      'missing',
    );
  });

  test('lineage between two nodes, and its lists as files', async () => {
    const way = parse(
      (await cli.run('lineage', '--resource', 'sales.t1', '--to', 'sales.t2', '--as-of', '2020-01-01', '--json'))
        .out[0],
    );
    expect(way).toMatchObject({
      nodes: [],
      edges: [],
      sentence: expect.stringContaining('No data is known to flow between') as string,
      notes: ['No run is known, so there is no history: only what is defined is shown.'],
    });
    const folder = await mkdtemp(join(tmpdir(), 'heddle-lineage-lists-'));
    for (const [question, ...rest] of [
      ['impact', '--resource', 'sales.t1'],
      ['audience', '--resource', 'sales.t1'],
      ['lost-tags'],
    ]) {
      const out = join(folder, `${question!}.json`);
      const { code } = await cli.run('export', '--question', question!, ...rest, '--format', 'json', '--out', out);
      expect({ question, code }).toEqual({ question, code: 0 });
      expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ sentence: expect.any(String) as string });
    }
    await rm(folder, { recursive: true });
    expect(await cli.run('lineage', '--to', 'sales.t2')).toMatchObject({ code: 2 });
    expect(await cli.run('export', '--question', 'audience')).toMatchObject({ code: 2 });
  });

  test('compare principals, resources and snapshots', async () => {
    const two = parse((await cli.run('compare', '--principal', 'Analyst', '--with', 'Scientist', '--json')).out[0]);
    expect(two['gained']).toHaveLength(2);
    expect(two['lost']).toEqual([]);
    const tables = parse((await cli.run('compare', '--resource', 'sales.t1', '--with', 'sales.t2', '--json')).out[0]);
    expect(tables['lost']).toHaveLength(2);
    const first = parse((await cli.run('snapshots', '--json')).out[0]) as { snapshots: { id: string }[] };
    const second = parse((await cli.run('crawl', '--json')).out[0]);
    const same = await cli.run(
      'compare',
      '--snapshot',
      first.snapshots[0]!.id,
      '--with',
      second['snapshot'] as string,
      '--json',
    );
    expect(parse(same.out[0])).toMatchObject({ gained: [], lost: [], changed: [] });
  });

  test.each([
    [['what-can', '--principal', 'Nobody'], 'Nobody'],
    [['who-can', '--resource', 'sales.nothing'], 'sales.nothing'],
    [['who-can'], '--resource is missing'],
    [['compare', '--principal', 'Analyst'], '--with is missing'],
  ])('heddle %j is wrong usage', async (argv, words) => {
    const { code, out, err } = await cli.run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain(words);
  });

  test('a snapshot that was never taken is wrong usage too, and says what to do', async () => {
    const { code, err } = await cli.run('who-can', '--resource', 'sales.t1', '--connection', 'never-read');
    expect(code).toBe(2);
    expect(err).toMatch(/never-read[^]*heddle crawl/);
  });

  test('an unknown profile is AWS trouble, in one sentence, and stores nothing', async () => {
    const { code, out, err } = await cli.run('crawl', '--profile', 'nobody', '--json');
    expect({ code, out }).toEqual({ code: 3, out: [] });
    expect(err).toContain('nobody');
  });
});

describe('a machine without AWS configuration', () => {
  test('crawls the embedded sandbox, signed in through its SSO profiles, and answers about it', async () => {
    const sandbox = await startSandbox({ world: halcyonWorld(), autoApprove: true });
    const folder = await mkdtemp(join(tmpdir(), 'heddle-embedded-'));
    const { env, configFile, profiles } = await sandbox.writeProfiles(folder);
    let started = 0;
    let stopped = 0;
    const cli = await testCli({
      startSandbox: () => {
        started++;
        return Promise.resolve({
          sandbox: { endpoint: sandbox.endpoint, configFile, home: folder, env, profiles },
          stop: () => Promise.resolve(void stopped++),
        });
      },
    });
    try {
      const { code, out } = await cli.run('crawl', '--json');
      expect(code).toBe(0);
      expect(parse(out[0])).toMatchObject({ connection: 'sandbox', counts: { accounts: 5, domains: 1 }, coverage: [] });
      expect([started, stopped]).toEqual([1, 1]);
      // An ending that several principals have is asked back, with each of them in full, and never taken for one of them.
      const several = await cli.run('what-can', '--principal', 'Analyst', '--json');
      expect(several).toMatchObject({ code: 2, out: [] });
      expect(several.err).toMatch(/role\/SalesAnalyst.*role\/BiostatAnalyst/);
      const chosen = await cli.run('what-can', '--principal', 'SalesAnalyst', '--json');
      expect(chosen.code).toBe(0);
      const elsewhere = await cli.run('crawl', '--region', 'us-east-1');
      expect(elsewhere.code).toBe(0);
      expect(elsewhere.out.join('\n')).toMatch(/read as governance@us-east-1[^]*no DataZone domain is there/);
      const nowhere = await cli.run('crawl', '--region', 'eu-nowhere-1');
      expect(nowhere).toMatchObject({
        code: 3,
        err: expect.stringContaining('not accepted in eu-nowhere-1') as string,
      });
    } finally {
      await cli.end();
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
