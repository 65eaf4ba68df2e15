import { describe, expect, it, vi } from 'vitest';
import { PictureDecoder, PictureGone, type PictureWorker } from './picture-decoder';
import type { FromPictureWorker, ToPictureWorker } from './picture-messages';

class FakeWorker implements PictureWorker {
  onmessage: PictureWorker['onmessage'] = null;
  onerror: PictureWorker['onerror'] = null;
  readonly said: ToPictureWorker[] = [];
  ended = false;
  postMessage(message: ToPictureWorker): void {
    this.said.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: FromPictureWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromPictureWorker>);
  }
}

function world() {
  const workers: FakeWorker[] = [];
  const decoder = new PictureDecoder(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  }, () => ({ width: 1280, height: 800 }));
  const bitmap = (width: number) => ({ width, height: 1, close: vi.fn() });
  const bare = (made: ReturnType<typeof bitmap>): ImageBitmap => made;
  const reduced = (made: ReturnType<typeof bitmap>) => ({ bitmap: bare(made), whole: { width: 4000, height: 3000 } });
  return { decoder, workers, bitmap, bare, reduced };
}

describe('the decoder of pictures', () => {
  it('starts its worker once, when it is first needed', async () => {
    const { decoder, workers, bitmap, bare } = world();
    expect(workers).toHaveLength(0);
    decoder.warm();
    const one = decoder.decode('http://h/a', new AbortController().signal, () => undefined);
    const two = decoder.decode('http://h/b', new AbortController().signal, () => undefined);
    expect(workers).toHaveLength(1);
    expect(workers[0]!.said).toEqual([
      { kind: 'decode', id: 1, url: 'http://h/a', fit: { width: 1280, height: 800 } },
      { kind: 'decode', id: 2, url: 'http://h/b', fit: { width: 1280, height: 800 } },
    ]);
    const [a, b] = [bitmap(1), bitmap(2)];
    workers[0]!.answer({ kind: 'whole', id: 2, bitmap: bare(b) });
    workers[0]!.answer({ kind: 'whole', id: 1, bitmap: bare(a) });
    expect(await one).toBe(a);
    expect(await two).toBe(b);
  });

  it('hands on the reduced picture, then the whole one', async () => {
    const { decoder, workers, bitmap, bare, reduced } = world();
    const seen: number[] = [];
    const whole = decoder.decode('u', new AbortController().signal, (smaller) => seen.push(smaller.bitmap.width));
    workers[0]!.answer({ kind: 'reduced', id: 1, reduced: reduced(bitmap(1000)) });
    expect(seen).toEqual([1000]);
    workers[0]!.answer({ kind: 'whole', id: 1, bitmap: bare(bitmap(4000)) });
    expect((await whole).width).toBe(4000);
  });

  it('gives up at once, also what the worker answers later', async () => {
    const { decoder, workers, bitmap, bare, reduced } = world();
    const abort = new AbortController();
    const seen: unknown[] = [];
    const given = decoder.decode('u', abort.signal, (smaller) => seen.push(smaller));
    abort.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers[0]!.said.at(-1)).toEqual({ kind: 'give-up', id: 1 });
    const [small, large] = [bitmap(1000), bitmap(4000)];
    workers[0]!.answer({ kind: 'reduced', id: 1, reduced: reduced(small) });
    workers[0]!.answer({ kind: 'whole', id: 1, bitmap: bare(large) });
    workers[0]!.answer({ kind: 'failed', id: 1, reason: 'late', status: null });
    expect(seen).toEqual([]);
    expect(small.close).toHaveBeenCalledOnce();
    expect(large.close).toHaveBeenCalledOnce();
    // Given up before it was asked for: the worker never hears of it.
    await expect(decoder.decode('v', abort.signal, () => undefined)).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers[0]!.said).toHaveLength(2);
  });

  it('says what the host answered, or what the browser says', async () => {
    const { decoder, workers } = world();
    const gone = decoder.decode('a', new AbortController().signal, () => undefined);
    const broken = decoder.decode('b', new AbortController().signal, () => undefined);
    workers[0]!.answer({ kind: 'failed', id: 1, reason: '', status: 404 });
    workers[0]!.answer({ kind: 'failed', id: 2, reason: 'The source image could not be decoded.', status: null });
    await expect(gone).rejects.toSatisfy((error) => error instanceof PictureGone && error.status === 404);
    await expect(broken).rejects.toThrow('The source image could not be decoded.');
  });

  it('whose script cannot be loaded refuses what waits, and starts another one for who asks again', async () => {
    const { decoder, workers, bitmap, bare } = world();
    const first = decoder.decode('a', new AbortController().signal, () => undefined);
    workers[0]!.onerror?.({ message: '' } as ErrorEvent);
    await expect(first).rejects.toThrow('the host cannot be reached');
    expect(workers[0]!.ended).toBe(true);
    const again = decoder.decode('a', new AbortController().signal, () => undefined);
    expect(workers).toHaveLength(2);
    workers[1]!.answer({ kind: 'whole', id: 2, bitmap: bare(bitmap(7)) });
    expect((await again).width).toBe(7);
  });
});
