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
  // Many numbers per writer: each writer has a buffer of 1 MiB.
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 10_000), fc.integer({ min: 0, max: 900_719_925_474 }));
  await fc.assert(fc.asyncProperty(fc.array(number, { minLength: 20, maxLength: 60 }), async (values) => {
    expect(JSON.parse(await written((w) => w.numbers(values)))).toEqual(values.map((v) => (v === 0 ? 0 : v)));
  }), { numRuns: 50 });
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
