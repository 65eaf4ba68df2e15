/** The main screens in both themes and with more contrast: names, roles, contrast, as axe and two eyes of our own see them. */
import type { Page } from '@playwright/test';
import { expect, test } from './harness';
import { COLORS, layoutProblems, violations } from './shots/inspect';

/** Every look of the screen as it is has nothing to complain about: one by all rules, the others by those of colours. */
async function sound(page: Page, name: string): Promise<void> {
  let only: readonly string[] | null = null;
  for (const contrast of ['more', 'no-preference'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect.soft(await violations(page, only), `${name}, ${colorScheme}, contrast ${contrast}`).toEqual([]);
      only = COLORS;
    }
  }
  expect.soft((await layoutProblems(page)).filter((line) => !line.startsWith('small target')), name).toEqual([]);
}

const rail = (page: Page, name: string) => page.getByRole('navigation', { name: 'Application' }).getByRole('button', { name });
const dialog = (page: Page) => page.getByRole('dialog').last();

test('names, roles and contrast of the main screens', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Start' })).toBeVisible();
  await sound(page, 'Home, empty');
  await page.getByRole('main').getByRole('button', { name: 'Images' }).click();
  await expect(page.getByRole('option').nth(3)).toBeVisible({ timeout: 120_000 });
  await page.getByRole('option').nth(2).click();
  await sound(page, 'gallery');
  await page.getByRole('button', { name: 'Edit labels…' }).click();
  await sound(page, 'labels');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+e');
  await expect(dialog(page).getByRole('combobox', { name: 'Format' })).toBeFocused();
  await sound(page, 'export');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await sound(page, 'palette');
  await page.keyboard.press('Escape');
  await page.getByRole('option').nth(0).dblclick();
  await expect(page.getByRole('application')).toBeVisible();
  await page.getByRole('listbox', { name: 'Objects' }).getByRole('option').nth(1).click();
  await sound(page, 'editor');
  await page.getByRole('tab', { name: /^Labels/ }).click();
  await sound(page, 'editor, labels');
  await page.keyboard.press('g');
  await rail(page, 'Home').click();
  await expect(page.getByRole('heading', { name: 'Continue' })).toBeVisible();
  await sound(page, 'Home');
  await rail(page, 'Jobs').click();
  await page.getByRole('main').getByRole('button', { name: 'What is heard', exact: true }).click();
  await page.getByRole('option').first().click();
  await sound(page, 'sounds');
  await rail(page, 'Settings').click();
  await page.getByRole('button', { name: 'Keys', exact: true }).last().click();
  await sound(page, 'keys');
});

test('the order of focus is that of the screen, and every stop is seen', async ({ page }) => {
  await page.getByRole('main').getByRole('button', { name: 'Images' }).click();
  await expect(page.getByRole('option').nth(3)).toBeVisible({ timeout: 120_000 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('body').click({ position: { x: 640, y: 4 } });
  const stops: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const seen = (one: Element): boolean => { const style = getComputedStyle(one); return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'; };
      const near = [element, element.parentElement, element.nextElementSibling].some((one) => one !== null && one !== undefined && seen(one));
      const after = getComputedStyle(element, '::after');
      const bar = after.content !== 'none' && after.backgroundColor !== 'rgba(0, 0, 0, 0)';
      return { name: element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '', seen: near || bar, region: element.closest('nav, header, main')?.tagName ?? '' };
    });
    if (stop === null) break;
    expect.soft(stop.seen, `focus on “${stop.name}” is seen`).toBe(true);
    expect.soft(stop.name, 'has a name').not.toBe('');
    stops.push(stop.region);
  }
  expect(stops.length).toBeGreaterThan(15);
});
