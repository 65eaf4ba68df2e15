/** Datasets and galleries of all four kinds of data. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '../harness';
import { makeTinyPictures, tinyPng } from '../tiny-png';
import { brokenFiles, datasetOf, manyPictures, workspaceIn } from './crowd';
import { galleryReady, shots, type Studio } from './studio';

const cells = ({ page, t }: Studio) => page.getByRole('listbox', { name: t('gallery.samples') }).getByRole('option');

shots('dataset', ['dataset-reading', 'tasks-running', 'dataset-empty', 'dataset', 'dataset-overview', 'dataset-overview-problems', 'dataset-problems', 'tasks', 'tasks-problems', 'toast-problems', 'sync-report', 'sync-remove'], async (studio) => {
  const { page, scratch, window, t, shoot, button, close, go, open, enter } = studio;
  await enter(await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic'));
  await window.request('dataset.create', { name: 'Empty for now', dataType: 'image', textMode: null, folder: null });
  await makeTinyPictures(join(scratch, 'many'), 16_000);
  await go('datasets');
  await open('Empty for now');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForTimeout(400);
  await shoot('dataset-empty');
  await go('datasets');
  await datasetOf(window, join(scratch, 'many'), 'Sixteen thousand thumbnails', 'image', false);
  await open('Sixteen thousand thumbnails');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForTimeout(500);
  await shoot('dataset-reading', { still: true });
  await page.getByRole('banner').getByRole('button', { name: t('frame.tasks', { count: 1 }) }).click();
  await shoot('tasks-running', { still: true });
  await page.keyboard.press('Escape');
  for (const { id } of (await window.request('tasks.list', {})).tasks) await window.request('task.cancel', { task: id }).catch(() => undefined);

  const folder = join(scratch, 'quay');
  await manyPictures(folder, 60);
  await datasetOf(window, folder, 'Quay, spring', 'image');
  await go('datasets');
  await open('Quay, spring');
  await galleryReady(page);
  await shoot('dataset');
  await page.getByRole('tab', { name: t('dataset.overview') }).click();
  await shoot('dataset-overview');

  await brokenFiles(join(folder, 'scans'));
  await makeTinyPictures(join(folder, 'tiny'), 6);
  await page.getByRole('tab', { name: t('gallery.samples') }).click();
  await button(t('dataset.sync')).click();
  await expect(page.getByRole('dialog')).toContainText(/10/);
  await expect(page.getByRole('status').first()).toBeAttached();
  await close();
  await page.waitForTimeout(500);
  await shoot('toast-problems', { still: true });
  await page.getByRole('banner').getByRole('button', { name: t('tasks.title') }).click();
  await shoot('tasks', { still: true });
  await button(t('tasks.show-problems')).first().click();
  await shoot('tasks-problems', { still: true });
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: t('dataset.overview') }).click();
  await shoot('dataset-overview-problems');
  await page.getByRole('tab', { name: t('gallery.samples') }).click();
  await page.getByRole('group', { name: t('gallery.problems') }).getByRole('checkbox').first().click();
  await cells(studio).first().click();
  await page.waitForTimeout(500);
  await shoot('dataset-problems');

  await writeFile(join(folder, 'tiny', 'new.png'), tinyPng(5000));
  await rm(join(folder, 'tiny', 'tiny-00001.png'));
  await rm(join(folder, 'tiny', 'tiny-00004.png'));
  await writeFile(join(folder, 'tiny', 'tiny-00002.png'), tinyPng(6000));
  await rename(join(folder, 'tiny', 'tiny-00003.png'), join(folder, 'tiny', 'renamed.png'));
  await button(t('dataset.sync')).click();
  await expect(page.getByRole('dialog')).toBeVisible({ timeout: 20_000 });
  await page.waitForTimeout(500);
  await shoot('sync-report');
  await page.getByRole('dialog').getByRole('button', { name: t('dataset.remove-missing', { count: 2 }) }).click();
  await shoot('sync-remove');
  await close();
});

shots('gallery', ['gallery', 'gallery-selected', 'gallery-many-selected', 'gallery-unlabeled', 'gallery-small', 'gallery-large', 'gallery-list', 'gallery-filtered', 'gallery-none', 'gallery-date', 'gallery-sort', 'gallery-more', 'gallery-marks', 'loupe', 'compare-2', 'compare-4', 'compare-8'], async (studio) => {
  const { page, t, shoot, button, go, open, samples } = studio;
  await samples();
  await go('jobs');
  await open('Vessels and vehicles');
  await galleryReady(page);
  await shoot('gallery');
  await cells(studio).nth(2).click();
  await page.waitForTimeout(500);
  await shoot('gallery-selected');
  await page.keyboard.press('Space');
  await page.waitForTimeout(900);
  await shoot('loupe');
  await page.keyboard.press('Escape');
  for (const count of [2, 4, 8]) {
    await cells(studio).nth(0).click();
    await cells(studio).nth(count - 1).click({ modifiers: ['Shift'] });
    if (count === 4) await shoot('gallery-many-selected');
    await page.keyboard.press('c');
    await page.waitForTimeout(900);
    await shoot(`compare-${count}`);
    await page.keyboard.press('Escape');
  }
  for (const [i, key] of ['x', 'g', 'Shift+g', 'Shift+Digit3', 'Shift+Digit5'].entries()) {
    await cells(studio).nth(i).click();
    await page.keyboard.press(key);
    if (i > 2) await page.keyboard.press('x');
  }
  await page.waitForTimeout(4500);
  await shoot('gallery-marks');
  await button(t('common.more'), true).click();
  await shoot('gallery-more', { still: true });
  await page.keyboard.press('Escape');
  const size = page.getByRole('slider', { name: t('gallery.size') });
  await size.fill('90');
  await galleryReady(page);
  await shoot('gallery-small');
  await size.fill('340');
  await galleryReady(page);
  await shoot('gallery-large');
  await size.fill('168');
  await button(t('gallery.list'), true).click();
  await galleryReady(page);
  await shoot('gallery-list');
  await button(t('gallery.grid'), true).click();
  await button(t('gallery.sort')).click();
  await shoot('gallery-sort', { still: true });
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: t('gallery.label'), exact: true }).getByRole('checkbox').nth(1).click();
  await page.getByRole('group', { name: t('gallery.marks'), exact: true }).getByRole('checkbox').first().click();
  await galleryReady(page);
  await shoot('gallery-filtered');
  await page.keyboard.press('/');
  await page.keyboard.type('zeppelin');
  await page.waitForTimeout(400);
  await shoot('gallery-none');
  await page.keyboard.press('Escape');
  await button(t('gallery.clear-filters')).click();
  await page.getByText(t('gallery.date'), { exact: true }).first().click();
  await shoot('gallery-date');
  await page.getByRole('tab', { name: t('common.unlabeled') }).click();
  await galleryReady(page);
  await shoot('gallery-unlabeled');
});

const KINDS = [['scenes', 'Scene and light'], ['sounds', 'What is heard'], ['texts', 'What it is about'], ['clips', 'What moves']] as const;

shots('kinds', KINDS.flatMap(([kind]) => [kind, `${kind}-list`, `${kind}-loupe`]).concat('sounds-playing', 'sounds-undo'), async (studio) => {
  const { page, t, shoot, button, go, open, samples } = studio;
  await samples();
  for (const [kind, job] of KINDS) {
    await go('jobs');
    await open(job);
    await galleryReady(page);
    await cells(studio).first().click();
    await page.waitForTimeout(600);
    await shoot(kind);
    await button(t('gallery.list'), true).click();
    await page.waitForTimeout(500);
    await shoot(`${kind}-list`);
    await button(t('gallery.grid'), true).click();
    if (kind === 'sounds') {
      await cells(studio).first().click();
      await page.keyboard.press('p');
      await page.waitForTimeout(250);
      await shoot('sounds-playing', { still: true });
      await page.keyboard.press('2');
      await page.waitForTimeout(300);
      await shoot('sounds-undo', { still: true });
    }
    await cells(studio).nth(1).click();
    await page.keyboard.press('Space');
    await page.waitForTimeout(900);
    await shoot(`${kind}-loupe`);
    await page.keyboard.press('Escape');
  }
});
