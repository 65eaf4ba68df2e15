/** Home says how long the rest of a job takes where it can know: after enough pictures were labeled one by one. */
import { SHORTEST_STEP } from '../src/main/host/pace';
import type { AnnotationId } from '../src/shared/kernel/ids';
import { MAKING, test } from './editing';
import { expect } from './harness';
import { commandNamed, freshId } from './prepare';

test.use({ making: { ...MAKING, pictures: { count: 14, width: 64, height: 48 } } });

test('the pace of the last pictures, and the work that is left', async ({ boxes, openWindow }) => {
  const { window, job, labels } = boxes;
  const label = async (from: number, to: number): Promise<void> => {
    for (const sample of boxes.samples.slice(from, to)) {
      await window.request('journal.commit', { job, command: commandNamed('command.draw-box'), drafts: [{ type: 'annotation.created', base: [], body: { job, sample, annotation: freshId<AnnotationId>(), label: labels[0]!, geometry: { kind: 'box', x: 1, y: 2, width: 30, height: 40 }, attributes: {}, origin: 'person' } }] });
      await new Promise((resolve) => setTimeout(resolve, SHORTEST_STEP + 50));
    }
  };
  await label(0, 6);
  const page = await openWindow(boxes.host);
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Continue' }) });
  await expect(card).toContainText('8 left to label.');
  await label(6, 12);
  await page.reload();
  // However fast this machine is: what is left follows from the pace, and nobody was faster than a person can be.
  const words = /At the last pace of ([\d,]+) an hour, (\d+)\ss of work are left\./;
  await expect(card).toContainText(words);
  const [, pace = '', left = ''] = words.exec(await card.innerText()) ?? [];
  const anHour = Number(pace.replace(',', ''));
  expect(anHour).toBeGreaterThan(0);
  expect(anHour).toBeLessThanOrEqual(3_600_000 / SHORTEST_STEP);
  expect(Number(left)).toBe(Math.max(1, Math.round((2 * 3600) / anHour)));
});
