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

test('pseudo-language', async ({ page, host }) => {
  test.setTimeout(180_000);
  const address = new URL(await host.freshAddress());
  address.searchParams.set('lang', 'pseudo');
  await page.goto(address.href);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await frameScreens(page, 'pseudo');
});

test('samples', async ({ page }) => {
  test.setTimeout(300_000);
  await page.getByRole('button', { name: /^Images/ }).click();
  const rail = page.getByRole('navigation', { name: 'Application' });
  await rail.getByRole('button', { name: 'Datasets' }).click();
  await shoot(page, 'samples-datasets');
  await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
  await page.waitForTimeout(1500);
  await shoot(page, 'samples-dataset');
  await rail.getByRole('button', { name: 'Jobs' }).click();
  await shoot(page, 'samples-jobs');
  await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
  await page.waitForTimeout(1500);
  await shoot(page, 'samples-job');
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'samples-export');
});
