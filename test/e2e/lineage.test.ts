import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  callFromPage,
  launchHeddle,
  saveScreenshot,
  waitForMesh,
  type HeddleApp,
} from '../support/electron-app';

const GOLDEN = 'table:111122223333/enterprise_customer/customer_golden';
const picture = join(tmpdir(), `heddle-lineage-${String(process.pid)}.svg`);

let heddle: HeddleApp;
const page = () => heddle.page;
const node = (id: string) => page().locator(`[data-node="${id}"]`);
const nodes = () => page().locator('.lin-canvas [data-node]');
const press = (name: string) => page().getByRole('button', { name, exact: true }).click();
const around = async (id: string): Promise<void> => {
  await callFromPage(page(), 'app.state', null);
  const field = page().getByRole('combobox', { name: 'Around' });
  await field.fill(id);
  await field.press('Enter');
};

/** An OpenLineage event of a job that copies the golden customers to S3. */
const copyOfGolden = (namespace: string, job: string, output: string) => ({
  eventType: 'COMPLETE',
  eventTime: '2026-11-22T07:00:00Z',
  run: { runId: job },
  job: { namespace, name: job },
  inputs: [{ namespace: 'arn:aws:glue:eu-central-1:111122223333', name: 'table/enterprise_customer/customer_golden' }],
  outputs: [{ namespace: 's3://somewhere-else', name: output }],
});

beforeAll(async () => {
  heddle = await launchHeddle();
  await waitForMesh(heddle.page);
  await page().getByRole('navigation').getByRole('button', { name: 'Lineage' }).click();
  await page().waitForSelector('[data-lineage-drawn="true"]');
});
afterAll(() => heddle.close());

