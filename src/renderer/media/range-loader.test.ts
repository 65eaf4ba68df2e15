import { describe, expect, it } from 'vitest';
import { createRangeLoader } from './range-loader';

function setup(): { loader: ReturnType<typeof createRangeLoader<string>>; asked: string[][]; aborted: string[][]; answer(n: number, keys?: readonly string[]): Promise<void>; tick(): void; have: Set<string> } {
  const have = new Set<string>();
  const asked: string[][] = [];
  const aborted: string[][] = [];
  const open: { readonly keys: readonly string[]; readonly done: (key: string) => void; readonly end: () => void }[] = [];
  let timers: (() => void)[] = [];
  const loader = createRangeLoader<string>({
    has: (key) => have.has(key),
    drop: (keys) => { if (keys) keys.forEach((key) => have.delete(key)); else have.clear(); },
    after: (_ms, action) => { timers.push(action); return () => { timers = timers.filter((one) => one !== action); }; },
    load: (keys, signal, done) => new Promise((resolve, reject) => {
      asked.push([...keys]);
      open.push({ keys, done: (key) => { have.add(key); done(key); }, end: resolve });
      signal.addEventListener('abort', () => { aborted.push([...keys]); reject(new Error('aborted')); });
    }),
  });
  return {
    loader, asked, aborted, have,
    async answer(n, keys) {
      const batch = open[n];
      for (const key of keys ?? batch?.keys ?? []) batch?.done(key);
      batch?.end();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    tick() { const now = timers; timers = []; for (const timer of now) timer(); },
  };
}

describe('range loader', () => {
  it('asks once for a range, however often it is wanted, and only for what is missing', async () => {
    const { loader, asked, answer, tick } = setup();
    loader.want(['a', 'b']);
    loader.want(['a', 'b', 'c']);
    tick();
    expect(asked).toEqual([['a', 'b', 'c']]);
    loader.want(['b', 'c', 'd']);
    tick();
    expect(asked[1]).toEqual(['d']);
    await answer(0);
    loader.want(['a', 'e']);
    tick();
    expect(asked[2]).toEqual(['e']);
  });

  it('cancels what has scrolled past, and asks again when it comes back', () => {
    const { loader, asked, aborted, tick } = setup();
    loader.want(['a', 'b']);
    tick();
    loader.want(['y', 'z']);
    tick();
    expect(aborted).toEqual([['a', 'b']]);
    return Promise.resolve().then(() => Promise.resolve()).then(() => {
      loader.want(['a']);
      tick();
      expect(asked.at(-1)).toEqual(['a']);
    });
  });

  it('asks for nothing that flies past, but for a look now and then and for where one rests', () => {
    const { loader, asked, tick } = setup();
    loader.want(['start']);
    tick();
    // A timer that is set again at every want does not end before somebody rests.
    for (let frame = 0; frame < 40; frame++) loader.want([`a${frame}`, `b${frame}`]);
    tick();
    expect(asked).toEqual([['start'], ['a39', 'b39']]);
    // What stays in sight is asked for in its time, however quickly the rest goes by.
    loader.want(['b39', 'c']);
    loader.want(['c', 'd']);
    tick();
    expect(asked[2]).toEqual(['c', 'd']);
  });

  it('lets who flies on for long see something', () => {
    const { loader, asked } = setup();
    const timers: { readonly at: number; readonly action: () => void; off: boolean }[] = [];
    let now = 0;
    const flying = createRangeLoader<string>({
      has: () => false, drop: () => undefined, load: async (keys) => { asked.push([...keys]); },
      after: (ms, action) => { const timer = { at: now + ms, action, off: false }; timers.push(timer); return () => { timer.off = true; }; },
    });
    loader.close();
    for (let frame = 0; frame < 120; frame++) {
      flying.want([`row ${frame}`]);
      for (now += 16; timers.some((timer) => !timer.off && timer.at <= now);) for (const timer of timers) if (!timer.off && timer.at <= now) { timer.off = true; timer.action(); }
    }
    // Two seconds at 60 frames a second: 40 times if nothing was held back.
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThan(9);
  });

  it('loads what is looked at beside a range, and neither holds the other up', async () => {
    const { loader, asked, aborted, answer, tick } = setup();
    loader.want(['a', 'b']);
    tick();
    loader.want(['x'], 'focus');
    tick();
    expect(asked).toEqual([['a', 'b'], ['x']]);
    expect(aborted).toEqual([]);
    await answer(0);
    await answer(1);
    // What stays in focus does not make a range that flies past one that stays.
    loader.want(['b', 'x'], 'view');
    tick();
    for (let frame = 0; frame < 9; frame++) loader.want([`a${frame}`]);
    expect(asked).toHaveLength(2);
    tick();
    expect(asked[2]).toEqual(['a8']);
    // The place is left, the range stays.
    loader.want([], 'focus');
    loader.forget(['x']);
    tick();
    expect(asked).toHaveLength(3);
  });

  it('tells the listeners of a sample when it came', async () => {
    const { loader, answer, tick } = setup();
    const heard: string[] = [];
    loader.subscribe('a', () => heard.push('a'));
    const stop = loader.subscribe('b', () => heard.push('b'));
    stop();
    loader.want(['a', 'b']);
    tick();
    await answer(0);
    expect(heard).toEqual(['a']);
  });

  it('does not take what was on its way when it was forgotten', async () => {
    const { loader, asked, aborted, tick } = setup();
    loader.want(['a', 'b']);
    tick();
    loader.forget(['c']);
    tick();
    expect(aborted).toEqual([]);
    loader.forget(['b']);
    expect(aborted).toEqual([['a', 'b']]);
    tick();
    expect(asked).toEqual([['a', 'b'], ['a', 'b']]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    tick();
    expect(asked).toHaveLength(2);
  });

  it('does not ask for ever for what does not come, but does after it changed', async () => {
    const { loader, asked, answer, tick } = setup();
    loader.want(['a']);
    for (let i = 0; i < 6; i++) { tick(); await answer(i, []); }
    expect(asked).toHaveLength(2);
    loader.forget(['a']);
    tick();
    expect(asked).toHaveLength(3);
  });
});
