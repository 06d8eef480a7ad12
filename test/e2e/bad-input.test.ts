import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppState, SnapshotInfo } from '../../src/contract/calls';
import { callFromPage, launchHeddle, waitForMesh, type HeddleApp } from '../support/electron-app';
import { connect } from '../support/person-sandbox';

let heddle: HeddleApp | null = null;
const scratch: string[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'heddle-bad-'));
  scratch.push(path);
  return path;
};
afterEach(async () => {
  await heddle?.close();
  heddle = null;
  for (const path of scratch.splice(0)) rmSync(path, { recursive: true, force: true });
});

const stateOf = async ({ page }: HeddleApp): Promise<AppState> =>
  (await callFromPage(page, 'app.state', null)).value as AppState;
const readAgain = ({ page }: HeddleApp) => page.getByRole('button', { name: 'Read the mesh again' }).click();
const trouble = ({ page }: HeddleApp) => page.locator('.strip.is-trouble');

describe('an AWS config', () => {
  it('that is missing is told on the Connect page, and the sandbox works without it', async () => {
    heddle = await launchHeddle({ env: { AWS_CONFIG_FILE: join(folder(), 'none', 'config') } });
    await waitForMesh(heddle.page);
    await heddle.page.getByRole('navigation').getByRole('button', { name: 'Connect' }).click();
    await heddle.page
      .getByText(/There is no AWS configuration at/)
      .first()
      .waitFor();
  });

  it('that is broken is told in a sentence, and the sandbox works all the same', async () => {
    heddle = await launchHeddle({ awsConfig: '[profile half\nregion eu-central-1\n\u0000\u0001[[[[' });
    await waitForMesh(heddle.page);
    await heddle.page.getByRole('navigation').getByRole('button', { name: 'Connect' }).click();
    await heddle.page
      .getByText(/Line 1 of .* is neither a section/)
      .first()
      .waitFor();
    expect(heddle.pageErrors).toEqual([]);
  });

  it('without the profile of a connection is named with a way out; the old mesh stays', async () => {
    heddle = await launchHeddle();
    await waitForMesh(heddle.page);
    await connect(heddle, ['nobody']);
    await readAgain(heddle);
    await trouble(heddle).waitFor();
    await expect.poll(() => trouble(heddle!).innerText()).toMatch(/nobody.*\S/);
    const back = await callFromPage(heddle.page, 'connections.use', { name: 'sandbox' });
    expect(back.ok).toBe(true);
    await waitForMesh(heddle.page);
  });
});

describe('a stored snapshot', () => {
  it('that is damaged is named, and the one before it opens', async () => {
    const home = folder();
    heddle = await launchHeddle({ home });
    await waitForMesh(heddle.page);
    await readAgain(heddle);
    const list = async (): Promise<SnapshotInfo[]> =>
      (await callFromPage(heddle!.page, 'history.list', null)).value as SnapshotInfo[];
    await expect.poll(async () => (await list()).length, { timeout: 60_000 }).toBe(2);
    const [newest, older] = (await list()).map(({ id }) => id);
    await heddle.close();
    const broken = join(home, 'snapshots', newest ?? '');
    const part = readdirSync(broken).find((name) => name.startsWith('permissions'));
    appendFileSync(join(broken, part ?? ''), 'x');

    heddle = await launchHeddle({ home });
    await waitForMesh(heddle.page);
    const { snapshot, notices } = await stateOf(heddle);
    expect(snapshot?.id).toBe(older);
    expect(notices.join(' ')).toMatch(/cannot be read/);
    await heddle.page.locator('.strip', { hasText: 'cannot be read' }).waitFor();
    expect(readdirSync(broken)).toContain('manifest.json');
  });
});

describe('a full disk', () => {
  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'is named with a way out, and what was stored stays (needs to mount a small disk: Linux, root)',
    async ({ skip }) => {
      const home = folder();
      const snapshots = join(home, 'snapshots');
      mkdirSync(snapshots, { mode: 0o700 });
      // The snapshots alone: what the window keeps beside them comes and goes, and would make room again.
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', snapshots]);
      if (mounted.status !== 0) skip(`no small disk could be mounted: ${mounted.stderr.toString()}`);
      try {
        heddle = await launchHeddle({ home });
        await waitForMesh(heddle.page);
        const before = (await stateOf(heddle)).snapshot?.id;
        const { blocks, bfree, bsize } = statfsSync(snapshots);
        const full = `remount,size=${String((blocks - bfree) * bsize)}`;
        expect(spawnSync('mount', ['-o', full, snapshots]).stderr.toString()).toBe('');
        await readAgain(heddle);
        await trouble(heddle).waitFor({ timeout: 60_000 });
        await expect.poll(() => trouble(heddle!).innerText()).toMatch(/disk.*full[\s\S]*HEDDLE_HOME/i);
        expect((await stateOf(heddle)).snapshot?.id).toBe(before);
        await expect.poll(() => heddle!.page.locator('.card.is-domain').count()).toBeGreaterThan(4);
      } finally {
        await heddle?.close();
        heddle = null;
        spawnSync('umount', ['--lazy', snapshots]);
      }
    },
  );
});
