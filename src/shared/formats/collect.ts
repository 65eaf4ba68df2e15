import type { Size } from '../geometry/box';
import { LossCounter } from './support/losses';
import type { FormatDescriptor } from './format';
import { LISTED_WITHOUT_FILE, type ItemAnnotation, type LabelItem, type LabelSink, type LabelSource, type Loss, type MediaItem } from './model';

/** Items told to a writer at a time. */
const BATCH = 256;

/** Everything that a reader told, in memory: the way from any format to any other. */
export class Collector implements LabelSink {
  readonly labels: LabelItem[] = [];
  readonly mediaItems: MediaItem[] = [];
  readonly #byMedia: ItemAnnotation[][] = [];
  readonly #losses = new LossCounter();

  label(item: LabelItem): void {
    this.labels.push(item);
  }

  media(item: MediaItem): void {
    this.mediaItems.push(item);
    this.#byMedia.push([]);
  }

  annotation(item: ItemAnnotation): void {
    const list = this.#byMedia[item.media];
    if (!list) return this.#losses.add('object of a picture that the file does not have', null);
    list.push(item);
    // Where nothing of it could be read its writer counts it.
    if (item.meant !== undefined && !(item.shape.kind === 'box' && Number.isNaN(item.shape.x))) this.#losses.add(`${item.meant} that cannot be read`, item.shape.kind);
  }

  problem(): void {
    // Problems are told to the person by whoever checks.
  }

  count(name: string, n: number): void {
    // Other figures beyond the model stand in what is written.
    if (name === LISTED_WITHOUT_FILE) this.#losses.add('picture that only a list names', null, n);
  }

  /** What is lost before the writer sees it: what no format can write, and labels without objects where the target has no list of labels. */
  losses(target: Pick<FormatDescriptor, 'listsLabels'>): readonly Loss[] {
    const used = new Set<number | null>();
    for (const list of this.#byMedia) for (const a of list) used.add(a.label);
    const unused = target.listsLabels ? 0 : this.labels.filter((_, label) => !used.has(label)).length;
    return [...this.#losses.list(), ...(unused > 0 ? [{ kind: 'label without objects', count: unused, becomes: null }] : [])];
  }

  /** Paths of pictures that are there and whose size the file does not state. */
  unsized(): ReadonlySet<string> {
    return new Set(this.mediaItems.filter((item) => item.present && isUnsized(item)).map((item) => item.path));
  }

  /** Fills in the sizes that the file does not state. `sizeOf`: pixels of the picture as it stands upright, null where nobody knows. */
  fillSizes(sizeOf: (path: string) => Size | null): void {
    this.mediaItems.forEach((item, i) => {
      const size = item.present && isUnsized(item) ? sizeOf(item.path) : null;
      if (size && size.width > 0 && size.height > 0) this.mediaItems[i] = { ...item, width: size.width, height: size.height };
    });
  }

  annotationsOf(media: number): readonly ItemAnnotation[] {
    return this.#byMedia[media] ?? [];
  }

  /** What was collected, for a writer. */
  source(): LabelSource {
    return {
      labels: this.labels,
      media: () => batches(this.mediaItems, (m) => m),
      items: () => batches(this.mediaItems, (media, i) => ({ media, annotations: this.annotationsOf(i) })),
    };
  }
}

function isUnsized(item: MediaItem): boolean {
  return item.dataType === 'image' && item.text === null && (item.width <= 0 || item.height <= 0);
}

async function* batches<T, U>(list: readonly T[], make: (value: T, index: number) => U): AsyncIterable<readonly U[]> {
  for (let from = 0; from < list.length; from += BATCH) yield list.slice(from, from + BATCH).map((value, i) => make(value, from + i));
}
