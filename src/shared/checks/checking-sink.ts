/**
 * The checks of a label file, over the interchange model: a sink that stands between any reader and any listener, so
 * that the application, the command line and an import find the same things.
 */
import type { Box, ItemAnnotation, LabelItem, LabelSink, MediaItem, Problem, Severity } from '../formats/model';
import { folderOf, leadsOut } from '../formats/support/media-finder';
import { quoted } from '../formats/support/tell';
import type { Size } from '../geometry/box';
import { storedSize } from '../geometry/exif-orientation';
import { shapeArea, shapeBounds } from '../formats/shape';
import { SeenObjects } from './seen-objects';

/** A coordinate may lie this many pixels outside: tools round to two decimals. */
const TOLERANCE = 0.011;
/** A stated box may differ from that of its shape by this many pixels: half-pixel frames and rounding. */
const BOX_TOLERANCE = 1.5;

/** What a picture's own header says: upright size (0 = it cannot be read as a picture) and EXIF orientation 1 to 8. */
export interface RealPicture {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
}

export interface CheckOptions {
  /** The real picture by its path, when it was measured. */
  readonly sizeOf?: (path: string) => RealPicture | null;
}

export class CheckingSink implements LabelSink {
  readonly #next: LabelSink;
  readonly #options: CheckOptions;
  readonly #labels: LabelItem[] = [];
  readonly #byFolded = new Map<string, string>();
  /** Label file and path -> seen. */
  readonly #paths = new Set<string>();
  readonly #media: { readonly path: string; readonly width: number; readonly height: number }[] = [];
  readonly #missing: MediaItem[] = [];
  readonly #objects = new SeenObjects();
  #checked = 0;

  constructor(next: LabelSink, options: CheckOptions = {}) {
    this.#next = next;
    this.#options = options;
  }

  label(item: LabelItem): void {
    this.#labels.push(item);
    if (/[\p{Cc}\p{Cs}]/u.test(item.name)) this.#tell('warning', 'odd-label-name', '', `The label ${quoted(item.name)} holds characters that are no text.`, null, 'Rename it.');
    const folded = item.name.normalize('NFKC').trim().toLowerCase().replace(/[\s_-]+/g, ' ');
    const twin = this.#byFolded.get(folded);
    if (twin !== undefined && item.name !== '') this.#tell('warning', 'similar-label-names', '', `The labels ${quoted(twin)} and ${quoted(item.name)} differ only in case or blanks.`, null, 'Merge them if they mean the same.');
    else this.#byFolded.set(folded, item.name);
    this.#next.label(item);
  }

