/** Pictures of the screens on the real host: both themes, two sizes, and the pseudo-language. Made by `npm run shots`. */
import type { Page } from '@playwright/test';
import { expect, test } from './harness';

const SIZES = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }] as const;
const THEMES = ['light', 'dark'] as const;

/** One picture of the page as it is, in every theme and size. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250);
      await page.screenshot({ path: `shots/${name}.${colorScheme}.${size.width}.png` });
    }
  }
}

async function frameScreens(page: Page, prefix: string): Promise<void> {
  await shoot(page, `${prefix}-home`);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, `${prefix}-palette`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, `${prefix}-keys`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('listbox')).toBeVisible();
  await shoot(page, `${prefix}-chooser`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, `${prefix}-new-workspace`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Comma');
  await shoot(page, `${prefix}-settings`);
}

test('empty', async ({ page }) => {
  test.setTimeout(180_000);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await frameScreens(page, 'empty');
});

const rail = (page: Page, name: string) => page.getByRole('navigation').first().getByRole('button', { name });

async function openSamples(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Images/ }).click();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible({ timeout: 60_000 });
}

async function openJob(page: Page, name: string): Promise<void> {
  await rail(page, 'Jobs').click();
  await page.getByRole('main').getByText(name, { exact: true }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.waitForTimeout(1500);
}

test('pseudo-language', async ({ page }) => {
  test.setTimeout(240_000);
  await openSamples(page);
  await page.keyboard.press('Control+Comma');
  await page.getByLabel('Language').first().click();
  await page.getByRole('option').last().click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await shoot(page, 'pseudo-settings');
  await page.getByRole('navigation').first().getByRole('button').nth(0).click();
  await page.waitForTimeout(500);
  await shoot(page, 'pseudo-home');
  await page.getByRole('navigation').first().getByRole('button').nth(2).click();
  await page.getByRole('main').getByText('Vessels and vehicles', { exact: true }).last().click();
  await page.waitForTimeout(1500);
  await shoot(page, 'pseudo-job');
  await page.getByRole('option').nth(2).dblclick();
  await page.waitForTimeout(1500);
  await shoot(page, 'pseudo-editor');
});

test('samples', async ({ page }) => {
  test.setTimeout(400_000);
  await openSamples(page);
  await shoot(page, 'samples-job');
  await page.getByRole('option').nth(2).click();
  await page.waitForTimeout(800);
  await shoot(page, 'samples-job-selected');
  await page.keyboard.press('Space');
  await page.waitForTimeout(1200);
  await shoot(page, 'samples-loupe');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit labels…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'samples-labels');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'samples-export');
  await page.keyboard.press('Escape');
  await page.getByRole('option').nth(0).dblclick();
  await expect(page.getByRole('tab', { name: /^Objects/ })).toBeVisible();
  await page.waitForTimeout(1500);
  await shoot(page, 'samples-editor');
  await page.getByRole('tab', { name: /^Labels/ }).click();
  await shoot(page, 'samples-editor-labels');
  for (const [name, job] of [['scenes', 'Scene and light'], ['sounds', 'What is heard'], ['texts', 'What it is about'], ['clips', 'What moves']] as const) {
    await openJob(page, job);
    await page.getByRole('option').first().click();
    await page.waitForTimeout(500);
    await shoot(page, `samples-${name}`);
  }
  await rail(page, 'Home').click();
  await page.waitForTimeout(800);
  await shoot(page, 'samples-home');
  await rail(page, 'Jobs').click();
  await shoot(page, 'samples-jobs');
  await rail(page, 'Datasets').click();
  await shoot(page, 'samples-datasets');
  await page.getByRole('main').getByText('Drawn scenes', { exact: true }).click();
  await page.waitForTimeout(1500);
  await shoot(page, 'samples-dataset');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await shoot(page, 'samples-overview');
});
