import { join } from 'node:path';
import { SAMPLE_STATUS, type Dataset, type Sample } from '../../../shared/domain/dataset';
import type { MediaItem } from '../../../shared/formats/model';
import { MediaFinder, normalisePath } from '../../../shared/formats/support/media-finder';
import type { ExchangeParts } from './job-parts';

/** Texts asked for at once, and the longest that is compared (code points). */
const TEXT_BATCH = 1000;
const TEXT_LIMIT = 200_000;
const REMOVED = SAMPLE_STATUS.indexOf('removed'), MISSING = SAMPLE_STATUS.indexOf('missing');

/** Which sample of a dataset a label file means: the very file, else its path, else its name when that is unique. */
export class SampleMatcher {
  readonly #parts: ExchangeParts;
  readonly #dataset: Dataset;
  readonly #byFile = new Map<string, number>();
  readonly #byPath = new Map<string, number>();
  /** Text -> rows that hold it and were not given away yet, in order. */
  readonly #byText = new Map<string, number[]>();
  readonly #givenText = new Map<string, number>();
  #finder = new MediaFinder([]);

  private constructor(parts: ExchangeParts, dataset: Dataset) {
    this.#parts = parts;
    this.#dataset = dataset;
  }

  static async create(parts: ExchangeParts, dataset: Dataset): Promise<SampleMatcher> {
    const matcher = new SampleMatcher(parts, dataset);
    await matcher.#index();
    return matcher;
  }

  async #index(): Promise<void> {
    const { state, roots, media } = this.#parts;
    const columns = state.datasetColumns(this.#dataset.id);
    const rows: number[] = [];
    const paths: { path: string; size: number }[] = [];
    for (let row = 0; row < columns.count; row++) {
      if (columns.status[row] === REMOVED) continue;
      const sample = state.sampleAt(this.#dataset.id, row);
      rows.push(row);
      if (sample.part > 0) continue;
      const root = roots.pathOf(sample.root);
      const known = this.#byPath.get(sample.path);
      if (known === undefined) paths.push({ path: sample.path, size: 0 });
      // Another file may have been moved to the path of a missing one: the path means the one that is there.
      const keeps = (row: number | undefined): boolean => row !== undefined && sample.status === 'missing' && columns.status[row] !== MISSING;
      const file = root === null ? null : join(root, sample.path);
      if (file !== null && !keeps(this.#byFile.get(file))) this.#byFile.set(file, row);
      if (!keeps(known)) this.#byPath.set(sample.path, row);
    }
    this.#finder = new MediaFinder(paths, () => true);
    if (this.#dataset.dataType !== 'text') return;
    for (let from = 0; from < rows.length; from += TEXT_BATCH) {
      const some = rows.slice(from, from + TEXT_BATCH);
      const texts = await media.texts(this.#dataset.id, some.map((row) => state.sampleIdAt(this.#dataset.id, row)), TEXT_LIMIT);
      texts.forEach((text, i) => {
        if (text === null) return;
        const list = this.#byText.get(text);
        if (list) list.push(some[i] as number);
        else this.#byText.set(text, [some[i] as number]);
      });
    }
  }

  /** Row of the sample, or -1. `root`: absolute folder that the item's path is relative to. */
  match(item: MediaItem, root: string): number {
    if (item.text !== null) return this.#matchText(item.text);
    if (item.present) {
      const exact = this.#byFile.get(join(root, item.path));
      if (exact !== undefined) return exact;
    }
    for (const name of new Set([normalisePath(item.source), item.path])) {
      const found = this.#finder.find(name, ['', ...this.#dataset.sources.map((s) => s.path)]);
      if (found !== null) return this.#byPath.get(found) ?? -1;
    }
    return -1;
  }

  /** Repeated lines are samples of their own: the n-th occurrence means the n-th of them. */
  #matchText(text: string): number {
    const rows = this.#byText.get(text);
    if (!rows) return -1;
    const n = this.#givenText.get(text) ?? 0;
    this.#givenText.set(text, n + 1);
    return rows[Math.min(n, rows.length - 1)] as number;
  }

  sample(row: number): Sample {
    return this.#parts.state.sampleAt(this.#dataset.id, row);
  }
}
