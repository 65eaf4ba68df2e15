import { describe, expect, it } from 'vitest';
import { memoryTree } from '../formats/tree';
import type { RealPicture } from './checking-sink';
import { inspect } from './inspection';

function coco(annotations: readonly object[], more: object = {}, images: readonly object[] = [{ id: 1, width: 100, height: 50, file_name: 'a.jpg' }]): ReturnType<typeof memoryTree> {
  return memoryTree('set', { 'l.json': JSON.stringify({ images, categories: [{ id: 1, name: 'quay' }, { id: 2, name: 'ship' }], annotations: annotations.map((a, i) => ({ id: i + 1, image_id: 1, category_id: 1, ...a })), ...more }), 'a.jpg': 'x' });
}
const codes = async (tree: ReturnType<typeof memoryTree>, options = {}): Promise<string[]> => (await inspect(tree, null, options)).problems.map((p) => `${p.severity} ${p.code}`);

describe('objects', () => {
  it.each([
    [[0, 0, 100, 50], []], [[0, 0, 100.005, 50], []], [[99, 49, 1, 1], []],
    [[-1, 0, 10, 10], ['warning partly-outside']], [[95, 0, 10, 10], ['warning partly-outside']], [[100, 0, 10, 10], ['error outside']], [[-10, -10, 10, 10], ['error outside']],
    [[5, 5, 0, 10], ['error zero-size']], [[5, 5, -3, 10], ['error negative-size']],
  ])('a box %j gives %j', async (bbox, expected) => expect(await codes(coco([{ bbox }]))).toEqual(expected));

  it('twins, masks of another size, boxes that do not fit, negative areas', async () => {
    expect(await codes(coco([{ bbox: [1, 1, 2, 2] }, { bbox: [1, 1, 2, 2] }, { bbox: [1, 1, 2, 2], category_id: 2 }]))).toEqual(['warning duplicate-object']);
    expect(await codes(coco([{ bbox: [0, 0, 1, 1], segmentation: { size: [3, 4], counts: [0, 1, 11] } }]))).toEqual(['error mask-size']);
    expect(await codes(coco([{ bbox: [0, 0, 90, 40], segmentation: [[1, 1, 10, 1, 10, 10]] }]))).toEqual(['warning box-differs']);
    expect(await codes(coco([{ bbox: [1, 1, 9, 9], segmentation: [[1, 1, 10, 1, 10, 10]] }]))).toEqual([]);
    expect(await codes(coco([{ bbox: [1, 1, 2, 2], area: -1 }]))).toEqual(['warning negative-area']);
  });

  it('many different objects are no twins', async () => {
    const annotations = Array.from({ length: 20_000 }, (_, i) => ({ bbox: [(i % 200) / 4, Math.floor(i / 200) / 4, 1, 1] }));
    expect(await codes(coco(annotations))).toEqual([]);
  });
});

describe('the file', () => {
  const sized = { width: 100, height: 50 };
  it('names that differ in case, pictures listed twice, missing ones, sizes that are not so', async () => {
    expect(await codes(coco([], { categories: [{ id: 1, name: 'Fishing boat' }, { id: 2, name: 'fishing_boat' }] }))).toEqual(['warning similar-label-names']);
    expect(await codes(coco([], {}, [{ ...sized, id: 1, file_name: 'a.jpg' }, { ...sized, id: 2, file_name: 'a.jpg' }]))).toEqual(['warning duplicate-media']);
    expect(await codes(coco([], {}, [{ ...sized, id: 1, file_name: 'a.jpg' }, { ...sized, id: 2, file_name: 'gone.jpg' }]))).toEqual(['warning missing-media']);
    expect(await codes(coco([], {}, [{ ...sized, id: 2, file_name: 'gone.jpg' }]))).toEqual(['info media-not-found']);
  });

  it.each([
    ['as it is', 100, 50, 1, []], ['turned without a word', 50, 100, 1, ['error size-mismatch']], ['another size', 101, 50, 1, ['error size-mismatch']], ['no picture', 0, 0, 1, ['warning unreadable-media']],
    ['labeled upright', 100, 50, 6, []], ['labeled as stored', 50, 100, 6, ['warning stored-frame']], ['labeled as stored', 50, 100, 8, ['warning stored-frame']], ['mirrored', 100, 50, 2, ['info frame-unclear']], ['upside down', 100, 50, 3, ['info frame-unclear']], ['neither', 70, 60, 6, ['error size-mismatch']],
  ] as const)('the picture %s: %i x %i, EXIF %i', async (_, width, height, orientation, expected) => {
    const sizeOf = (): RealPicture => ({ width, height, orientation });
    expect(await codes(coco([]), { sizeOf })).toEqual(expected);
  });

  it('where the file states no size, boxes are held against the real one', async () => {
    const tree = coco([{ bbox: [0, 0, 60, 10] }], {}, [{ id: 1, file_name: 'a.jpg' }]);
    expect(await codes(tree)).toEqual(['warning no-size']);
    expect(await codes(tree, { sizeOf: (): RealPicture => ({ width: 50, height: 40, orientation: 1 }) })).toEqual(['warning no-size', 'warning partly-outside']);
  });

  it('a flood of one problem is cut, and its full count kept', async () => {
    const found = await inspect(coco(Array.from({ length: 1000 }, (_, i) => ({ bbox: [i / 100, 0, 0, 1] }))), null);
    expect(found.problems).toHaveLength(200);
    expect(found.detail['problemCounts']).toEqual({ 'zero-size': 1000 });
  });

  it('counts everything once', async () => {
    const tree = memoryTree('set', { 'l.json': JSON.stringify({ images: [{ id: 1, file_name: 'a.jpg' }, { id: 2, file_name: 'b.jpg' }], categories: [{ id: 5, name: 'z' }, { id: 1, name: 'y' }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] }, { id: 2, image_id: 9, category_id: 7, bbox: [0, 0, 1, 1] }] }), 'a.jpg': 'x', 'c.jpg': 'x' });
    expect(await inspect(tree, null)).toMatchObject({ format: 'coco', media: { total: 3, missing: 1 }, annotations: { total: 2, byKind: { box: 2 } }, labels: [{ name: 'z', count: 0 }, { name: 'y', count: 1 }], detail: { mediaNotNamed: 1, withoutLabel: 1 } });
  });
});
