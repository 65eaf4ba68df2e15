import type { DataType } from '../../domain/dataset';
import type { Format } from '../format';
import type { Extra, ItemAnnotation, LabelSink, MediaItem, ReadOutcome } from '../model';
import { LabelTable } from '../support/label-table';
import { linesOf } from '../support/lines';
import { folderOf, mediaTypeOf, MediaFinder, normalisePath } from '../support/media-finder';
import { quoted, Teller } from '../support/tell';
import { TextSource } from '../support/text-source';
import type { FileTree } from '../tree';
import { XmlReader, XML_SUFFIX, type LoadedXml } from './xml-objects';
import { shapeOf } from './shapes';
import { CLIP_LABELS, kindOfType, SAMPLE_TYPES } from './words';

type Json = Readonly<Record<string, unknown>>;

/** Reads manifests line by line; the XML files of objects are read as their lines come. */
export const read: Format['read'] = async (tree, files, sink): Promise<ReadOutcome> => {
  const labels = new LabelTable(sink);
  const finder = new MediaFinder(tree.files, (path) => !XML_SUFFIX.test(path));
  const xml = new XmlReader(tree, sink, labels);
  let media = 0;
  let encoding = 'utf-8';
  for (const path of files) {
    const reader = new ManifestReader(tree, path, sink, labels, finder, xml, media);
    media = await reader.read();
    encoding = reader.encoding;
  }
  return { dialect: null, encoding, indexBase: xml.used ? 0 : null };
};

/** `sample-type` of a table. */
const TABLE = '4';

/** A value under its name or its spelling with underscores. */
function either(object: Json, name: string): unknown {
  return object[name] ?? object[name.replaceAll('-', '_')];
}

class ManifestReader {
  readonly #text: TextSource;
  readonly #path: string;
  readonly #sink: LabelSink;
  readonly #labels: LabelTable;
  readonly #finder: MediaFinder;
  readonly #xml: XmlReader;
  readonly #tell: Teller;
  #media: number;

  constructor(tree: FileTree, path: string, sink: LabelSink, labels: LabelTable, finder: MediaFinder, xml: XmlReader, media: number) {
    this.#text = new TextSource(tree, path);
    this.#path = path;
    this.#sink = sink;
    this.#labels = labels;
    this.#finder = finder;
    this.#xml = xml;
    this.#media = media;
    this.#tell = new Teller(sink, path);
  }

  /** Known after `read`. */
  get encoding(): string {
    return this.#text.encoding ?? 'utf-8';
  }

  /** Number of media items told so far, this file's included. */
  async read(): Promise<number> {
    let n = 0;
    for await (const { line, text } of linesOf(this.#text.stream())) {
      if (text === null) this.#tell.error('manifest-line', `Line ${line} is not UTF-8 text or longer than 64 MiB and was left out.`, { line });
      else if (text.trim() !== '') await this.#line(text, line);
      if (++n % 512 === 0) await this.#sink.ready?.();
    }
    return this.#media;
  }

  async #line(text: string, line: number): Promise<void> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return this.#tell.error('manifest-line', `Line ${line} is not a JSON object and was left out.`, { line });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.#tell.error('manifest-line', `Line ${line} is not a JSON object and was left out.`, { line });
    const sample = value as Json;
    const source = sample['source'];
    if (typeof source !== 'string' || source === '') return this.#tell.error('manifest-no-source', `Line ${line} names no source and was left out.`, { line });
    const listed = sample['annotation'] ?? [];
    const annotations = (Array.isArray(listed) ? listed : []) as readonly unknown[];
    if (!Array.isArray(listed)) this.#tell.error('manifest-annotation', `"annotation" of line ${line} is not a list.`, { line });
    // The size of a picture stands in its XML only.
    const xml = await this.#loadXml(annotations, line);
    const item = this.#item(sample, source, annotations, line, [...xml.values()].find((x) => x !== null)?.voc ?? { width: 0, height: 0 });
    const media = this.#media++;
    this.#sink.media(item);
    if (annotations.length === 0) this.#sink.count('unlabeled', 1);
    const ends = new Set<string>();
    const relations: [object: string, from: string, to: string][] = [];
    let i = 0;
    for (const a of annotations) {
      i++;
      if (typeof a !== 'object' || a === null || Array.isArray(a)) this.#tell.error('manifest-annotation', `Annotation ${i} of line ${line} is not an object.`, { line });
      else this.#annotation(a as Json, `annotation ${i}`, media, item, line, xml, ends, relations);
    }
    for (const [object, from, to] of relations) {
      const gone = [from, to].filter((id) => id !== '' && !ends.has(id));
      if (gone.length > 0) this.#tell.error('relation-end-missing', `${object} of line ${line} names ${gone.map(quoted).join(' and ')}, which is not on the line.`, { line, object, fix: 'Correct its ends or remove it.' });
    }
    this.#clipLabels(sample, media, line);
  }

  async #loadXml(annotations: readonly unknown[], line: number): Promise<Map<string, LoadedXml | null>> {
    const loaded = new Map<string, LoadedXml | null>();
    for (const a of annotations) {
      if (typeof a !== 'object' || a === null || kindOfType(String((a as Json)['type'])) !== 'xml') continue;
      const loc = either(a as Json, 'annotation-loc');
      if (typeof loc === 'string' && loc !== '' && !loaded.has(loc)) loaded.set(loc, await this.#xml.load(loc, this.#path, line));
    }
    return loaded;
  }