  media(item: MediaItem): void {
    let { width, height } = item;
    if (item.text === null) {
      const key = `${item.file}\u0000${item.path}`;
      if (this.#paths.has(key)) this.#tell('warning', 'duplicate-media', item.file, `${item.path} is listed twice.`, item, 'Remove one of the entries, or give the second picture its own name.');
      this.#paths.add(key);
      if (leadsOut(item.source, folderOf(item.file))) this.#tell('warning', 'path-outside', item.file, `${quoted(item.source)} leads out of the folder; it is read as ${quoted(item.path)}.`, item, 'Name the file by its path inside the folder.');
      if (!item.present) this.#missing.push(item);
      const real = item.present && item.dataType === 'image' ? (this.#options.sizeOf?.(item.path) ?? null) : null;
      if (real) ({ width, height } = this.#real(item, real));
    }
    this.#media.push({ path: item.path, width, height });
    this.#next.media(item);
  }

  annotation(a: ItemAnnotation): void {
    this.#checked++;
    const { shape } = a;
    const bounds = shapeBounds(shape);
    if (bounds && Number.isFinite(bounds.x + bounds.y + bounds.width + bounds.height)) this.#bounds(a, bounds);
    if (shape.kind === 'mask') this.#mask(a, shape.width, shape.height);
    if (a.area !== null && a.area < 0) this.#object('warning', 'negative-area', a, `has the area ${a.area}`);
    // A box that could not be read is told by the codec, as is an object without a picture.
    if (a.media >= 0 && !(shape.kind === 'box' && Number.isNaN(shape.x)) && this.#objects.seen(a)) {
      this.#object('warning', shape.kind === 'classification' ? 'duplicate-class' : 'duplicate-object', a, 'is there twice with the same label and geometry', 'Remove one of them.');
    }
    this.#next.annotation(a);
  }

  problem(problem: Problem): void {
    this.#next.problem(problem);
  }

  count(name: string, n: number): void {
    this.#next.count(name, n);
  }

  async ready(): Promise<void> {
    await this.#next.ready?.();
  }

  /** Call once after the reader: tells what only the whole shows. */
  end(): void {
    const named = this.#paths.size;
    const missing = this.#missing;
    if (missing.length > 0 && missing.length >= named) {
      this.#tell('info', 'media-not-found', missing[0]?.file ?? '', `None of the ${named} media files that are named lies beside the labels; what depends on them was not checked.`, null, 'Say where the media are.');
    } else for (const item of missing) this.#tell('warning', 'missing-media', item.file, `${quoted(item.source)} is not there.`, item);
    if (!this.#objects.complete) this.#tell('info', 'duplicates-not-all-checked', '', `There are ${this.#checked} objects; the last ones were not compared for duplicates.`, null);
  }

  /** Compares a picture with what the file says of it. Answers the size of the frame that its labels are in. */
  #real(item: MediaItem, real: RealPicture): Size {
    const { width, height } = item;
    const { orientation } = real;
    if (real.width === 0 || real.height === 0) {
      this.#tell('warning', 'unreadable-media', item.file, `${item.path} cannot be read as a picture.`, item, 'Replace the file.');
      return item;
    }
    if (width <= 0 || height <= 0) return real;
    const stored = storedSize(real, orientation);
    const isUpright = real.width === width && real.height === height;
    const isStored = stored.width === width && stored.height === height;
    if (!isUpright && !isStored) {
      const also = orientation > 1 ? ` upright and ${stored.width} x ${stored.height} as it is stored` : '';
      const turned = orientation <= 1 && real.width === height && real.height === width ? ' (turned by a quarter)' : '';
      this.#tell('error', 'size-mismatch', item.file, `${item.path} is ${real.width} x ${real.height}${also}, but the file says ${width} x ${height}${turned}.`, item, 'Write the labels for the picture as it is, or scale them.');
    } else if (!isUpright) {
      this.#tell('warning', 'stored-frame', item.file, `${item.path} is labeled as it is stored, ${width} x ${height}; with its EXIF orientation ${orientation} it stands ${real.width} x ${real.height}.`, item, 'Say so to whoever reads the file, or turn the labels.');
    } else if (isStored && orientation > 1) {
      this.#tell('info', 'frame-unclear', item.file, `${item.path} has the EXIF orientation ${orientation}; its size does not show whether it is labeled upright or as it is stored.`, item, 'Look at its labels on the picture.');
    }
    return item;
  }

  #bounds(a: ItemAnnotation, bounds: Box): void {
    const { kind } = a.shape;
    const extended = kind === 'box' || kind === 'rotated_box' || kind === 'polygon' || kind === 'circle' || kind === 'ellipse';
    if (bounds.width < 0 || bounds.height < 0) return this.#object('error', 'negative-size', a, `is ${round(bounds.width)} x ${round(bounds.height)} pixels`, 'Swap its corners.');
    if (extended && (bounds.width === 0 || bounds.height === 0)) return this.#object('error', 'zero-size', a, `is ${round(bounds.width)} x ${round(bounds.height)} pixels`, 'Remove it or draw it anew.');
    if (kind === 'polygon' && shapeArea(a.shape, null) === 0) this.#object('warning', 'zero-size', a, 'covers no area', 'Remove it or draw it anew.');
    const media = this.#media[a.media];
    if (media && media.width > 0 && media.height > 0) this.#inside(a, bounds, media);
    const stated = a.box;
    if (!stated || kind === 'keypoints') return;
    const off = Math.max(Math.abs(stated.x - bounds.x), Math.abs(stated.y - bounds.y), Math.abs(stated.x + stated.width - bounds.x - bounds.width), Math.abs(stated.y + stated.height - bounds.y - bounds.height));
    // A crowd is matched by its box: that of its mask is exact, so a pixel more or less is worth a note.
    const note = a.crowd && kind === 'mask' && off > TOLERANCE;
    if (off > BOX_TOLERANCE || note) {
      this.#object(off > BOX_TOLERANCE ? 'warning' : 'info', 'box-differs', a, `has a box (${boxText(stated)}) that is not the one around its ${kind} (${boxText(bounds)})`, 'Compute the box anew.');
    }
  }

  #inside(a: ItemAnnotation, b: Box, media: { readonly path: string; readonly width: number; readonly height: number }): void {
    const { width, height } = media;
    const where = `(${boxText(b)} in a picture of ${width} x ${height})`;
    if (b.x >= width || b.y >= height || b.x + b.width <= 0 || b.y + b.height <= 0) {
      // A point on the edge is still inside.
      const touches = b.x <= width && b.y <= height && b.x + b.width >= 0 && b.y + b.height >= 0;
      if (!touches || (b.width > 0 && b.height > 0)) this.#object('error', 'outside', a, `lies outside its picture ${where}`, 'Remove it or move it.');
    } else if (b.x < -TOLERANCE || b.y < -TOLERANCE || b.x + b.width > width + TOLERANCE || b.y + b.height > height + TOLERANCE) {
      this.#object('warning', 'partly-outside', a, `reaches outside its picture ${where}`, 'Cut it at the edge of the picture.');
    }
  }

  #mask(a: ItemAnnotation, width: number, height: number): void {
    const media = this.#media[a.media];
    if (media && media.width > 0 && (media.width !== width || media.height !== height)) this.#object('error', 'mask-size', a, `has a mask of ${width} x ${height}, but its picture is ${media.width} x ${media.height}`);
  }

  #object(severity: Severity, code: string, a: ItemAnnotation, what: string, fix?: string): void {
    const label = this.#labels[a.label]?.name;
    const media = this.#media[a.media]?.path;
    const name = a.id === '' ? 'An object' : /^\d/.test(a.id) ? `annotation ${a.id}` : a.id;
    const problem: Problem = {
      code,
      severity,
      path: a.file,
      ...(a.line > 0 ? { line: a.line } : {}),
      ...(a.id === '' ? {} : { object: name }),
      message: `${name}${label === undefined ? '' : ` (${label.slice(0, 60)})`}${media === undefined ? '' : ` on ${media}`} ${what}.`,
      ...(fix === undefined ? {} : { fix }),
    };
    this.#next.problem(problem);
  }

  #tell(severity: Severity, code: string, path: string, message: string, item: MediaItem | null, fix?: string): void {
    this.#next.problem({ code, severity, path, message, ...(item && item.line > 0 ? { line: item.line } : {}), ...(item && item.id !== '' ? { object: item.id } : {}), ...(fix === undefined ? {} : { fix }) });
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function boxText(b: Box): string {
  return [b.x, b.y, b.width, b.height].map(round).join(', ');
}
