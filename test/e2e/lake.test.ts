import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  launchHeddle,
  saveScreenshot,
  waitForMesh,
  type HeddleApp,
} from '../support/electron-app';

/** A busy machine answers late; nothing here is about time. */
const PATIENT = { timeout: 12_000 };
let heddle: HeddleApp;
const page = () => heddle.page;
const dialog = () => page().getByRole('dialog');
const preview = () => dialog().getByRole('region', { name: 'Preview' });
const grid = (name: string) => page().getByRole('grid', { name }).or(page().getByRole('treegrid', { name }));
const go = async (name: string): Promise<void> => {
  await page().getByRole('navigation').getByRole('button', { name }).click();
  await page().locator(`main[aria-label="${name}"]`).waitFor();
};
const tab = async (name: string): Promise<void> => {
  await page().locator('.tabbed-head').getByRole('button', { name, exact: true }).click();
};
const toBasket = async (): Promise<void> => {
  await dialog()
    .getByRole('button', { name: /^Add .*to the basket$/ })
    .click();
  await dialog().waitFor({ state: 'detached' });
};
const press = (name: string | RegExp) => page().getByRole('button', { name }).click();

beforeAll(async () => {
  heddle = await launchHeddle();
  heddle.page.setDefaultTimeout(12_000);
  await waitForMesh(heddle.page);
});
afterAll(() => heddle.close());
beforeEach(async () => {
  // A dialog that a failed test left open would fail all the others.
  if (await dialog().count()) await page().keyboard.press('Escape');
});

describe('tags', () => {
  it('opens a key by keyboard alone, and tells what rests on it', async () => {
    await go('Tags');
    const keys = grid('LF-Tags');
    await keys.getByRole('row').nth(1).focus();
    await page().keyboard.press('Enter');
    await keys.getByRole('row', { expanded: true }).waitFor();
    await keys
      .getByRole('row', { name: /^domain/ })
      .first()
      .click();
    await page()
      .getByRole('complementary')
      .getByRole('heading', { name: /^Permissions that rest on it \(\d+\)/ })
      .waitFor();
    await saveScreenshot(page(), 'lake-tags');
  });

  it('creates a key, with the values in the preview', async () => {
    await press('Create a key…');
    await dialog().getByRole('textbox', { name: 'Key' }).fill('Retention');
    await dialog().getByRole('textbox', { name: 'Values' }).fill('short, long');
    await expect.poll(() => preview().innerText(), PATIENT).toMatch(/Gained|Nobody/);
    await toBasket();
  });

  it('lists assignments, own and inherited, and leads to the tag dialog', async () => {
    await tab('Assignments');
    await press(/^How it is set/);
    await page().getByRole('option', { name: 'overrides' }).click();
    const lines = grid('Tag assignments');
    await expect.poll(() => lines.getByRole('row').nth(1).innerText(), PATIENT).toContain('overrides');
    await lines.getByRole('row').nth(1).click();
    await page()
      .getByRole('complementary')
      .getByText(/in place of/)
      .waitFor();
    await saveScreenshot(page(), 'lake-assignments');
    await press('Retag…');
    await dialog().getByRole('heading', { name: 'Change LF-Tags' }).waitFor();
    await page().keyboard.press('Escape');
  });

  it('shows what another body of a saved expression would do', async () => {
    await tab('Expressions');
    await grid('Saved expressions').getByRole('row').nth(1).click();
    await press('Change…');
    await dialog()
      .getByRole('button', { name: /^Take out / })
      .last()
      .click();
    await preview().waitFor();
    await expect.poll(() => preview().innerText(), PATIENT).toMatch(/Gained|Lost|Widened|Narrowed|Nobody/);
    await saveScreenshot(page(), 'lake-expression');
    await toBasket();
  });

  it('checks the row expression of a new filter as one types', async () => {
    await tab('Data filters');
    await saveScreenshot(page(), 'lake-filters');
    await press('Create a filter…');
    const offered = page().getByRole('option');
    await offered.first().waitFor();
    // A data filter is on a table: products and tags are no answer here.
    expect((await offered.allInnerTexts()).filter((text) => !/table in \d{12}/.test(text))).toEqual([]);
    await dialog().getByRole('combobox', { name: 'On the table' }).fill('222233334444/sales.orders');
    await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('large_orders');
    const rows = dialog().getByRole('textbox', { name: 'Rows where' });
    const add = dialog().getByRole('button', { name: /to the basket$/ });
    await rows.fill("order_status = 'open");
    await dialog()
      .getByText(/a single quote is missing/)
      .waitFor();
    await expect.poll(() => add.isDisabled()).toBe(true);
    await rows.fill("country = 'DE'");
    await dialog().getByText('The table has no column country.').waitFor();
    await rows.fill('upper(order_id) = 1');
    await dialog()
      .getByText(/Not wholly checked/)
      .waitFor();
    await rows.fill('order_id IS NOT NULL');
    await dialog().getByText('Nothing wrong found.').waitFor();
    await preview().waitFor();
    await saveScreenshot(page(), 'lake-filter-dialog');
    expect(await accessibilityViolations(page())).toEqual([]);
    await toBasket();
  });
});

