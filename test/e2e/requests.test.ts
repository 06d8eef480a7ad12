import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  callFromPage,
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
  heddle = await launchHeddle({ env: { HEDDLE_TEST_CONFIRM: 'yes' } });
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
    await expect.poll(() => rows.first().innerText()).toMatch(/Safety features[\s\S]*for Biostatistics/);
    await expect.poll(() => inbox().getByText('goes to Marketing').count()).toBeGreaterThan(0);
  });

  it('shows reason, columns and what the requester has and would gain', async () => {
    await inbox()
      .getByRole('button', { name: /Orders.*Quality insights/s })
      .click();
    await decision().getByRole('heading', { name: 'Quality insights asks for Orders' }).waitFor();
    await expect.poll(() => decision().innerText()).toContain('Which customers received a batch under complaint');
    await decision().getByRole('button', { name: 'Approve 26 columns for Quality insights' }).waitFor();
  });

  it.each(['light', 'dark'])('has no accessibility violation in the %s', async (theme) => {
    await wear(theme);
    await saveScreenshot(page(), `requests-${theme}`);
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('counts again when a filter is chosen', async () => {
    await decision().getByRole('checkbox', { name: 'Filter No contact data on orders' }).check();
    await decision().getByRole('button', { name: 'Approve 25 columns for Quality insights', exact: true }).waitFor();
  });
});

describe('a decision', () => {
  it('is not sent while writing is off', async () => {
    await decision().getByRole('button', { name: 'Approve 25 columns for Quality insights', exact: true }).click();
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('button', { name: /^Switch writing on for/ }).waitFor();
    expect(
      await dialog.getByRole('button', { name: 'Approve 25 columns for Quality insights', exact: true }).isDisabled(),
    ).toBe(true);
    await saveScreenshot(page(), 'requests-review');
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('becomes real: every grant is watched until GRANTED', async () => {
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('button', { name: /^Switch writing on for/ }).click();
    await dialog.getByRole('button', { name: 'Approve 25 columns for Quality insights', exact: true }).click();
    await dialog.getByText(/1 call done/).waitFor();
    await saveScreenshot(page(), 'requests-done');
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await decision().getByText('Every grant is real.').waitFor({ timeout: 30_000 });
    await expect
      .poll(() => page().getByRole('navigation').getByRole('button', { name: 'Requests' }).innerText(), {
        timeout: 30_000,
      })
      .toMatch(/5/);
    await saveScreenshot(page(), 'requests-granted');
  });

  it('by keyboard alone: reject with a comment', async () => {
    await inbox()
      .getByRole('button', { name: /Customer events.*Sales analytics/s })
      .focus();
    await page().keyboard.press('ArrowUp');
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await decision().getByRole('heading', { name: 'Sales analytics asks for Customer events' }).waitFor();
    await decision().getByRole('textbox', { name: 'Comment' }).focus();
    await page().keyboard.type('Ask for the aggregated product instead');
    await decision().getByRole('button', { name: 'Reject Customer events for Sales analytics', exact: true }).focus();
    await page().keyboard.press('Enter');
    const dialog = page().getByRole('dialog');
    const reject = dialog.getByRole('button', { name: 'Reject Customer events for Sales analytics', exact: true });
    await expect.poll(() => reject.isEnabled()).toBe(true);
    await reject.focus();
    await page().keyboard.press('Enter');
    await dialog.getByText(/1 call done/).waitFor();
    await page().keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await decision().getByText('The request is rejected.').waitFor();
  });
});

describe('steps beside deciding', () => {
  const dialog = () => page().getByRole('dialog');

  it('previews a revoke with and without the permissions, and puts it into the basket', async () => {
    await inbox()
      .getByRole('button', { name: /Orders.*Quality insights/s })
      .click();
    await decision().getByRole('button', { name: 'Revoke Orders from Quality insights…' }).click();
    await dialog().getByRole('group', { name: 'Lost' }).waitFor();
    await saveScreenshot(page(), 'requests-revoke');
    expect(await accessibilityViolations(page())).toEqual([]);
    await dialog().getByRole('checkbox', { name: 'Leave the data permissions where they are' }).check();
    await dialog().getByText('Nobody’s access changes.').waitFor();
    await dialog().getByRole('button', { name: 'Add to the basket' }).click();
    await expect
      .poll(async () => JSON.stringify((await callFromPage(page(), 'change.basket', null)).value))
      .toContain('"retainPermissions":true');
    await callFromPage(page(), 'change.basket', { edits: [] });
  });

  it('asks for data that is found by its name', async () => {
    await page().getByRole('button', { name: 'Ask for data…' }).click();
    const search = dialog().getByRole('searchbox', { name: 'A product, a table or who publishes it' });
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page().keyboard.type('genealogy');
    await dialog().getByRole('list', { name: 'Published' }).getByRole('button').first().waitFor();
    await saveScreenshot(page(), 'requests-find');
    expect(await accessibilityViolations(page())).toEqual([]);
    await dialog()
      .getByRole('list', { name: 'Published' })
      .getByRole('button', { name: /Batch genealogy/ })
      .first()
      .click();
    // The button that was chosen is gone: the next step takes the focus, or nobody would hear the keys.
    const reason = dialog().getByRole('textbox', { name: 'Reason' });
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
    await page().keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
  });
});

describe('the page', () => {
  it('broke no content policy and threw nothing', () => {
    expect(heddle.pageErrors).toEqual([]);
  });
});

async function wear(theme: string): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    const isDark = await page().evaluate(() => document.body.classList.contains('awsui-dark-mode'));
    if (isDark === (theme === 'dark')) return;
    await page()
      .getByRole('button', { name: /^Theme/ })
      .click();
    await page().waitForTimeout(250);
  }
}
