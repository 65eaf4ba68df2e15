import { FailureError } from '../../kernel/result';
import type { Format } from '../format';
import type { Extra, LabelSink, MediaItem, ReadOutcome } from '../model';
import { JsonScanner, type JsonValue } from '../support/json-scanner';
import { LabelTable } from '../support/label-table';
import { baseName, folderOf, joinPath, MediaFinder, normalisePath } from '../support/media-finder';
import { SeenIds } from '../support/seen-ids';
import { TextSource } from '../support/text-source';
import { quoted, Teller } from '../support/tell';
import { isUnreadable, type FileTree } from '../tree';
import { idValue, parseAnnotation, type RawAnnotation } from './annotation';
import { splitOf } from './splits';

/** 7 and "7" are the same id. */
type Key = number | string;
function keyOf(id: Key): Key {
  return typeof id === 'string' && /^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}

/** Written as text; numbers beyond 2^53 are kept as their digits. */
function isText(id: Key): boolean {
  return typeof id === 'string' && !/^-?\d{16,}$/.test(id);
}

type JsonObject = { readonly [key: string]: JsonValue };
function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A picture or category, its id read like those of the objects that name it. */
function parseRecord(json: JsonScanner): JsonValue {
  if (json.peek() !== 123) return json.parse(1);
  const record: Record<string, JsonValue> = {};
  json.object((key) => {
    const value = key === 'id' ? idValue(json) : json.parse(2);
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  });
  return record;
}

function isSyntax(error: unknown): error is FailureError {
  return error instanceof FailureError && (error.failure.code.startsWith('json-') || error.failure.code === 'text-encoding');
}

/** Everything shared by the files of one read. */
interface Shared {
  readonly tree: FileTree;
  readonly sink: LabelSink;
  readonly labels: LabelTable;
  readonly finder: MediaFinder;
  media: number;
}

/** Reads COCO files one after the other; each is a part (train, val …) when there are several. */
export const read: Format['read'] = async (tree, files, sink): Promise<ReadOutcome> => {
  const shared: Shared = { tree, sink, labels: new LabelTable(sink), finder: new MediaFinder(tree.files), media: 0 };
  let encoding = 'utf-8';
  for (const path of files) {
    const reader = new FileReader(shared, path);
    try {
      encoding = await reader.read();
    } catch (error) {
      if (files.length > 1 && isUnreadable(error)) {
        new Teller(sink, path).error('file-unreadable', `${error.failure.message} Its objects are not counted.`);
        continue;
      }
      if (!isSyntax(error)) throw error;
      const line = error.failure.details?.['line'];
      new Teller(sink, path).error(error.failure.code, `${error.failure.message} What follows in this file was not read.`, typeof line === 'number' ? { line } : {});
    }
  }
  const roboflow = files.some((f) => baseName(f) === '_annotations.coco.json');
  return { dialect: roboflow ? 'roboflow' : 'instances', encoding, indexBase: null };
};

class FileReader {
  readonly #shared: Shared;
  readonly #path: string;
  readonly #text: TextSource;
  readonly #tell: Teller;
  readonly #folders: readonly string[];
  readonly #splits: readonly string[];
  /** Id in the file -> index told to the sink. */
  readonly #images = new Map<Key, number>();
  readonly #categories = new Map<Key, number>();
  readonly #annotationIds = new SeenIds();
  #annotationLists = 0;
  readonly #seen = new Set<string>();

  constructor(shared: Shared, path: string) {
    this.#shared = shared;
    this.#path = path;
    this.#text = new TextSource(shared.tree, path);
    this.#tell = new Teller(shared.sink, path);
    const split = splitOf(`${shared.tree.name}/${path}`);
    this.#splits = split === null ? [] : [split];
    const here = folderOf(path);
    const above = folderOf(here);
    const roots = here === '' ? [''] : [here, above];
    const s = split ?? '';
    this.#folders = [...new Set(roots.flatMap((r) => [r, joinPath(r, s), joinPath(r, 'images', s), joinPath(r, 'images'), joinPath(r, s, 'images'), joinPath(r, 'data', s)]))];
  }

  /**
   * Labels and pictures must be told before the objects that name them, but most files list the categories last:
   * then the objects are passed over first and read in a second go.
   */
  async read(): Promise<string> {
    const encoding = await this.#scan(0, 1, (json) => this.#whole(json));
    return this.#text.encoding ?? encoding;
  }

