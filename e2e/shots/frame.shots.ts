/** Import, export, and everything of the frame: palette, keys, settings, trouble. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, TestHost } from '../harness';
import { makeTurnedPictures } from '../choose';
import { connect, enter as signIn } from '../node-window';
import { datasetOf, jobOf, workspaceIn } from './crowd';
import { galleryReady, shots, type Studio } from './studio';

/** A COCO file in which much is wrong, and a kind that the job cannot hold. */
function coco(names: readonly string[], trouble: boolean): string {
  const images = names.map((file_name, i) => ({ id: i + 1, file_name, width: 640, height: 480 }));
  const annotations: Record<string, unknown>[] = names.flatMap((_, i) => [1, 2, 3].map((k) => ({ id: i * 3 + k, image_id: i + 1, category_id: k, bbox: [20 * k, 30 + k * 60, 100, 52], area: 5200, iscrowd: 0 })));
  if (trouble) {
    annotations.push({ id: 900, image_id: 1, category_id: 1, bbox: [600, 400, 200, 200], area: 40_000, iscrowd: 0 }, { id: 901, image_id: 1, category_id: 99, bbox: [1, 1, 20, 20], area: 400, iscrowd: 0 }, { id: 902, image_id: 777, category_id: 1, bbox: [1, 1, 20, 20], area: 400, iscrowd: 0 },
      { id: 902, image_id: 2, category_id: 2, bbox: [1, 1, 0, 20], area: 0, iscrowd: 0 }, { id: 903, image_id: 2, category_id: 2, bbox: [9, 9, 40, 40], area: 1, iscrowd: 0, segmentation: [[9, 9, 49, 9, 49, 49]] }, { id: 904, image_id: 3, category_id: 1, bbox: [1, 1, -5, 20], area: 1, iscrowd: 0 });
    for (let i = 0; i < 12; i++) images.push({ id: 500 + i, file_name: `somewhere/else/that/is/not/in/the/dataset/picture-${i}.jpg`, width: 640, height: 480 });
  }
  return JSON.stringify({ images, annotations, categories: [{ id: 1, name: 'ferry' }, { id: 2, name: 'crane' }, { id: 3, name: 'a category with a name that goes on and on until there is no room for it' }] });
}

/** In an open chooser: takes `name` in `folder`. */
async function choosePath({ page, t }: Studio, folder: string, name: string): Promise<void> {
  const path = page.getByRole('textbox', { name: t('chooser.path') });
  await expect(path).not.toHaveValue('');
  await path.fill(folder);
  await path.press('Enter');
  const entry = page.getByRole('option', { name });
  await entry.click();
  await page.getByRole('dialog').last().getByRole('listbox').press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(1);
}

async function chooseFile(studio: Studio, folder: string, name: string): Promise<void> {
  await studio.button(`${studio.t('import.file')}: ${studio.t('workspace.choose')}`).click();
  await choosePath(studio, folder, name);
  await studio.page.waitForTimeout(900);
}

