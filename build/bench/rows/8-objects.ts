import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startLabeling } from '../../../e2e/editing';
import { commandNamed, freshId, prepareBoxJob } from '../../../e2e/prepare';
import type { Draft } from '../../../src/shared/events/catalogue/types';
import type { AnnotationId } from '../../../src/shared/kernel/ids';
import { startWorld } from '../host-world';
import { median, ms, type BenchContext, type BenchRow, type Measured } from '../types';

const OBJECTS = 10_000;
const PICTURE = { width: 4000, height: 3000 };
/** Bytes of the facts about so many objects (two ids each, as columns). */
const FACTS = 32 * OBJECTS;

/** ms from the key to the frame that shows it, and to the frame that says "Saved". */
interface Step { readonly visible: number; readonly saved: number }

/** What a person does to all objects at once, in this order: each step leaves what the next one needs. */
const STEPS = [
  { name: 'removed', key: 'Delete', all: true, goal: [100, 500] },
  { name: 'brought back (undo)', key: 'Control+z', all: false, goal: [500, 500] },
  { name: 'removed again (redo)', key: 'Control+Shift+z', all: false, goal: [500, 500] },
  { name: 'brought back again', key: 'Control+z', all: false, goal: null },
  { name: 'given another label', key: '2', all: true, goal: [100, 500] },
  { name: 'moved by a pixel', key: 'ArrowRight', all: true, goal: [100, 500] },
  { name: 'pasted', key: 'Control+v', all: true, goal: [100, 500] },
] as const;

/** A picture with ten thousand boxes in the editor of the built program. */
async function openCrowded(context: BenchContext): Promise<{ page: Page; close: () => Promise<void> }> {
  const world = await startWorld(context);
  const { window, job, labels, samples } = await prepareBoxJob(world.host, world.dir, { count: 3, ...PICTURE }, ['car', 'bus']);
  const drafts = Array.from({ length: OBJECTS }, (_, i): Draft => ({
    type: 'annotation.created', base: [],
    body: { job, sample: samples[1]!, annotation: freshId<AnnotationId>(), label: labels[0]!, geometry: { kind: 'box', x: (i % 100) * 39, y: Math.floor(i / 100) * 29, width: 30, height: 20 }, attributes: {}, origin: 'person' },
  }));
  await window.request('journal.commit', { job, command: commandNamed('command.paste'), drafts });
  window.close();
  const page = await startLabeling(await world.open());
  await page.keyboard.press('d');
  await page.getByRole('tab', { name: /^Objects/ }).getByText(OBJECTS.toLocaleString('en')).waitFor();
  return { page, close: () => world.close() };
}

/** Follows every key from its time stamp, frame by frame: the pixels of the shapes, then the word in the bar. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const small = new OffscreenCanvas(64, 48).getContext('2d', { willReadFrequently: true })!;
    const look = (): string => {
      small.clearRect(0, 0, 64, 48);
      for (const layer of document.querySelectorAll<HTMLCanvasElement>('canvas[data-layer=settled], canvas[data-layer=draft]')) if (layer.style.display === 'block') small.drawImage(layer, 0, 0, 64, 48);
      return small.getImageData(0, 0, 64, 48).data.join();
    };
    const watched = { step: null as { visible: number; saved: number } | null, ready: (until: boolean): void => { [before, watched.step, armed, waits, saving] = [look(), null, true, until, false]; } };
    let armed = false;
    let waits = false;
    let before = '';
    let start = 0;
    let visible = 0;
    // The bar said "Saving" since the key: a gesture that ends with the key coming up begins to save only then.
    let saving = false;
    new MutationObserver(() => { saving ||= document.querySelector('header [data-saved=no]') !== null; }).observe(document.querySelector('header')!, { childList: true, subtree: true, attributes: true });
    const channel = new MessageChannel();
    const next = (): number => requestAnimationFrame(() => channel.port2.postMessage(null));
    channel.port1.onmessage = () => {
      const now = performance.now() - start;
      if (visible === 0 && look() !== before) visible = now;
      if (visible > 0 && (saving || !waits) && document.querySelector('header [data-saved=yes]') !== null) watched.step = { visible, saved: now };
      else next();
    };
    addEventListener('keydown', (event) => {
      if (!armed || ['Control', 'Shift'].includes(event.key)) return;
      armed = false;
      [start, visible] = [event.timeStamp, 0];
      next();
    }, { capture: true });
    Object.assign(globalThis, { watched });
  });
}

interface Watching { readonly watched: { readonly step: Step | null; ready(until: boolean): void } }

async function press(page: Page, step: (typeof STEPS)[number]): Promise<Step> {
  if (step.all) {
    await page.keyboard.press('Control+a');
    if (step.name === 'pasted') await page.keyboard.press('Control+c');
  }
  await page.waitForTimeout(700);
  // Undo and redo are asked of the host: what is seen afterwards is on the disk.
  await page.evaluate((saves) => (globalThis as unknown as Watching).watched.ready(saves), step.all);
  await page.keyboard.press(step.key);
  const done = await page.waitForFunction(() => (globalThis as unknown as Watching).watched.step, null, { timeout: 60_000 });
  return (await done.jsonValue())!;
}

/** The least that can be done: a frame after the key; the bytes of the facts and a line of the journal, each flushed. */
async function floorOf(context: BenchContext): Promise<number> {
  const start = performance.now();
  for (const bytes of [FACTS, 1024]) {
    const file = await open(join(context.scratch, `objects-floor-${bytes}`), 'w');
    await file.write(new Uint8Array(bytes).fill(0x61));
    await file.datasync();
    await file.close();
  }
  return performance.now() - start;
}

/** Ten thousand objects changed by one key: removed, undone, redone, relabeled, moved, pasted. */
export const row: BenchRow = {
  name: 'objects',
  async run(context) {
    const all = new Map<string, Step[]>(STEPS.map((s) => [s.name, []]));
    const floors: number[] = [];
    for (let run = 0; run < context.runs; run++) {
      const { page, close } = await openCrowded(context);
      try {
        floors.push(await floorOf(context));
        await watch(page);
        for (const step of STEPS) all.get(step.name)!.push(await press(page, step));
      } finally {
        await close();
      }
    }
    return STEPS.flatMap((step): Measured[] => {
      if (step.goal === null) return [];
      const steps = all.get(step.name)!;
      const [visible, saved] = [median(steps.map((s) => s.visible)), median(steps.map((s) => s.saved))];
      return [{
        work: `10,000 objects ${step.name} at once, key to visible / to saved`, product: `${ms(visible)} / ${ms(saved)}`, floor: `17 ms / ${ms(median(floors))}`,
        goal: `<= ${step.goal[0]} ms / <= ${step.goal[1]} ms`, reached: visible <= step.goal[0] && saved <= step.goal[1], raw: { visible: steps.map((s) => s.visible), saved: steps.map((s) => s.saved), floors },
      }];
    });
  },
};
