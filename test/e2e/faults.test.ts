import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppState } from '../../src/contract/calls';
import type { FaultRule } from '../../src/main/sandbox/server/faults';
import { callFromPage, waitForMesh, type HeddleApp } from '../support/electron-app';
import { connect, openPersonSandbox, type PersonSandbox } from '../support/person-sandbox';

let person: PersonSandbox;
let heddle: HeddleApp;
let profiles: string[];
const page = () => heddle.page;
const state = async (): Promise<AppState> => (await callFromPage(page(), 'app.state', null)).value as AppState;
const readAgain = () => page().getByRole('button', { name: 'Read the mesh again' }).click();
const idle = () => expect.poll(async () => (await state()).crawling, { timeout: 60_000 }).toBeNull();
/** Reads again with faults switched on, to the end; answers the state afterwards. */
async function readUnder(rules: FaultRule[]): Promise<AppState> {
  const before = (await state()).snapshot?.id;
  await person.sandbox.faults(rules);
  await readAgain();
  await expect.poll(async () => (await state()).snapshot?.id, { timeout: 90_000 }).not.toBe(before);
  await idle();
  return state();
}

beforeAll(async () => {
  person = await openPersonSandbox();
  heddle = await person.launch();
  profiles = person.sandbox.profiles;
  await waitForMesh(heddle.page);
});
afterEach(() => person.sandbox.faults([]));
afterAll(async () => {
  await heddle.close();
  await person.stop();
});

describe('profiles of one session, to which nobody is signed in', () => {
  it('are asked for once, and the mesh is then read by itself', async () => {
    await connect(heddle, profiles);
    await readAgain();
    await expect.poll(async () => (await state()).snapshot?.members.length, { timeout: 90_000 }).toBe(profiles.length);
    await waitForMesh(heddle.page);
    expect(await page().getByRole('dialog').count()).toBe(0);
  });
});

describe('a service that refuses', () => {
  it('slows a crawl down where it throttles, and gives the same mesh', async () => {
    const before = (await state()).snapshot?.counts;
    const after = await readUnder([{ service: 'glue', operation: 'GetTables', kind: 'throttle', times: 6 }]);
    expect(after.snapshot?.counts).toEqual(before);
    expect(after.coverage.filter((gap) => gap.kind === 'failed')).toEqual([]);
  });

  it('is named with its reason where it denies, and never looks empty', async () => {
    const { coverage } = await readUnder([{ service: 'lakeformation', operation: 'ListPermissions', kind: 'denied' }]);
    const denied = coverage.filter((gap) => gap.layer === 'permissions' && gap.kind === 'denied');
    expect(denied).toHaveLength(profiles.length);
    expect(denied.every((gap) => gap.action === 'lakeformation:ListPermissions')).toBe(true);
    const badge = page().getByRole('button', { name: /things could not be read/ });
    await badge.click();
    await page()
      .getByText(/lakeformation:ListPermissions is not allowed/)
      .first()
      .waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => page().locator('.card.is-domain').count()).toBeGreaterThan(4);
  });

  it('is told of where it fails again and again; the rest is read', async () => {
    const { coverage, snapshot } = await readUnder([{ service: 'datazone', operation: 'SearchListings', kind: '500' }]);
    expect(coverage.filter((gap) => gap.layer === 'dz-listings')).toMatchObject([{ kind: 'failed' }]);
    expect(snapshot?.counts.tables).toBeGreaterThan(0);
  });
});

describe('a session that ends under way', () => {
  it('asks to sign in and then goes on to the whole mesh', async () => {
    const { snapshot, coverage } = await readUnder([]);
    const before = snapshot?.id;
    await page().evaluate(() => {
      const own = window as unknown as {
        asked: string[];
        heddle: { on(name: string, heard: (e: object) => void): void };
      };
      own.asked = [];
      own.heddle.on('signin.needed', (event) => own.asked.push(JSON.stringify(event)));
    });
    // The keys of the roles, and the session's refresh with its second try, are refused while pages are still to come.
    await person.sandbox.faults([{ service: 'glue', operation: 'GetTables', kind: 'slow', delayMs: 1500 }]);
    await readAgain();
    await expect.poll(async () => (await state()).crawling?.done ?? 0, { timeout: 20_000 }).toBeGreaterThan(20);
    await person.sandbox.expireTokens();
    await person.sandbox.faults([{ service: 'sso-oidc', operation: 'CreateToken', kind: 'expired-token', times: 2 }]);
    await expect.poll(async () => (await state()).snapshot?.id, { timeout: 60_000 }).not.toBe(before);
    await idle();
    const after = await state();
    expect(after.snapshot?.counts).toEqual(snapshot?.counts);
    expect(after.coverage).toEqual(coverage);
    const asked = await page().evaluate(() => (window as unknown as { asked: string[] }).asked);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/sign/i);
    await expect.poll(() => page().getByRole('dialog').filter({ hasText: 'Sign in as' }).count()).toBe(0);
  });
});

describe('without a network', () => {
  it('opens the stored mesh with its age, and says why it cannot be read again', async () => {
    const home = mkdtempSync(join(tmpdir(), 'heddle-offline-'));
    cpSync(heddle.home, home, { recursive: true });
    const gone = await openPersonSandbox();
    await gone.stop();
    const offline = await gone.launch(home);
    try {
      await waitForMesh(offline.page);
      await expect.poll(() => offline.page.locator('.card.is-domain').count()).toBeGreaterThan(4);
      await expect.poll(() => offline.page.locator('header').innerText()).toMatch(/ago|now|second|minute/i);
      await offline.page.getByRole('button', { name: 'Read the mesh again' }).click();
      await offline.page.locator('.strip.is-trouble').waitFor({ timeout: 60_000 });
      await expect.poll(() => offline.page.locator('.card.is-domain').count()).toBeGreaterThan(4);
    } finally {
      await offline.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
