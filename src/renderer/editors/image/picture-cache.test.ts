import { describe, expect, it } from 'vitest';
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

  it('the one shown is never closed, whatever is decoded ahead of it', async () => {
    const { cache, open } = world();
    await cache.load('shown 800');
    for (let i = 0; i < 20; i++) await cache.loadAhead(`${i} 48`, 12 * MB);
    expect(open()).toContain('shown 800');
    expect(cache.peek('shown 800')).not.toBeNull();
    expect(cache.bytes).toBeLessThanOrEqual(900 * MB);
  });
});
