/** Any job, written in each format: a reader of its own finds the same facts, and a way there and back loses what the report says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Collector } from './collect';
import { formatById, FORMATS } from './index';
import type { ItemAnnotation, LabelSource, Loss, Shape } from './model';
import { shapeBounds } from './shape';
import { memoryOut, memoryTree } from './tree';

const SEED = 20_261_122;
const WIDTH = 400, HEIGHT = 300;
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

interface Drawn {
  readonly label: number;
  readonly shape: Shape;
}
interface Job {
  readonly labels: readonly string[];
  readonly pictures: readonly { readonly path: string; readonly split: string | null; readonly objects: readonly Drawn[] }[];
}

const hundredth = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: max * 100 }).map((n) => n / 100);
const boxes: fc.Arbitrary<Shape> = fc.record({ x: hundredth(WIDTH - 50), y: hundredth(HEIGHT - 50), width: fc.integer({ min: 1, max: 5000 }).map((n) => n / 100), height: fc.integer({ min: 1, max: 5000 }).map((n) => n / 100) }).map((b) => ({ kind: 'box', ...b }));
const point = fc.tuple(hundredth(WIDTH), hundredth(HEIGHT));
const points = (min: number, max: number): fc.Arbitrary<number[]> => fc.array(point, { minLength: min, maxLength: max }).map((list) => list.flat());
/** Three corners of a triangle that has an area. */
const triangles = fc.tuple(hundredth(WIDTH - 60), hundredth(HEIGHT - 60), fc.integer({ min: 5, max: 50 })).map(([x, y, s]): number[] => [x, y, x + s, y, x, y + s]);
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  boxes,
  fc.array(triangles, { minLength: 1, maxLength: 3 }).map((rings): Shape => ({ kind: 'polygon', rings })),
  points(2, 2).map((p): Shape => ({ kind: 'line', points: p })),
  points(2, 5).map((p): Shape => ({ kind: 'polyline', points: p })),
  fc.tuple(point, fc.integer({ min: 1, max: 40 })).map(([[cx, cy], r]): Shape => ({ kind: 'circle', cx, cy, r })),
  point.map(([x, y]): Shape => ({ kind: 'point', x, y })),
);
const names = fc.oneof(fc.stringMatching(/^[a-zA-Z0-9 _.-]{1,12}$/), fc.constantFrom('a<b>&"c', 'Fähre', '船', '😀', "it's", '=1+1', '__proto__', 'x\ty')).filter((n) => n.trim() === n && n !== '' && !n.startsWith('.'));
/** Names of pictures: plain ones, and such as look like a name with a flag, a comment, a path of an address. */
const files = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/), fc.constantFrom('img', 'img 1', 'img 2', 'img 1 1', 'img -1', '\u{1f6a2}', 'a  b', 'a.b', '#1', '1', "it's", 'Fähre 船', ' first', 'last '));
function jobs(of: fc.Arbitrary<Shape>): fc.Arbitrary<Job> {
  return fc.uniqueArray(names, { minLength: 1, maxLength: 4 }).chain((labels) => fc.record({
    labels: fc.constant(labels),
    pictures: fc.uniqueArray(fc.record({
      path: fc.tuple(fc.constantFrom('', 'north/', 'south/deep/', '\u{1f6a2} two words/', 'Annotations/'), files).map(([folder, name]) => `${folder}${name}.jpg`),
      split: fc.constantFrom('train', 'eval', 'test', null),
      objects: fc.array(fc.record({ label: fc.integer({ min: 0, max: labels.length - 1 }), shape: of }), { maxLength: 5 }),
    }), { minLength: 1, maxLength: 6, selector: (p) => p.path }),
  }));
}

function sourceOf(job: Job): LabelSource {
  const all = new Collector();
  for (const name of job.labels) all.label({ name, extra: null });
  job.pictures.forEach(({ path, split, objects }, media) => {
    all.media({ path, source: path, present: true, dataType: 'image', width: WIDTH, height: HEIGHT, splits: split === null ? [] : [split], text: null, file: '', line: 0, id: '', extra: null });
    for (const { label, shape } of objects) all.annotation({ media, label, shape, box: null, area: null, id: '', file: '', line: 0, crowd: false, attributes: null, author: 'person', confidence: null, extra: null });
  });
  return all.source();
}

async function write(id: string, source: LabelSource): Promise<{ files: ReadonlyMap<string, Uint8Array>; losses: readonly Loss[] }> {
  const out = memoryOut();
  const losses = await formatById(id)?.write(source, out, { file: null, mediaFolder: '' });
  return { files: out.written, losses: losses ?? [] };
}

const key = (path: string, label: string, box: readonly number[]): string => JSON.stringify([path, label, ...box.map((n) => Math.round(n * 100))]);
function expected(job: Job): string[] {
  return job.pictures.flatMap(({ path, objects }) => objects.map(({ label, shape }) => {
    const b = shapeBounds(shape);
    return key(path, job.labels[label] ?? '', b ? [b.x, b.y, b.width, b.height] : []);
  })).sort();
}

