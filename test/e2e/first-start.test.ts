import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPicture } from '../../src/main/store/first-picture';
import {
  callFromPage,
  launchHeddle,
  PROJECT,
  readLog,
  saveScreenshot,
  waitForMesh,
  type HeddleApp,
} from '../support/electron-app';

interface Totals {
  domains: number;
  products: number;
  tables: number;
  grants: number;
}

/** What the drawn domain nodes show. */
const drawn = (heddle: HeddleApp): Promise<Totals> =>
  heddle.page.evaluate(() => {
    const shown = [...document.querySelectorAll('[data-mesh-drawn="true"] [data-totals]')].map(
      (node) => JSON.parse(node.getAttribute('data-totals') ?? '{}') as Omit<Totals, 'domains'>,
    );
    const sum = (name: 'products' | 'tables' | 'grants') => shown.reduce((total, totals) => total + totals[name], 0);
    return { domains: shown.length, products: sum('products'), tables: sum('tables'), grants: sum('grants') };
  });

/** What the command line tells of the same folder. */
function graphOf(home: string): Totals {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(PROJECT, 'out/main/cli.cjs'), 'graph', '--json'],
    {
      env: { ...process.env, HEDDLE_HOME: home },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  const { nodes, edges } = JSON.parse(stdout) as { nodes: { kind: string }[]; edges: { kind: string }[] };
  const count = (list: { kind: string }[], kind: string) => list.filter((one) => one.kind === kind).length;
  return {
    domains: count(nodes, 'domain'),
    products: count(nodes, 'product'),
    tables: count(nodes, 'table'),
    grants: count(edges, 'grant'),
  };
}

describe('the first start', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'heddle-first-'));
  const home = join(scratch, 'home');
  let heddle: HeddleApp;
  beforeAll(async () => {
    heddle = await launchHeddle({ home });
    await waitForMesh(heddle.page);
  });
  afterAll(async () => {
    await heddle.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('draws the sandbox’s mesh, with the same totals as the command line', async () => {
    await expect.poll(() => drawn(heddle), { timeout: 10_000 }).toEqual(graphOf(home));
    const totals = await drawn(heddle);
    expect(Object.values(totals).every((total) => total > 0)).toBe(true);
    await saveScreenshot(heddle.page, 'first-start');
  });

  it('breaks no content policy and throws nothing', () => {
    expect(heddle.pageErrors).toEqual([]);
  });

  it('writes no secret into its log', () => {
    const log = readLog(home);
    expect(log).toContain('Heddle 0.');
    expect(log).not.toMatch(/(AKIA|ASIA)[A-Z0-9]{12}|Bearer [\w-]{8}/);
  });

  it('opens the last mesh the next time, without reading again', async () => {
    const before = await drawn(heddle);
    await heddle.close();
    const kept = await readPicture(home, 'sandbox');
    expect(kept?.view.totals).toMatchObject(before);
    heddle = await launchHeddle({ home });
    await waitForMesh(heddle.page);
    const state = await callFromPage(heddle.page, 'history.list', null);
    expect(state).toMatchObject({ ok: true, value: [{ connection: expect.any(String) as string }] });
    expect(await drawn(heddle)).toEqual(before);
    // The page was given its first picture already; one that loads again asks the mesh host.
    expect(await callFromPage(heddle.page, 'app.firstPicture', null)).toEqual({ ok: true, value: null });
  });
});

describe('a start that cannot be', () => {
  it('tells the window the cause and a way out', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'heddle-broken-'));
    mkdirSync(join(scratch, 'window'));
    // A file where the folder of snapshots belongs.
    writeFileSync(join(scratch, 'snapshots'), '');
    const heddle = await launchHeddle({ home: scratch });
    try {
      await expect
        .poll(() => heddle.page.evaluate(() => document.body.innerText), { timeout: 30_000 })
        .toMatch(/HEDDLE_HOME|snapshots|folder/i);
    } finally {
      await heddle.close();
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});
