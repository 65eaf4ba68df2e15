import { never } from '../../kernel/result';
import type { Format, WriteOptions } from '../format';
import type { ItemAnnotation, LabelSource, Loss, MediaItem, SourceItem } from '../model';
import { ByteWriter } from '../support/byte-writer';
import { LossCounter } from '../support/losses';
import { baseName, folderOf, joinPath, stemOf } from '../support/media-finder';
import { UniqueNames } from '../support/unique-names';
import { vocXml } from '../support/voc-xml-write';
import { writeText, type OutTree } from '../tree';
import { CLIP_LABELS, SAMPLE_TYPES, timeText } from './words';

/** Writes one line per item; objects on pictures go into a VOC file each under `annotations/`. */
export const write: Format['write'] = async (source, out, options): Promise<readonly Loss[]> => {
  const name = options.file ?? 'labels.manifest';
  const folder = options.file === null ? 'annotations' : `${stemOf(name)}-annotations`;
  const writer = new LineWriter(source, out, options, folder);
  const file = new ByteWriter(await out.create(name));
  for await (const batch of source.items()) {
    for (const item of batch) {
      file.text(`${JSON.stringify(await writer.line(item))}\n`);
      if (file.full) await file.flush();
    }
  }
  await file.end();
  return writer.losses.list();
};

const USAGES: ReadonlyMap<string, string> = new Map(Object.entries({ train: 'TRAIN', eval: 'EVAL', val: 'EVAL', valid: 'EVAL', validation: 'EVAL', test: 'TEST', inference: 'INFERENCE' }));

class LineWriter {
  readonly losses = new LossCounter();
  readonly #source: LabelSource;
  readonly #out: OutTree;
  readonly #options: WriteOptions;
  readonly #folder: string;
  readonly #names = new UniqueNames();

  constructor(source: LabelSource, out: OutTree, options: WriteOptions, folder: string) {
    this.#source = source;
    this.#out = out;
    this.#options = options;
    this.#folder = folder;
  }

  async line(item: SourceItem): Promise<Record<string, unknown>> {
    const { media, annotations } = item;
    const line: Record<string, unknown> = { source: this.#sourceOf(media) };
    const split = media.splits[0];
    if (split !== undefined) {
      const usage = USAGES.get(split.toLowerCase());
      if (usage) {
        line['usage'] = usage;
        if (usage.toLowerCase() !== split.toLowerCase()) this.losses.add(`part named ${split}`, usage);
      } else this.losses.add(`part named ${split}`, null);
    }
    if (media.splits.length > 1) this.losses.add('further part of a picture', null, media.splits.length - 1);
    line['sample-type'] = SAMPLE_TYPES[media.dataType];
    for (const key of ['id', 'hard', 'hard-coefficient']) if (media.extra?.[key] !== undefined) line[key] = media.extra[key];
    const property: Record<string, unknown> = { ...((media.extra?.['property'] as Record<string, unknown> | undefined) ?? {}) };
    const entries: Record<string, unknown>[] = [];
    const drawn: ItemAnnotation[] = [];
    const clip: string[] = [];
    for (const a of annotations) {
      const name = this.#source.labels[a.label]?.name ?? '';
      if (a.shape.kind === 'classification' && media.dataType === 'video') {
        clip.push(name);
        this.losses.add('classification of a clip', 'property');
      } else this.#entry(a, name, media, entries, drawn);
    }
    if (drawn.length > 0) entries.push(await this.#objects(media, drawn));
    if (clip.length > 0) property[CLIP_LABELS] = clip;
    else delete property[CLIP_LABELS];
    if (Object.keys(property).length > 0) line['property'] = property;
    if (entries.length > 0) line['annotation'] = entries;
    return line;
  }

  #sourceOf(media: MediaItem): string {
    if (media.text !== null) return `content://${media.text}`;
    return /^(obs|s3|s3a):\/\//i.test(media.source) && !media.present ? media.source : joinPath(this.#options.mediaFolder, media.path);
  }

  #entry(a: ItemAnnotation, name: string, media: MediaItem, entries: Record<string, unknown>[], drawn: ItemAnnotation[]): void {
    const { shape } = a;
    const common = (type: string, property: Record<string, unknown>, id: string | null): void => {
      const all = { ...(a.attributes ?? {}), ...property };
      entries.push({
        type: `modelarts/${type}`,
        ...(name === '' ? {} : { name }),
        ...(id === null ? {} : { id }),
        ...(Object.keys(all).length > 0 ? { property: all } : {}),
        'annotated-by': a.author === 'model' ? 'auto' : 'human',
        ...(a.confidence === null ? {} : { confidence: a.confidence }),
        ...(a.extra?.['creation-time'] === undefined ? {} : { 'creation-time': a.extra['creation-time'] }),
      });
    };
    if ((shape.kind === 'audio_span' || shape.kind === 'text_span') && Number.isNaN(shape.start + shape.end)) return this.losses.add(`${shape.kind} that cannot be read`, null);
    switch (shape.kind) {
      case 'classification':
        if (name === '') this.losses.add('class without a label', null);
        else common(media.dataType === 'text' ? 'text_classification' : media.dataType === 'audio' ? 'audio_classification' : 'image_classification', {}, null);
        return;
      case 'transcript': return common('audio_content', { '@modelarts:content': shape.text }, null);
      case 'audio_span': return common('audio_segmentation', { '@modelarts:start_time': timeText(shape.start), '@modelarts:end_time': timeText(shape.end), '@modelarts:source': name, '@modelarts:content': shape.text }, null);
      case 'text_span': return common('text_entity', { '@modelarts:start_index': shape.start, '@modelarts:end_index': shape.end }, a.id);
      case 'relation': return common('text_triplet', { '@modelarts:from': shape.from, '@modelarts:to': shape.to }, a.id);
      case 'cuboid': case 'track': case 'caption': return this.losses.add(shape.kind, null);
      case 'box': case 'rotated_box': case 'polygon': case 'polyline': case 'line': case 'dashed_line': case 'points': case 'circle': case 'ellipse':
      case 'point': case 'keypoints': case 'mask':
        drawn.push(a);
        return;
      default: never(shape);
    }
  }

  async #objects(media: MediaItem, drawn: readonly ItemAnnotation[]): Promise<Record<string, unknown>> {
    const stem = this.#names.take(joinPath(folderOf(media.path), withoutExtension(baseName(media.path))));
    const path = `${this.#folder}/${stem}.xml`;
    await writeText(this.#out, path, vocXml(media, drawn, this.#source.labels, { shapes: true, indexBase: 0 }, this.losses));
    const model = drawn.every((a) => a.author === 'model');
    return { type: 'modelarts/object_detection', 'annotation-loc': path, 'annotation-format': 'PASCAL VOC', 'annotated-by': model ? 'auto' : 'human' };
  }
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
