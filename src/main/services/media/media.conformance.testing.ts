/**
 * What every transport of media must do: the same requests over HTTP, over Electron's protocol and straight into the
 * handler must get the same answers. A transport gives a `MediaDoor`; the suite brings files, state and service.
 */
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '../../../shared/domain/dataset';
import { directPool, type DirectPool } from '../../processes/common/direct-pool.testing';
import { nodeFileSystem } from '../../adapters/fs-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { DATASET, fakeRoots, fakeState, listed, sampleId } from './fakes.testing';
import { createMedia } from './index';
import { readPack } from './pack-reader.testing';
import type { Media } from './types';

/** The answer as it came out of the transport. */
export interface DoorAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Rejects when the transfer broke. */
  bytes(): Promise<Uint8Array>;
  /** First piece of the body, then gives the rest up. */
  cancelAfterFirst(): Promise<void>;
}
export interface MediaDoor {
  /** `path` is sent exactly as it is, not normalised. `origin` null: no Origin header. */
  ask(path: string, init?: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly origin?: string | null }): Promise<DoorAnswer>;
  close(): Promise<void>;
}

export const CONFORMANCE_ORIGIN = 'http://127.0.0.1:47999';

const FORBIDDEN_TYPES = /html|svg|xml|javascript/i;

