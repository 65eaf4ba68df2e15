/** Indexes deleted, two hosts, a full disk, a read-only one: with the real host and a real window on it. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { nodeFileSystem } from '../src/main/adapters/fs-node';
import { fileKeys } from '../src/main/adapters/keys-file';
import { nodeSha256 } from '../src/main/adapters/sha256-node';
import { verifyWorkspace } from '../src/main/services/journal';
import { drag, openBoxJob, ready, saved, startLabeling, workOf } from './box-job';
import { expect, makePictures, test, TestHost } from './harness';
import { connect, enter } from './node-window';
import { makeBoxJob } from './prepare';
import { canMount, fill, onDisk } from './small-disk';

const objects = (page: Page) => page.getByRole('tab', { name: /^Objects/ });
const verify = (dir: string, data: string) => verifyWorkspace({ fs: nodeFileSystem, sha256: nodeSha256, keys: fileKeys(data), dir });

test('cache and summaries deleted while running, and the window\'s index: nothing changes', async ({ browser, scratch }) => {
  const { page, secret, job, samples, dir, data, ...opened } = await openBoxJob(browser, scratch, 2);
  let { host, window } = opened;
  await page.keyboard.press('Digit1');
  let deleted = 0;
  for (let n = 0; n < 4; n++) {
    await drag(page, [40 + 120 * n, 60], [120 + 120 * n, 160]);
    await expect(saved(page)).toBeVisible();
    for (const folder of [join(dir, 'cache'), join(dir, 'journal', 'heads')]) {
      deleted += (await readdir(folder, { recursive: true }).catch(() => [])).length;
      await rm(folder, { recursive: true, force: true });
    }
    if (n === 1) {
      window.close();
      // Ends as it should, which writes snapshots and summaries; they are deleted before the next start.
      expect(await host.stop()).toBe(0);
      for (const folder of ['cache', 'journal/heads']) {
        deleted += (await readdir(join(dir, folder), { recursive: true }).catch(() => [])).length;
        await rm(join(dir, folder), { recursive: true, force: true });
      }
      host = await host.restart();
      window = await connect(secret);
      await expect(page.getByText('Connection lost')).toHaveCount(0);
    }
    await expect(objects(page)).toHaveText(`Objects${n + 1}`);
    expect((await workOf(window, job, samples[0]!)).annotations).toHaveLength(n + 1);
  }
  expect(deleted).toBeGreaterThan(2);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name !== undefined) indexedDB.deleteDatabase(name);
  });
  await page.reload();
  await ready(page);
  await expect(objects(page)).toHaveText('Objects4');
  window.close();
  await page.close();
  expect(await host.stop()).toBe(0);
  expect((await verify(dir, data)).problems).toEqual([]);
});

test('a second host on the same workspace opens for reading only and says so; the first goes on', async ({ browser, scratch }) => {
  const dir = join(scratch, 'work');
  for (const name of ['first', 'second']) await mkdir(join(scratch, name));
  await makePictures(join(scratch, 'pictures'), { count: 1 });
  const first = await TestHost.start({ data: join(scratch, 'first'), workspace: dir });
  const window = await connect(await enter(first.address));
  const { job, labels: [label], samples } = await makeBoxJob(window, join(scratch, 'pictures'));
  const second = await TestHost.start({ data: join(scratch, 'second'), workspace: dir });
  const page = await browser.newPage();
  await page.goto(second.address);
  await expect(page.getByText('Read only')).toBeVisible();
  const other = await connect(await enter(await second.freshAddress()));
  const { workspace } = await other.request('workspace.current', {});
  expect(workspace).toMatchObject({ readOnly: true, warnings: [{ code: 'workspace-in-use' }] });
  const box = (at: Awaited<ReturnType<typeof makeBoxJob>>['samples'][number]) => ({ type: 'annotation.created' as const, base: [], body: { job, sample: at, annotation: 'c'.repeat(32) as never, label: label!, geometry: { kind: 'box' as const, x: 1, y: 2, width: 30, height: 40 }, attributes: {}, origin: 'person' as const } });
  const command = { id: 'd'.repeat(32) as never, name: 'command.draw-box', undoes: null, redoes: null };
  await expect(other.request('journal.commit', { job, command, drafts: [box(samples[0]!)] })).rejects.toMatchObject({ failure: { code: 'workspace-in-use' } });
  await window.request('journal.commit', { job, command, drafts: [box(samples[0]!)] });
  expect((await workOf(window, job, samples[0]!)).annotations).toHaveLength(1);
  for (const one of [window, other]) one.close();
  await page.close();
  expect([await second.stop(), await first.stop()]).toEqual([0, 0]);
  expect((await verify(dir, join(scratch, 'first'))).problems).toEqual([]);
});

test('a full disk while drawing: the window says it, keeps the boxes, and saves them when there is room', async ({ browser, scratch }) => {
  test.skip(!canMount, 'mounting a small disk needs root on Linux');
  await onDisk(join(scratch, 'disk'), async (disk) => {
    const data = join(scratch, 'data');
    await mkdir(data);
    await makePictures(join(scratch, 'pictures'), { count: 1 });
    const host = await TestHost.start({ data, workspace: join(disk, 'work') });
    const page = await browser.newPage();
    await page.goto(host.address);
    const window = await connect(await enter(await host.freshAddress()));
    const { job, samples } = await makeBoxJob(window, join(scratch, 'pictures'));
    const there = async (): Promise<number> => (await workOf(window, job, samples[0]!)).annotations.length;
    // Eight megabytes are little space from the start.
    await expect(page.getByRole('status').filter({ hasText: 'are left on the disk of this workspace' })).toBeVisible();
    await startLabeling(page);
    await page.keyboard.press('Digit1');
    await drag(page, [40, 60], [100, 160]);
    await expect(saved(page)).toBeVisible();
    fill(join(disk, 'filler'));
    // What is left of the last block takes some more.
    let drawn = 1;
    const alert = page.getByRole('alert').filter({ hasText: 'Not saved: The disk is full' });
    for (let n = 0; n < 40 && !(await alert.isVisible()); n++) {
      await drag(page, [20 + 14 * n, 200], [30 + 14 * n, 220 + 4 * (n % 5)]);
      drawn++;
      await page.waitForTimeout(60);
    }
    await expect(alert).toBeVisible();
    await expect(saved(page)).toHaveCount(0);
    const before = await there();
    expect(before).toBeLessThan(drawn);
    // Full screen has no bar and says it all the same.
    await page.keyboard.press('Shift+F');
    await expect(page.getByRole('banner')).toHaveCount(0);
    await expect(alert).toBeVisible();
    await page.keyboard.press('Shift+F');
    await expect(page.getByRole('banner')).toBeVisible();
    // Kept: also what is drawn from now on.
    await drag(page, [300, 300], [380, 380]);
    drawn++;
    await expect(objects(page)).toHaveText(`Objects${drawn}`);
    expect(await there()).toBe(before);
    rmSync(join(disk, 'filler'));
    await expect(saved(page)).toBeVisible();
    await expect(alert).toHaveCount(0);
    await expect.poll(there).toBe(drawn);
    window.close();
    await page.close();
    expect(await host.stop()).toBe(0);
    expect((await verify(join(disk, 'work'), data)).problems).toEqual([]);
  });
});

test('a read-only disk: opens for looking and says so', async ({ browser, scratch }) => {
  test.skip(!canMount, 'mounting a small disk needs root on Linux');
  await onDisk(join(scratch, 'disk'), async (disk) => {
    const data = join(scratch, 'data');
    await mkdir(data);
    await makePictures(join(scratch, 'pictures'), { count: 1 });
    const writing = await TestHost.start({ data, workspace: join(disk, 'work') });
    const maker = await connect(await enter(writing.address));
    await makeBoxJob(maker, join(scratch, 'pictures'));
    maker.close();
    expect(await writing.stop()).toBe(0);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const host = await TestHost.start({ data, workspace: join(disk, 'work') });
    const page = await browser.newPage();
    await page.goto(host.address);
    await expect(page.getByText('Read only')).toBeVisible();
    const window = await connect(await enter(await host.freshAddress()));
    expect((await window.request('workspace.current', {})).workspace).toMatchObject({ readOnly: true, warnings: [{ code: 'read-only', details: { system: 'EROFS' } }] });
    // The pictures and boxes are there to be looked at.
    await startLabeling(page);
    window.close();
    await page.close();
    expect(await host.stop()).toBe(0);
  });
});
