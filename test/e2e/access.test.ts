import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  launchHeddle,
  saveScreenshot,
  waitForMesh,
  type HeddleApp,
} from '../support/electron-app';

let heddle: HeddleApp;
const files = mkdtempSync(join(tmpdir(), 'heddle-exports-'));
const page = () => heddle.page;
/** As a deep link or a menu entry leads the window. */
const goTo = (to: string) =>
  heddle.app.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send('heddle:event:navigate', { to: wanted }),
    to,
  );
const sentence = () => page().locator('.answer-sentence');
const rows = () => page().getByRole('grid', { name: 'Effective access' }).locator('[data-row]');

beforeAll(async () => {
  heddle = await launchHeddle();
  await waitForMesh(heddle.page);
});
afterAll(async () => {
  await heddle.close();
  rmSync(files, { recursive: true, force: true });
});

describe('asking who can', () => {
  it('answers a deep link with a sentence, lines, coverage and certainty', async () => {
    await goTo('access?who=orders_fact');
    await goTo('access?who=sales.orders&permission=SELECT');
    await sentence().waitFor();
    await page().waitForTimeout(300);
    await saveScreenshot(page(), 'access-who');
    console.log(await sentence().innerText(), await rows().count());
  });
});
