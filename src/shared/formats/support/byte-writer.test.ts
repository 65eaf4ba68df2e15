import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryOut } from '../tree';
import { ByteWriter } from './byte-writer';

async function written(work: (w: ByteWriter) => void): Promise<string> {
  const out = memoryOut();
  const w = new ByteWriter(await out.create('a'));
  work(w);
  await w.end();
  return new TextDecoder().decode(out.written.get('a'));
}

it('a number reads back as itself, and those of up to four decimals are written without a tail', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 10_000)), async (value) => {
    expect(Number(await written((w) => w.number(value)))).toBe(value === 0 ? 0 : value);
  }), { numRuns: 1000 });
  expect(await written((w) => w.numbers([0, -0, 1.5, -2.25, 100.0001, 0.1, 1e300, 123456789012345, 5e-7]))).toBe('[0,0,1.5,-2.25,100.0001,0.1,1e+300,123456789012345,5e-7]');
});

it('writes more than its buffer in order', async () => {
  const text = await written((w) => {
    for (let i = 0; i < 400_000; i++) w.ascii('12345678');
    w.text('ä');
  });
  expect(text.length).toBe(3_200_001);
  expect(text.endsWith('78ä')).toBe(true);
});
