import { FailureError } from '../../kernel/result';
import type { Box, LabelSink } from '../model';
import type { LabelTable } from '../support/label-table';
import { folderOf, MediaFinder, normalisePath } from '../support/media-finder';
import { quoted, Teller } from '../support/tell';
import { looksLikeVoc, readVoc, type VocFile, type VocObject } from '../support/voc-xml';
import { decodeText, parseXml } from '../support/xml';
import type { FileTree } from '../tree';

export const XML_SUFFIX = /\.xml$/i;
const MAX_XML = 64 * 1024 * 1024;
const NOWHERE: Box = { x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };

export interface LoadedXml {
  readonly path: string;
  readonly voc: VocFile;
}

/** Reads the XML files that lines of a manifest name; buckets and folders of the name need not exist here. */
export class XmlReader {
  readonly #tree: FileTree;
  readonly #sink: LabelSink;
  readonly #labels: LabelTable;
  readonly #finder: MediaFinder;
  /** At least one file was read. */
  used = false;

  constructor(tree: FileTree, sink: LabelSink, labels: LabelTable) {
    this.#tree = tree;
    this.#sink = sink;
    this.#labels = labels;
    this.#finder = new MediaFinder(tree.files, (path) => XML_SUFFIX.test(path));
  }

  /** Reads one file; null, with the reason told, when there is none or it is no VOC. */
  async load(loc: string, manifest: string, line: number): Promise<LoadedXml | null> {
    const path = this.#finder.find(normalisePath(loc), [folderOf(manifest)]);
    if (path === null) {
      new Teller(this.#sink, manifest).error('missing-xml', `Line ${line} names the objects' file ${quoted(loc)}, which is not beside the manifest; its objects are not counted.`, { line, fix: 'Put the XML files into the folder of the manifest.' });
      return null;
    }
    const tell = new Teller(this.#sink, path);
    try {
      const root = parseXml(decodeText(await this.#tree.read(path, MAX_XML), path).text, path);
      if (looksLikeVoc(root)) return { path, voc: readVoc(root) };
      tell.error('xml-not-voc', `${path} has the root element <${root.name.slice(0, 40)}>, not <annotation>.`);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      const at = error.failure.details?.['line'];
      tell.error(error.failure.code, error.failure.message, typeof at === 'number' ? { line: at } : {});
    }
    return null;
  }

  /** Tells the objects of a loaded file, for the item that was told last. */
  tell({ path, voc }: LoadedXml, media: number, author: 'person' | 'model' | null, confidence: number | null): void {
    this.used = true;
    const tell = new Teller(this.#sink, path);
    for (const [code, message] of voc.wrong) tell.warning(code, `${message[0]?.toUpperCase()}${message.slice(1)}.`);
    voc.objects.forEach((o, i) => this.#object(o, i, path, tell, media, author, confidence));
  }

  #object(o: VocObject, index: number, path: string, tell: Teller, media: number, author: 'person' | 'model' | null, confidence: number | null): void {
    const id = `object ${index + 1}`;
    const at = { line: o.line, object: id };
    for (const [code, message] of o.wrong) tell.error(code, `${id}: ${message}.`, at);
    if (o.name === null || o.name === '') tell.error('empty-label-name', `${id} has no name.`, { ...at, fix: 'Give it a name.' });
    if (o.parts.length > 0) this.#sink.count('parts', o.parts.length);
    this.#sink.annotation({
      media,
      label: o.name ? this.#labels.use(o.name) : -1,
      shape: o.shape ?? { kind: 'box', ...NOWHERE },
      box: o.box,
      area: null,
      id,
      file: path,
      line: o.line,
      crowd: false,
      attributes: Object.keys(o.attributes).length > 0 ? o.attributes : null,
      author,
      confidence: o.confidence ?? confidence,
      extra: o.parts.length > 0 ? { parts: o.parts } : null,
    });
  }
}