export function mediaConformance(name: string, openDoor: (media: Media, appOrigin: string) => Promise<MediaDoor>, options: { readonly requireOrigin: boolean } = { requireOrigin: true }): void {
  describe(`media over ${name}`, () => {
    let dir = '';
    let media: Media;
    let door: MediaDoor;
    let pool: DirectPool;
    const samples: Sample[] = [];
    const files: Record<string, Uint8Array> = {};
    const address = (path: string): string => {
      const at = samples.findIndex((s) => s.path === path);
      const id = media.address(DATASET, sampleId(at));
      if (id === null) throw new Error(`no address for ${path}`);
      return `/m/${id}`;
    };

    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'media-door-'));
      const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: { r: 200, g: 30, b: 60 } } });
      files['a.jpg'] = new Uint8Array(await picture.clone().jpeg().toBuffer());
      files['b.png'] = new Uint8Array(await picture.clone().png().toBuffer());
      files['c.tif'] = new Uint8Array(await picture.clone().tiff().toBuffer());
      files['turned.webp'] = new Uint8Array(await picture.clone().withMetadata({ orientation: 6 }).webp().toBuffer());
      files['evil.jpg'] = new TextEncoder().encode('<html><script>alert(1)</script></html>');
      files['evil2.png'] = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
      files['notes.txt'] = new TextEncoder().encode('<script>one</script>\ntwo\n');
      files['big.wav'] = new Uint8Array(3_000_000).map((_, i) => (i * 7) % 251);
      files['big.wav'].set(new TextEncoder().encode('RIFF'), 0);
      files['big.wav'].set(new TextEncoder().encode('WAVE'), 8);
      files['empty.jpg'] = new Uint8Array(0);
      for (const [path, bytes] of Object.entries(files)) {
        await writeFile(join(dir, path), bytes);
        samples.push(listed(samples.length, path, { size: bytes.length }));
      }
      // A photograph whose second half never reached the card, and one that no window should decode.
      const whole = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toBuffer();
      await writeFile(join(dir, 'cut.jpg'), whole.subarray(0, whole.length >> 1));
      const measured = { hash: 'c'.repeat(64), format: 'jpeg', width: 640, height: 480, orientation: 1, duration: 0, rate: 0, length: 0 } as const;
      samples.push(listed(samples.length, 'cut.jpg', { facts: { ...measured, problem: 'truncated' } }), listed(samples.length, 'huge.jpg', { facts: { ...measured, problem: 'too-large' } }));
      samples.push(listed(samples.length, 'gone.jpg'), listed(samples.length, '../escape.jpg'));
      pool = directPool();
      let n = 0;
      media = createMedia({
        fs: nodeFileSystem, sha256: nodeSha256, state: fakeState(samples), roots: fakeRoots(dir), pool, cacheDir: join(dir, '.cache'), appOrigin: CONFORMANCE_ORIGIN, requireOrigin: options.requireOrigin,
        random: { bytes: (length) => new Uint8Array(length).map((_, i) => (n++ * 31 + i * 17) & 255) },
      });
      door = await openDoor(media, CONFORMANCE_ORIGIN);
    });
    afterAll(async () => {
      await door.close();
      await rm(dir, { recursive: true, force: true });
    });

    it('sends an original whole, with its real type and the guarding headers', async () => {
      const answer = await door.ask(address('a.jpg'));
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/jpeg', 'content-length': String(files['a.jpg']?.length), 'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'",
        'access-control-allow-origin': CONFORMANCE_ORIGIN, 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store',
      });
      expect(answer.headers).not.toHaveProperty('timing-allow-origin');
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
      expect(await answer.bytes()).toEqual(files['a.jpg']);
    });

    it('answers HEAD with the same headers and no body', async () => {
      const answer = await door.ask(address('b.png'), { method: 'HEAD' });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'content-length': String(files['b.png']?.length) });
      expect((await answer.bytes()).length).toBe(0);
    });

    it.each([
      ['bytes=0-0', 0, 1], ['bytes=100-199', 100, 200], ['bytes=2999990-', 2999990, 3000000], ['bytes=-7', 2999993, 3000000],
      ['bytes=10-99999999999999999999999', 10, 3000000], ['bytes=-99999999999999999999', 0, 3000000], ['bytes=200000-900000', 200000, 900001],
    ])('serves %s', async (range, start, end) => {
      const answer = await door.ask(address('big.wav'), { headers: { range } });
      expect(answer.status).toBe(206);
      expect(answer.headers['content-range']).toBe(`bytes ${start}-${end - 1}/3000000`);
      expect(answer.headers['content-length']).toBe(String(end - start));
      expect(Buffer.compare(await answer.bytes(), (files['big.wav'] ?? new Uint8Array()).subarray(start, end))).toBe(0);
    });

    it.each(['bytes=3000000-', 'bytes=99999999999999999999-', 'bytes=-0', 'bytes=5-4', 'bytes=0-1,5-6', 'bytes=-', 'bytes=a-b', 'bytes=--5', 'bytes=0x10-', 'bytes=1e3-'])('refuses %s', async (range) => {
      const answer = await door.ask(address('big.wav'), { headers: { range } });
      expect(answer.status).toBe(416);
      expect(answer.headers['content-range']).toBe('bytes */3000000');
      expect((await answer.bytes()).length).toBe(0);
    });

    it('ignores a range of another unit, and one of another state of the file', async () => {
      expect((await door.ask(address('a.jpg'), { headers: { range: 'lines=0-1' } })).status).toBe(200);
      expect((await door.ask(address('a.jpg'), { headers: { range: 'bytes=0-1', 'if-range': '"old"' } })).status).toBe(200);
    });

    it('sends a smaller copy of a picture under the same id, made once; of nothing else', async () => {
      const copy = (path: string): string => address(path).replace('/m/', '/s/');
      for (const path of ['a.jpg', 'c.tif']) {
        const answer = await door.ask(copy(path));
        expect([answer.status, answer.headers['content-type'], answer.headers['access-control-allow-origin']]).toEqual([200, 'image/webp', CONFORMANCE_ORIGIN]);
        const again = await door.ask(copy(path));
        expect(await again.bytes()).toEqual(await answer.bytes());
      }
      expect((await sharp(await (await door.ask(copy('c.tif'))).bytes()).metadata()).width).toBe(40);
      expect((await door.ask(copy('notes.txt'))).status).toBe(415);
      expect((await door.ask(copy('evil.jpg'))).status).toBe(422);
    });

    it('sends TIFF as PNG', async () => {
      const answer = await door.ask(address('c.tif'));
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('image/png');
      const info = await sharp(await answer.bytes()).metadata();
      expect([info.format, info.width, info.height]).toEqual(['png', 40, 30]);
    });

    it('sends what is left of a picture that is cut off, as PNG of the whole size', async () => {
      const answer = await door.ask(address('cut.jpg'));
      expect(answer.headers['content-type']).toBe('image/png');
      const info = await sharp(await answer.bytes()).metadata();
      expect([info.width, info.height]).toEqual([640, 480]);
    });

    it('has no address for a picture of more pixels than a window can hold', () => {
      expect(media.address(DATASET, sampleId(samples.findIndex((s) => s.path === 'huge.jpg')))).toBeNull();
    });

    it('has another address for a file that changed: what a window decoded under the old one is not shown for it', async () => {
      const at = samples.findIndex((s) => s.path === 'a.jpg');
      const before = samples[at]!;
      const old = address('a.jpg');
      expect(address('a.jpg')).toBe(old);
      samples[at] = { ...before, mtime: before.mtime + 1 };
      const now = address('a.jpg');
      expect(now).not.toBe(old);
      // Who holds the old one gets what is there.
      for (const one of [old, now]) expect((await door.ask(one)).status).toBe(200);
      samples[at] = before;
    });

    it('gives what its first bytes rule out no address, before it is measured, so that nobody asks in vain', async () => {
      const idOf = (path: string): ReturnType<typeof sampleId> => sampleId(samples.findIndex((s) => s.path === path));
      for (const path of ['evil.jpg', 'empty.jpg', 'gone.jpg']) expect(await media.addressOfMedia(DATASET, idOf(path))).toBeNull();
      for (const path of ['a.jpg', 'c.tif', 'notes.txt']) expect(await media.addressOfMedia(DATASET, idOf(path))).toBe(media.address(DATASET, idOf(path)));
    });

    it('sends a WebP that browsers would show on its side as PNG, upright', async () => {
      const answer = await door.ask(address('turned.webp'));
      expect(answer.headers['content-type']).toBe('image/png');
      const info = await sharp(await answer.bytes()).metadata();
      expect([info.width, info.height, info.orientation ?? 1]).toEqual([30, 40, 1]);
    });

    it('never sends what could be a document', async () => {
      for (const path of ['evil.jpg', 'evil2.png']) {
        const answer = await door.ask(address(path));
        expect(answer.status).toBe(415);
        expect((await answer.bytes()).length).toBe(0);
      }
      const text = await door.ask(address('notes.txt'));
      expect(text.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(text.headers['x-content-type-options']).toBe('nosniff');
    });

    it('has no answer for what is gone, empty or outside', async () => {
      expect((await door.ask(address('gone.jpg'))).status).toBe(404);
      expect((await door.ask(address('empty.jpg'))).status).toBe(415);
      expect(media.address(DATASET, sampleId(samples.findIndex((s) => s.path === '../escape.jpg')))).toBeNull();
    });

    it.each(['/', '/m/', '/m/00000000000000000000000000000000', '/m/../a.jpg', '/m/%2e%2e%2fa.jpg', '/m/..%5ca.jpg', '/a.jpg', '/m/a.jpg', '/p/zz', '/M/00000000000000000000000000000000', '/m/00000000000000000000000000000000/a.jpg', '/m/%00'])('does not know %s', async (path) => {
      const answer = await door.ask(path);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type'] ?? '').not.toMatch(FORBIDDEN_TYPES);
    });

    it.each(['http://127.0.0.1:47998', 'null', 'https://evil.example', 'http://127.0.0.1:47999.evil.example', 'HTTP://127.0.0.1:47999'])('is closed to the origin %s', async (origin) => {
      const answer = await door.ask(address('a.jpg'), { origin });
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin'] ?? CONFORMANCE_ORIGIN).toBe(CONFORMANCE_ORIGIN);
      expect((await answer.bytes()).length).toBe(0);
    });

    it('treats a request without an origin as it was told to', async () => {
      expect((await door.ask(address('a.jpg'), { origin: null })).status).toBe(options.requireOrigin ? 403 : 200);
    });

    it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
      expect((await door.ask(address('a.jpg'), { method })).status).toBe(405);
    });

    it('answers the question before a cross-origin request', async () => {
      const answer = await door.ask(address('a.jpg'), { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' } });
      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': CONFORMANCE_ORIGIN, 'access-control-allow-headers': 'range' });
    });

    it('sends a pack of thumbnails once, every sample in it, failures with their reason', async () => {
      const wanted = samples.map((s) => s.id);
      const path = `/p/${media.pack(DATASET, wanted, 100)}`;
      const answer = await door.ask(path);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/vnd.labelwright.thumbnails');
      const records = readPack(await answer.bytes());
      expect(records.map((r) => r.index).sort((a, b) => a - b)).toEqual(wanted.map((_, i) => i));
      const status = (p: string): string => {
        const record = records.find((r) => r.index === samples.findIndex((s) => s.path === p));
        return record?.status === 0 ? 'picture' : new TextDecoder().decode(record?.body);
      };
      expect(['a.jpg', 'b.png', 'c.tif', 'evil.jpg', 'empty.jpg', 'gone.jpg', '../escape.jpg', 'notes.txt'].map(status)).toEqual(['picture', 'picture', 'picture', 'unsupported', 'empty', 'missing', 'missing', 'none']);
      expect((await door.ask(path)).status).toBe(404);
    });

    it('takes back what a cancelled pack still wanted', async () => {
      let cancelled = 0;
      pool.before = (_entry, input, signal) => new Promise((resolve) => {
        if ((input as { path: string }).path.endsWith('a.jpg')) return resolve();
        signal?.addEventListener('abort', () => {
          cancelled++;
          resolve();
        });
      });
      try {
        const answer = await door.ask(`/p/${media.pack(DATASET, [sampleId(0), sampleId(1), sampleId(2)], 512)}`);
        await answer.cancelAfterFirst();
        await expect.poll(() => cancelled, { timeout: 5000 }).toBe(2);
      } finally {
        pool.before = null;
      }
    });

    it('breaks off rather than ending short when a file shrinks while it is sent', async () => {
      const path = join(dir, 'shrinks.wav');
      await writeFile(path, files['big.wav'] ?? '');
      samples.push(listed(samples.length, 'shrinks.wav'));
      const disk = media.address(DATASET, sampleId(samples.length - 1));
      const answering = door.ask(`/m/${disk}`);
      const answer = await answering;
      await truncate(path, 1000);
      let got = -1;
      await answer.bytes().then((b) => (got = b.length), () => (got = -2));
      // Everything may have been read ahead already; what must not be is a short body that looks whole.
      expect([-2, 3_000_000]).toContain(got);
    });
  });
}
