/** What every transport promises. Run by the tests of the in-process, WebSocket and Electron channels. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Channel, CloseReason } from '../../shared/contract/channel';
import { Requester } from '../../shared/contract/requester';
import { FailureError } from '../../shared/kernel/result';
import { serve, type Answerer, type ServedWindow } from '../host/serve';
import { encodeMessage } from '../../shared/contract/protocol';
import { encodeFrame, MAX_FRAME_TO_HOST } from '../../shared/contract/frame';

export interface Pair {
  readonly window: Channel;
  readonly host: Channel;
  /** Cuts the line as a crash would. */
  cut(): void;
  dispose(): Promise<void>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function channelConformance(name: string, connect: () => Promise<Pair>): void {
  describe(`channel: ${name}`, () => {
    let pair: Pair | null = null;
    const open = async (): Promise<Pair> => (pair = await connect());
    afterEach(async () => {
      await pair?.dispose();
      pair = null;
    });

    function next(channel: Channel, count = 1): Promise<Uint8Array[]> {
      return new Promise((resolve) => {
        const got: Uint8Array[] = [];
        channel.onMessage((frame) => {
          got.push(frame);
          if (got.length === count) resolve(got);
        });
      });
    }
    const closed = (channel: Channel): Promise<CloseReason> => new Promise((resolve) => channel.onClose(resolve));

    /** Peers on both ends with the given answers. */
    async function peers(answer: (name: string, body: unknown, signal: AbortSignal) => Promise<unknown>): Promise<{ requester: Requester; served: ServedWindow; errors: unknown[] } & Pair> {
      const { window, host, cut, dispose } = await open();
      const errors: unknown[] = [];
      const served = serve(host, { origin: 'a'.repeat(32), boot: 'b'.repeat(32) }, answer as unknown as Answerer, (error) => errors.push(error));
      const requester = new Requester(window);
      await requester.hello();
      return { requester, served, errors, window, host, cut, dispose };
    }

    test('frames arrive whole, in order, in both directions, and are copies', async () => {
      const { window, host } = await open();
      const sent = [0, 1, 7, 70_000, 1_000_003].map((length) => Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255));
      const originals = sent.map((frame) => frame.slice());
      const atHost = next(host, sent.length);
      for (const frame of sent) window.send(frame);
      sent[3]?.fill(0);
      const got = await atHost;
      expect(got.map((f) => f.length)).toEqual(originals.map((f) => f.length));
      expect(Buffer.compare(got[4] ?? new Uint8Array(), originals[4] ?? new Uint8Array())).toBe(0);
      expect(got.every((f) => f instanceof Uint8Array)).toBe(true);
      const atWindow = next(window);
      host.send(Uint8Array.of(5, 6));
      expect([...((await atWindow)[0] ?? [])]).toEqual([5, 6]);
    });

    test('frames that come before there is a listener are kept', async () => {
      const { window, host } = await open();
      window.send(Uint8Array.of(1));
      window.send(Uint8Array.of(2));
      await wait(50);
      expect((await next(host, 2)).map((f) => f[0])).toEqual([1, 2]);
    });

    test('closing tells both sides once, with the reason, after the frames sent before', async () => {
      const { window, host } = await open();
      const got = next(window);
      const why = closed(window);
      host.send(Uint8Array.of(9));
      host.close({ kind: 'ended', detail: 'code-used-twice' });
      expect((await got)[0]?.[0]).toBe(9);
      expect(await why).toEqual({ kind: 'ended', detail: 'code-used-twice' });
      let again = 0;
      window.onClose(() => again++);
      window.close();
      window.send(Uint8Array.of(1));
      host.send(Uint8Array.of(1));
      await wait(20);
      expect(again).toBe(1);
    });

    test('a cut line is told as gone on both sides', async () => {
      const { window, host, cut } = await open();
      const both = Promise.all([closed(window), closed(host)]);
      cut();
      expect((await both).map((why) => why.kind)).toEqual(['gone', 'gone']);
    });

    test('request and answer, with parts', async () => {
      const seen: unknown[] = [];
      const { requester } = await peers((asked, body) => {
        seen.push(asked, body);
        return Promise.resolve({ written: 3 });
      });
      const parts = { bytes: Uint8Array.of(1, 2, 3) };
      await expect(requester.request('inbox.write', { name: 'a.jpg', upload: 'c'.repeat(32), offset: 0, last: true, parts })).resolves.toEqual({ written: 3 });
      expect(seen[0]).toBe('inbox.write');
      const body = seen[1] as { parts: { bytes: Uint8Array } };
      expect([...body.parts.bytes]).toEqual([1, 2, 3]);
      expect(body.parts.bytes).toBeInstanceOf(Uint8Array);
    });

    test('empty parts are still parts', async () => {
      const { requester } = await peers(() => Promise.resolve({ found: false, parts: {} }));
      await expect(requester.request('cache.get', { kind: 'peaks', hash: 'd'.repeat(64) })).resolves.toEqual({ found: false, parts: {} });
    });

    test('a failure keeps code, words and details; what nobody foresaw is reported and becomes "unexpected"', async () => {
      const { requester, errors } = await peers((asked) => {
        if (asked === 'app.info') return Promise.reject(new FailureError({ code: 'disk-full', message: 'The disk is full.', details: { path: '~/x', free: 0 } }));
        return Promise.reject(new RangeError('boom'));
      });
      await expect(requester.request('app.info', {})).rejects.toMatchObject({ failure: { code: 'disk-full', message: 'The disk is full.', details: { path: '~/x', free: 0 } } });
      await expect(requester.request('places.start', {})).rejects.toMatchObject({ failure: { code: 'unexpected', message: 'boom' } });
      expect(errors).toHaveLength(1);
    });

    test('answers come in any order', async () => {
      const { requester } = await peers(async (asked) => {
        if (asked === 'settings.get') await wait(30);
        return asked === 'settings.get' ? { values: {} } : { places: [] };
      });
      const order: string[] = [];
      await Promise.all([
        requester.request('settings.get', {}).then(() => order.push('slow')),
        requester.request('places.start', {}).then(() => order.push('fast')),
      ]);
      expect(order).toEqual(['fast', 'slow']);
    });

    test('cancelling rejects at once and aborts the work', async () => {
      let aborted = false;
      const { requester } = await peers((_asked, _body, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => {
        aborted = true;
        reject(new Error('aborted'));
      })));
      const stop = new AbortController();
      const asked = requester.request('places.start', {}, { signal: stop.signal });
      await wait(20);
      stop.abort();
      await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
      await expect.poll(() => aborted).toBe(true);
    });

    test('a lost line aborts the work and rejects what was asked', async () => {
      let aborted = false;
      const { requester, cut } = await peers((_asked, _body, signal) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))));
      const asked = requester.request('places.start', {});
      await wait(20);
      cut();
      await expect(asked).rejects.toMatchObject({ failure: { code: 'disconnected' } });
      await expect(requester.request('places.start', {})).rejects.toMatchObject({ failure: { code: 'disconnected' } });
      await expect.poll(() => aborted).toBe(true);
    });

    test('pushes carry their origin and are checked', async () => {
      const { requester, served, window } = await peers(() => Promise.resolve({}));
      const heard: unknown[] = [];
      const stop = requester.onPush('journal.trouble', (body, origin) => heard.push([body, origin]));
      served.push('journal.trouble', { failure: { code: 'disk-full', message: 'full' } }, 'a'.repeat(32));
      served.push('journal.trouble', { failure: null }, null);
      await expect.poll(() => heard).toEqual([[{ failure: { code: 'disk-full', message: 'full' } }, 'a'.repeat(32)], [{ failure: null }, null]]);
      stop();
      const why = closed(window);
      served.push('journal.trouble', { failure: 'no' } as never, null);
      expect(await why).toMatchObject({ kind: 'protocol', detail: 'bad-push' });
    });

    test('an answer that breaks the contract is refused by the window', async () => {
      const { requester } = await peers(() => Promise.resolve({ places: 'none' }));
      await expect(requester.request('places.start', {})).rejects.toMatchObject({ failure: { code: 'bad-answer' } });
    });

    test('a request of another shape is answered with what is wrong, without its value', async () => {
      const { requester } = await peers(() => Promise.resolve({}));
      const bad = requester.request('places.browse', { place: 'secret text' as never });
      await expect(bad).rejects.toMatchObject({ failure: { code: 'bad-request' } });
      await bad.catch((error: FailureError) => {
        expect(error.failure.message).toContain('place');
        expect(error.failure.message).not.toContain('secret text');
      });
      await expect(requester.request('app.info', { more: 1 } as never)).rejects.toMatchObject({ failure: { code: 'bad-request' } });
    });

    test('an unknown request is refused and the line stays', async () => {
      const { requester } = await peers(() => Promise.resolve({ places: [] }));
      for (const name of ['journal.erase', 'constructor', '__proto__']) {
        await expect(requester.request(name as 'app.info', {})).rejects.toMatchObject({ failure: { code: 'unknown-request' } });
      }
      await expect(requester.request('places.start', {})).resolves.toEqual({ places: [] });
    });

    const wrong: readonly [string, () => Uint8Array][] = [
      ['bytes that are no frame', () => Uint8Array.of(1, 2, 3)],
      ['a frame that is no message', () => encodeFrame({ json: { k: 'shout' }, parts: {} })],
      ['a request with an id of 0', () => encodeFrame({ json: { k: 'req', id: 0, name: 'app.info', body: {} }, parts: {} })],
      ['a message with more than it should have', () => encodeFrame({ json: { k: 'cancel', id: 1, extra: true }, parts: {} })],
      ['parts that are not announced', () => encodeFrame({ json: { k: 'req', id: 1, name: 'app.info', body: {} }, parts: { a: Uint8Array.of(1) } })],
      ['an oversized frame', () => new Uint8Array(MAX_FRAME_TO_HOST + 1)],
    ];
    test.each(wrong)('%s ends the line', async (_what, frame) => {
      const { window, served } = await peers(() => Promise.resolve({}));
      expect(served.origin).toBe('a'.repeat(32));
      const why = closed(window);
      window.send(frame());
      expect((await why).kind).toBe('protocol');
    });

    test('an id in use twice ends the line', async () => {
      const { window } = await peers(() => new Promise(() => undefined));
      const why = closed(window);
      for (let i = 0; i < 2; i++) window.send(encodeMessage({ k: 'req', id: 77, name: 'app.info', body: {} }));
      expect(await why).toEqual({ kind: 'protocol', detail: 'id-in-use' });
    });

    test('too many at once are refused, not queued without end', async () => {
      const { requester } = await peers(() => new Promise(() => undefined));
      const asked = Array.from({ length: 513 }, () => requester.request('app.info', {}).catch((error: FailureError) => error.failure.code));
      expect(await Promise.race(asked)).toBe('too-many-requests');
    });
  });
}
