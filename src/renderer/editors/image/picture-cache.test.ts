import { describe, expect, it } from 'vitest';
import type { Picture } from '../../stage';
import { PictureCache } from './picture-cache';

const MB = 1024 * 1024;

/** Pictures by name: `<name> <millions of bytes>`; tells which are decoded now, and the most that ever were at once. */
function world(limit = 400) {
  const open = new Map<string, number>();
  let most = 0;
  const cache = new PictureCache(limit * MB, (url) => {
    const bytes = Number(url.split(' ')[1]) * MB;
    open.set(url, bytes);
    most = Math.max(most, [...open.values()].reduce((a, b) => a + b, 0));
    return Promise.resolve({ width: bytes / 4, height: 1, close: () => open.delete(url) } as unknown as ImageBitmap);
  });
  return { cache, open: () => [...open.keys()], most: () => most / MB };
}

describe('decoded pictures', () => {
  it('of common size stay until the limit, the one used longest ago goes first', async () => {
    const { cache, open } = world();
    for (let i = 0; i < 12; i++) await cache.load(`${i} 48`);
    expect(open()).toEqual([4, 5, 6, 7, 8, 9, 10, 11].map((i) => `${i} 48`));
    expect(cache.peek('4 48')).not.toBeNull();
    await cache.load('12 48');
    expect(open()).toContain('4 48');
    expect(open()).not.toContain('5 48');
  });

  it('scans of hundreds of megabytes: the one before is closed before the next is decoded, none is decoded ahead', async () => {
    const { cache, open, most } = world();
    for (const name of ['a 800', 'b 800', 'c 800']) {
      await cache.load(name);
      await cache.loadAhead(`next of ${name}`, 200 * MB);
      expect(open()).toEqual([name]);
    }
    expect(most()).toBe(800);
  });

  it('what nobody waits for any more is broken off; what is decoded stays', async () => {
    const broken: string[] = [];
    const answers = new Map<string, (bitmap: ImageBitmap) => void>();
    const cache = new PictureCache(400 * MB, (url, signal) => new Promise((resolve, reject) => {
      answers.set(url, resolve);
      signal.addEventListener('abort', () => { broken.push(url); reject(new Error('aborted')); });
    }));
    const gone = expect(cache.load('gone')).rejects.toThrow('aborted');
    const kept = cache.load('kept');
    cache.giveUp('gone');
    cache.giveUp('never asked for');
    await gone;
    answers.get('kept')?.({ width: 1, height: 1, close: () => undefined });
    await kept;
    cache.giveUp('kept');
    expect(broken).toEqual(['gone']);
    expect(cache.peek('kept')).not.toBeNull();
    // Asked for again it is fetched again.
    answers.delete('gone');
    void cache.load('gone').catch(() => undefined);
    expect(answers.has('gone')).toBe(true);
  });

  describe('that come in fewer pixels first', () => {
    const bitmap = (width: number, height: number, closed: string[] = []) => ({ width, height, close: () => closed.push(`${width}`) }) as unknown as ImageBitmap;

    /** One picture of 4000 x 3000; `reduce` and `finish` are what its decoder says. */
    function coming(limit = 400) {
      const closed: string[] = [];
      const say: { reduce: () => void; finish: () => void; fail: () => void }[] = [];
      const cache = new PictureCache(limit * MB, (_url, _signal, reduced) => new Promise((resolve, reject) => {
        say.push({
          reduce: () => reduced({ bitmap: bitmap(1500, 1125, closed), whole: { width: 4000, height: 3000 } }),
          finish: () => resolve(bitmap(4000, 3000, closed)),
          fail: () => reject(new Error('cut off')),
        });
      }));
      return { cache, closed, say };
    }

    it('are told to all who wait, and to who comes later, as large as the whole; the whole keeps it for views from afar', async () => {
      const { cache, say } = coming();
      const seen: string[] = [];
      const look = (name: string) => (picture: Picture): void => void seen.push(`${name} ${picture.width}x${picture.height} of ${(picture.source as ImageBitmap).width}`);
      void cache.loadAhead('a', 12 * MB);
      const first = cache.load('a', look('first'));
      expect(seen).toEqual([]);
      say[0]!.reduce();
      expect(seen).toEqual(['first 4000x3000 of 1500']);
      void cache.load('a', look('later'));
      expect(seen).toEqual(['first 4000x3000 of 1500', 'later 4000x3000 of 1500']);
      // Not whole yet.
      expect(cache.peek('a')).toBeNull();
      say[0]!.finish();
      const whole = await first;
      expect(whole).toMatchObject({ width: 4000, height: 3000, levels: [{ width: 1500 }] });
      expect((whole.source as ImageBitmap).width).toBe(4000);
      expect(cache.peek('a')).toMatchObject({ levels: [{ width: 1500 }] });
      expect(cache.bytes).toBe(4 * (4000 * 3000 + 1500 * 1125));
      // Whoever comes now has the whole one.
      await cache.load('a', look('last'));
      expect(seen).toHaveLength(2);
      expect(say).toHaveLength(1);
    });

    it('are closed with the whole one, and left to the collector when they may still be on a screen', async () => {
      const { cache, closed, say } = coming(60);
      const one = cache.load('a');
      say[0]!.reduce();
      say[0]!.finish();
      await one;
      const two = cache.load('b');
      say[1]!.finish();
      await two;
      expect(closed).toEqual(['4000', '1500']);
      void cache.load('c').catch(() => undefined);
      say[2]!.reduce();
      cache.giveUp('c');
      expect(closed).toHaveLength(2);
    });

    it('settled: when the whole one is there, or known not to come', async () => {
      const { cache, say } = coming();
      const done: string[] = [];
      void cache.load('a').catch(() => undefined);
      void cache.settled('a').then(() => done.push('a'));
      void cache.settled('never asked for').then(() => done.push('other'));
      say[0]!.reduce();
      await new Promise((resolve) => setTimeout(resolve));
      expect(done).toEqual(['other']);
      say[0]!.fail();
      await cache.settled('a');
      await new Promise((resolve) => setTimeout(resolve));
      expect(done).toContain('a');
    });
  });

  it('the one shown is never closed, whatever is decoded ahead of it', async () => {
    const { cache, open } = world();
    await cache.load('shown 800');
    for (let i = 0; i < 20; i++) await cache.loadAhead(`${i} 48`, 12 * MB);
    expect(open()).toContain('shown 800');
    expect(cache.peek('shown 800')).not.toBeNull();
    expect(cache.bytes).toBeLessThanOrEqual(900 * MB);
  });
});
