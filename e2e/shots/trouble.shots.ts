/** What goes wrong with disks, and how it is told: little space, a full disk. */
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, makePictures, TestHost } from '../harness';
import { connect, enter as signIn } from '../node-window';
import { makeBoxJob } from '../prepare';
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
