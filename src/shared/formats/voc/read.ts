import { FailureError } from '../../kernel/result';
import type { Format, ReadOptions } from '../format';
import { LISTED_WITHOUT_FILE, type Box, type Extra, type LabelSink, type MediaItem, type ReadOutcome } from '../model';
import { LabelTable } from '../support/label-table';
import { baseName, folderOf, joinPath, MediaFinder, normalisePath, stemOf } from '../support/media-finder';
import { quoted, Teller } from '../support/tell';
import { looksLikeVoc, readVoc, type VocFile, type VocObject } from '../support/voc-xml';
import { decodeText, parseXml } from '../support/xml';
import type { FileTree } from '../tree';
import { listNames, readImageSets, splitOfFolder, type ImageSets } from './image-sets';
import { fromOneBased, IndexBaseEvidence } from './index-base';
import { MAX_FILES, MAX_XML } from './limits';

/** Reads a set of VOC files. All are parsed before any box is told: the index base is a question to the whole set. */
export const read: Format['read'] = async (tree, files, sink, options): Promise<ReadOutcome> => {
  const evidence = new IndexBaseEvidence();
  const parsed: { readonly path: string; readonly voc: VocFile }[] = [];
  const labels = new Set<string>();
  let encoding = 'utf-8';
  if (files.length > MAX_FILES) new Teller(sink, tree.name).error('too-many-files', `There are ${files.length} files; only the first ${MAX_FILES} were read.`);
  for (const path of files.slice(0, MAX_FILES)) {
    const file = await parseFile(tree, path, sink);
    if (!file) continue;
    encoding = file.encoding;
    parsed.push({ path, voc: file.voc });
    evidence.database(file.voc.database);
    for (const o of file.voc.objects) {
      evidence.add(o.shape, file.voc.width, file.voc.height);
      if (o.name) labels.add(o.name);
    }
    if (parsed.length % 256 === 0) await sink.ready?.();
  }
  const base = decideBase(options, evidence, sink, tree.name);
  const names = new Set(parsed.flatMap(({ path, voc }) => listNames(path, normalisePath(voc.filename))));
  const sets = await readImageSets(tree, names, labels, (path) => new Teller(sink, path));
  const teller = new FileTeller(tree, sink, base, sets);
  for (const { path, voc } of parsed) {
    teller.tell(path, voc);
    await sink.ready?.();
  }
  for (const [list, stems] of sets.left()) {
    sink.count(LISTED_WITHOUT_FILE, stems.length);
    new Teller(sink, `ImageSets/Main/${list}.txt`).warning('list-without-file', `The list ${quoted(list)} names ${stems.length} pictures that have no annotation file: ${stems.slice(0, 5).map(quoted).join(', ')}${stems.length > 5 ? ' …' : ''}.`);
  }
  const shapes = parsed.some(({ voc }) => voc.maskSource !== null || voc.objects.some((o) => o.shape !== null && o.shape.kind !== 'box'));
  return { dialect: shapes ? 'extended' : 'pascal-voc', encoding, indexBase: base };
};

async function parseFile(tree: FileTree, path: string, sink: LabelSink): Promise<{ voc: VocFile; encoding: string } | null> {
  try {
    const { text, encoding } = decodeText(await tree.read(path, MAX_XML), path);
    const root = parseXml(text, path);
    if (looksLikeVoc(root)) return { voc: readVoc(root), encoding };
    new Teller(sink, path).warning('voc-other-xml', `${path} has the root element <${root.name.slice(0, 40)}> and was left out.`);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const line = error.failure.details?.['line'];
    new Teller(sink, path).error(error.failure.code, error.failure.message, typeof line === 'number' ? { line } : {});
  }
  return null;
}

function decideBase(options: ReadOptions, evidence: IndexBaseEvidence, sink: LabelSink, name: string): 0 | 1 {
  if (options.indexBase === 0 || options.indexBase === 1) return options.indexBase;
  const { base, reason, certain } = evidence.judge();
  if (!certain) new Teller(sink, name).info('index-base-unknown', `Whether the first pixel is called 0 or 1 cannot be told: ${reason}. Read as ${base}-based.`, { fix: 'Say which it is when importing.' });
  return base;
}