shots('exchange', ['import', 'import-dry-run', 'import-problems', 'import-unknown', 'export', 'export-turned', 'export-taken', 'export-nothing', 'export-sounds', 'tasks-export'], async (studio) => {
  const { page, scratch, window, t, shoot, button, close, go, open, dialog, enter, samples } = studio;
  await enter(await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic'));
  const files = join(scratch, 'quay');
  await makeTurnedPictures(files, 9, 3);
  await mkdir(join(scratch, 'labels'), { recursive: true });
  const names = Array.from({ length: 9 }, (_, i) => `picture-${String(i + 1).padStart(4, '0')}.jpg`);
  await writeFile(join(scratch, 'labels', 'instances.json'), coco(names, false));
  await writeFile(join(scratch, 'labels', 'instances-with-trouble.json'), coco(names, true));
  await writeFile(join(scratch, 'labels', 'nonsense.json'), '{"this": "is no label file"}');
  const dataset = await datasetOf(window, files, 'Quay, spring');
  await jobOf(window, dataset, 'Vessels', 'detection', ['ferry', 'buoy']);
  await go('jobs');
  await open('Vessels');
  await galleryReady(page);
  await page.keyboard.press('Control+e');
  await page.waitForTimeout(500);
  await shoot('export-nothing');
  await close();
  await button(t('job.import')).click();
  await page.waitForTimeout(300);
  await shoot('import');
  await chooseFile(studio, join(scratch, 'labels'), 'nonsense.json');
  await shoot('import-unknown');
  await chooseFile(studio, join(scratch, 'labels'), 'instances-with-trouble.json');
  await shoot('import-problems');
  await chooseFile(studio, join(scratch, 'labels'), 'instances.json');
  await shoot('import-dry-run');
  await dialog.locator('button[type="submit"]').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.waitForTimeout(1200);
  await page.keyboard.press('Control+e');
  await page.waitForTimeout(600);
  await dialog.getByRole('radio', { name: t('export.all'), exact: true }).click();
  await page.waitForTimeout(500);
  await shoot('export-turned');
  await button(`${t('export.where')}: ${t('workspace.choose')}`).click();
  await choosePath(studio, scratch, 'labels');
  const submit = dialog.locator('button[type="submit"]');
  await submit.click();
  await expect(page.getByRole('dialog', { name: t('export.title') })).toHaveCount(0);
  await page.waitForTimeout(900);
  await shoot('tasks-export', { still: true });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+e');
  await button(`${t('export.where')}: ${t('workspace.choose')}`).click();
  await choosePath(studio, scratch, 'labels');
  await page.waitForTimeout(600);
  await submit.click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await shoot('export-taken');
  await close();
  await samples();
  await go('jobs');
  await open('Vessels and vehicles');
  await galleryReady(page);
  await page.keyboard.press('Control+e');
  await page.waitForTimeout(500);
  await shoot('export');
  await close();
  await go('jobs');
  await open('What is heard');
  await galleryReady(page);
  await page.keyboard.press('Control+e');
  await page.waitForTimeout(500);
  await shoot('export-sounds');
});

shots('frame', ['palette', 'palette-typed', 'palette-nothing', 'keys', 'settings-appearance', 'settings-keys', 'settings-key-capture', 'settings-key-taken', 'settings-privacy', 'settings-about', 'tip-rail', 'focus', 'datasets', 'jobs', 'broken'], async ({ page, t, shoot, button, close, go, samples }) => {
  await samples();
  await go('datasets');
  await page.waitForTimeout(300);
  await shoot('datasets');
  await go('jobs');
  await shoot('jobs');
  await page.getByRole('navigation', { name: t('frame.navigation') }).getByRole('button').first().hover();
  await page.waitForTimeout(800);
  await shoot('tip-rail', { still: true });
  await page.mouse.move(700, 600);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(300);
  await shoot('focus');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox');
  await expect(field).toBeVisible();
  await shoot('palette');
  await field.fill('job');
  await page.waitForTimeout(200);
  await shoot('palette-typed');
  await field.fill('zeppelin');
  await shoot('palette-nothing');
  await close();
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot('keys');
  await close();
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot('settings-appearance');
  const section = (name: 'keys' | 'privacy' | 'about') => page.getByRole('navigation', { name: t('frame.settings') }).getByRole('button', { name: t(`settings.${name}`) });
  await section('keys').click();
  await shoot('settings-keys');
  await button(t('keys.change', { action: t('action.app.rail') })).click();
  await shoot('settings-key-capture');
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(200);
  await shoot('settings-key-taken');
  await page.getByRole('main').getByRole('button', { name: t('common.cancel') }).last().click();
  await section('privacy').click();
  await shoot('settings-privacy');
  await section('about').click();
  await shoot('settings-about');
  // A piece of the program that cannot be fetched breaks the screen that needs it.
  await page.route(/\/assets\/settings-.*\.js/, (route) => route.abort());
  await page.reload();
  await go('settings');
  await expect(page.getByRole('heading', { name: t('frame.broken') })).toBeVisible();
  await shoot('broken');
});

shots('connection', ['connection-lost', 'connection-lost-editor', 'connection-lost-full', 'read-only', 'signed-off', 'signed-off-new'], async ({ page, host, scratch, window, t, language, shoot, go, open, samples }) => {
  const dir = await workspaceIn(window, join(scratch, 'work'), 'Harbour traffic');
  await mkdir(join(scratch, 'second'));
  const second = await TestHost.start({ data: join(scratch, 'second'), workspace: dir });
  const other = await page.context().newPage();
  if (language === 'pseudo') await (await connect(await signIn(second.address))).request('settings.set', { key: 'language', value: language });
  await other.goto(language === 'pseudo' ? await second.freshAddress() : second.address);
  await expect(other.getByText(t('frame.read-only'))).toBeVisible();
  await expect(other.getByRole('heading', { name: t('home.start') })).toBeVisible();
  await shoot('read-only', { of: other });
  await other.close();
  await second.stop();

  const stranger = await page.context().newPage();
  await stranger.goto(host.origin);
  await stranger.waitForTimeout(800);
  await shoot('signed-off-new', { of: stranger });
  await stranger.close();

  await samples();
  await go('jobs');
  await open('Vessels and vehicles');
  await galleryReady(page);
  // A second use of a code ends both windows.
  const address = await host.freshAddress();
  const doubled = await page.context().newPage();
  await doubled.goto(address);
  await expect(doubled.getByRole('heading', { name: t('home.start') })).toBeVisible();
  await signIn(address).catch(() => undefined);
  await expect(doubled.getByText(t('frame.connection-ended')).first()).toBeVisible();
  await shoot('signed-off', { of: doubled });
  await doubled.close();

  await host.kill();
  await expect(page.getByRole('alert')).toContainText(t('frame.connection-lost'));
  await shoot('connection-lost');

  // The same while somebody draws, also in full screen.
  const back = await host.restart();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('option').first().dblclick();
  await expect(page.getByRole('tab', { name: t('editor.tab.objects') })).toBeVisible();
  await page.waitForTimeout(800);
  await back.kill();
  await expect(page.getByRole('alert')).toContainText(t('frame.connection-lost'));
  await shoot('connection-lost-editor');
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+F');
  await shoot('connection-lost-full');
});
