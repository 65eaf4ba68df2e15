/**
 * The host is killed (SIGKILL) while boxes are drawn through its real doors, several times over. What was answered is
 * there afterwards, what was sent again is there once, and a browser finds its way back by itself.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnnotationId } from '../src/shared/kernel/ids';
import type { Requester } from '../src/shared/contract/requester';
import { expect, makePictures, test as base, TestHost } from './harness';
import { connect, enter } from './node-window';
import { commandNamed, freshId, makeBoxJob } from './prepare';

const KILLS = 6;
base(`${KILLS} kills while drawing lose nothing that was answered`, async ({ scratch }) => {
  const data = join(scratch, 'data');
  await mkdir(data);
  await makePictures(join(scratch, 'pictures'), { count: 1 });
  let host = await TestHost.start({ data, workspace: join(scratch, 'work') });
  const secret = await enter(host.address);
  let window = await connect(secret);
  const { job, labels: [label], samples } = await makeBoxJob(window, join(scratch, 'pictures'));
  const sample = samples[0]!;

  const answered = new Set<AnnotationId>();
  let killed = 0;
  for (let round = 0; round < KILLS; round++) {
    const before = answered.size;
    const unanswered: { annotation: AnnotationId; request: Parameters<Requester['request']>[1] }[] = [];
    let alive = true;
    const draw = async (): Promise<void> => {
      while (alive) {
        const annotation = freshId<AnnotationId>();
        const request = { job, command: commandNamed('command.draw-box'), drafts: [{ type: 'annotation.created' as const, base: [], body: { job, sample, annotation, label: label!, geometry: { kind: 'box' as const, x: 1, y: 2, width: 30, height: 40 }, attributes: {}, origin: 'person' as const } }] };
        try {
          await window.request('journal.commit', request);
          answered.add(annotation);
        } catch {
          unanswered.push({ annotation, request });
          return;
        }
      }
    };
    // Eight hands, so that there is always something between the window and the disk.
    const hands = Array.from({ length: 8 }, draw);
    await expect.poll(() => answered.size - before, { intervals: [5] }).toBeGreaterThan(20 + round * 7);
    await host.kill();
    killed++;
    alive = false;
    await Promise.all(hands);
    expect(unanswered.length, 'the kill came while something was under way').toBeGreaterThan(0);

    host = await host.restart();
    window = await connect(secret);
    const there = await idsOf();
    expect([...answered].filter((id) => !there.includes(id)), `answered before kill ${killed} and lost`).toEqual([]);
    // The outbox of a window: what was not answered is sent again under the same command.
    for (const { annotation, request } of unanswered) {
      await window.request('journal.commit', request as Parameters<typeof window.request<'journal.commit'>>[1]);
      answered.add(annotation);
    }
    const after = await idsOf();
    expect(new Set(after)).toEqual(answered);
    expect(after).toHaveLength(answered.size);
  }
  window.close();
  expect(await host.stop()).toBe(0);

  async function idsOf(): Promise<readonly AnnotationId[]> {
    const { work } = await window.request('sample.open', { job, sample });
    return work.annotations.map((a) => a.id);
  }
});

base('a browser finds its way back after a kill, without a new address', async ({ browser, scratch }) => {
  const data = join(scratch, 'data');
  await mkdir(data);
  let host = await TestHost.start({ data, workspace: join(scratch, 'work') });
  const page = await browser.newPage();
  await page.goto(host.address);
  await expect(page.getByText('work', { exact: true }).first()).toBeVisible();
  await host.kill();
  host = await host.restart();
  const secret = await enter(host.address);
  const window = await connect(secret);
  await expect(page.getByText('work', { exact: true }).first()).toBeVisible();
  await page.getByText('Datasets', { exact: true }).first().click();
  // The page is in step again: what another window does reaches it.
  await makePictures(join(scratch, 'pictures'), { count: 2 });
  const { place } = await window.request('places.resolve', { text: join(scratch, 'pictures') });
  await window.request('dataset.create', { name: 'Seen after the kill', dataType: 'image', textMode: null, folder: place.place });
  await expect(page.getByText('Seen after the kill').first()).toBeVisible();
  window.close();
  await page.close();
  await host.stop();
});