  async #scan<T>(from: number, line: number, work: (json: JsonScanner) => Promise<T>): Promise<T> {
    const json = new JsonScanner(this.#path, this.#text.stream(from), from, line);
    try {
      return await work(json);
    } finally {
      await json.close();
    }
  }

  async #whole(json: JsonScanner): Promise<string> {
    const encoding = await json.begin();
    if ((await json.next()) !== '{') {
      this.#tell.error('coco-no-object', `${this.#path} does not hold a JSON object.`);
      return encoding;
    }
    const seen = this.#seen;
    const later: { from: number; line: number }[] = [];
    const broken = await this.#members(json, seen, later).then(() => null, (error: unknown) => {
      if (isSyntax(error)) return error;
      throw error;
    });
    // Objects before a broken place count, also when they had to wait for the categories.
    for (const { from, line } of later) {
      await this.#scan(from, line, (again) => this.#annotations(again)).catch((error: unknown) => {
        if (broken === null || !isSyntax(error)) throw error;
      });
    }
    if (broken !== null) throw broken;
    this.#ended(seen);
    return encoding;
  }

  async #members(json: JsonScanner, seen: Set<string>, later: { from: number; line: number }[]): Promise<void> {
    await json.members(async (key) => {
      if (seen.has(key)) this.#tell.error('duplicate-key', `The key ${quoted(key)} stands twice; other programs read only one of them.`, { line: json.line });
      seen.add(key);
      const list = key === 'images' || key === 'annotations' || key === 'categories';
      if (list && (await json.next()) !== '[') this.#tell.error('coco-not-a-list', `${quoted(key)} is not a list.`, { line: json.line });
      else if (key === 'images') return void (await json.each((line) => [line, parseRecord(json)] as const, ([line, v]) => this.#image(v, line), () => this.#ready()));
      else if (key === 'categories') return void (await json.each((line) => [line, parseRecord(json)] as const, ([line, v]) => this.#category(v, line)));
      else if (key === 'annotations') {
        this.#annotationLists++;
        if (seen.has('images') && seen.has('categories')) return void (await this.#annotations(json));
        later.push({ from: json.offset, line: json.line });
      }
      await json.skip();
    });
    await json.finish();
  }

  #ended(seen: ReadonlySet<string>): void {
    for (const key of ['images', 'categories']) {
      if (!seen.has(key)) this.#tell.error('coco-missing-list', `There is no list ${quoted(key)}.`, { fix: `Add ${quoted(key)}; without it the objects cannot be understood.` });
    }
    if (this.#annotationLists === 0) this.#tell.info('coco-no-annotations', 'There is no list "annotations": the pictures are unlabeled.');
    if (!this.#annotationIds.complete) this.#tell.info('ids-not-all-compared', 'There are more ids than are compared for duplicates.');
  }

  async #annotations(json: JsonScanner): Promise<void> {
    await json.each((line) => (json.peek() === 123 ? parseAnnotation(json, line) : [line, json.parse(1)] as const), (value) => {
      if ('shape' in value) this.#annotation(value);
      else this.#tell.error('coco-not-an-object', 'An element of "annotations" is not an object.', { line: value[0] });
    }, () => this.#ready());
  }

  async #ready(): Promise<void> {
    await this.#shared.sink.ready?.();
  }

  #category(value: JsonValue, line: number): void {
    if (!isObject(value)) return this.#tell.error('coco-not-an-object', 'An element of "categories" is not an object.', { line });
    const { id, name, ...extra } = value;
    if (typeof id !== 'number' && typeof id !== 'string') return this.#tell.error('category-no-id', `The category ${quoted(name)} has no id.`, { line });
    const object = `category ${id}`;
    if (typeof name !== 'string' || name.trim() === '') this.#tell.error('empty-label-name', `Category ${id} has no name.`, { line, object, fix: 'Give it a name.' });
    if (isText(id)) this.#tell.once('warning', 'id-as-text', 'Ids are written as text; many programs expect numbers.', { line });
    if (id === 0) this.#tell.once('info', 'category-id-zero', 'A category has the id 0, which some programs take for the background.', { line, object });
    const text = typeof name === 'string' ? name : '';
    const key = keyOf(id);
    if (this.#categories.has(key)) return this.#tell.error('duplicate-category-id', `The category id ${quoted(String(id))} stands twice.`, { line, object });
    const before = [...this.#categories.values()];
    const index = this.#shared.labels.use(text, { ...extra, id });
    if (before.includes(index)) this.#tell.warning('duplicate-label-name', `The name ${quoted(text)} stands for two categories; they are counted together.`, { line, object });
    this.#categories.set(key, index);
  }

  #image(value: JsonValue, line: number): void {
    if (!isObject(value)) return this.#tell.error('coco-not-an-object', 'An element of "images" is not an object.', { line });
    const { id, file_name: name, width, height, ...rest } = value;
    if (typeof id !== 'number' && typeof id !== 'string') return this.#tell.error('image-no-id', `The picture ${quoted(name)} has no id.`, { line });
    const object = `image ${id}`;
    if (isText(id)) this.#tell.once('warning', 'id-as-text', 'Ids are written as text; many programs expect numbers.', { line });
    if (typeof name !== 'string' || name === '') this.#tell.error('no-file-name', `Picture ${id} has no file name.`, { line, object });
    const wrong = [width, height].filter((value) => size(value) === 0);
    const odd = wrong.filter((value) => value !== undefined && value !== null && value !== 0);
    if (odd.length > 0) this.#tell.warning('bad-size', `Picture ${id} states ${odd.map(quoted).join(' and ')}, which is no size.`, { line, object });
    else if (wrong.length > 0) this.#tell.warning('no-size', `Picture ${id} does not state its size.`, { line, object, fix: 'Write its width and height; many programs need them.' });
    const written = typeof name === 'string' ? name : '';
    const wanted = normalisePath(written);
    const found = this.#shared.finder.find(wanted, this.#folders);
    const item: MediaItem = {
      path: found ?? (wanted === '' ? `#${id}` : wanted),
      source: written,
      present: found !== null,
      dataType: 'image',
      width: size(width),
      height: size(height),
      splits: this.#splits,
      text: null,
      file: this.#path,
      line,
      id: String(id),
      extra: extraOf(rest),
    };
    if (!this.#images.has(keyOf(id))) this.#images.set(keyOf(id), this.#shared.media);
    else this.#tell.error('duplicate-image-id', `The picture id ${quoted(String(id))} stands twice; its objects go to the first one.`, { line, object });
    this.#shared.media++;
    this.#shared.sink.media(item);
  }

  #annotation(raw: RawAnnotation): void {
    const object = raw.id === '' ? '' : `annotation ${raw.id}`;
    const at = { line: raw.line, object };
    const tell = this.#tell;
    for (const [code, message] of raw.wrong) tell.error(code, `${object || 'An annotation'}: ${message}.`, at);
    if (raw.id === '') tell.once('warning', 'no-id', 'There are annotations without an id.', at);
    else if (this.#annotationIds.seen(raw.idNumber, raw.id)) tell.error('duplicate-annotation-id', `The annotation id ${raw.id} stands twice; other programs keep only one of the objects.`, { ...at, fix: 'Number the annotations anew.' });
    const media = this.#images.get(keyOf(raw.image)) ?? -1;
    // Without the list every object would say the same.
    if (media < 0 && this.#seen.has('images')) tell.error('missing-image', `${object || 'An annotation'} belongs to the picture id ${quoted(String(raw.image))}, which is not in "images".`, at);
    const label = raw.category === null ? -1 : (this.#categories.get(keyOf(raw.category)) ?? -1);
    if (label < 0 && raw.shape.kind !== 'caption' && (raw.category === null || this.#seen.has('categories'))) tell.error('unknown-category', raw.category === null ? `${object || 'An annotation'} has no category.` : `${object || 'An annotation'} has the category id ${quoted(String(raw.category))}, which is not in "categories".`, at);
    if (raw.crowd) this.#shared.sink.count('crowds', 1);
    this.#shared.sink.annotation({
      media,
      label,
      shape: raw.shape,
      ...(raw.meant === null ? {} : { meant: raw.meant }),
      box: raw.box,
      area: raw.area,
      id: raw.id,
      file: this.#path,
      line: raw.line,
      crowd: raw.crowd,
      attributes: raw.attributes,
      author: null,
      confidence: raw.score,
      extra: raw.extra,
    });
  }
}

function size(value: JsonValue | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

function extraOf(rest: JsonObject): Extra | null {
  for (const _ in rest) return rest;
  return null;
}