  #item(sample: Json, source: string, annotations: readonly unknown[], line: number, size: { readonly width: number; readonly height: number }): MediaItem {
    const { source: _, annotation: __, usage, ...rest } = sample;
    const inline = /^content:\/\//i.test(source);
    const wanted = inline ? '' : normalisePath(source);
    const found = inline ? null : this.#finder.find(wanted, [folderOf(this.#path)]);
    if (String(either(sample, 'sample-type')) === TABLE) {
      this.#sink.count('tables', 1);
      this.#tell.once('info', 'manifest-table', 'Tables are listed, but hold nothing that is labeled.', { line });
    }
    const usageText = typeof usage === 'string' ? usage.trim().toLowerCase() : '';
    if (usageText !== '' && !['train', 'eval', 'test', 'inference'].includes(usageText)) this.#tell.warning('manifest-usage', `Line ${line} has the unknown usage ${quoted(usageText)}.`, { line });
    return {
      path: inline ? `${this.#path}#${line}` : (found ?? wanted),
      source,
      present: inline || found !== null,
      dataType: dataTypeOf(either(sample, 'sample-type'), source, inline, annotations),
      width: size.width,
      height: size.height,
      splits: usageText === '' ? [] : [usageText],
      text: inline ? source.slice('content://'.length) : null,
      file: this.#path,
      line,
      id: typeof sample['id'] === 'string' ? sample['id'] : `line ${line}`,
      extra: Object.keys(rest).length > 0 ? rest : null,
    };
  }

  #annotation(a: Json, object: string, media: number, item: MediaItem, line: number, xml: Map<string, LoadedXml | null>, ends: Set<string>, relations: [string, string, string][]): void {
    const at = { line, object };
    const type = typeof a['type'] === 'string' ? a['type'] : '';
    const kind = kindOfType(type);
    if (kind === undefined) return this.#tell.warning('manifest-type', `${object} of line ${line} has the type ${quoted(type)}, which is not known; it was left out.`, at);
    const by = either(a, 'annotated-by');
    const author = typeof by !== 'string' ? null : /^(modelarts\/|auto)/.test(by) ? 'model' as const : 'person' as const;
    const confidence = typeof a['confidence'] === 'number' && Number.isFinite(a['confidence']) ? a['confidence'] : null;
    if (kind === 'xml') {
      const loc = either(a, 'annotation-loc');
      if (typeof loc !== 'string' || loc === '') return this.#tell.error('manifest-no-loc', `${object} of line ${line} names no "annotation-loc".`, at);
      const loaded = xml.get(loc);
      // Entries of one line may name the same file: its objects are told once.
      xml.delete(loc);
      if (loaded) this.#xml.tell(loaded, media, author, confidence);
      return;
    }
    const property: Json = typeof a['property'] === 'object' && a['property'] !== null && !Array.isArray(a['property']) ? (a['property'] as Json) : {};
    const { shape, wrong } = shapeOf(kind, property, item);
    for (const [severity, code, what] of wrong) this.#tell[severity](code, `${object} of line ${line} ${what}.`, at);
    const id = typeof a['id'] === 'string' ? a['id'] : object;
    if (typeof a['id'] === 'string') {
      if (ends.has(id)) this.#tell.error('duplicate-annotation-id', `${object} of line ${line} has the id ${quoted(id)}, which another one of the line has too.`, { ...at, fix: 'Give each its own id.' });
      ends.add(id);
    }
    if (shape.kind === 'relation') relations.push([object, shape.from, shape.to]);
    const named = kind === 'audio_span' ? (property['@modelarts:source'] ?? a['name']) : a['name'];
    const name = typeof named === 'string' ? named : '';
    if (name === '' && kind !== 'transcript' && kind !== 'audio_span') this.#tell.error('empty-label-name', `${object} of line ${line} has no name.`, { ...at, fix: 'Give it a name.' });
    const attributes = Object.fromEntries(Object.entries(property).filter(([key]) => !key.startsWith('@modelarts:')));
    this.#sink.annotation({
      media,
      label: name === '' ? -1 : this.#labels.use(name),
      shape,
      box: null,
      area: null,
      id,
      file: this.#path,
      line,
      crowd: false,
      attributes: Object.keys(attributes).length > 0 ? attributes : null,
      author,
      confidence,
      extra: extraOf(a),
    });
  }

  /** Classes of a clip that this program wrote as a property. */
  #clipLabels(sample: Json, media: number, line: number): void {
    const property = sample['property'];
    const list: unknown = typeof property === 'object' && property !== null ? (property as Json)[CLIP_LABELS] : null;
    if (!Array.isArray(list)) return;
    for (const name of list) {
      if (typeof name !== 'string' || name === '') continue;
      const told: ItemAnnotation = { media, label: this.#labels.use(name), shape: { kind: 'classification' }, box: null, area: null, id: '', file: this.#path, line, crowd: false, attributes: null, author: null, confidence: null, extra: null };
      this.#sink.annotation(told);
    }
  }
}

/** What the model has no word for: difficulty, times, who. */
function extraOf(a: Json): Extra | null {
  const kept = Object.entries(a).filter(([key]) => ['hard', 'hard-coefficient', 'hard_coefficient', 'creation-time', 'creation_time', 'annotated-by', 'annotated_by'].includes(key));
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

function dataTypeOf(sampleType: unknown, source: string, inline: boolean, annotations: readonly unknown[]): DataType {
  if (inline) return 'text';
  for (const [type, number] of Object.entries(SAMPLE_TYPES)) if (sampleType === number || sampleType === String(number)) return type as DataType;
  const byName = mediaTypeOf(normalisePath(source));
  if (byName) return byName;
  const first = annotations[0];
  const type = typeof first === 'object' && first !== null ? String((first as Json)['type']) : '';
  if (type.includes('/audio_') || type.includes('/sound_')) return 'audio';
  return String(sampleType) === TABLE || type.includes('/text_') || /\.(txt|csv)$/i.test(source) ? 'text' : 'image';
}
