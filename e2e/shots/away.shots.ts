/** What is deleted and comes back, and how texts are read. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '../harness';
import { commandNamed } from '../prepare';
import { datasetOf, jobOf, MANY_LABELS, manyPictures, workspaceIn, type MadeJob } from './crowd';
import { galleryReady, shots } from './studio';

shots('away', ['row-menu', 'jobs-deleted', 'jobs-all-deleted', 'datasets-deleted', 'job-gone', 'home-deleted'], async (studio) => {
  const { page, scratch, window, t, shoot, go, open, enter, button } = studio;
  await enter(await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic'));
  const dataset = await datasetOf(window, await pictures(join(scratch, 'quay'), 12), 'Quay, spring');
  const other = await datasetOf(window, await pictures(join(scratch, 'north'), 4), 'Pictures of the north quay, from the first of March to the thirtieth of September, all cameras');
  const names = ['Vessels and vehicles', 'Weather', 'Vessels and vehicles, checked a second time by somebody who was not there the first time', 'Birds', 'Cranes at work'];
  const jobs: MadeJob[] = [];
  for (const [i, name] of names.entries()) jobs.push(await jobOf(window, i === 4 ? other : dataset, name, 'detection', MANY_LABELS.slice(0, 4)));
  const more = (name: string) => button(t('home.actions', { name })).first();
  const away = async (name: string, kind: 'job' | 'dataset'): Promise<void> => {
    await more(name).click();
    await page.getByRole('menuitem', { name: t(`remove.${kind}`) }).click();
    await expect(more(name)).toHaveCount(0);
  };

  await go('jobs');
  await more('Weather').click();
  await expect(page.getByRole('menu')).toBeVisible();
  await shoot('row-menu', { still: true });
  await page.keyboard.press('Escape');
  await away('Weather', 'job');
  await away('Vessels and vehicles, checked a second time by somebody who was not there the first time', 'job');
  await button(t('remove.recently-count', { count: 2 })).click();
  await page.waitForTimeout(300);
  await shoot('jobs-deleted');

  await open('Birds');
  await galleryReady(page);
  // By another window.
  await window.request('journal.commit', { job: null, command: commandNamed('command.delete-job'), drafts: [{ type: 'job.retired', base: [], body: { job: jobs[3]!.job } }] });
  await expect(page.getByText(t('remove.gone-job', { name: 'Birds' }))).toBeVisible();
  await shoot('job-gone');

  await go('datasets');
  await away('Quay, spring', 'dataset');
  await page.waitForTimeout(300);
  await shoot('datasets-deleted', { still: true });
  await away('Pictures of the north quay, from the first of March to the thirtieth of September, all cameras', 'dataset');
  await go('jobs');
  await page.waitForTimeout(300);
  await shoot('jobs-all-deleted');
  await go('home');
  await page.waitForTimeout(300);
  await shoot('home-deleted');
});

shots('texts', ['reading-new', 'reading-overview', 'reading-change', 'reading-guessed'], async (studio) => {
  const { page, scratch, window, t, shoot, button, close, go, open, enter, dialog } = studio;
  await enter(await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic'));
  const folder = join(scratch, 'reports');
  await mkdir(folder);
  await writeFile(join(folder, 'a.csv'), 'id,text,source\n1,The ferry left twenty minutes late because of fog,radio\n2,"Bridge closed, detour over the lock",notice\n');
  await writeFile(join(folder, 'gbk.txt'), Buffer.from('d5e2bcd2b7b9b5eab5c4b2cbbadcbac3b3d4a3acb7fecef1d2b2b2bbb4eda1a3', 'hex'));
  await writeFile(join(folder, 'russian.txt'), Buffer.from('cff0e8e2e5f20aecfbf8fc0a', 'hex'));
  await writeFile(join(folder, 'empty.txt'), '');
  await go('datasets');
  await button(t('home.new-dataset')).click();
  await button(`${t('create.folder')}: ${t('workspace.choose')}`).click();
  const path = page.getByRole('textbox', { name: t('chooser.path') });
  await expect(path).not.toHaveValue('');
  await path.fill(folder);
  await path.press('Enter');
  await expect(page.getByRole('listbox')).toContainText('a.csv');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('region', { name: t('reading.preview') })).toContainText('ferry');
  await page.waitForTimeout(300);
  await shoot('reading-new');
  await close();
  await datasetOf(window, folder, 'Reports', 'text');
  await go('datasets');
  await open('Reports');
  await galleryReady(page);
  await page.getByRole('listbox', { name: t('gallery.samples') }).getByRole('option').filter({ hasText: '这家饭店' }).dblclick();
  await expect(page.getByRole('note')).toBeVisible();
  await shoot('reading-guessed');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: t('dataset.overview') }).click();
  await page.waitForTimeout(300);
  await shoot('reading-overview');
  await button(t('reading.change')).click();
  await page.waitForTimeout(500);
  await shoot('reading-change');
});

async function pictures(folder: string, count: number): Promise<string> {
  await manyPictures(folder, count);
  return folder;
}
