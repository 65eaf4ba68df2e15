/** What goes wrong, and how it is told: little space, a full disk, damage, a backup put back, a change that another window overtook. */
import { rmSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnnotationId } from '../../src/shared/kernel/ids';
import { expect, makePictures, TestHost } from '../harness';
import { connect, enter as signIn } from '../node-window';
import { commandNamed, freshId, heldBy, makeBoxJob, type BoxJob } from '../prepare';
import { canMount, fill, onDisk } from '../small-disk';
import { shots } from './studio';

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

/** Boxes on the first picture, each saved by itself. */
async function drawSome({ window, job, labels, samples }: BoxJob, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await window.request('journal.commit', { job, command: commandNamed('command.draw-box'), drafts: [{ type: 'annotation.created', base: [], body: { job, sample: samples[0]!, annotation: freshId<AnnotationId>(), label: labels[n % labels.length]!, geometry: { kind: 'box', x: 40 + 50 * n, y: 60 + 30 * n, width: 90, height: 70 }, attributes: {}, origin: 'person' } }] });
  }
}

/** Flips a bit among the last boxes of the log that holds most. */
async function damage(workspace: string): Promise<void> {
  const logs = (await readdir(join(workspace, 'journal'), { recursive: true })).filter((name) => name.endsWith('.log')).map((name) => join(workspace, 'journal', name));
  const sizes = await Promise.all(logs.map(async (path) => (await stat(path)).size));
  const path = logs[sizes.indexOf(Math.max(...sizes))]!;
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length * 0.8);
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(path, bytes);
}

shots('findings', ['salvaged', 'rolled-back', 'changed-elsewhere'], async ({ page, scratch, t, language, shoot }) => {
  const workspace = join(scratch, 'Harbour traffic');
  await mkdir(join(scratch, 'second'));
  await makePictures(join(scratch, 'pictures'), { count: 3 });
  let host = await TestHost.start({ data: join(scratch, 'second'), workspace });
  const secret = await signIn(host.address);
  const boxes = await makeBoxJob(await connect(secret), join(scratch, 'pictures'));
  const { window, job, labels } = boxes;
  if (language === 'pseudo') await window.request('settings.set', { key: 'language', value: language });
  await drawSome(boxes, 6);
  const other = await page.context().newPage();
  await other.goto(await host.freshAddress());
  await other.getByRole('navigation', { name: t('frame.navigation') }).getByRole('button', { name: t('frame.jobs') }).click();
  await other.getByRole('main').getByRole('button', { name: 'Boxes', exact: true }).click();
  await expect(other.getByRole('option').first()).toBeVisible();
  await other.getByRole('option').first().dblclick();
  const listed = other.getByRole('listbox', { name: t('editor.tab.objects') }).getByRole('option');
  await expect(listed).toHaveCount(6);

  // The person moves a box; somebody else gives it another place.
  await listed.first().click();
  await other.getByRole('application').focus();
  await other.keyboard.press('Shift+ArrowDown');
  await expect(other.getByRole('banner').locator('[data-saved="yes"]')).toBeVisible();
  const moved = (await heldBy(boxes, boxes.samples[0]!)).find(({ geometry }) => (geometry.y - 60) % 30 !== 0)!;
  const elsewhere = async (x: number): Promise<void> => void (await window.request('journal.commit', { job, command: commandNamed('command.move'), drafts: [{ type: 'annotation.geometry-set', base: [], body: { job, sample: boxes.samples[0]!, annotation: moved.id, to: { ...moved.geometry, x }, was: moved.geometry } }] }));
  await elsewhere(300);
  await expect(other.getByText(t('editor.changed-elsewhere', { object: t('editor.object', { label: boxes.names[labels.indexOf(moved.label)]!, number: 1 }) }))).toBeVisible();
  await shoot('changed-elsewhere', { of: other });
  await other.close();

  /** The host starts again; what it found when it opened the workspace is shown and pictured. */
  const shootFindings = async (name: string): Promise<void> => {
    host = await host.restart();
    const window = await page.context().newPage();
    await window.goto(await host.freshAddress());
    await window.getByRole('button', { name: t('common.details') }).click();
    await expect(window.getByText(t('workspace.recovered'))).toBeVisible();
    await window.waitForTimeout(900);
    await shoot(name, { of: window });
    await window.close();
    await host.stop();
  };

  // A bit turns over while the program is not running.
  window.close();
  await host.kill();
  await damage(workspace);
  await shootFindings('salvaged');

  // A copy of the folder is put back over what was saved since.
  await cp(workspace, join(scratch, 'backup'), { recursive: true });
  host = await host.restart();
  const again = await connect(await signIn(host.address));
  await drawSome({ ...boxes, window: again }, 4);
  again.close();
  await host.stop();
  await rm(workspace, { recursive: true });
  await cp(join(scratch, 'backup'), workspace, { recursive: true });
  await shootFindings('rolled-back');
});
