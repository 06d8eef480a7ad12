import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GrantPermissionsCommand, LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  callFromPage,
  launchHeddle,
  saveScreenshot,
  waitForMesh,
  type HeddleApp,
} from '../support/electron-app';

const SALES = '222233334444';
let heddle: HeddleApp;
const files = mkdtempSync(join(tmpdir(), 'heddle-exports-'));
const page = () => heddle.page;
const main = () => page().locator('main');

/** As a deep link or a menu entry leads the window. */
const goTo = (to: string) =>
  heddle.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('heddle:event:navigate', { to: wanted });
  }, to);
const sentence = () => page().locator('.answer-sentence');
const rows = () => page().getByRole('grid', { name: 'Effective access' }).locator('[data-row]');
const region = (name: string) => page().getByRole('region', { name, exact: true });

/** A grant made by somebody else, straight at the embedded AWS. */
async function grantInSandbox(): Promise<void> {
  const folder = join(heddle.home, 'sandbox');
  const run = join(folder, readdirSync(folder).find((name) => name.startsWith('run-')) ?? '', '.aws');
  const endpoint = /endpoint_url = (\S+)/.exec(readFileSync(join(run, 'config'), 'utf8'))?.[1];
  const keys = new RegExp(`\\[admin-${SALES}\\]\\s+aws_access_key_id = (\\S+)\\s+aws_secret_access_key = (\\S+)`).exec(
    readFileSync(join(run, 'credentials'), 'utf8'),
  );
  const client = new LakeFormationClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: keys?.[1] ?? '', secretAccessKey: keys?.[2] ?? '' },
  });
  await client.send(
    new GrantPermissionsCommand({
      Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::${SALES}:role/CommissionService` },
      Resource: { Table: { CatalogId: SALES, DatabaseName: 'sales', Name: 'territories' } },
      Permissions: ['SELECT'],
    }),
  );
  client.destroy();
}

/** The save dialog answers with a file of ours. */
const saveAs = (path: string) =>
  heddle.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

async function exportAs(item: string, name: string): Promise<Buffer> {
  const path = join(files, name);
  await saveAs(path);
  await main().getByRole('button', { name: 'Export' }).click();
  await page().getByRole('menuitem', { name: item }).click();
  await page().getByText(`Saved to ${path}`).waitFor();
  return readFileSync(path);
}

beforeAll(async () => {
  heddle = await launchHeddle();
  await waitForMesh(heddle.page);
});
afterAll(async () => {
  await heddle.close();
  rmSync(files, { recursive: true, force: true });
});

describe('asking who can', () => {
  it('answers a deep link with a sentence, lines, coverage, certainty and what DataZone says', async () => {
    await goTo('access?who=sales.orders&permission=SELECT');
    await sentence().waitFor();
    await expect
      .poll(() => sentence().innerText())
      .toMatch(/^\d+ principals can read .*sales\.orders: .* Lake Formation allows; IAM not checked\.$/);
    expect(
      await page()
        .getByText(/^coverage \d+ %$/)
        .isVisible(),
    ).toBe(true);
    expect(
      await page()
        .getByText(/rule that is unverified|documented by AWS/)
        .isVisible(),
    ).toBe(true);
    await expect.poll(() => rows().count()).toBeGreaterThan(3);
    await expect
      .poll(() => region('Subscriptions').innerText())
      .toMatch(/Campaign analytics subscribed to Orders .* every authorized principal can read/);
    await saveScreenshot(page(), 'access-who');
  });

  it('narrows to a column', async () => {
    const before = await rows().count();
    await main()
      .getByRole('button', { name: /any column/ })
      .click();
    await page().getByRole('option', { name: 'sales_rep_id' }).or(page().getByRole('option').nth(1)).first().click();
    await expect.poll(() => sentence().innerText()).toMatch(/sales\.orders\.\w+/);
    await expect.poll(() => rows().count()).toBeLessThanOrEqual(before);
  });

  it('filters, sorts and groups the lines', async () => {
    await goTo('access?who=sales.orders');
    await expect.poll(() => sentence().innerText()).toMatch(/have access to/);
    const all = await rows().count();
    await page().getByRole('button', { name: 'Permission', exact: true }).click();
    await expect.poll(() => rows().first().innerText()).toContain('DESCRIBE');
    await page().getByLabel('Find in these lines').fill('analyst select');
    await expect.poll(() => rows().count()).toBeLessThan(all);
    await page().getByLabel('Find in these lines').fill('');
    await main()
      .getByRole('button', { name: /^Group/ })
      .click();
    await page().getByRole('option', { name: 'by permission' }).click();
    await page()
      .getByRole('treegrid', { name: 'Effective access' })
      .getByText(/^SELECT \(\d+\)$/)
      .waitFor();
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('follows the derivation of a line to its permission row', async () => {
    await goTo('access?who=sales.orders&permission=SELECT&again=1');
    await rows().filter({ hasText: 'RegionalAnalyst' }).click();
    const steps = page().getByRole('region', { name: /^RegionalAnalyst, step by step$/ });
    await steps.waitFor();
    await expect.poll(() => steps.locator('.conclusion').innerText()).toMatch(/RegionalAnalyst can read/);
    await steps.locator('summary').filter({ hasText: 'gives' }).first().click();
    const row = steps.locator('.access-row').first();
    await expect
      .poll(() => row.innerText())
      .toMatch(/Principal[\s\S]*RegionalAnalyst[\s\S]*Listed by[\s\S]*sales@eu-central-1/);
    await saveScreenshot(page(), 'access-derivation');
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('offers candidates and a way out where a name fits nothing', async () => {
    await goTo('access?who=no.such_thing');
    await page().getByText('Nothing in this snapshot is called no.such_thing.').waitFor();
  });
});

describe('checking with AWS', () => {
  it('agrees on a sample, names the pairs AWS is blind to, and asks IAM', async () => {
    await goTo('access?who=sales.orders&permission=SELECT');
    await rows().first().waitFor();
    await page().getByRole('button', { name: 'Check with AWS' }).click();
    const check = region('Check with AWS');
    await check.getByText(/AWS agrees on \d+ of \d+ pairs/).waitFor();
    const said = await check.innerText();
    expect(said).toMatch(/is blind to 2\. IAM allows all \d+ it was asked about\./);
    expect(said).not.toContain('differs');
    expect(said).toContain('lakeformation:GetDataAccess: allowed');
    await saveScreenshot(page(), 'access-check');
    expect(await accessibilityViolations(page())).toEqual([]);
  });
});

describe('the other questions', () => {
  it('says what a principal can do, and what a project can', async () => {
    await goTo('access?what=SalesAnalyst');
    await expect.poll(() => sentence().innerText()).toMatch(/^SalesAnalyst can read \d+ tables/);
    await goTo(`access?what=${encodeURIComponent('project:Campaign analytics')}`);
    await expect.poll(() => sentence().innerText()).toMatch(/^Through the project Campaign analytics/);
    await expect.poll(() => region('Subscriptions').innerText()).toContain('Product master');
  });

  it('says why not, and what is missing', async () => {
    await goTo('access?why=sales.orders&principal=AgencyGuest');
    await page().getByRole('heading', { name: 'What is missing' }).waitFor();
    await expect.poll(() => sentence().innerText()).toMatch(/AgencyGuest has no access to/);
    await saveScreenshot(page(), 'access-why-not');
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('keeps a question and asks it again', async () => {
    await page()
      .getByRole('button', { name: /^Saved questions/ })
      .click();
    await page().getByRole('menuitem', { name: 'Save this question …' }).click();
    await page().getByRole('dialog').getByLabel('Name').fill('Agency on orders');
    await page().getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page().getByRole('button', { name: 'Saved questions (1)' }).waitFor();
    await goTo('access?what=SalesAnalyst');
    await expect.poll(() => sentence().innerText()).toMatch(/^SalesAnalyst/);
    await page().getByRole('button', { name: 'Saved questions (1)' }).click();
    await page().getByRole('menuitem', { name: 'Agency on orders' }).click();
    await expect.poll(() => sentence().innerText()).toMatch(/^AgencyGuest/);
  });

  it('shows principals by tables, and why in a cell, by keyboard alone', async () => {
    await goTo('access?ask=matrix&resources=sales.');
    const matrix = page().getByRole('grid', { name: 'Principals and tables' });
    await matrix.waitFor();
    await saveScreenshot(page(), 'access-matrix');
    expect(await accessibilityViolations(page())).toEqual([]);
    await matrix.locator('[tabindex="0"]').focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp']) await page().keyboard.press(key);
    expect(await page().evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('0-0');
    await page().keyboard.press('Enter');
    await page()
      .getByRole('heading', { name: /step by step/ })
      .waitFor();
  });

  it('asks by keyboard alone', async () => {
    await page().getByRole('navigation').getByRole('button', { name: 'Mesh' }).focus();
    await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    await page().locator('main[aria-label="Access"]').waitFor();
    await page().getByRole('button', { name: 'Who can', exact: true }).focus();
    await page().keyboard.press('Enter');
    await main().getByLabel('On', { exact: true }).first().focus();
    await page().keyboard.type('territor');
    // Suggestions for an earlier letter may still be on the screen; a person presses until the one meant is marked.
    const marked = (): Promise<string> =>
      page().evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.textContent ?? '';
      });
    await expect
      .poll(async () => {
        if (!(await marked()).includes('sales.territories')) await page().keyboard.press('ArrowDown');
        return marked();
      })
      .toContain('sales.territories');
    await page().keyboard.press('Enter');
    await expect.poll(() => sentence().innerText()).toContain('sales.territories');
    await rows().first().focus();
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await page()
      .getByRole('heading', { name: /step by step/ })
      .waitFor();
  });
});

describe('comparing two snapshots', () => {
  it('says who gained what since', async () => {
    const first = (await callFromPage(page(), 'history.list', null)).value as { id: string }[];
    await grantInSandbox();
    await callFromPage(page(), 'mesh.crawl', {});
    const second = (await callFromPage(page(), 'history.list', null)).value as { id: string }[];
    expect(second.length).toBe(first.length + 1);
    await page().getByRole('button', { name: 'Compare', exact: true }).click();
    await saveScreenshot(page(), 'access-compare-form');
    await goTo(`access?ask=compare&what=snapshots&from=${first[0]?.id ?? ''}&to=${second[0]?.id ?? ''}`);
    const grid = page().getByRole('grid', { name: 'Differences' });
    await grid.waitFor();
    const gained = grid.locator('[data-row]').filter({ hasText: 'CommissionService' }).filter({ hasText: 'SELECT' });
    await expect.poll(() => gained.innerText()).toMatch(/gained[\s\S]*sales\.territories/);
    await expect.poll(() => sentence().innerText()).toMatch(/\d+ rows more/);
    await saveScreenshot(page(), 'access-compare');
    expect(await accessibilityViolations(page())).toEqual([]);
  });
});

describe('evidence', () => {
  it('writes the lines on screen in four formats, readable again', async () => {
    await goTo('access?who=sales.orders&permission=SELECT');
    await rows().first().waitFor();
    const onScreen = await rows().count();
    const csv = strFromU8(await exportAs('Rows (CSV)', 'orders.csv'));
    expect(csv.trim().split('\n')).toHaveLength(onScreen + 1);
    expect(csv).toContain('RegionalAnalyst');
    const json = JSON.parse(strFromU8(await exportAs('Everything (JSON)', 'orders.json'))) as {
      sentence: string;
      rows: { name: string; permission: string }[];
      derivations: { steps: unknown[] }[];
      rules: { id: string }[];
    };
    expect(json.sentence).toBe(await sentence().innerText());
    expect(json.rows).toHaveLength(onScreen);
    expect(json.derivations).toHaveLength(onScreen);
    expect(json.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['E3', 'G1', 'C7']));
    const html = strFromU8(await exportAs('Evidence, one page (HTML)', 'orders.html'));
    expect(html).toContain('RegionalAnalyst');
    expect(html).toContain('Named-resource grant');
    expect(html).not.toMatch(/<script|src=|href=/i);
    const book = unzipSync(await exportAs('Workbook (XLSX)', 'orders.xlsx'));
    expect(strFromU8(book['xl/worksheets/sheet1.xml']!)).toContain('RegionalAnalyst');
  });

  it('exports what the filter leaves, and says so', async () => {
    await page().getByLabel('Find in these lines').fill('RegionalAnalyst');
    await expect.poll(() => rows().count()).toBe(1);
    const json = JSON.parse(strFromU8(await exportAs('Everything (JSON)', 'one.json'))) as {
      rows: unknown[];
      limits: string[];
    };
    expect(json.rows).toHaveLength(1);
    expect(json.limits[0]).toMatch(/^Filtered: 1 of the \d+ lines/);
  });
});

describe('from and to the mesh', () => {
  it('shows the table on the graph and comes back from its details', async () => {
    await page().getByRole('button', { name: 'Show on graph' }).click();
    const panel = page().locator('.panel');
    await panel
      .getByRole('button', { name: 'Who can access Orders' })
      .or(panel.getByRole('button', { name: /^Who can access orders/i }))
      .click();
    await expect.poll(() => sentence().innerText()).toMatch(/sales\.orders/);
  });
});

describe('findings', () => {
  it('lists what is wrong in the mesh, with rows and a remedy', async () => {
    await page()
      .getByRole('navigation')
      .getByRole('button', { name: /Findings/ })
      .click();
    const grid = page().getByRole('grid', { name: 'Findings' });
    await grid.waitFor();
    const text = await grid.innerText();
    for (const what of [
      'RegionalAnalyst was given',
      'manufacturing.deviations',
      'Medical affairs insights has an approved',
    ])
      expect(text).toContain(what);
    await grid.locator('[data-row]').filter({ hasText: 'RegionalAnalyst' }).click();
    await page().getByRole('heading', { name: 'What to do' }).waitFor();
    await saveScreenshot(page(), 'findings');
    expect(await accessibilityViolations(page())).toEqual([]);
  });
});

describe('in light and dark, small and large', () => {
  it.each(['access?who=sales.orders&permission=SELECT', 'access?ask=matrix', 'findings'])('%s', async (to) => {
    await goTo(to);
    const theme = page().getByRole('button', { name: /^Theme/ });
    const wanted = { light: false, dark: false };
    for (let turn = 0; turn < 3; turn++) {
      await page().waitForTimeout(400);
      const shown = (await page().evaluate(() => document.body.classList.contains('awsui-dark-mode')))
        ? 'dark'
        : 'light';
      if (!wanted[shown]) {
        for (const [width, height] of [
          [1280, 800],
          [1920, 1080],
        ] as const) {
          await heddle.app.evaluate(
            ({ BrowserWindow }, size) => {
              BrowserWindow.getAllWindows()[0]?.setContentSize(size[0]!, size[1]!);
            },
            [width, height],
          );
          await page().waitForTimeout(250);
          await saveScreenshot(page(), `${to.replace(/\W+/g, '-')}-${shown}-${String(width)}`);
        }
        expect({ shown, violations: await accessibilityViolations(page()) }).toEqual({ shown, violations: [] });
      }
      wanted[shown] = true;
      await theme.click();
    }
    expect(wanted).toEqual({ light: true, dark: true });
  });
});

describe('the page', () => {
  it('broke no content policy and threw nothing', () => {
    expect(heddle.pageErrors).toEqual([]);
  });
});
