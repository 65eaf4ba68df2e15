/** The small pictures of clips, which the window makes itself. */
import { appendFile, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './harness';
import { cells, newDataset } from './workshop';

test.use({ workspace: 'workspace' });
const CLIP = fileURLToPath(new URL('../assets/samples/clips/morning-ferry.mp4', import.meta.url));

test('a clip has its picture without a word that it has none, and another one when it became another clip', async ({ page, scratch }) => {
  const folder = join(scratch, 'clips');
  await mkdir(folder);
  await copyFile(CLIP, join(folder, 'ferry.mp4'));
  await page.evaluate(() => {
    const seen = { said: [] as string[], pictures: 0 };
    Object.assign(globalThis, { seen });
    new MutationObserver((changes) => {
      const list = document.querySelector('[role=listbox]');
      if (list?.textContent?.includes('No preview')) seen.said.push(list.textContent);
      for (const node of changes.flatMap((change) => [...change.addedNodes])) if (list?.contains(node) && node instanceof Element && (node.matches('img') || node.querySelector('img'))) seen.pictures++;
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const seen = (): Promise<{ readonly said: readonly string[]; readonly pictures: number }> => page.evaluate(() => (globalThis as unknown as { seen: { said: string[]; pictures: number } }).seen);
  await newDataset(page, folder, 'clips');
  const picture = cells(page).first().locator('img');
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  const { pictures: before } = await seen();

  // The same frames, other bytes: a box that players pass over.
  await appendFile(join(folder, 'ferry.mp4'), Buffer.from('0000000866726565', 'hex'));
  await page.getByRole('button', { name: 'Synchronize' }).click();
  const report = page.getByRole('dialog');
  await expect(report).toContainText('1 file changed');
  await report.getByRole('button', { name: 'Close' }).last().click();
  // Measured anew, it is another content: the picture goes, and one is made of what is there now.
  await expect.poll(async () => (await seen()).pictures).toBeGreaterThan(before);
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  expect((await seen()).said).toEqual([]);
});
