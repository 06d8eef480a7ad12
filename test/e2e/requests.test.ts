import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  launchHeddle,
  saveScreenshot,
  waitForMesh,
  type HeddleApp,
} from '../support/electron-app';

let heddle: HeddleApp;
const page = () => heddle.page;
const go = async (name: string): Promise<void> => {
  await page().getByRole('navigation').getByRole('button', { name }).click();
  await page().locator(`main[aria-label="${name}"]`).waitFor();
};
const inbox = () => page().getByRole('region', { name: 'Inbox' });
const decision = () => page().getByRole('region', { name: 'Decision' });

beforeAll(async () => {
  heddle = await launchHeddle();
  await waitForMesh(heddle.page);
});
afterAll(() => heddle.close());

describe('the inbox', () => {
  it('counts what waits in the navigation', async () => {
    await expect
      .poll(() => page().getByRole('navigation').getByRole('button', { name: 'Requests' }).innerText())
      .toMatch(/6/);
  });

  it('lists waiting requests with requester, age and risks, newest first', async () => {
    await go('Requests');
    const rows = inbox().locator('.request-row');
    await expect.poll(() => rows.count()).toBeGreaterThan(6);
    expect(await rows.first().innerText()).toMatch(/Safety features[\s\S]*for Biostatistics/);
    expect(await inbox().getByText('goes to Marketing').count()).toBeGreaterThan(0);
  });

  it('shows reason, columns and what the requester has and would gain', async () => {
    await inbox()
      .getByRole('button', { name: /Orders.*Quality insights/s })
      .click();
    await decision().getByRole('heading', { name: 'Quality insights asks for Orders' }).waitFor();
    expect(await decision().innerText()).toContain('Which customers received a batch under complaint');
    await decision().getByRole('button', { name: 'Approve 26 columns for Quality insights' }).waitFor();
    await saveScreenshot(page(), 'requests-light');
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('counts again when a filter is chosen', async () => {
    await decision().getByRole('checkbox', { name: 'Filter No contact data on orders' }).check();
    await decision().getByRole('button', { name: 'Approve 25 columns for Quality insights' }).waitFor();
  });
});