describe('the lineage page', () => {
  it('opens at depth one with jobs as nodes of their own, and grows on demand', async () => {
    await around('enterprise_customer.customer_golden');
    await node(GOLDEN).waitFor();
    await expect
      .poll(() => page().locator('.lin-sentence').innerText())
      .toMatch(/made from \d+ datasets, and \d+ datasets depend on it/);
    await expect.poll(() => page().locator('.lin-job').count()).toBeGreaterThan(2);
    await expect
      .poll(() => page().locator('.lin-job', { hasText: 'golden_customer.match' }).innerText())
      .toContain('ran 22 Nov');
    const before = await nodes().count();
    await saveScreenshot(page(), 'lineage-light');
    await page().locator('.lin-grow').first().click();
    await expect.poll(() => nodes().count()).toBeGreaterThan(before);
  });

  it('shows one side only, and one way between two nodes', async () => {
    await around('sales.orders');
    await node('table:222233334444/sales/orders').waitFor();
    await press('Upstream');
    await expect.poll(() => page().locator('.lin-sentence').innerText()).toContain('is made from');
    await press('Both');
    const other = page().getByRole('combobox', { name: 'Way to' });
    await other.fill('marketing.attribution_results');
    await other.press('Enter');
    await expect.poll(() => page().locator('.lin-sentence').innerText()).toContain('Every way between');
    await expect.poll(() => nodes().count()).toBeGreaterThanOrEqual(3);
    await saveScreenshot(page(), 'lineage-way');
    await press('Start again');
  });

  it('goes down to columns', async () => {
    await around(`${GOLDEN}#email`);
    await press('Columns');
    await page().locator('.lin-columns .is-focus', { hasText: 'email' }).waitFor();
    await expect.poll(() => page().locator('.lin-columns li', { hasText: 'email' }).count()).toBeGreaterThan(2);
    await saveScreenshot(page(), 'lineage-columns');
  });

  it('leads through the columns by keyboard, along their lines too', async () => {
    const at = () => page().evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['column']);
    await node(GOLDEN).focus();
    await page().keyboard.press('ArrowDown');
    expect(await at()).toContain(`${GOLDEN}#`);
    await page()
      .locator(`[data-column="${GOLDEN}#email"]`)
      .evaluate((column: HTMLElement) => column.focus());
    await page().keyboard.press('ArrowLeft');
    const origin = await at();
    expect(origin).toBeTruthy();
    expect(origin).not.toContain(GOLDEN);
    await page().keyboard.press('Enter');
    await expect.poll(() => page().locator('.lin-columns .is-focus').innerText()).toBe(origin!.split('#')[1]);
    await around(`${GOLDEN}#email`);
    await page().locator('.lin-columns .is-focus', { hasText: 'email' }).waitFor();
  });

  it('colours by audience, in words too, and marks where a tag got lost', async () => {
    await page().getByText('Audience', { exact: true }).click();
    await page().locator('.lin-card.is-wider').first().waitFor();
    await expect.poll(() => page().locator('.lin-card.is-wider').first().innerText()).toMatch(/\d+ read it, \d+ new/);
    await expect.poll(() => page().locator('.lin-columns .is-lost').first().innerText()).toContain('lost');
    await saveScreenshot(page(), 'lineage-audience');
  });

  it.each([
    ['Impact', /would be affected/],
    ['Who reaches it', /can read/],
    ['Lost tags', /lost a sensitive tag/],
    ['What is known', /events were read/],
  ])('says more beside the picture: %s', async (name, words) => {
    await press(name);
    await page().locator('.panel-body p', { hasText: words }).waitFor();
    expect(await accessibilityViolations(page())).toEqual([]);
    await saveScreenshot(page(), `lineage-list-${name.toLowerCase().replaceAll(' ', '-')}`);
    await page().keyboard.press('Escape');
    await expect.poll(() => page().locator('.panel').count()).toBe(0);
  });

  it('closes what was opened', async () => {
    await press('Tables');
    await around('enterprise_customer.customer_golden');
    await node(GOLDEN).waitFor();
    const before = await nodes().count();
    await page()
      .getByRole('button', { name: /^Show \d+ more upstream of customers$/ })
      .click();
    await expect.poll(() => nodes().count()).toBeGreaterThan(before);
    await page().getByRole('button', { name: 'Close upstream of customers' }).click();
    await expect.poll(() => nodes().count()).toBe(before);
  });

  it('proposes the lost tags as a change set in the basket', async () => {
    await press('Lost tags');
    const propose = page().getByRole('button', { name: /^Propose tags: \d+ changes?$/ });
    await propose.waitFor();
    const count = Number(/\d+/.exec(await propose.innerText())?.[0]);
    await propose.click();
    await page()
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`Changes\\s*${String(count)}`) })
      .waitFor();
    await page()
      .getByText(/confidentiality|sensitivity/)
      .first()
      .waitFor();
    await saveScreenshot(page(), 'lineage-proposed');
    await page().getByRole('navigation').getByRole('button', { name: 'Lineage' }).click();
    await page().waitForSelector('[data-lineage-drawn="true"]');
    await page().keyboard.press('Escape');
  });

  it('is the same as a table', async () => {
    await press('Table');
    await expect
      .poll(() => page().getByRole('grid', { name: 'Datasets and jobs' }).locator('[data-row]').count())
      .toBeGreaterThan(4);
    await expect
      .poll(() => page().getByRole('grid', { name: 'What leads where' }).locator('[data-row]').count())
      .toBeGreaterThan(3);
    const edges = page().getByRole('grid', { name: 'What leads where' });
    await expect.poll(() => edges.getByText(/DataZone event: .*2026/).count()).toBeGreaterThan(0);
    expect(await accessibilityViolations(page())).toEqual([]);
    await press('Graph');
  });

  it('takes OpenLineage files and joins them at once', async () => {
    const file = join(tmpdir(), `heddle-events-${String(process.pid)}.ndjson`);
    const event = copyOfGolden('airflow.lab', 'file_job', 'exports/golden');
    writeFileSync(file, `${JSON.stringify(event)}\nnot json\n`);
    await page().locator('input[type="file"]').setInputFiles(file);
    await page().getByText('1 of 2 events').first().waitFor();
    await around('enterprise_customer.customer_golden');
    await page().locator('.lin-job', { hasText: 'file_job' }).waitFor();
  });

  it('takes a file that is dropped on the page', async () => {
    const dropped = await page().evaluateHandle(
      (event) => {
        const files = new DataTransfer();
        files.items.add(new File([JSON.stringify(event)], 'dropped.json', { type: 'application/json' }));
        return files;
      },
      copyOfGolden('dbt', 'dropped_model', 'exports/dropped'),
    );
    const drop = page().locator('.lin-drop');
    await drop.dispatchEvent('dragover', { dataTransfer: dropped });
    await page().getByText('Drop OpenLineage files to join them with this mesh').waitFor();
    await drop.dispatchEvent('drop', { dataTransfer: dropped });
    await page().getByText('1 of 1 events of dropped.json').first().waitFor();
    await page().locator('.lin-job', { hasText: 'dropped_model' }).waitFor();
    await expect.poll(() => page().getByText('Drop OpenLineage files to join them with this mesh').count()).toBe(0);
  });

  it('draws a picture that stands alone', async () => {
    const query = { focus: 'enterprise_customer.customer_golden', direction: 'both', level: 'table', grown: [] };
    const drawn = await callFromPage(page(), 'lineage.picture', { query, theme: 'dark' });
    const { svg } = drawn.value as { svg: string };
    writeFileSync(picture, svg);
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('customer_golden');
    expect(svg).not.toMatch(/<script|href=/);
  });

  it('can be used by keyboard alone', async () => {
    await node(GOLDEN).focus();
    await page().keyboard.press('ArrowRight');
    const reached = await page().evaluate(() => document.activeElement?.getAttribute('data-node'));
    expect(reached).not.toBe(GOLDEN);
    expect(reached).toBeTruthy();
    await page().keyboard.press('Space');
    await page().locator('.panel').waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => page().locator('.panel').count()).toBe(0);
  });

  it('has no accessibility violation in light and dark', async () => {
    const theme = page().getByRole('button', { name: /^Theme/ });
    const seen = new Set<string>();
    for (let turn = 0; turn < 3; turn++) {
      await page().waitForTimeout(250);
      const isDark = await page().evaluate(() => document.body.classList.contains('awsui-dark-mode'));
      const shown = isDark ? 'dark' : 'light';
      if (!seen.has(shown)) {
        await saveScreenshot(page(), `lineage-final-${shown}`);
        expect({ shown, violations: await accessibilityViolations(page()) }).toEqual({ shown, violations: [] });
      }
      seen.add(shown);
      await theme.click();
    }
    expect([...seen].sort()).toEqual(['dark', 'light']);
  });

  it('is one click from a table in the mesh', async () => {
    await page().getByRole('navigation').getByRole('button', { name: 'Mesh' }).click();
    await callFromPage(page(), 'app.state', null);
    await page().keyboard.press('Control+k');
    await page().locator('[cmdk-input]:focus').waitFor();
    await page().keyboard.type('customer_consents');
    await page()
      .getByRole('option', { name: /customer_consents/ })
      .first()
      .click();
    await page().locator('.panel').getByRole('button', { name: 'Lineage', exact: true }).click();
    await expect.poll(() => page().locator('.lin-sentence').innerText()).toContain('customer_consents');
  });

  it('broke no content policy and threw nothing', () => {
    expect(heddle.pageErrors).toEqual([]);
  });
});
