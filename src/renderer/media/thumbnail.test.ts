import { describe, expect, it } from 'vitest';
import { thumbnailOf } from './thumbnail';

/** Bytes as browsers have them: Node 20 cannot write base64 by itself. */
const bytesOf = (...bytes: readonly number[]): Uint8Array => Object.assign(Uint8Array.from(bytes), { toBase64: () => Buffer.from(bytes).toString('base64') });

describe('a thumbnail', () => {
  it('has an address with the bytes that came, of the type that they are', () => {
    const bytes = bytesOf(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
    const { url, reason } = thumbnailOf(bytes);
    expect(reason).toBeNull();
    expect(url).toMatch(/^data:image\/jpeg;base64,/);
    expect([...Buffer.from(url!.slice(url!.indexOf(',') + 1), 'base64')]).toEqual([...bytes]);
  });

  it('never names a type that a browser runs, whatever came', () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', '<!doctype html><p>x', '', 'RIFF']) {
      expect(thumbnailOf(bytesOf(...new TextEncoder().encode(text))).url).toMatch(/^data:application\/octet-stream;base64,/);
    }
  });

  it('makes its address once, and not before somebody shows it', () => {
    let made = 0;
    const bytes = Object.assign(bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), { toBase64: () => { made++; return 'x'; } });
    const thumbnail = thumbnailOf(bytes);
    expect(made).toBe(0);
    expect([thumbnail.url, thumbnail.url]).toEqual(['data:image/png;base64,x', 'data:image/png;base64,x']);
    expect(made).toBe(1);
  });
});
