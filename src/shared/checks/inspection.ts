/** Counting what a label file holds: the object of `labelwright inspect`. Rules: docs/formats/counting.md. */
import { ANNOTATION_KINDS, type AnnotationKind, type ItemAnnotation, type LabelItem, type LabelSink, type MediaItem, type Problem, type ReadOutcome } from '../formats/model';
import { mediaTypeOf } from '../formats/support/media-finder';
import { recognise } from '../formats';
import type { Format, ReadOptions } from '../formats/format';
import type { FileTree } from '../formats/tree';
import { CheckingSink, type CheckOptions } from './checking-sink';
import { ProblemList } from './problem-list';

export interface Inspection {
  readonly format: string | null;
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly dialect: string | null;
  readonly encoding: string | null;
  readonly indexBase: 0 | 1 | null;
  readonly media: { readonly total: number; readonly missing: number };
  readonly annotations: { readonly total: number; readonly byKind: Readonly<Partial<Record<AnnotationKind, number>>> };
  readonly labels: readonly { readonly name: string; readonly count: number }[];
  readonly splits: Readonly<Record<string, number>>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

/** Nothing was recognised, so nothing is counted. */
export const NOTHING_INSPECTED: Inspection = {
  format: null, confidence: 0, reasons: [], dialect: null, encoding: null, indexBase: null, media: { total: 0, missing: 0 },
  annotations: { total: 0, byKind: {} }, labels: [], splits: {}, detail: {}, problems: [],
};

export interface InspectOptions extends CheckOptions, ReadOptions {
  readonly as?: Format | null;
  readonly signal?: AbortSignal;
  /** Told how many objects were read so far. */
  readonly progress?: (objects: number) => void;
  /** Listens to everything too (an import, a conversion). */
  readonly also?: LabelSink;
}

/** Recognises and reads `entry` of a tree (null: the whole tree), counting and checking everything in it. */
export async function inspect(tree: FileTree, entry: string | null, options: InspectOptions = {}): Promise<Inspection> {
  const found = await recognise(tree, entry, options.as ?? null);
  const tally = new Tally(options);
  if (!found.format) return tally.result(null, found.confidence, found.reasons, null);
  const checks = new CheckingSink(tally, options);
  const outcome = await found.format.read(tree, found.files, checks, options);
  checks.end();
  if (entry === null) tally.folder(tree, found.format);
  return tally.result(found.format, found.confidence, found.reasons, outcome);
}

class Tally implements LabelSink {
  readonly problems = new ProblemList();
  readonly #options: InspectOptions;
  readonly #labels: { readonly name: string; count: number }[] = [];
  readonly #paths = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #splits = new Map<string, Set<string>>();
  readonly #kinds = new Map<AnnotationKind, number>();
  readonly #detail: Record<string, unknown> = {};
  #texts = 0;
  #total = 0;
  #unlabeled = 0;

  constructor(options: InspectOptions) {
    this.#options = options;
  }

  label(item: LabelItem): void {
    this.#labels.push({ name: item.name, count: 0 });
    this.#options.also?.label(item);
  }

  media(item: MediaItem): void {
    if (item.text !== null) this.#texts++;
    else {
      this.#paths.add(item.path);
      if (!item.present) this.#missing.add(item.path);
    }
    for (const split of item.splits) {
      const paths = this.#splits.get(split) ?? new Set<string>();
      paths.add(item.path);
      this.#splits.set(split, paths);
    }
    this.#options.also?.media(item);
  }

  annotation(a: ItemAnnotation): void {
    this.#total++;
    const kind = a.meant ?? a.shape.kind;
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    const label = this.#labels[a.label];
    if (label) label.count++;
    else this.#unlabeled++;
    this.#options.also?.annotation(a);
  }

  problem(problem: Problem): void {
    this.problems.add(problem);
    this.#options.also?.problem(problem);
  }

  count(name: string, n: number): void {
    this.#detail[name] = ((this.#detail[name] as number | undefined) ?? 0) + n;
    this.#options.also?.count(name, n);
  }

  async ready(): Promise<void> {
    this.#options.progress?.(this.#total);
    if (this.#options.signal?.aborted) throw this.#options.signal.reason;
    await this.#options.also?.ready?.();
  }

  /** Media that lie in the folder without being named count too. */
  folder(tree: FileTree, format: Format): void {
    let unnamed = 0;
    for (const { path } of tree.files) {
      const type = mediaTypeOf(path);
      if (type === null || !format.descriptor.dataTypes.includes(type) || this.#paths.has(path)) continue;
      this.#paths.add(path);
      unnamed++;
    }
    if (unnamed > 0) this.#detail['mediaNotNamed'] = unnamed;
    if (tree.truncated) this.problems.add({ code: 'folder-cut', severity: 'error', path: tree.name, message: `The folder holds more than the ${tree.files.length} files that were listed; the counts are incomplete.` });
  }

  result(format: Format | null, confidence: number, reasons: readonly string[], outcome: ReadOutcome | null): Inspection {
    if (this.#unlabeled > 0) this.#detail['withoutLabel'] = this.#unlabeled;
    const cut = this.problems.cut();
    if (Object.keys(cut).length > 0) this.#detail['problemCounts'] = cut;
    const byKind: Partial<Record<AnnotationKind, number>> = {};
    for (const kind of ANNOTATION_KINDS) {
      const n = this.#kinds.get(kind);
      if (n !== undefined) byKind[kind] = n;
    }
    return {
      format: format?.descriptor.id ?? null,
      confidence,
      reasons,
      dialect: outcome?.dialect ?? null,
      encoding: outcome?.encoding ?? null,
      indexBase: outcome?.indexBase ?? null,
      media: { total: this.#paths.size + this.#texts, missing: this.#missing.size },
      annotations: { total: this.#total, byKind },
      labels: this.#labels,
      splits: Object.fromEntries([...this.#splits].map(([name, paths]) => [name, paths.size])),
      detail: this.#detail,
      problems: this.problems.kept,
    };
  }
}
