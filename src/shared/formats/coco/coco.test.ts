import { describe, expect, it } from 'vitest';
import { Collector } from '../collect';
import { inPieces, readAll } from '../formats.testing';
import { memoryOut, memoryTree } from '../tree';
import golden from './golden/harbour.json?raw';
import { coco } from '.';
import { splitOf } from './splits';

const image = { id: 7, width: 100, height: 80, file_name: 'quay/a.jpg' };
const category = { id: 3, name: 'boat' };
function file(parts: Record<string, unknown>): Record<string, string> {
  return { 'labels.json': JSON.stringify({ images: [image], categories: [category], annotations: [], ...parts }) };
}
function one(annotation: Record<string, unknown>): Record<string, string> {
  return file({ annotations: [{ id: 1, image_id: 7, category_id: 3, bbox: [1, 2, 3, 4], area: 12, iscrowd: 0, ...annotation }] });
}

describe('reading', () => {
  it('the golden file: one object is one annotation, of its richest kind', async () => {
    const read = await readAll(coco, { 'harbour.json': golden });
    expect(read.confidence).toBeGreaterThan(0.9);
    expect(read.labels.map((l) => l.name)).toEqual(['vessel', 'buoy', 'sailor']);
    expect(read.items.map((m) => [m.path, m.width, m.height])).toEqual([['pier/one.jpg', 640, 480], ['two.jpg', 320, 200]]);
    expect(read.annotations.map((a) => [a.shape.kind, a.media, a.label])).toEqual([['box', 0, 0], ['polygon', 0, 0], ['mask', 1, 1], ['mask', 1, 1], ['keypoints', 0, 2]]);
    expect(read.annotations[2]?.shape).toEqual({ kind: 'mask', width: 4, height: 3, counts: [3, 2, 6, 1] });
    expect(read.annotations[3]?.shape).toEqual({ kind: 'mask', width: 4, height: 3, counts: [0, 1, 11] });
    expect(read.annotations[3]?.crowd).toBe(true);
    expect(read.annotations[0]?.attributes).toEqual({ moored: true });
    expect(read.annotations[0]?.extra).toEqual({ note: 'kept' });
    expect(read.codes()).toEqual([]);
  });

  it('is the same in pieces of any size, with the categories first or last', async () => {
    const whole = await readAll(coco, { 'harbour.json': golden });
    const { images, annotations, categories } = JSON.parse(golden) as Record<string, unknown>;
    const other = JSON.stringify({ annotations, categories, images });
    for (const size of [1, 7, 64]) expect((await readAll(coco, inPieces(memoryTree('set', { 'harbour.json': golden }), size))).annotations).toEqual(whole.annotations);
    expect((await readAll(coco, { 'harbour.json': other })).annotations.map((a) => ({ ...a, line: 0 }))).toEqual(whole.annotations.map((a) => ({ ...a, line: 0 })));
  });

  it('ids are compared as values: 7 and "7" are one', async () => {
    const read = await readAll(coco, { 'a.json': JSON.stringify({ images: [{ ...image, id: '7' }], categories: [{ id: '3', name: 'x' }], annotations: [{ id: 'n1', image_id: 7, category_id: 3, bbox: [0, 0, 1, 1] }] }) });
    expect(read.annotations[0]).toMatchObject({ media: 0, label: 0 });
    expect(read.codes()).toEqual(['id-as-text']);
  });

  it('several files are parts, and their pictures are found in the usual layouts', async () => {
    const train = JSON.stringify({ images: [{ id: 1, file_name: 'a.jpg', width: 4, height: 4 }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] }], categories: [{ id: 1, name: 'x' }, { id: 9, name: 'y' }] });
    for (const [folder, where] of [['images/', 'images/train/a.jpg'], ['', 'train/a.jpg']] as const) {
      const read = await readAll(coco, { 'annotations/instances_train.json': train, 'annotations/instances_val.json': train, [`${folder}train/a.jpg`]: 'x', [`${folder}val/a.jpg`]: 'x' });
      expect(read.items.map((m) => [m.path, m.splits, m.present])).toEqual([[where, ['train'], true], [where.replace('train', 'val'), ['val'], true]]);
      expect(read.labels).toHaveLength(2);
    }
  });

  it('the name or the folder says which part', () => {
    expect(['instances_train2017.json', 'val/_annotations.coco.json', 'person_keypoints_val.json', 'training.json', 'a/b.json'].map(splitOf)).toEqual(['train', 'val', 'val', null, null]);
  });

  it.each([
    ['duplicate-annotation-id', file({ annotations: [{ id: 1, image_id: 7, category_id: 3, bbox: [1, 1, 2, 2] }, { id: 1, image_id: 7, category_id: 3, bbox: [3, 3, 2, 2] }] }), 2],
    ['missing-image', one({ image_id: 8 }), 1], ['unknown-category', one({ category_id: 4 }), 1], ['unknown-category', one({ category_id: null }), 1],
    ['bad-box', one({ bbox: [1, 2, 3] }), 1], ['bad-box', one({ bbox: 'wide' }), 1], ['bad-box', one({ bbox: [1, 2, '3', 4] }), 1], ['no-geometry', one({ bbox: undefined }), 1],
    ['bad-polygon', one({ segmentation: [[1, 2, 3, 4]] }), 1], ['bad-polygon', one({ segmentation: [1, 2, 3, 4, 5, 6] }), 1],
    ['bad-mask', one({ segmentation: { size: [3, 4], counts: [3, 2, 6] } }), 1], ['bad-mask', one({ segmentation: { size: [3, 4], counts: '~' } }), 1], ['bad-mask', one({ segmentation: { counts: [1] } }), 1],
    ['bad-keypoints', one({ keypoints: [1, 2] }), 1], ['bad-visibility', one({ keypoints: [1, 2, 3] }), 1],
    ['duplicate-image-id', file({ images: [image, image] }), 0], ['no-file-name', file({ images: [{ id: 7 }] }), 0], ['duplicate-category-id', file({ categories: [category, category] }), 0],
    ['empty-label-name', file({ categories: [{ id: 3, name: ' ' }] }), 0], ['duplicate-label-name', file({ categories: [category, { id: 4, name: 'boat' }] }), 0],
    ['coco-not-a-list', { 'a.json': '{"images":[{"id":1,"file_name":"a"}],"annotations":{},"categories":[]}' }, 0],
    ['coco-not-an-object', file({ annotations: [7] }), 0], ['coco-missing-list', { 'a.json': '{"images":[{"id":7,"file_name":"a"}],"annotations":[]}' }, 0],
    ['duplicate-key', { 'a.json': '{"images":[{"id":7,"file_name":"a"}],"categories":[],"annotations":[],"annotations":[]}' }, 0],
    ['not-finite', { 'a.json': '{"images":[{"id":7,"file_name":"a"}],"categories":[{"id":3,"name":"x"}],"annotations":[{"id":1,"image_id":7,"category_id":3,"bbox":[NaN,1,2,3]}]}' }, 1],
    ['json-truncated', { 'a.json': '{"images":[{"id":7,"file_name":"a"}],"categories":[{"id":3,"name":"x"}],"annotations":[{"id":1,"image_id":7,"category_id":3,"bbox":[0,1,2,3]},{"id":2,"ima' }, 1],
  ])('tells %s and counts what is there', async (code, files, annotations) => {
    const read = await readAll(coco, files);
    expect(read.codes()).toContain(code);
    expect(read.annotations).toHaveLength(annotations);
    expect(read.problems.every((p) => p.path.endsWith('.json'))).toBe(true);
  });
});

