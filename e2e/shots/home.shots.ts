/** Home and the dialogs that begin something. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '../harness';
import { makeTurnedPictures } from '../choose';
import { brokenFiles, datasetOf, drawBoxes, jobOf, MANY_LABELS, manyPictures, samplesOf, workspaceIn } from './crowd';
import { shots } from './studio';

shots('home', ['home-empty', 'chooser', 'chooser-new-folder', 'chooser-trouble', 'new-workspace', 'new-workspace-folder', 'home-typical', 'home-crowded', 'home-menu'], async ({ page, scratch, window, t, shoot, button, close, go, samples }) => {
  await expect(page.getByRole('heading', { name: t('home.start') })).toBeVisible();
  await shoot('home-empty');
  const files = join(scratch, 'harbour-2026');
  await manyPictures(files, 12);
  await writeFile(join(files, 'notes.txt'), 'Taken in spring.\n');

  await page.keyboard.press('Control+o');
  const path = page.getByRole('textbox', { name: t('chooser.path') });
  await expect(path).not.toHaveValue('');
  await path.fill(files);
  await path.press('Enter');
  await expect(page.getByRole('option').nth(3)).toBeVisible();
  await page.getByRole('option').nth(1).click();
  await shoot('chooser');
  await button(t('chooser.new-folder')).click();
  await page.getByRole('textbox', { name: t('chooser.new-folder-name') }).fill('Labels of May');
  await shoot('chooser-new-folder');
  await button(t('common.cancel')).first().click();
  await path.fill('/no/such/place');
  await path.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await shoot('chooser-trouble');
  await close();

  await page.keyboard.press('Alt+n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot('new-workspace');
  await button(`${t('workspace.data')}: ${t('workspace.choose')}`).click();
  await expect(path).not.toHaveValue('');
  await path.fill(files);
  await path.press('Enter');
  await expect(page.getByRole('listbox')).toContainText('north-quay');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.waitForTimeout(300);
  await shoot('new-workspace-folder');
  await close();

  await samples();
  await go('home');
  for (const type of ['common.audio', 'common.image'] as const) {
    await page.getByRole('main').getByRole('button', { name: t(type) }).click();
    await expect(page.getByRole('tab').first()).toBeVisible();
    await page.waitForTimeout(700);
    await go('home');
  }
  await expect(page.getByRole('heading', { name: t('home.continue') })).toBeVisible();
  await page.waitForTimeout(400);
  await shoot('home-typical');

  const places = ['Harbour traffic', 'Radio calls 2026', 'Accident reports of all northern harbours, second batch', 'Quay cameras', 'Gulls and terns', 'Fähren und Schlepper', 'Night shift'];
  for (const [i, name] of places.entries()) {
    await workspaceIn(window, join(scratch, `work-${i}`), name);
    if (i % 3 === 2) continue;
    const folder = join(scratch, `files-${i}`);
    await manyPictures(folder, 4 + i);
    await jobOf(window, await datasetOf(window, folder, 'Pictures'), i % 2 === 0 ? 'Vessels' : 'Which birds are in the picture, and how many of each kind', 'detection', MANY_LABELS.slice(0, 6));
  }
  await window.request('workspace.close', {});
  await rm(join(scratch, 'work-3'), { recursive: true, force: true });
  await page.reload();
  await expect(page.getByText('Night shift').first()).toBeVisible();
  await page.waitForTimeout(400);
  await shoot('home-crowded');
  await button(t('home.actions', { name: 'Quay cameras' })).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await shoot('home-menu', { still: true });
  await page.keyboard.press('Escape');
});

shots('pace', ['home-pace'], async ({ page, scratch, window, t, shoot, go, open, enter }) => {
  await enter(await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic'));
  await manyPictures(join(scratch, 'quay'), 60);
  const dataset = await datasetOf(window, join(scratch, 'quay'), 'Quay, spring');
  const made = await jobOf(window, dataset, 'Vessels', 'detection', ['ferry', 'buoy', 'crane']);
  // One picture after the other, as a person labels them: only so there is a pace.
  for (const sample of (await samplesOf(window, dataset)).slice(0, 13)) {
    await drawBoxes(window, made, sample, 4);
    await page.waitForTimeout(700);
  }
  await go('jobs');
  await open('Vessels');
  await expect(page.getByRole('option').nth(3)).toBeVisible();
  await page.getByRole('tab', { name: t('common.all') }).click();
  await page.getByRole('option').nth(3).dblclick();
  await expect(page.getByRole('tab', { name: t('editor.tab.objects') })).toBeVisible();
  await page.waitForTimeout(900);
  await page.keyboard.press('Control+b');
  await go('home');
  await page.waitForTimeout(900);
  await shoot('home-pace');
});

shots('create', ['datasets-empty', 'jobs-empty', 'home-new', 'new-dataset-image', 'new-dataset-audio', 'new-dataset-text', 'new-dataset-video', 'new-dataset-empty', 'new-dataset-folder', 'new-job', 'new-job-labels', 'new-job-found', 'drop-overlay', 'drop-files', 'datasets-crowded', 'jobs-crowded'], async (studio) => {
  const { page, scratch, window, t, shoot, button, close, go, dialog, enter } = studio;
  await enter(await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic'));
  await expect(page.getByRole('heading', { name: t('home.this-workspace') })).toBeVisible();
  await shoot('home-new');
  await go('datasets');
  await shoot('datasets-empty');
  await go('jobs');
  await shoot('jobs-empty');
  await go('datasets');
  await button(t('home.new-dataset')).click();
  for (const type of ['image', 'audio', 'text', 'video'] as const) {
    await dialog.getByRole('radio', { name: t(`common.${type}`) }).click();
    await shoot(`new-dataset-${type}`);
  }
  await dialog.getByRole('radio', { name: t('create.empty') }).click();
  await shoot('new-dataset-empty');
  await dialog.getByRole('radio', { name: t('create.from-folder') }).click();
  const files = join(scratch, 'quay');
  await makeTurnedPictures(files, 9, 2);
  await brokenFiles(files);
  await writeFile(join(files, 'instances.json'), JSON.stringify({ images: [{ id: 1, file_name: 'picture-0001.jpg', width: 640, height: 480 }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [4, 4, 40, 40], area: 1600, iscrowd: 0 }], categories: [{ id: 1, name: 'ferry' }, { id: 2, name: 'crane' }] }));
  await button(`${t('create.folder')}: ${t('workspace.choose')}`).click();
  const path = page.getByRole('textbox', { name: t('chooser.path') });
  await expect(path).not.toHaveValue('');
  await path.fill(files);
  await path.press('Enter');
  await expect(page.getByRole('listbox')).toContainText('instances.json');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.waitForTimeout(300);
  await shoot('new-dataset-folder');
  await button(t('create.dataset-do')).click();
  await expect(page.getByRole('heading', { name: 'quay', level: 1 })).toBeVisible();
  await page.waitForTimeout(1500);

  await button(t('dataset.new-job')).click();
  await expect(dialog.getByRole('textbox', { name: t('common.name') })).toBeVisible();
  await page.waitForTimeout(600);
  await shoot('new-job-found');
  await close();
  const plain = await datasetOf(window, join(scratch, 'quay', '..', 'quay'), 'Quay, spring');
  const many = join(scratch, 'many');
  await manyPictures(many, 30);
  const dataset = await datasetOf(window, many, 'Pictures of the north quay, from the first of March to the thirtieth of September, all cameras');
  for (const [i, name] of ['Vessels and vehicles', 'Weather', 'Vessels and vehicles, checked a second time by somebody who was not there the first time', 'Birds', 'Cranes at work'].entries()) await jobOf(window, i % 2 === 0 ? dataset : plain, name, i % 2 === 0 ? 'detection' : 'classification', MANY_LABELS.slice(0, 3 + 9 * i), [], i === 3);
  await go('jobs');
  await page.waitForTimeout(400);
  await shoot('jobs-crowded');
  await button(t('home.new-job')).click();
  await page.waitForTimeout(600);
  await shoot('new-job');
  const labels = dialog.getByRole('textbox', { name: t('create.labels') });
  await labels.fill(`${MANY_LABELS.slice(0, 14).join('; ').replaceAll(',', '')}; `);
  await labels.fill('car');
  await labels.press('Enter');
  await shoot('new-job-labels');
  await close();
  await go('datasets');
  await page.waitForTimeout(400);
  await shoot('datasets-crowded');

  const drag = (kind: 'dragenter' | 'drop'): Promise<void> => page.evaluate((type) => {
    const dataTransfer = new DataTransfer();
    for (const name of ['ferry-0001.jpg', 'ferry-0002.jpg', 'notes.txt']) dataTransfer.items.add(new File(['x'.repeat(70_000)], name));
    self.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, kind);
  await drag('dragenter');
  await shoot('drop-overlay');
  await drag('drop');
  await expect(dialog).toBeVisible();
  await page.waitForTimeout(300);
  await shoot('drop-files');
  await close();
});
