import { compressRle } from '../../geometry/rle-mask';
import type { Format, WriteOptions } from '../format';
import type { Box, ItemAnnotation, LabelSource, Loss, MediaItem } from '../model';
import { shapeArea, shapeBounds } from '../shape';
import { ByteWriter } from '../support/byte-writer';
import { LossCounter, UNKNOWN_SIZE } from '../support/losses';
import { joinPath } from '../support/media-finder';
import { PartNames } from '../support/part-names';
import type { OutTree } from '../tree';
import { splitOf } from './splits';

/** Writes COCO instances: one file, or one per part under `annotations/` when it lays out a folder. */
export const write: Format['write'] = async (source, out, options): Promise<readonly Loss[]> => {
  const losses = new LossCounter();
  if (options.file !== null) {
    await writeFile(source, out, options.file, null, options, losses);
    // One file is one part, the one that its name says.
    const part = splitOf(options.file);
    for await (const batch of source.media()) for (const item of batch) losses.add('part of a picture', null, Number(item.splits.length > 0 && item.splits[0] !== part));
    return losses.list();
  }
  const parts = new PartNames(losses);
  const splits = new Map<string, string>();
  for await (const batch of source.media()) for (const item of batch) splits.set(partOf(item), parts.of(partOf(item)));
  if (splits.size === 0) splits.set(WITHOUT_PART, WITHOUT_PART);
  for (const [split, name] of splits) await writeFile(source, out, `annotations/instances_${name}.json`, split, options, losses);
  return losses.list();
};

const WITHOUT_PART = 'default';

function partOf(item: MediaItem): string {
  return item.splits[0] ?? WITHOUT_PART;
}

async function writeFile(source: LabelSource, out: OutTree, path: string, split: string | null, options: WriteOptions, losses: LossCounter): Promise<void> {
  const mine = (item: MediaItem): boolean => split === null || partOf(item) === split;
  const w = new ByteWriter(await out.create(path));
  w.ascii('{"info":{"description":"","version":"1.0","year":0,"contributor":"","date_created":""},\n"licenses":[],\n"categories":[');
  source.labels.forEach((label, i) => {
    const { id: _, name: __, ...extra } = label.extra ?? {};
    w.text(`${i > 0 ? ',' : ''}\n${JSON.stringify({ id: i + 1, name: label.name, supercategory: '', ...extra })}`);
  });
  w.ascii('],\n"images":[');
  let images = 0;
  for await (const batch of source.media()) {
    for (const item of batch) {
      if (!mine(item) || item.dataType !== 'image') continue;
      if (images++ > 0) w.ascii(',');
      writeImage(w, item, images, options);
      if (item.width <= 0 || item.height <= 0) losses.add(UNKNOWN_SIZE, null);
    }
    await w.flush();
  }
  w.ascii('],\n"annotations":[');
  await writeAnnotations(source, w, mine, losses);
  w.ascii(']}\n');
  await w.end();
}

function writeImage(w: ByteWriter, item: MediaItem, id: number, options: WriteOptions): void {
  w.ascii('\n{"id":');
  w.number(id);
  // A size that nobody knows is left out: 0 would be read as one.
  if (item.width > 0 && item.height > 0) {
    w.ascii(',"width":');
    w.number(item.width);
    w.ascii(',"height":');
    w.number(item.height);
  }
  w.ascii(',"file_name":');
  w.json(joinPath(options.mediaFolder, item.path));
  for (const [key, value] of Object.entries(item.extra ?? {})) {
    if (key === 'id' || key === 'width' || key === 'height' || key === 'file_name') continue;
    w.text(`,${JSON.stringify(key)}:`);
    w.json(value);
  }
  w.ascii('}');
}