/** What a plain reader of each format finds: picture, label, box. Knows nothing of our readers. */
const READERS: Readonly<Record<string, (files: ReadonlyMap<string, Uint8Array>) => string[]>> = {
  coco: (files) => [...files.values()].flatMap((bytes) => {
    const file = JSON.parse(text(bytes)) as { images: { id: number; file_name: string; width: number; height: number }[]; categories: { id: number; name: string }[]; annotations: { id: number; image_id: number; category_id: number; bbox: number[] }[] };
    expect(new Set(file.annotations.map((a) => a.id)).size).toBe(file.annotations.length);
    expect(file.images.every((i) => i.width === WIDTH && i.height === HEIGHT)).toBe(true);
    return file.annotations.map((a) => key(file.images.find((i) => i.id === a.image_id)?.file_name ?? '', file.categories.find((c) => c.id === a.category_id)?.name ?? '', a.bbox));
  }),
  voc: (files) => [...files].filter(([path]) => path.endsWith('.xml')).flatMap(([path, bytes]) => xmlBoxes(text(bytes), path.slice('Annotations/'.length))),
  'modelarts-manifest': (files) => text(files.get('labels.manifest')).trim().split('\n').flatMap((line) => {
    const { source, annotation = [] } = JSON.parse(line) as { source: string; annotation?: { 'annotation-loc': string }[] };
    return annotation.flatMap((a) => xmlBoxes(text(files.get(a['annotation-loc'])), source));
  }),
};

/** Objects of one XML file by searching for its elements; the picture is the one of the folder, called `filename`. */
function xmlBoxes(xml: string, path: string): string[] {
  const plain = (s: string): string => s.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const first = (name: string, of: string): string => plain(new RegExp(`<${name}>([^<]*)</${name}>`).exec(of)?.[1] ?? '');
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  expect([first('width', xml), first('height', xml)]).toEqual([String(WIDTH), String(HEIGHT)]);
  return xml.split('<object>').slice(1).map((object) => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => Number(first(name, object)));
    return key(`${folder}${first('filename', xml)}`, first('name', object), [x0, y0, x1 - x0, y1 - y0]);
  });
}

describe.each(FORMATS.map((f) => f.descriptor.id))('%s', (id) => {
  it('boxes: a plain reader finds every one, on its picture, with its label', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(jobs(boxes), async (job) => {
      const { files, losses } = await write(id, sourceOf(job));
      expect(losses).toEqual([]);
      expect(READERS[id]?.(files).sort()).toEqual(expected(job));
    }), { seed: SEED, numRuns: 60 });
  });

  it('any shape, there and back: what is gone or became a box is what the report counts', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(jobs(shapes), async (job) => {
      const { files, losses } = await write(id, sourceOf(job));
      const back = new Collector();
      const tree = memoryTree('set', { ...Object.fromEntries(files), ...Object.fromEntries(job.pictures.map(({ path }) => [path, 'x'])) });
      const format = formatById(id);
      const found = await format?.detect(tree, tree.files);
      await format?.read(tree, found?.files ?? [], back, { indexBase: 0 });
      const read = new Map(back.mediaItems.map((m, i) => [m.path, back.annotationsOf(i)]));
      const kinds = (list: readonly { readonly shape: Shape }[]): Record<string, number> => list.reduce<Record<string, number>>((n, { shape }) => ({ ...n, [shape.kind]: (n[shape.kind] ?? 0) + 1 }), {});
      const before = kinds(job.pictures.flatMap((p) => p.objects));
      const after = kinds([...read.values()].flat());
      for (const { kind, count, becomes } of losses) {
        if (kind.startsWith('further') || kind.startsWith('part ')) continue;
        before[kind] = (before[kind] ?? 0) - count;
        if (becomes !== null) before[becomes] = (before[becomes] ?? 0) + count;
      }
      expect(Object.fromEntries(Object.entries(before).filter(([, n]) => n > 0))).toEqual(after);
      // Labels and places: each object stands on its picture with its label and its bounds.
      const labelOf = (a: ItemAnnotation): string => back.labels[a.label]?.name ?? '';
      const multiPart = losses.some((l) => l.kind.startsWith('further'));
      if (!multiPart && !losses.some((l) => l.becomes === null)) {
        expect([...read].flatMap(([path, list]) => list.map((a) => {
          const b = shapeBounds(a.shape);
          return key(path, labelOf(a), b ? [b.x, b.y, b.width, b.height] : []);
        })).sort()).toEqual(expected(job));
      }
      // Parts: of every picture, whatever it is called. VOC says 'default' where there is none.
      const partsOf = (of: readonly { readonly path: string; readonly splits: readonly string[] }[]): string[] => of.map((m) => JSON.stringify([m.path, m.splits.filter((s) => s !== 'default')])).sort();
      expect(partsOf(back.mediaItems)).toEqual(partsOf(job.pictures.map(({ path, split }) => ({ path, splits: split === null ? [] : [split] }))));
      // The same source gives the same bytes.
      expect([...(await write(id, sourceOf(job))).files].map(([path, bytes]) => [path, text(bytes)])).toEqual([...files].map(([path, bytes]) => [path, text(bytes)]));
    }), { seed: SEED, numRuns: 60 });
  });
});
