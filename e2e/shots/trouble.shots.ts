/** What goes wrong with disks and folders, and how it is told: little space, a full disk, damage, a backup put back. */
import { rmSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBoxJob } from '../box-job';
import { expect, makePictures, TestHost } from '../harness';
import { connect, enter as signIn } from '../node-window';
import { canMount, fill, onDisk } from '../small-disk';
import { datasetOf, drawBoxes, jobOf, manyPictures, samplesOf, workspaceIn } from './crowd';
import { shots } from './studio';

/** The longest file of changes in a workspace. */
async function longestLog(dir: string): Promise<string> {
  const names = (await readdir(join(dir, 'journal'), { recursive: true })).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(names.map(async (name) => ({ path: join(dir, 'journal', name), size: (await stat(join(dir, 'journal', name))).size })));
  return sizes.sort((a, b) => b.size - a.size)[0]?.path ?? '';
}

shots('recovery', ['salvaged', 'rolled-back'], async ({ page, scratch, window, t, shoot, enter }) => {
  await manyPictures(join(scratch, 'quay'), 6);
  const made = async (name: string): Promise<{ readonly dir: string; readonly draw: () => Promise<void> }> => {
    const dir = await workspaceIn(window, join(scratch, 'work'), name);
    const dataset = await datasetOf(window, join(scratch, 'quay'), 'Quay, spring');
    const job = await jobOf(window, dataset, 'Vessels', 'detection', ['ferry', 'buoy']);
    const samples = await samplesOf(window, dataset);
    return { dir, draw: async () => { for (const sample of samples) await drawBoxes(window, job, sample, 12); } };
  };
  const first = await made('Harbour traffic');
  await first.draw();
  await window.request('workspace.close', {});
  const log = await longestLog(first.dir);
  const bytes = await readFile(log);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  await writeFile(log, bytes);
  // So that the journal itself is read.
  for (const folder of ['cache', join('journal', 'heads')]) await rm(join(first.dir, folder), { recursive: true, force: true });
  await enter(first.dir);
  const note = page.getByRole('status').filter({ hasText: t('workspace.recovered') });
  await expect(note).toBeVisible();
  await shoot('salvaged');
  await note.getByRole('button', { name: t('common.close') }).click();

  const second = await made('Night shift');
  await cp(second.dir, join(scratch, 'backup'), { recursive: true });
  await second.draw();
  await window.request('workspace.close', {});
  await rm(second.dir, { recursive: true });
  await rm(join(scratch, 'backup', 'journal', 'lock'), { force: true });
  await cp(join(scratch, 'backup'), second.dir, { recursive: true });
  await enter(second.dir);
  await expect(note).toBeVisible();
  await shoot('rolled-back');
});

if (canMount) {
  shots('full-disk', ['disk-low', 'not-saved'], async ({ page, scratch, t, language, shoot }) => {
    await onDisk(join(scratch, 'disk'), async (disk) => {
      await mkdir(join(scratch, 'second'));
      await makePictures(join(scratch, 'pictures'), { count: 3 });
      const host = await TestHost.start({ data: join(scratch, 'second'), workspace: join(disk, 'work') });
      const window = await connect(await signIn(host.address));
      await makeBoxJob(window, join(scratch, 'pictures'));
      if (language === 'pseudo') await window.request('settings.set', { key: 'language', value: language });
      const other = await page.context().newPage();
      await other.goto(await host.freshAddress());
      await other.getByRole('navigation', { name: t('frame.navigation') }).getByRole('button', { name: t('frame.jobs') }).click();
      await other.getByRole('main').getByRole('button', { name: 'Boxes', exact: true }).click();
      await expect(other.getByRole('option').first()).toBeVisible();
      await shoot('disk-low', { of: other });
      await other.getByRole('option').first().dblclick();
      await expect(other.getByRole('tab', { name: t('editor.tab.objects') })).toBeVisible();
      await other.waitForTimeout(800);
      fill(join(disk, 'filler'));
      const room = (await other.getByRole('application').boundingBox())!;
      const alert = other.getByRole('banner').getByRole('alert');
      await other.keyboard.press('1');
      for (let n = 0; n < 60 && !(await alert.isVisible()); n++) {
        const [x, y] = [room.x + 60 + (n % 10) * 40, room.y + 60 + Math.floor(n / 10) * 50];
        await other.mouse.move(x, y);
        await other.mouse.down();
        await other.mouse.move(x + 30, y + 36, { steps: 2 });
        await other.mouse.up();
        await other.waitForTimeout(60);
      }
      await expect(alert).toBeVisible();
      await shoot('not-saved', { of: other });
      rmSync(join(disk, 'filler'));
      window.close();
      await other.close();
      await host.stop();
    });
  });
}
