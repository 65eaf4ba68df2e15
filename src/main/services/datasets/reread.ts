import type { Dataset, Sample, SampleFacts } from '../../../shared/domain/dataset';
import { readingOf } from '../../../shared/domain/text-reading';
import { equal } from '../../../shared/fold/equal';
import type { RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { locate } from '../media';
import type { TaskContext } from '../tasks';
import type { Context } from './context';
import { hasHeader, lineFacts, textLines } from './lines';
import { problemOf, wholeFacts } from './measure';
import { JOB_FILES, probe } from './probe';
import type { Measured, NewSample, StatusChange } from './record';

interface Found {
  readonly measured: Measured[];
  readonly status: StatusChange[];
  readonly fresh: Map<RootId, NewSample[]>;
  counts: { reread: number; added: number; missing: number; back: number; headers: number };
}

/**
 * Brings the samples of a text dataset to what its files are read as now (`Dataset.reading`). A sample is a line by its
 * number, so it keeps its id and labels, and only what is known of its text is measured anew. First rows that name the
 * columns now leave the dataset, those that do not any more come back; lines that are not there in the other encoding
 * are marked missing, those that only it shows are added. `headersToo`: what the first rows are was changed.
 */
export async function reread(context: Context, dataset: Dataset, headersToo: boolean, task: TaskContext): Promise<void> {
  const { state } = context.options;
  const files = new Map<string, { readonly root: RootId; readonly path: string; readonly samples: Sample[] }>();
  const { count } = state.datasetColumns(dataset.id);
  for (let row = 0; row < count; row++) {
    const sample = state.sampleAt(dataset.id, row);
    const key = `${sample.root}/${sample.path}`;
    const file = files.get(key) ?? { root: sample.root, path: sample.path, samples: [] };
    files.set(key, file);
    file.samples.push(sample);
  }
  const found: Found = { measured: [], status: [], fresh: new Map(), counts: { reread: 0, added: 0, missing: 0, back: 0, headers: 0 } };
  const whole: { readonly sample: Sample; readonly path: string }[] = [];
  let done = 0;
  for (const { root, path: inside, samples } of files.values()) {
    if (task.signal.aborted) return;
    const place = context.options.roots.pathOf(root);
    const path = place === null ? null : locate(place, inside);
    task.progress(done++, files.size);
    if (path === null) continue;
    for (const sample of samples) if (sample.part === 0 && sample.facts && sample.status !== 'removed') whole.push({ sample, path });
    if (samples.some(({ part }) => part > 0)) await rereadLines(context, dataset, path, samples, found, headersToo, task);
  }
  await rereadWhole(context, dataset, whole, found, task);
  if (task.signal.aborted) return;
  const command = context.options.commits.command('command.measure');
  await context.record.measured(command, dataset.id, found.measured);
  await context.record.status(command, dataset.id, found.status);
  for (const [root, rows] of found.fresh) await context.record.added(command, dataset.id, root, rows);
  task.outcome(found.counts);
}

async function rereadLines(context: Context, dataset: Dataset, path: string, samples: readonly Sample[], found: Found, headersToo: boolean, task: TaskContext): Promise<void> {
  const info = await context.options.fs.stat(path).catch(() => null);
  const [some] = samples;
  // What became of a file that is gone is said by synchronizing.
  if (info?.kind !== 'file' || !some) return;
  try {
    const mtime = Math.floor(info.mtime);
    const file = await textLines(context, dataset, path, info.size, mtime, task.signal);
    if (!file) return;
    const { index } = file;
    const facts = await lineFacts(context, path, file, Array.from({ length: index.count }, (_, row) => row), task.signal);
    const first = index.parts[0] ?? 0;
    const header = await hasHeader(context, dataset, path, file, headersToo ? [] : samples.map(({ part, facts: known }) => ({ part, hash: known?.hash ?? '' })), facts[0]?.hash);
    const rows = new Map<number, number>(Array.from({ length: index.count }, (_, row) => [index.parts[row] ?? 0, row]));
    const living = new Set(samples.filter((s) => s.status === 'present' || s.status === 'changed').map((s) => s.part));
    for (const sample of samples) {
      if (sample.part === 0) continue;
      const row = rows.get(sample.part);
      if (headersToo && sample.part === first && (sample.status === 'removed') !== header) {
        found.status.push({ sample: sample.id, to: header ? 'removed' : 'present', was: sample.status });
        found.counts[header ? 'headers' : 'back']++;
        living.add(sample.part);
      } else if (sample.status === 'removed') continue;
      else if (row === undefined) {
        if (sample.status === 'missing') continue;
        found.status.push({ sample: sample.id, to: 'missing', was: sample.status });
        found.counts.missing++;
        continue;
      } else if (sample.status === 'missing' && !living.has(sample.part)) {
        // The other encoding hid it.
        living.add(sample.part);
        found.status.push({ sample: sample.id, to: 'present', was: sample.status });
        found.counts.back++;
      }
      keep(sample, row === undefined ? undefined : facts[row], found);
    }
    const known = new Set(samples.map((s) => s.part));
    const fresh = found.fresh.get(some.root) ?? [];
    for (let row = header ? 1 : 0; row < index.count; row++) {
      const part = index.parts[row] ?? 0;
      if (known.has(part)) continue;
      fresh.push({ id: context.newId(), path: some.path, part, size: index.lengths[row] ?? 0, mtime });
      found.counts.added++;
    }
    if (fresh.length > 0) found.fresh.set(some.root, fresh);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'cancelled') throw error;
    task.failed(problemOf(some.path, 'unreadable'));
  }
}

async function rereadWhole(context: Context, dataset: Dataset, files: readonly { readonly sample: Sample; readonly path: string }[], found: Found, task: TaskContext): Promise<void> {
  for (let at = 0; at < files.length && !task.signal.aborted; at += JOB_FILES) {
    const part = files.slice(at, at + JOB_FILES);
    const measures = await probe(context, part.map(({ path, sample }) => ({ path, size: sample.size })), task.signal, readingOf(dataset).encoding);
    for (const [i, { sample, path }] of part.entries()) {
      const measure = measures[i];
      if (!measure || measure.gone) continue;
      keep(sample, await wholeFacts(context, dataset, { path, size: measure.size, mtime: Math.floor(measure.mtime) }, measure, task.signal), found);
    }
    task.progress(at + part.length, files.length);
  }
}

function keep(sample: Sample, facts: SampleFacts | undefined, found: Found): void {
  if (!facts || !sample.facts || equal(sample.facts, facts)) return;
  found.measured.push({ sample: sample.id, facts });
  found.counts.reread++;
}
