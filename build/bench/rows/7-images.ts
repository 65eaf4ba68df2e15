import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { newDataset } from '../../../e2e/workshop';
import { FILES, tenThousand } from '../folder';
import { startWorld } from '../host-world';
import { median, ms, type BenchContext, type BenchRow } from '../types';

interface Seen {
  /** Wall clock in ms: the button, the first row in the window, the first picture drawn in it, a screen of pictures. */
  readonly pressed: number;
  readonly row: number;
  readonly picture: number;
  readonly screen: number;
}

/** Watches every frame from the press on "Create dataset": when rows are there, when pictures are drawn in them. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const wall = (): number => performance.timeOrigin + performance.now();
    const seen = { pressed: 0, row: 0, picture: 0, screen: 0 };
    const channel = new MessageChannel();
    const filled = (picture: HTMLImageElement): boolean => picture.complete && picture.naturalWidth > 0;
    channel.port1.onmessage = () => {
      const now = wall();
      const cells = [...document.querySelectorAll('[role=listbox] [role=option]')];
      if (seen.row === 0 && cells.length > 0) seen.row = now;
      const drawn = cells.filter((cell) => [...cell.querySelectorAll('img')].some(filled)).length;
      if (seen.picture === 0 && drawn > 0) seen.picture = now;
      if (drawn > 0 && drawn === cells.length) seen.screen = now;
      else requestAnimationFrame(() => channel.port2.postMessage(null));
    };
    addEventListener('click', (event) => {
      if (!(event.target as Element).closest('button')?.textContent?.includes('Create dataset')) return;
      seen.pressed = wall();
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }, { capture: true });
    Object.assign(globalThis, { seen });
  });
}

/** A dataset of the folder, made in the window as a person makes it. */
async function once(context: BenchContext, folder: string): Promise<Seen & { readonly listed: number }> {
  const world = await startWorld(context);
  try {
    const window = await world.connect();
    let listed = 0;
    window.onPush('state.patch', (patch) => {
      if (listed === 0 && patch.rows.some((rows) => rows.count === FILES)) listed = performance.timeOrigin + performance.now();
    });
    await window.request('state.catalog', {});
    const page = await world.open();
    await watch(page);
    await newDataset(page, folder, 'ten thousand');
    await page.waitForFunction(() => (globalThis as unknown as { seen: Seen }).seen.screen > 0, undefined, { polling: 100, timeout: 60_000 });
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    for (let i = 0; listed === 0 && i < 100; i++) await page.waitForTimeout(50);
    if (listed === 0) throw new Error(`the ${FILES} files were not listed`);
    return { ...seen, listed };
  } finally {
    await world.close();
  }
}

/** Floor of listing: the names alone, by the system. */
function names(folder: string): number {
  const start = performance.now();
  if (readdirSync(folder, { recursive: true }).length < FILES) throw new Error('the folder is not whole');
  return performance.now() - start;
}

/** A folder of 10,000 pictures, opened in a window on the host: listed, and the first pictures on the screen. */
export const row: BenchRow = {
  name: 'images',
  async run(context) {
    const folder = await tenThousand(context);
    const all: Awaited<ReturnType<typeof once>>[] = [];
    const floors: number[] = [];
    for (let run = 0; run < context.runs; run++) {
      floors.push(names(folder));
      all.push(await once(context, folder));
    }
    const of = (pick: (seen: (typeof all)[number]) => number): readonly number[] => all.map(pick);
    const list = of((s) => s.listed - s.pressed);
    const first = of((s) => s.picture - s.row);
    const screen = of((s) => s.screen - s.row);
    const open = of((s) => s.picture - s.pressed);
    // Below zero: it is there before the last rows are.
    const after = of((s) => s.picture - s.listed);
    // Reading the names takes 44 ms on the machine of the goals.
    const [image, floor] = [median(first), median(floors)];
    const goal = 200 / 44;
    return [
      { work: 'list a folder of 10,000 images, button to all rows saved and told', product: ms(median(list)), floor: `${ms(median(floors))} names alone`, goal: '– (peer: 675 ms)', reached: null, raw: { list, floors } },
      { work: 'first image after the folder of 10,000 is listed', product: median(after) < 0 ? `${ms(-median(after))} before that` : ms(median(after)), floor: '–', goal: '<= 200 ms', reached: median(after) <= 200, raw: { after } },
      { work: 'first image after its own row is there (a goal of ours)', product: `${ms(image)}, whole screen ${ms(median(screen))}`, floor: `${ms(floor)} names alone`, goal: `<= 200 ms or ${goal.toFixed(1)} x floor`, reached: image <= 200 || image <= goal * floor, raw: { first, screen } },
      { work: 'open a folder of 10,000 images, button to first image', product: ms(median(open)), floor: '–', goal: '– (peer: 675 ms)', reached: null, raw: { open } },
    ];
  },
};
