import type { Dataset } from '../../../shared/domain/dataset';
import type { DatasetId, RootId, SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { isSafePath } from '../../../shared/kernel/safe-path';
import { locate } from '../media';
import type { TaskContext } from '../tasks';
import type { Context } from './context';
import { hasHeader, textLines } from './lines';
import type { ListedFile } from './list';
import type { NewSample } from './record';

/** The first rows are recorded soon, so that the gallery has something to show. */
const FIRST_ROWS = 500;
const ROWS = 10_000;

/** Records listed files as new samples, in order; text by line becomes one sample per line. */
export class Adder {
  readonly #context: Context;
  readonly #dataset: Dataset;
  readonly #root: RootId;
  readonly #task: TaskContext;
  readonly #command;
  #rows: NewSample[] = [];
  /** Samples recorded or waiting to be. */
  count = 0;
  /** First rows that name columns and are no samples. */
  headers = 0;
  #written = 0;

  constructor(context: Context, dataset: Dataset, root: RootId, task: TaskContext) {
    this.#context = context;
    this.#dataset = dataset;
    this.#root = root;
    this.#task = task;
    this.#command = context.options.commits.command('command.add-samples');
  }

  async add(file: ListedFile): Promise<void> {
    if (!isSafePath(file.path) || /\p{Cs}/u.test(file.path)) {
      this.#task.failed({ code: 'file-name', message: `${file.path} has a name that cannot be kept.`, details: { name: file.path } });
      return;
    }
    if (this.#dataset.dataType === 'text' && this.#dataset.textMode === 'line') await this.#addLines(file);
    else this.#push({ path: file.path, part: 0, size: file.size, mtime: file.mtime });
    if (this.#rows.length >= (this.#written === 0 ? FIRST_ROWS : ROWS)) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#written += rows.length;
    await this.#context.record.added(this.#command, this.#dataset.id, this.#root, rows);
  }

  #push(sample: Omit<NewSample, 'id'>): void {
    this.#rows.push({ id: this.#context.newId<SampleId>(), ...sample });
    this.count++;
  }

  async #addLines(file: ListedFile): Promise<void> {
    const root = this.#context.options.roots.pathOf(this.#root);
    const path = root === null ? null : locate(root, file.path);
    if (path === null) return;
    const before = this.count;
    try {
      const found = await textLines(this.#context, this.#dataset, path, file.size, file.mtime, this.#task.signal);
      const header = found !== null && (await hasHeader(this.#context, this.#dataset, path, found));
      if (header) this.headers++;
      for (let i = header ? 1 : 0; found && i < found.index.count; i++) {
        this.#push({ path: file.path, part: found.index.parts[i] ?? 0, size: found.index.lengths[i] ?? 0, mtime: file.mtime });
        if (this.#rows.length >= ROWS) await this.flush();
      }
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'cancelled') throw error;
    }
    // A file without lines stands for itself, so that it is seen; measuring says why it has none.
    if (this.count === before) this.#push({ path: file.path, part: 0, size: file.size, mtime: file.mtime });
  }
}

/** Paths of a root that a dataset has already, removed ones too. */
export function knownPaths(context: Context, dataset: DatasetId, root: RootId): Set<string> {
  const { state } = context.options;
  const { count } = state.datasetColumns(dataset);
  const known = new Set<string>();
  for (let row = 0; row < count; row++) {
    const sample = state.sampleAt(dataset, row);
    if (sample.root === root) known.add(sample.path);
  }
  return known;
}
