import type { Page } from '@playwright/test';
import { PHOTOGRAPHS, tenThousandWorld } from '../folder';
import { family, pss, startLabeling, startWorld } from '../host-world';
import { type BenchContext, type BenchRow } from '../types';

/** Where memory is looked at: after so many pictures. */
const MARKS = [100, 250, 500, 750, PHOTOGRAPHS - 1];
const SETTLE_MS = 4000;

interface Memory {
  readonly pictures: number;
  /** MB: the browser with all its processes (decoded pictures may lie in any of them), and the host with its children. */
  readonly browser: number;
  readonly host: number;
}

/** Presses the key of the next picture and waits until it is shown, as often as told. */
function step(page: Page, times: number): Promise<void> {
  return page.evaluate(async (count) => {
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const shown = (): boolean => document.querySelector('main [role=status]') === null;
    for (let i = 0; i < count; i++) {
      const name = document.querySelector('[role=application]')?.getAttribute('aria-label');
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', code: 'KeyD', bubbles: true, cancelable: true }));
      window.dispatchEvent(new KeyboardEvent('keyup', { key: 'd', code: 'KeyD', bubbles: true }));
      const until = performance.now() + 20_000;
      do await frame();
      while ((!shown() || document.querySelector('[role=application]')?.getAttribute('aria-label') === name) && performance.now() < until);
    }
  }, times);
}

async function look(context: BenchContext, page: Page, hostPid: number, pictures: number): Promise<Memory> {
  await page.waitForTimeout(SETTLE_MS);
  const session = await page.context().newCDPSession(page);
  // What is only waiting for the collector is no leak.
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await page.waitForTimeout(500);
  const browser = await (await context.browser()).newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  await browser.detach();
  const sum = (pids: readonly number[]): number => pids.reduce((all, pid) => all + (pss(pid) || 0), 0);
  return { pictures, browser: sum(processInfo.map((p) => p.id)), host: sum(family(hostPid)) };
}

/** Process memory while one goes through a thousand photographs of six megapixels in the editor, on the real host. */
export const row: BenchRow = {
  name: 'memory-pictures',
  async run(context) {
    const world = await startWorld(context, await tenThousandWorld(context));
    try {
      const page = await world.open();
      await startLabeling(page);
      const all: Memory[] = [];
      let at = 0;
      for (const mark of MARKS) {
        await step(page, mark - at);
        at = mark;
        all.push(await look(context, page, world.host.process.pid!, mark));
      }
      // Every key counted: the editor stands where it should.
      await page.getByText((at + 1).toLocaleString('en'), { exact: true }).first().waitFor({ timeout: 5000 });
      const [first, last] = [all[0]!, all.at(-1)!];
      const total = (m: Memory): number => m.browser + m.host;
      const grown = (of: (m: Memory) => number): number => of(last) / of(first) - 1;
      return [{
        work: 'process memory after 1,000 pictures', product: `${total(last).toFixed(0)} MB (window ${last.browser.toFixed(0)}, host ${last.host.toFixed(0)})`,
        floor: `${total(first).toFixed(0)} MB after 100 (window ${first.browser.toFixed(0)}, host ${first.host.toFixed(0)})`, goal: 'within 10 % of after 100', reached: grown(total) <= 0.1 && grown((m) => m.browser) <= 0.1,
        raw: { pictures: all.map((m) => m.pictures), browser: all.map((m) => m.browser), host: all.map((m) => m.host) },
      }];
    } finally {
      await world.close();
    }
  },
};