/** Tells one parsed file after the other. */
class FileTeller {
  readonly #name: string;
  readonly #sink: LabelSink;
  readonly #base: 0 | 1;
  readonly #sets: ImageSets;
  readonly #finder: MediaFinder;
  readonly #labels: LabelTable;
  #media = 0;

  constructor(tree: FileTree, sink: LabelSink, base: 0 | 1, sets: ImageSets) {
    this.#name = tree.name;
    this.#sink = sink;
    this.#base = base;
    this.#sets = sets;
    this.#finder = new MediaFinder(tree.files);
    this.#labels = new LabelTable(sink);
  }

  tell(path: string, voc: VocFile): void {
    const tell = new Teller(this.#sink, path);
    for (const [code, message] of voc.wrong) tell.warning(code, `${message[0]?.toUpperCase()}${message.slice(1)}.`);
    const media = this.#media++;
    this.#sink.media(this.#mediaOf(path, voc, tell));
    voc.objects.forEach((object, i) => this.#object(object, i, media, path, tell));
  }

  #mediaOf(path: string, voc: VocFile, tell: Teller): MediaItem {
    const here = folderOf(path);
    const above = folderOf(here);
    // Annotations/a/x.xml belongs to JPEGImages/a/x.jpg.
    const mirrored = ['JPEGImages', 'images', ''].map((name) => here.replace(/(^|\/)Annotations(?=\/|$)/, name === '' ? '' : `$1${name}`).replace(/^\//, ''));
    const folders = [...new Set([here, ...mirrored, joinPath(above, 'JPEGImages'), joinPath(above, 'images'), above, joinPath(above, voc.folder), joinPath(here, 'images')])];
    const named = normalisePath(voc.filename);
    const byName = named === '' ? null : this.#finder.find(named, folders);
    const byStem = this.#finder.findByStem(stemOf(path), folders);
    if (named === '') tell.warning('no-file-name', `${path} does not name its picture; the name of the file itself is taken.`);
    else if (byStem !== null && byName === null) tell.warning('file-name-differs', `${path} names ${quoted(voc.filename)}, which is not there; ${quoted(baseName(byStem))} has the name of the file and is taken.`, { fix: 'Correct <filename>.' });
    const found = byName ?? byStem;
    const sets = this.#sets.of(listNames(path, named));
    const split = splitOfFolder(`${this.#name}/${path}`);
    return {
      path: found ?? (named === '' ? `${stemOf(path)}.jpg` : joinPath(mirrored[2] ?? '', named)),
      source: voc.filename,
      present: found !== null,
      dataType: 'image',
      width: voc.width,
      height: voc.height,
      splits: sets ?? (split === null ? [] : [split]),
      text: null,
      file: path,
      line: 0,
      id: stemOf(path),
      extra: null,
    };
  }

  #object(object: VocObject, index: number, media: number, path: string, tell: Teller): void {
    const id = `object ${index + 1}`;
    const at = { line: object.line, object: id };
    for (const [code, message] of object.wrong) tell.error(code, `${id}: ${message}.`, at);
    if (object.name === null || object.name === '') tell.error('empty-label-name', `${id} has no name.`, { ...at, fix: 'Give it a name.' });
    const turn = (shape: VocObject['shape']): VocObject['shape'] => (shape && this.#base === 1 ? fromOneBased(shape) : shape);
    const turnBox = (box: Box | null): Box | null => (box && this.#base === 1 ? { x: box.x - 1, y: box.y - 1, width: box.width + 1, height: box.height + 1 } : box);
    const parts = object.parts.map((p) => ({ name: p.name, box: turnBox(p.box) }));
    if (parts.length > 0) this.#sink.count('parts', parts.length);
    const extra: Extra | null = parts.length > 0 ? { parts } : null;
    this.#sink.annotation({
      media,
      label: object.name ? this.#labels.use(object.name) : -1,
      shape: turn(object.shape) ?? { kind: 'box', x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN },
      box: turnBox(object.box),
      area: null,
      id,
      file: path,
      line: object.line,
      crowd: false,
      attributes: Object.keys(object.attributes).length > 0 ? object.attributes : null,
      author: object.confidence === null ? null : 'model',
      confidence: object.confidence,
      extra,
    });
  }
}
