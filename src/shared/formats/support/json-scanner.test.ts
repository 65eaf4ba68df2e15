import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner';

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function scan(text: string | Uint8Array, size = 1 << 20): JsonScanner {
  return new JsonScanner('a.json', pieces(typeof text === 'string' ? new TextEncoder().encode(text) : text, size));
}

async function read(text: string, size?: number): Promise<unknown> {
  const json = scan(text, size);
  const value = await json.value();
  await json.finish();
  return value;
}

describe('values', () => {
  it('agree with JSON.parse for any value and any cut into pieces', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 2), async (value, size, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(await read(text, size)).toStrictEqual(JSON.parse(text));
    }), { numRuns: 300 });
  });

  it('numbers are correctly rounded, however they are written', async () => {
    await fc.assert(fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 20 }), async (value, digits) => {
      for (const text of [JSON.stringify(value), Math.abs(value) < 1e21 ? value.toFixed(digits) : '0', value.toExponential(digits)]) expect(await read(text)).toBe(JSON.parse(text));
    }), { numRuns: 500 });
  });

  it('reads what Python writes for no number', async () => {
    const json = scan('[NaN, Infinity, -Infinity]', 3);
    expect(await json.value()).toEqual([Number.NaN, Infinity, -Infinity]);
  });

  it('a key __proto__ is data', async () => {
    const value = (await read('{"__proto__": {"polluted": 1}, "a": 2}')) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'a']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['[1,]', 'json-syntax'], ['{"a":1,}', 'json-syntax'], ['{a:1}', 'json-syntax'], ['[01]', 'json-syntax'], ['[1.]', 'json-syntax'], ['[1e]', 'json-syntax'], ['[tru]', 'json-syntax'],
    ['["\\x"]', 'json-syntax'], ['["\u0001"]', 'json-syntax'], ['[1 2]', 'json-syntax'], ['[1', 'json-truncated'], ['["a', 'json-truncated'], ['{"a"', 'json-truncated'],
    ['', 'json-truncated'], ['-', 'json-truncated'], ['1 2', 'json-syntax'], [`${'['.repeat(70)}${']'.repeat(70)}`, 'json-depth'],
  ])('refuses %j with %s', async (text, code) => {
    for (const size of [1, 4, 100]) await expect(read(text, size)).rejects.toMatchObject({ failure: { code } });
  });

  it('refuses bytes that are not UTF-8 and files that are not', async () => {
    await expect(scan(Uint8Array.of(34, 0xc3, 0x28, 34)).value()).rejects.toMatchObject({ failure: { code: 'json-encoding' } });
    await expect(scan(Uint8Array.of(0xff, 0xfe, 123, 0)).begin()).rejects.toMatchObject({ failure: { code: 'json-encoding' } });
    expect(await scan(Uint8Array.of(0xef, 0xbb, 0xbf, 123, 125)).begin()).toBe('utf-8-bom');
  });

  it('names line and byte of what is wrong', async () => {
    await expect(read('{\n "a": 1,\n "b": ?\n}', 2)).rejects.toMatchObject({ failure: { details: { line: 3 } } });
  });
});

describe('long lists', () => {
  it('skips a value of any shape, then goes on with the right line', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 1, max: 7 }), async (value, size) => {
      const json = scan(JSON.stringify({ skipped: value, kept: [1, 'x'] }, null, 1), size);
      let kept: unknown = null;
      await json.members(async (key) => {
        if (key === 'skipped') await json.skip();
        else kept = await json.value();
      });
      expect(kept).toEqual([1, 'x']);
    }), { numRuns: 200 });
  });

  it('tells every element with its line, once, and can stop early', async () => {
    const seen: [number, unknown][] = [];
    const json = scan('[\n{"a":1},\n{"a":2},\n{"a":3}]', 3);
    await json.each((line) => [line, json.parse(0)] as const, ([line, value]) => void seen.push([line, value]));
    expect(seen).toEqual([[2, { a: 1 }], [3, { a: 2 }], [4, { a: 3 }]]);
    const early = scan('[1,2,3]');
    let n = 0;
    expect(await early.each(() => early.parse(0), () => ++n < 2)).toBe(false);
    expect(n).toBe(2);
  });

  it('an element over many pieces is read in linear work', async () => {
    const counts = Array.from({ length: 200_000 }, (_, i) => i);
    const bytes = new TextEncoder().encode(`[{"counts":${JSON.stringify(counts)}}]`);
    let asked = 0;
    async function* small(): AsyncIterable<Uint8Array> {
      for await (const piece of pieces(bytes, 1000)) {
        asked++;
        yield piece;
      }
    }
    const json = new JsonScanner('a.json', small());
    let parsed = 0;
    let length = 0;
    await json.each(() => (parsed++, json.parse(0)), (value) => void (length = ((value as { counts: readonly number[] }).counts).length));
    expect(length).toBe(200_000);
    expect(asked).toBeGreaterThan(1000);
    // Started again only when the window had doubled.
    expect(parsed).toBeLessThan(25);
  });
});
