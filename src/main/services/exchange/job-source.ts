import type { ExportOptions } from '../../../shared/contract/api';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { SAMPLE_STATUS, type Sample } from '../../../shared/domain/dataset';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { ItemAnnotation, LabelItem, LabelSource, MediaItem, SourceItem } from '../../../shared/formats/model';
import { joinPath } from '../../../shared/formats/support/media-finder';
import { storedSize, uprightToStored } from '../../../shared/geometry/exif-orientation';
import type { LabelId, SampleId } from '../../../shared/kernel/ids';
import type { ExchangeParts, JobParts } from './job-parts';

const BATCH = 128;
const TEXT_LIMIT = 1_000_000;
const REMOVED = SAMPLE_STATUS.indexOf('removed');
const LABELED = SAMPLE_STATES.indexOf('labeled');

/** The samples of a job as a writer of labels sees them. Fixed when made: what changes later is not in the export. */
export class JobSource implements LabelSource {
  readonly labels: readonly LabelItem[];
  readonly rows: readonly number[];
  readonly #parts: ExchangeParts;
  readonly #of: JobParts;
  readonly #options: ExportOptions;
  readonly #signal: AbortSignal | null;
  readonly #progress: (done: number, total: number) => void;
  readonly #indexes: ReadonlyMap<LabelId, number>;
  readonly #rootNames: ReadonlyMap<string, string> | null;

  constructor(parts: ExchangeParts, of: JobParts, options: ExportOptions, signal: AbortSignal | null = null, progress: (done: number, total: number) => void = () => undefined) {
    this.#parts = parts;
    this.#of = of;
    this.#options = options;
    this.#signal = signal;
    this.#progress = progress;
    const living = of.labelSet.labels.filter((l) => !l.retired);
    this.labels = living.map((l) => ({ name: l.name, extra: null }));
    this.#indexes = new Map(living.map((l, i) => [l.id, i]));
    const columns = parts.state.datasetColumns(of.dataset.id);
    const states = parts.state.jobColumns(of.job.id).state;
    const rows: number[] = [];
    const roots = new Set<number>();
    for (let row = 0; row < columns.count; row++) {
      if (columns.status[row] === REMOVED) continue;
      if (options.only !== 'all' && (states[row] === LABELED) !== (options.only === 'labeled')) continue;
      rows.push(row);
      roots.add(columns.root[row] ?? 0);
    }
    this.rows = rows;
    // Paths are unique inside a root only.
    this.#rootNames = roots.size > 1 ? rootFolders(parts.state.catalog().roots) : null;
  }

  async *media(): AsyncIterable<readonly MediaItem[]> {
    for (const rows of this.#batches()) yield await this.#items(rows);
  }

  async *items(): AsyncIterable<readonly SourceItem[]> {
    let done = 0;
    for (const rows of this.#batches()) {
      const samples = rows.map((row) => this.sample(row));
      const [items, works] = await Promise.all([this.#items(rows), Promise.all(samples.map((s) => this.#parts.state.work(this.#of.job.id, s.id)))]);
      yield items.map((media, i) => ({ media, annotations: this.#annotations(samples[i] as Sample, works[i]?.work) }));
      done += rows.length;
      this.#progress(done, this.rows.length);
    }
  }

  sample(row: number): Sample {
    return this.#parts.state.sampleAt(this.#of.dataset.id, row);
  }

  /** Path of a sample's file inside the export, without the folder of the media. */
  pathOf(sample: Sample): string {
    const name = this.#rootNames?.get(sample.root);
    return joinPath(name ?? '', sample.path);
  }

  *#batches(): Iterable<readonly number[]> {
    for (let from = 0; from < this.rows.length; from += BATCH) {
      if (this.#signal?.aborted) throw this.#signal.reason;
      yield this.rows.slice(from, from + BATCH);
    }
  }

  async #items(rows: readonly number[]): Promise<readonly MediaItem[]> {
    const samples = rows.map((row) => this.sample(row));
    const texts = this.#of.dataset.dataType === 'text' ? await this.#parts.media.texts(this.#of.dataset.id, samples.map((s): SampleId => s.id), TEXT_LIMIT) : null;
    return samples.map((sample, i) => {
      const upright = { width: sample.facts?.width ?? 0, height: sample.facts?.height ?? 0 };
      const size = this.#stored(sample) ? storedSize(upright, sample.facts?.orientation ?? 1) : upright;
      const path = this.pathOf(sample);
      return {
        path,
        source: path,
        present: sample.status !== 'missing',
        dataType: this.#of.dataset.dataType,
        width: size.width,
        height: size.height,
        splits: [],
        text: texts?.[i] ?? null,
        file: '',
        line: 0,
        id: sample.id,
        extra: null,
      };
    });
  }

  #stored(sample: Sample): boolean {
    return this.#options.frame === 'stored' && (sample.facts?.orientation ?? 1) !== 1;
  }

  #annotations(sample: Sample, work: SampleWork | undefined): readonly ItemAnnotation[] {
    if (!work) return [];
    const common = { media: -1, area: null, file: '', line: 0, crowd: false, confidence: null, extra: null, box: null };
    const classes = work.classes.map((label): ItemAnnotation => ({ ...common, label: this.#indexes.get(label) ?? -1, shape: { kind: 'classification' }, id: '', attributes: null, author: null }));
    const living = work.annotations.filter((a) => !a.retired);
    return [...classes, ...living.map((a): ItemAnnotation => {
      const { x, y, width, height } = a.geometry;
      const facts = sample.facts;
      const box = facts && this.#stored(sample) ? uprightToStored({ x, y, width, height }, facts, facts.orientation) : { x, y, width, height };
      return { ...common, label: this.#indexes.get(a.label) ?? -1, shape: { kind: 'box', ...box }, id: a.id, attributes: this.#answers(a.label, a.attributes), author: a.origin === 'model' ? 'model' : 'person' };
    })];
  }

  /** Answers by the name of the attribute. */
  #answers(label: LabelId, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
    const attributes = this.#of.labelSet.labels.find((l) => l.id === label)?.attributes ?? [];
    const named = attributes.flatMap((a) => {
      const value = values[a.id];
      return value === undefined ? [] : [[a.name, value] as const];
    });
    return named.length > 0 ? Object.fromEntries(named) : null;
  }
}

/** Root -> folder name in the export, each once. */
function rootFolders(roots: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(roots.map((root) => {
    const plain = root.name.replace(/[^\p{L}\p{N} ._-]/gu, '_').replace(/^\.+/, '_') || 'root';
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}-${n}`;
    taken.add(name.toLowerCase());
    return [root.id, name] as const;
  }));
}
