import type { Dataset, Sample } from '../../../shared/domain/dataset';
import { readingOf } from '../../../shared/domain/text-reading';
import type { RootId } from '../../../shared/kernel/ids';
import type { FileMeasure } from '../../ports/measure-jobs';
import { locate } from '../media';
import type { TaskContext } from '../tasks';
import { settle, type After, type Before } from './compare';
import type { Context } from './context';
import type { ListedFile } from './list';
import { factsOf, JOB_FILES, probe } from './probe';
import { SeenFiles } from './seen';
import { hashOf, type Outcome } from './sync-outcome';

/** A root of a dataset, as it is known and as it is. */
export interface Compared {
  readonly dataset: Dataset;
  readonly root: RootId;
  /** Absolute path. */
  readonly place: string;
  /** The samples of each path, removed ones too. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  /** Size -1: the file may be there, its folder cannot be listed. */
  readonly listed: ReadonlyMap<string, ListedFile>;
}

const before = (sample: Sample): Before<Sample> => ({ sample, path: sample.path, size: sample.size, status: sample.status, hash: hashOf(sample) });

/**
 * Compares samples that are whole files with what stands at their paths. A file is read only when its size, its time or
 * (of files that share both) its identity is not what it was. Returns the files that are new; none when cancelled.
 */
export async function compareFiles(context: Context, of: Compared, outcome: Outcome, task: TaskContext): Promise<readonly ListedFile[]> {
  const seen = await SeenFiles.open(context.options.cache, of.dataset.id, of.root);
  const { sure, doubtful, vanished } = sort(of, seen);
  for (const { sample, file } of sure) {
    outcome.relink(sample, file);
    outcome.same(sample);
  }

  const displaced = vanished.map(before);
  const found: After[] = [];
  const measures = new Map<string, FileMeasure>();
  await measured(context, of, doubtful.map(({ file }) => file), task, (file, measure, i) => {
    const samples = doubtful[i]?.samples ?? [];
    if (measure.gone) return void displaced.push(...samples.map(before));
    const owner = measure.hash === '' ? undefined : samples.filter((sample) => hashOf(sample) === measure.hash).sort((a, b) => claim(a) - claim(b))[0];
    seen.compared(file.path, file.identity);
    displaced.push(...samples.filter((sample) => sample !== owner).map(before));
    if (owner) {
      outcome.relink(owner, file);
      if (owner.status !== 'removed') outcome.same(owner);
      return;
    }
    measures.set(file.path, measure);
    found.push({ path: file.path, size: file.size, hash: measure.hash });
  });

  const fresh = [...of.listed.values()].filter((file) => file.size >= 0 && !of.samples.has(file.path));
  const sizes = new Set(displaced.filter((one) => one.hash !== '').map((one) => one.size));
  await measured(context, of, fresh.filter((file) => sizes.has(file.size)), task, (file, measure) => {
    found.push({ path: file.path, size: file.size, hash: measure.hash });
  });
  if (task.signal.aborted) return [];

  const settled = settle(displaced, found);
  const taken = new Set<string>();
  for (const { from, to } of settled.moved) {
    const file = of.listed.get(to.path);
    if (!file) continue;
    taken.add(to.path);
    outcome.moved(from.sample, file);
  }
  for (const { from: { sample }, to } of settled.changed) {
    const file = of.listed.get(to.path), measure = measures.get(to.path);
    if (!file || !measure || sample.status === 'removed') continue;
    outcome.relink(sample, file);
    // What was never measured cannot have changed.
    if (sample.facts === null) outcome.same(sample);
    else outcome.changed(sample, factsOf(measure));
  }
  for (const { sample } of settled.missing) if (sample.status !== 'removed') outcome.missing(sample);
  outcome.seen.push(seen);
  // A path whose sample went elsewhere, and where nobody came in its place.
  const left = settled.fresh.flatMap(({ path }) => (measures.has(path) ? of.listed.get(path) ?? [] : []));
  return [...fresh.filter((file) => !taken.has(file.path)), ...left];
}

/** Who owns a file when several samples of its path had its content. */
const claim = (sample: Sample): number => ['present', 'changed', 'missing', 'removed'].indexOf(sample.status);

/** Which samples are surely as they were, which files must be read to know, and which samples have no file. */
function sort({ samples, listed }: Compared, seen: SeenFiles): { readonly sure: readonly { readonly sample: Sample; readonly file: ListedFile }[]; readonly doubtful: readonly { readonly file: ListedFile; readonly samples: readonly Sample[] }[]; readonly vanished: readonly Sample[] } {
  const look = (sample: Sample): string => `${sample.size}:${sample.mtime}`;
  const alike = new Map<string, number>();
  for (const atPath of samples.values()) for (const sample of atPath) alike.set(look(sample), (alike.get(look(sample)) ?? 0) + 1);
  const sure: { sample: Sample; file: ListedFile }[] = [];
  const vanished: Sample[] = [];
  const doubtful: { file: ListedFile; samples: readonly Sample[] }[] = [];
  for (const [path, atPath] of samples) {
    const file = listed.get(path);
    if (!file) {
      vanished.push(...atPath);
      continue;
    }
    if (file.size < 0) continue;
    const [only, ...more] = atPath;
    const recorded = only?.size === file.size && only.mtime === file.mtime && (alike.get(look(only)) === 1 || hashOf(only) === '' || seen.knows(path, file.identity));
    // What was never measured has nothing to be compared with.
    if (only && more.length === 0 && (recorded || only.facts === null)) {
      if (only.status !== 'removed') sure.push({ sample: only, file });
    } else doubtful.push({ file, samples: atPath });
  }
  return { sure, doubtful, vanished };
}

/** Measures files in jobs of some, telling of each as it is known; stops when cancelled. */
async function measured(context: Context, { dataset, place }: Compared, files: readonly ListedFile[], task: TaskContext, each: (file: ListedFile, measure: FileMeasure, index: number) => void): Promise<void> {
  for (let at = 0; at < files.length && !task.signal.aborted; at += JOB_FILES) {
    const part = files.slice(at, at + JOB_FILES);
    const found = await probe(context, part.map((file) => ({ path: locate(place, file.path) ?? '', size: file.size })), task.signal, readingOf(dataset).encoding);
    part.forEach((file, i) => {
      const measure = found[i];
      if (measure) each(file, measure, at + i);
    });
    task.progress(at + part.length, files.length);
  }
}
