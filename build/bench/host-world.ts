/** What rows share that measure the whole program: the built host in a process of its own, and a window on it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { connect, enter } from '../../e2e/node-window';
import { TestHost } from '../../e2e/harness';
import type { Requester } from '../../src/shared/contract/requester';
import type { BenchContext } from './types';

export interface World {
  readonly host: TestHost;
  /** Folder of this world: `data`, `work` (the workspace) and whatever the row adds. Removed with the run's scratch folder. */
  readonly dir: string;
  /** A window without a browser, over a WebSocket of its own: for preparing and for looking. */
  connect(): Promise<Requester>;
  /** A window in the browser, at Home of the workspace. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the host of `dist/`. `dir`: one prepared before; default a new one with an empty workspace. */
export async function startWorld(context: BenchContext, dir = mkdtempSync(join(context.scratch, 'world-'))): Promise<World> {
  mkdirSync(join(dir, 'data'), { recursive: true, mode: 0o700 });
  const host = await TestHost.start({ data: join(dir, 'data'), workspace: join(dir, 'work') });
  const windows: Requester[] = [];
  const pages: Page[] = [];
  return {
    host, dir,
    async connect() {
      const window = await connect(await enter(await host.freshAddress()));
      windows.push(window);
      return window;
    },
    async open() {
      const browser = await context.browser();
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      pages.push(page);
      page.on('pageerror', (error) => process.stderr.write(`page error: ${error.message}\n`));
      await page.goto(await host.freshAddress());
      await page.getByRole('main').getByRole('button').first().waitFor();
      return page;
    },
    async close() {
      for (const page of pages) await page.context().close();
      for (const window of windows) window.close();
      await host.stop();
    },
  };
}

/** By mouse from Home into the editor of the job "Boxes", until its first picture is drawn. */
export async function startLabeling(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Jobs', exact: true }).first().click();
  await page.getByRole('button', { name: 'Boxes', exact: true }).first().click();
  await page.getByRole('button', { name: 'Start labeling' }).click();
  await page.locator('[role=application] canvas[data-layer=media]').waitFor();
}

/** Proportional set size of a process in MB (Linux); NaN where the system does not tell. */
export function pss(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** The processes below `pid`, itself included. */
export function family(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readStat(entry);
    if (stat !== null) children.set(stat, [...(children.get(stat) ?? []), Number(entry)]);
  }
  const all: number[] = [];
  for (let left = [pid]; left.length > 0; left = left.flatMap((one) => children.get(one) ?? [])) all.push(...left);
  return all;
}

/** The parent of a process; null when it is gone. */
function readStat(entry: string): number | null {
  try {
    const text = readFileSync(`/proc/${entry}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}