describe('recognising', () => {
  it.each([
    ['VoTT', '{"assets":{},"tags":[{"name":"x"}],"version":"2"}'], ['a list of results', '[{"image_id":1,"category_id":2,"bbox":[0,0,1,1],"score":0.5}]'],
    ['Datumaro', '{"categories":{"label":{"labels":[]}},"items":[{"id":"a","annotations":[]}]}'], ['panoptic', '{"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[{"image_id":1,"segments_info":[]}],"categories":[]}'],
    ['no JSON', 'images annotations'], ['nothing', ''], ['a number', '7'],
  ])('%s is not taken for COCO', async (_, text) => {
    const tree = memoryTree('set', { 'a.json': text });
    expect((await coco.detect(tree, tree.files)).confidence).toBeLessThan(0.5);
  });
});

describe('writing', () => {
  it('what was read is written and reads back the same, twice with the same bytes', async () => {
    const write = async (): Promise<Uint8Array> => {
      const all = new Collector();
      const tree = memoryTree('set', { 'harbour.json': golden });
      await coco.read(tree, ['harbour.json'], all, {});
      const out = memoryOut();
      expect(await coco.write(all.source(), out, { file: 'out.json', mediaFolder: '' })).toEqual([]);
      return out.written.get('out.json') as Uint8Array;
    };
    const bytes = await write();
    expect(await write()).toEqual(bytes);
    const before = await readAll(coco, { 'harbour.json': golden });
    const after = await readAll(coco, { 'out.json': bytes });
    const plain = (list: typeof before.annotations): unknown[] => list.map(({ shape, box, area, crowd, attributes, extra, media, label }) => ({ shape, box, area, crowd, attributes, extra, media, label }));
    // Written picture by picture.
    expect(plain(after.annotations)).toEqual(plain([...before.annotations].sort((a, b) => a.media - b.media)));
    expect(after.labels.map((l) => l.name)).toEqual(before.labels.map((l) => l.name));
    expect(after.codes()).toEqual([]);
  });

  it('says what it cannot hold', async () => {
    const all = new Collector();
    all.label({ name: 'x', extra: null });
    all.media({ path: 'a.jpg', source: 'a.jpg', present: true, dataType: 'image', width: 10, height: 10, splits: [], text: null, file: '', line: 0, id: '', extra: null });
    const common = { media: 0, label: 0, box: null, area: null, id: '', file: '', line: 0, crowd: false, attributes: null, author: null, confidence: null, extra: null };
    all.annotation({ ...common, shape: { kind: 'classification' } });
    all.annotation({ ...common, shape: { kind: 'circle', cx: 5, cy: 5, r: 2 } });
    all.annotation({ ...common, label: -1, shape: { kind: 'box', x: 0, y: 0, width: 1, height: 1 } });
    const out = memoryOut();
    expect(await coco.write(all.source(), out, { file: 'o.json', mediaFolder: '' })).toEqual([{ kind: 'classification', count: 1, becomes: null }, { kind: 'circle', count: 1, becomes: 'box' }, { kind: 'object without a label', count: 1, becomes: null }]);
    const back = await readAll(coco, { 'o.json': out.written.get('o.json') as Uint8Array });
    expect(back.annotations.map((a) => a.shape)).toEqual([{ kind: 'box', x: 3, y: 3, width: 4, height: 4 }]);
  });
});
