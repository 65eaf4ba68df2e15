/** Side panels of the gallery, the editor and the rail: by mouse and by keyboard, and as they were after a reload. */
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ready } from './box-job';
import { expect, makePictures, test } from './harness';
import { connect, enter } from './node-window';
import { makeBoxJob } from './prepare';

test.use({ workspace: 'work' });

const edge = (page: Page, name: string): Locator => page.getByRole('separator', { name: `Width of ${name}` });
const panel = (page: Page, name: string): Locator => page.getByRole('complementary', { name, exact: true });
const width = async (of: Locator): Promise<number> => Math.round((await of.boundingBox())?.width ?? -1);

/** Drags the edge of a panel by so many pixels to the right. */
async function pull(page: Page, of: Locator, by: number): Promise<void> {
  const box = (await of.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by / 2, y, { steps: 3 });
  await page.mouse.move(x + by, y, { steps: 3 });
  await page.mouse.up();
}

test('panels are resized and hidden by mouse and by keyboard, and stay so', async ({ page, host, scratch }) => {
  const window = await connect(await enter(await host.freshAddress()));
  await makePictures(join(scratch, 'pictures'), { count: 6 });
  await makeBoxJob(window, join(scratch, 'pictures'));
  window.close();
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  await page.getByRole('button', { name: 'Boxes', exact: true }).click();
  await expect(page.getByRole('option').first()).toBeVisible();

  // By mouse, within the limits, and back with a double click.
  const filters = edge(page, 'Filters');
  await expect(filters).toHaveAttribute('aria-valuenow', '224');
  await pull(page, filters, 60);
  await expect(filters).toHaveAttribute('aria-valuenow', '284');
  await pull(page, filters, 600);
  await expect(filters).toHaveAttribute('aria-valuenow', '420');
  await expect.poll(() => width(panel(page, 'Filters'))).toBeGreaterThan(400);
  await filters.dblclick();
  await expect(filters).toHaveAttribute('aria-valuenow', '224');

  // By keyboard: wider towards the middle, fine steps, limits.
  const details = edge(page, 'Details');
  await details.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(details).toHaveAttribute('aria-valuenow', '303');
  await expect.poll(() => width(panel(page, 'Details'))).toBeGreaterThanOrEqual(301);
  await page.keyboard.press('Home');
  await expect(details).toHaveAttribute('aria-valuenow', '232');
  await page.keyboard.press('ArrowLeft');

  // Hidden with Enter the focus stays at hand; shown again with Enter, too. The key of the filter shows its panel.
  await page.keyboard.press('Enter');
  await expect(panel(page, 'Details')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show Details' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(details).toBeFocused();
  await pull(page, filters, -200);
  await expect(panel(page, 'Filters')).toHaveCount(0);
  await page.keyboard.type('/0002');
  await expect(page.getByRole('searchbox', { name: 'Filter' })).toBeFocused();
  await expect(page.getByRole('searchbox', { name: 'Filter' })).toHaveValue('0002');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+Backslash');
  await expect(panel(page, 'Filters')).toHaveCount(0);

  // The rail: words beside the icons when there is room, hidden when pulled shut, back by its key.
  const rail = edge(page, 'the rail');
  await pull(page, rail, 100);
  await expect(rail).toHaveAttribute('aria-valuenow', '172');
  await pull(page, rail, -160);
  await expect(page.getByRole('navigation', { name: 'Application' })).toHaveCount(0);
  await page.keyboard.press('Control+b');
  await expect.poll(() => width(page.getByRole('navigation', { name: 'Application' }))).toBeGreaterThan(165);

  // The editor has its own.
  await page.getByRole('option').first().dblclick();
  await ready(page);
  const editor = edge(page, 'Labels and objects');
  await pull(page, editor, -40);
  await expect(editor).toHaveAttribute('aria-valuenow', '328');
  await page.keyboard.press('Control+Backslash');
  await expect(panel(page, 'Labels and objects')).toHaveCount(0);

  // As it was after a reload, in another window too.
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: 'Show Labels and objects' })).toBeVisible();
  await page.getByRole('button', { name: 'Show Labels and objects' }).click();
  await expect(editor).toHaveAttribute('aria-valuenow', '328');
  await page.keyboard.press('g');
  await expect(page.getByRole('button', { name: 'Show Filters' })).toBeVisible();
  await expect(details).toHaveAttribute('aria-valuenow', '248');
  await expect(rail).toHaveAttribute('aria-valuenow', '172');
});
