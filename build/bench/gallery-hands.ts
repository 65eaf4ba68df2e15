/** What a person does in the gallery of a job, and how long until it is seen. */
import type { Page } from '@playwright/test';

interface Seen { start: number; times: number[] }

/** The times of frames (ms) from now until `framesEnd`. */
export function framesStart(page: Page): Promise<void> {
  return page.evaluate(() => {
    const frames: number[] = [];
    const state = { frames, on: true };
    let last = 0;
    const step = (now: number): void => {
      if (last > 0) frames.push(now - last);
      last = now;
      if (state.on) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    Object.assign(globalThis, { frameTimes: state });
  });
}

export function framesEnd(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const state = (globalThis as unknown as { frameTimes: { frames: number[]; on: boolean } }).frameTimes;
    state.on = false;
    return state.frames;
  });
}

/** Frames while the wheel turns for `notches`, one about every frame, over the middle of the samples. */
export async function wheel(page: Page, notches: number): Promise<number[]> {
  await page.mouse.move(640, 500);
  await framesStart(page);
  for (let i = 0; i < notches; i++) {
    await page.mouse.wheel(0, 100);
    await page.waitForTimeout(12);
  }
  return framesEnd(page);
}

/** Frames while the thumb of the scroll bar at `x` is dragged from `from` to `to` in steps of about a frame. */
export async function dragBar(page: Page, x: number, from: number, to: number, steps: number): Promise<number[]> {
  await page.mouse.move(x, from);
  await page.mouse.down();
  await framesStart(page);
  for (let i = 1; i <= steps; i++) {
    await page.mouse.move(x, from + ((to - from) * i) / steps);
    await page.waitForTimeout(12);
  }
  const frames = await framesEnd(page);
  await page.mouse.up();
  return frames;
}

/**
 * From the next event of `type` to the end of the frame in which the samples shown have changed. `what`: their names,
 * or the labels on them. Start it before the event, then await the answer.
 */
export async function untilSeen(page: Page, type: 'click' | 'keydown' | 'input', what: 'names' | 'labels', act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(({ eventType, part }) => {
    const look = (): string => [...document.querySelectorAll('[role=listbox] [role=option]')].map((cell) => cell.querySelector(part === 'names' ? '[class*=fileName]' : '[class*=chips]')?.textContent ?? '').join('|');
    const before = look();
    // A row that sees no words would take any change of the count for the answer.
    if (part === 'names' && /^\|*$/.test(before)) throw new Error('no names are to be seen');
    const seen: Seen = { start: 0, times: [] };
    const channel = new MessageChannel();
    let end = 0;
    channel.port1.onmessage = () => {
      end = performance.now();
      if (look() === before) requestAnimationFrame(() => channel.port2.postMessage(null));
      else seen.times.push(end - seen.start);
    };
    addEventListener(eventType, (event) => {
      seen.start = event.timeStamp;
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }, { capture: true, once: true });
    Object.assign(globalThis, { seen });
  }, { eventType: type, part: what });
  await act();
  await page.waitForFunction(() => (globalThis as unknown as { seen: Seen }).seen.times.length > 0, undefined, { polling: 50, timeout: 20_000 });
  return page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.times[0]!);
}