async function writeAnnotations(source: LabelSource, w: ByteWriter, mine: (item: MediaItem) => boolean, losses: LossCounter): Promise<void> {
  let images = 0;
  let id = 0;
  for await (const batch of source.items()) {
    for (const { media, annotations } of batch) {
      if (!mine(media)) continue;
      if (media.dataType !== 'image') {
        losses.add(`${media.dataType} item`, null);
        for (const a of annotations) losses.add(a.shape.kind, null);
        continue;
      }
      images++;
      if (media.splits.length > 1) losses.add('further part of a picture', null, media.splits.length - 1);
      for (const a of annotations) {
        if (!holds(a, losses)) continue;
        if (id++ > 0) w.ascii(',');
        writeAnnotation(w, a, id, images);
      }
      if (w.full) await w.flush();
    }
    if (w.full) await w.flush();
  }
}

/** Whether the object can be written; counts what is lost. */
function holds(a: ItemAnnotation, losses: LossCounter): boolean {
  const { kind } = a.shape;
  if (a.label < 0) {
    losses.add('object without a label', null);
    return false;
  }
  if (kind === 'box' || kind === 'polygon' || kind === 'mask' || kind === 'keypoints') {
    if (kind === 'box' && !finite(a.shape)) {
      losses.add('object without a readable box', null);
      return false;
    }
    return true;
  }
  const bounds = shapeBounds(a.shape);
  losses.add(kind, bounds ? 'box' : null);
  return bounds !== null;
}

function finite(box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): boolean {
  return Number.isFinite(box.x + box.y + box.width + box.height);
}

/** A box that is computed, without the tails that subtraction leaves (10.370000000000005). */
function around(box: Box): Box {
  return { x: tidy(box.x), y: tidy(box.y), width: tidy(box.width), height: tidy(box.height) };
}

function tidy(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

const ZERO = { x: 0, y: 0, width: 0, height: 0 };

function writeAnnotation(w: ByteWriter, a: ItemAnnotation, id: number, image: number): void {
  const { shape } = a;
  const box = a.box ?? (shape.kind === 'box' ? shape : around(shapeBounds(shape) ?? ZERO));
  w.ascii('\n{"id":');
  w.number(id);
  w.ascii(',"image_id":');
  w.number(image);
  w.ascii(',"category_id":');
  w.number(a.label + 1);
  w.ascii(',"bbox":[');
  w.number(box.x);
  w.ascii(',');
  w.number(box.y);
  w.ascii(',');
  w.number(box.width);
  w.ascii(',');
  w.number(box.height);
  w.ascii('],"area":');
  w.number(a.area ?? shapeArea(shape, box));
  w.ascii(a.crowd ? ',"iscrowd":1' : ',"iscrowd":0');
  w.ascii(',"segmentation":');
  const kept = a.extra?.['segmentation'];
  if (shape.kind === 'polygon') {
    w.ascii('[');
    shape.rings.forEach((ring, i) => {
      if (i > 0) w.ascii(',');
      w.numbers(ring);
    });
    w.ascii(']');
  } else if (shape.kind === 'mask') w.text(`{"size":[${shape.height},${shape.width}],"counts":${JSON.stringify(compressRle(shape.counts))}}`);
  else if (kept !== undefined) w.json(kept);
  else w.ascii('[]');
  if (shape.kind === 'keypoints') {
    w.ascii(',"num_keypoints":');
    w.number(shape.points.reduce((n, v, i) => n + (i % 3 === 2 && v > 0 ? 1 : 0), 0));
    w.ascii(',"keypoints":');
    w.numbers(shape.points);
  }
  if (a.attributes !== null) {
    w.ascii(',"attributes":');
    w.json(a.attributes);
  }
  if (a.confidence !== null) {
    w.ascii(',"score":');
    w.number(a.confidence);
  }
  if (a.extra !== null) writeExtra(w, a.extra);
  w.ascii('}');
}

/** Keys of the source that COCO has no word for; those that are written anyway are left out. */
function writeExtra(w: ByteWriter, extra: NonNullable<ItemAnnotation['extra']>): void {
  for (const [key, value] of Object.entries(extra)) {
    if (key === 'segmentation') continue;
    w.text(`,${JSON.stringify(key)}:`);
    w.json(value);
  }
}
