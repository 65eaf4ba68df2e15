/**
 * Broken and hostile label files: whatever the bytes, reading ends with counts and named problems, or with a
 * FailureError; nothing else is thrown, nothing hangs, nothing is told about an item that was not told.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../kernel/result';
import { inspect } from './inspection';
import { FORMATS } from '../formats';
import { Collector } from '../formats/collect';
import cocoGolden from '../formats/coco/golden/harbour.json?raw';
import { ListSink } from '../formats/formats.testing';
import manifestGolden from '../formats/modelarts-manifest/golden/mixed.manifest?raw';
import { memoryOut, memoryTree } from '../formats/tree';

const SEED = 20_261_122;
const vocGolden = '<?xml version="1.0"?>\n<annotation><folder>q</folder><filename>a.jpg</filename><size><width>64</width><height>48</height><depth>3</depth></size><object><name>x</name><pose>Left</pose><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox><part><name>p</name></part></object><object><name>y</name><polygon><x1>1</x1><y1>1</y1><x2>4</x2><y2>1</y2><x3>4</x3><y3>4</y3></polygon></object></annotation>';
const GOLDEN: Readonly<Record<string, readonly [string, string]>> = { coco: ['a.json', cocoGolden], voc: ['a.xml', vocGolden], 'modelarts-manifest': ['a.manifest', manifestGolden] };
const HOSTILE = ['{', '}', '[', ']', '"', '\\', '<', '>', '&', ',', ':', 'NaN', '-Infinity', '1e999', '-1', '0', '99999999999999999999', 'null', 'true', '{}', '[]', '""', '\u0000', '\ufeff', '\ud800', '<!DOCTYPE a>', '<![CDATA[', '&x;', '../../etc/passwd', '"__proto__":', 'é', '\n'];

/** Reads with every format that might take it, and writes what came in. */
async function survive(name: string, bytes: Uint8Array): Promise<void> {
  const tree = memoryTree('set', { [name]: bytes });
  for (const format of FORMATS) {
    const sink = new ListSink();
    const all = new Collector();
    try {
      await format.detect(tree, tree.files);
      await format.read(tree, [name], sink, {});
      await format.read(tree, [name], all, {});
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      continue;
    }
    for (const p of sink.problems) expect(p.message.length).toBeGreaterThan(0);
    const out = memoryOut();
    await format.write(all.source(), out, { file: null, mediaFolder: '' });
    for (const [path] of out.written) expect(path.split('/')).not.toContain('..');
  }
  try {
    const found = await inspect(tree, null);
    expect(Object.values(found.annotations.byKind).reduce((a, b) => a + b, 0)).toBe(found.annotations.total);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
}

describe.each(Object.entries(GOLDEN))('%s', (id, [name, text]) => {
  const bytes = new TextEncoder().encode(text);

  it('cut at every byte', async () => {
    const format = FORMATS.find((f) => f.descriptor.id === id);
    for (let length = 0; length < bytes.length; length += id === 'voc' ? 1 : 7) {
      const cut = bytes.subarray(0, length);
      await survive(name, cut);
      if (!format || id === 'modelarts-manifest') continue;
      // A torn file is never taken for a whole one.
      const sink = new ListSink();
      await format.read(memoryTree('set', { [name]: cut }), [name], sink, {});
      if (length < text.trimEnd().length) expect(sink.problems.some((p) => p.severity === 'error'), `cut at ${length}`).toBe(true);
    }
  });

  it('with bytes changed', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), async (changes) => {
      const broken = bytes.slice();
      for (const [at, value] of changes) broken[at] = value;
      await survive(name, broken);
    }), { numRuns: 150, seed: SEED });
  });

  it('with hostile words put in', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(text.length), fc.constantFrom(...HOSTILE), fc.nat(12)), { minLength: 1, maxLength: 5 }), async (edits) => {
      let broken = text;
      for (const [at, word, gone] of edits) broken = broken.slice(0, at) + word + broken.slice(at + gone);
      await survive(name, new TextEncoder().encode(broken));
    }), { numRuns: 150, seed: SEED });
  });
});

describe('the hostile corpus', () => {
  const deep = `{"images":${'['.repeat(100_000)}`;
  const counts = `{"images":[{"id":1,"file_name":"a.jpg","width":4,"height":3}],"categories":[{"id":1,"name":"x"}],"annotations":[{"id":1,"image_id":1,"category_id":1,"segmentation":{"size":[1000000,1000000],"counts":[${Array.from({ length: 5000 }, () => 9).join()}]}}]}`;
  it.each([
    ['deep nesting', 'a.json', deep], ['a giant mask', 'a.json', counts], ['an entity bomb', 'a.xml', '<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><annotation><filename>&b;</filename></annotation>'],
    ['an external entity', 'a.xml', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotation><filename>&x;</filename></annotation>'], ['a million attributes of one', 'a.xml', `<annotation ${'a="1" '.repeat(1000)}><filename>a</filename></annotation>`],
    ['paths that lead upwards', 'a.json', '{"images":[{"id":1,"file_name":"../../../etc/passwd"},{"id":2,"file_name":"C:\\\\Windows\\\\a.jpg"}],"categories":[],"annotations":[]}'], ['paths that lead upwards', 'a.manifest', '{"source":"../../x.png","annotation":[{"type":"modelarts/object_detection","annotation-loc":"../../../a.xml"}]}'],
    ['a prototype', 'a.json', '{"__proto__":{"x":1},"images":[{"id":1,"file_name":"a","__proto__":{"y":1}}],"categories":[{"id":1,"name":"__proto__"}],"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,1,1],"__proto__":{"z":1}}]}'],
    ['giant numbers', 'a.json', '{"images":[{"id":1e308,"file_name":"a","width":1e308,"height":1e308}],"categories":[{"id":1,"name":"x"}],"annotations":[{"id":1e308,"image_id":1e308,"category_id":1,"bbox":[1e308,1e308,1e308,1e308],"area":1e309}]}'],
  ])('%s (%s)', async (_, name, text) => {
    await survive(name, new TextEncoder().encode(text));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('media names never lead out of the set', async () => {
    const found = new ListSink();
    const tree = memoryTree('set', { 'a.json': '{"images":[{"id":1,"file_name":"../../../etc/passwd"},{"id":2,"file_name":"C:\\\\up\\\\..\\\\..\\\\a.jpg"}],"categories":[],"annotations":[]}' });
    await FORMATS.find((f) => f.descriptor.id === 'coco')?.read(tree, ['a.json'], found, {});
    expect(found.items.map((m) => m.path)).toEqual(['etc/passwd', 'a.jpg']);
  });
});
