/** Pictures beside each other with what is labeled on them. */
import type { Page } from '@playwright/test';
import { drawTwo, test } from './editing';
import { stage } from './hands';
import { expect } from './harness';
import { cells, tab } from './workshop';

const outlines = (page: Page, name: string) => page.locator('[data-pane]').filter({ has: page.getByRole('img', { name, exact: true }) }).locator('svg g');

/** Where the outlines of a pane lie on its picture, in pixels of the picture. */
function onPicture(page: Page, name: string): Promise<readonly (readonly number[])[]> {
  return page.locator('[data-pane]').filter({ has: page.getByRole('img', { name, exact: true }) }).evaluate((pane) => {
    const picture = pane.querySelector('img')!;
    const shown = picture.getBoundingClientRect();
    const scale = Math.min(shown.width / picture.naturalWidth, shown.height / picture.naturalHeight);
    const [left, top] = [shown.x + (shown.width - scale * picture.naturalWidth) / 2, shown.y + (shown.height - scale * picture.naturalHeight) / 2];
    return Array.from(pane.querySelectorAll('svg g'), (group) => {
      const [x, y, right, bottom] = [group.lastElementChild!.getBoundingClientRect()].flatMap((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top].map((n) => Math.round(n / scale)));
      return [x!, y!, right! - x!, bottom! - y!];
    });
  });
}

test('objects lie on each picture at every zoom, can be hidden, and follow what is undone', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  await page.goBack();
  await expect(stage(page)).toHaveCount(0);
  await tab(page, 'All').click();
  await cells(page).nth(0).click();
  await cells(page).nth(2).click({ modifiers: ['Shift'] });
  await page.keyboard.press('c');
  const labeled = 'picture-0001.jpg';
  await expect(outlines(page, labeled)).toHaveCount(2);
  await expect(outlines(page, 'picture-0002.jpg')).toHaveCount(0);
  const boxesDrawn = [[100, 100, 100, 80], [400, 300, 100, 120]];
  /** Within the pixels of a picture that is shown smaller. */
  const expectBoxes = async (): Promise<void> => {
    const found = await onPicture(page, labeled);
    expect(found).toHaveLength(2);
    for (const [i, box] of boxesDrawn.entries()) for (const [k, value] of box.entries()) expect(Math.abs(found[i]![k]! - value), `${JSON.stringify(found[i])} is ${JSON.stringify(box)}`).toBeLessThanOrEqual(4);
  };
  await expectBoxes();
  const pane = (await page.locator('[data-pane]').first().boundingBox())!;
  await page.mouse.move(pane.x + pane.width * 0.3, pane.y + pane.height * 0.4);
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole('region', { name: 'Compare' })).toContainText(/[2-9]\d\d\s?%/);
  await expectBoxes();

  await page.keyboard.press('o');
  await expect(outlines(page, labeled)).toHaveCount(0);
  await page.getByRole('region', { name: 'Compare' }).getByRole('button', { name: 'Labels' }).click();
  await expect(outlines(page, labeled)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(outlines(page, labeled)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByText('3 selected').first()).toBeVisible();
});
