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
  await page().getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
  await page().locator(`main[aria-label="${name}"]`).waitFor();
};
const unit = () => page().getByRole('region', { name: 'Domain unit' });
const choose = async (label: string, option: RegExp): Promise<void> => {
  const dialog = page().getByRole('dialog');
  await dialog.getByRole('button', { name: label }).click();
  await page().getByRole('option', { name: option }).first().click();
};

beforeAll(async () => {
  heddle = await launchHeddle();
  await waitForMesh(heddle.page);
});
afterAll(() => heddle.close());

describe('domain units', () => {
  it('show own policies, those from above marked as inferred, owners, rules and members', async () => {
    await go('Domains');
    await page()
      .getByRole('navigation', { name: 'Domain units' })
      .getByRole('button', { name: /Clinical/ })
      .click();
    await unit().getByRole('heading', { name: 'Clinical development' }).waitFor();
    const text = await unit().innerText();
    expect(text).toContain('from Halcyon Biopharma');
    expect(text).toContain('What comes from above is inferred');
    expect(text).toContain('Health data needs a stated use');
    expect(text).toContain('owns R&D above');
    expect(text).toContain('Priya Raman');
    await saveScreenshot(page(), 'domains');
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('put a policy into the basket, with its sentence', async () => {
    await unit().getByRole('button', { name: 'Grant a policy…' }).click();
    await choose('Who', /Everybody in the domain/);
    const preview = page().getByRole('region', { name: 'Preview' });
    await preview.getByText('Let Everybody in the domain create domain units in Clinical development').waitFor();
    await saveScreenshot(page(), 'domains-policy');
    expect(await accessibilityViolations(page())).toEqual([]);
    await page().getByRole('dialog').getByRole('button', { name: 'Add to the basket' }).click();
    await expect
      .poll(() =>
        page().getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Changes' }).innerText(),
      )
      .toMatch(/1/);
  });
});

describe('a rule', () => {
  it('opens with what it is for, which can be widened', async () => {
    await page()
      .getByRole('navigation', { name: 'Domain units' })
      .getByRole('button', { name: /Halcyon Biopharma/ })
      .click();
    await unit().getByRole('button', { name: 'Change the rule Classify before publishing' }).click();
    const dialog = page().getByRole('dialog');
    const scope = dialog.getByRole('group', { name: 'What it is for' });
    const text = await scope.innerText();
    expect(text).toContain('GlueTableAssetType');
    expect(text).toContain('Manufacturing data, Clinical trials data');
    await dialog.getByRole('button', { name: /^Projects that publish/ }).click();
    await page()
      .getByRole('option', { name: /all in reach/ })
      .click();
    await dialog
      .getByRole('region', { name: 'Preview' })
      .getByText('Change the rule Classify before publishing, for GlueTableAssetType, no data products', {
        exact: true,
      })
      .waitFor();
    await saveScreenshot(page(), 'domains-rule');
    expect(await accessibilityViolations(page())).toEqual([]);
    await page().keyboard.press('Escape');
  });
});

describe('blueprints, environment profiles and asset types', () => {
  it('stand at the root with who holds which policy, and take another', async () => {
    const section = unit().getByRole('region', { name: 'Blueprints, environment profiles and asset types' });
    await section.getByText('delegate creating environment profiles').waitFor();
    const text = await section.innerText();
    expect(text).toContain('environment profile of Discovery research in 333344445555');
    expect(text).toContain('create assets for projects of R&D');
    expect(text).toContain('is not documented');
    await section.getByRole('button', { name: 'Grant a policy on one…' }).click();
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('button', { name: /^On what/ }).click();
    await page()
      .getByRole('option', { name: /HalcyonModelPackageAssetType/ })
      .click();
    await choose('Who', /Projects in Marketing/);
    const preview = page().getByRole('region', { name: 'Preview' });
    await preview
      .getByText(
        'Let Projects in Marketing and below (their owners) create assets of the type HalcyonModelPackageAssetType, for Halcyon Biopharma',
      )
      .waitFor();
    expect(await preview.innerText()).toContain('(unverified)');
    await saveScreenshot(page(), 'domains-entities');
    expect(await accessibilityViolations(page())).toEqual([]);
    await dialog.getByRole('button', { name: 'Add to the basket' }).click();
    await section.getByRole('button', { name: /^Take back “create assets”.* from Sales analytics$/ }).click();
    await expect
      .poll(() =>
        page().getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Changes' }).innerText(),
      )
      .toMatch(/3/);
  });
});

describe('asking for data', () => {
  it('takes a project, a reason and the form that a rule demands, and shows what approval would give', async () => {
    await page().keyboard.press('Control+K');
    await page().locator('[cmdk-input]:focus').waitFor();
    await page().keyboard.type('Clinical trials');
    await page()
      .getByRole('option', { name: /Clinical trials/ })
      .first()
      .click();
    await page().getByRole('button', { name: 'Ask for it…' }).click();
    await choose('For which project', /Campaign analytics/);
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Which regions to inform first');
    await dialog.getByText('Still to fill in: purpose.').waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Add to the basket' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'purpose' }).fill('Planning');
    await dialog
      .getByRole('region', { name: 'What approval would give' })
      .getByText(/^Gained/)
      .waitFor();
    await saveScreenshot(page(), 'domains-ask');
    expect(await accessibilityViolations(page())).toEqual([]);
    await dialog.getByRole('button', { name: 'Add to the basket' }).click();
    await go('Changes');
    await page().getByText('Ask for Clinical trials for Campaign analytics').first().waitFor();
    expect(heddle.pageErrors).toEqual([]);
  });
});