describe('lake settings', () => {
  it('shows locations with their tables, and changes the mode of one', async () => {
    await go('Lake settings');
    await grid('Registered locations').getByRole('row').nth(1).click();
    await page()
      .getByRole('complementary')
      .getByRole('heading', { name: /^Tables below it/ })
      .waitFor();
    await saveScreenshot(page(), 'lake-locations');
    await press('Change…');
    await dialog().getByRole('checkbox', { name: 'Hybrid access' }).click();
    await preview().waitFor();
    await toBasket();
  });

  it('opts somebody out with the consequences on the screen', async () => {
    await tab('Opt-ins');
    await grid('Opt-ins').getByRole('row').nth(1).click();
    await saveScreenshot(page(), 'lake-opt-ins');
    await press('Opt out…');
    await preview().waitFor();
    await expect.poll(() => preview().innerText(), PATIENT).toMatch(/Gained|Lost|Changed|Nobody/);
    await toBasket();
  });

  it('writes the settings as a whole and says what differs', async () => {
    await tab('Administrators');
    await grid('Settings of the accounts').getByRole('row').nth(1).click();
    await press('Change the settings…');
    const administrators = page().getByRole('option');
    await administrators.first().waitFor();
    // Accounts and directory users administer no lake.
    expect((await administrators.allInnerTexts()).filter((text) => !/\n(role|user) in /.test(text))).toEqual([]);
    await page().keyboard.press('Escape');
    await dialog().getByRole('checkbox', { name: 'Engines of third parties may filter data' }).click();
    await dialog()
      .getByRole('region', { name: 'What differs' })
      .getByText(/filtering by engines of third parties/)
      .waitFor();
    await preview().waitFor();
    await saveScreenshot(page(), 'lake-settings-dialog');
    expect(await accessibilityViolations(page())).toEqual([]);
    await toBasket();
  });

  it('has put one sentence per change into the basket', async () => {
    await go('Changes');
    const basket = page().getByRole('region', { name: 'Basket' });
    await basket.getByText('Create LF-Tag retention with short and long').waitFor();
    const text = await basket.innerText();
    for (const words of [
      'Change the saved expression',
      'Create data filter large_orders on sales.orders',
      'Change the registration of',
      'Opt out',
      'Change the settings: allow filtering by engines of third parties',
    ])
      // prettier-ignore
      expect(text).toContain(words);
    await saveScreenshot(page(), 'lake-basket');
  });
});

describe('a grant by LF-Tags', () => {
  it('is put together in the dialog, with a condition where it may carry one', async () => {
    await page().getByRole('button', { name: 'Grant…', exact: true }).click();
    await dialog().getByRole('combobox', { name: 'To whom' }).fill('222233334444:IAMPrincipals');
    await dialog().getByRole('combobox', { name: 'On', exact: true }).fill('tag:222233334444/domain=sales');
    await dialog()
      .getByRole('textbox', { name: /Only where this condition holds/ })
      .waitFor();
    await dialog().getByRole('combobox', { name: 'To whom' }).fill('arn:aws:iam::222233334444:role/SalesAnalyst');
    await dialog()
      .getByRole('button', { name: /^Exactly on/ })
      .waitFor();
    await dialog().getByRole('checkbox', { name: 'SELECT' }).check();
    await preview().waitFor();
    await saveScreenshot(page(), 'lake-grant-by-tag');
    expect(await accessibilityViolations(page())).toEqual([]);
    await page().keyboard.press('Escape');
  });
});

describe.each(['light', 'dark'])('in the %s', (theme) => {
  it.each([
    ['Tags', 'Tags'],
    ['Tags', 'Assignments'],
    ['Tags', 'Expressions'],
    ['Tags', 'Data filters'],
    ['Lake settings', 'Locations'],
    ['Lake settings', 'Opt-ins'],
    ['Lake settings', 'Administrators'],
  ])('%s, %s has no accessibility violation', async (where, name) => {
    await wear(theme);
    await go(where);
    await tab(name);
    await page().locator('.grid [role="row"][data-row]').first().click();
    await page().getByRole('complementary').waitFor();
    await saveScreenshot(page(), `lake-${theme}-${name}`);
    expect(await accessibilityViolations(page())).toEqual([]);
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
