/**
 * The samples workspace: made of the media that come with the program (assets/samples, format in its README) by the
 * same services as any other, the first time somebody wants to explore.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataType, TextMode } from '../../shared/domain/dataset';
import type { Task } from '../../shared/domain/job';
import type { Draft } from '../../shared/events/catalogue/types';
import { idFromBytes, type DatasetId, type Id, type JobId, type LabelId, type LabelSetId } from '../../shared/kernel/ids';
import { FailureError } from '../../shared/kernel/result';
import type { WorkspaceSession } from './types';
import type { OpenedSession } from './workspaces';

interface SampleJob {
  readonly name: string;
  readonly task: Task;
  readonly multiple: boolean;
  readonly labels: readonly string[];
  /** Label file to import, relative to the folder of the samples. */
  readonly labelFile?: string;
  /** Classes of single samples. `line` is 1-based, 0 for a whole file. */
  readonly classes?: readonly { readonly file: string; readonly line: number; readonly labels: readonly string[] }[];
}
interface SamplesFile {
  readonly name: string;
  readonly datasets: readonly { readonly folder: string; readonly name: string; readonly dataType: DataType; readonly textMode: TextMode | null; readonly jobs: readonly SampleJob[] }[];
}

/** `source`: the folder that came with the program. Returns the folder of the workspace. Rejects with a FailureError. */
export async function makeSamples(source: string, dataDir: string, open: (dir: string, create: string) => Promise<OpenedSession>): Promise<string> {
  const home = join(dataDir, 'samples');
  const workspace = join(home, 'workspace');
  const done = join(home, 'made');
  if (await stat(done).catch(() => null)) return workspace;
  if (!(await stat(join(source, 'samples.json')).catch(() => null))) throw new FailureError({ code: 'no-samples', message: 'This copy of the program came without its samples.' });
  // Half-made ones of an earlier try are nobody's work yet.
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true, mode: 0o700 });
  const media = join(home, 'media');
  await copyTree(source, media);
  const plan = JSON.parse(await readFile(join(media, 'samples.json'), 'utf8')) as SamplesFile;
  const { session, close } = await open(workspace, plan.name);
  try {
    for (const wanted of plan.datasets) {
      const { dataset, task } = await session.datasets.create(wanted.name, wanted.dataType, wanted.textMode, join(media, wanted.folder));
      if (task) await session.tasks.wait(task);
      for (const job of wanted.jobs) await makeJob(session, dataset, job, media);
    }
  } finally {
    await close();
  }
  // The mark comes last and in one step.
  await mkdir(`${done}.new`);
  await rename(`${done}.new`, done);
  return workspace;
}

/** By the calls that also read out of the archive of a packed program: Node's own `cp` does not. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else await writeFile(target, await readFile(source));
  }
}

async function makeJob(session: WorkspaceSession, dataset: DatasetId, wanted: SampleJob, media: string): Promise<void> {
  const { commits, random } = session;
  const fresh = <I extends Id<string>>(): I => idFromBytes<I>(random.bytes(16));
  const job = fresh<JobId>();
  const labelSet = fresh<LabelSetId>();
  const labels = new Map(wanted.labels.map((name) => [name, fresh<LabelId>()]));
  const drafts: Draft[] = [{ type: 'job.created', base: [], body: { job, dataset, name: wanted.name, task: wanted.task, multiple: wanted.multiple, labelSet } }];
  for (const [i, [name, label]] of [...labels].entries()) {
    drafts.push({ type: 'label.added', base: [], body: { labelSet, label, name, color: i % 24, shortcut: i < 9 ? String(i + 1) : i === 9 ? '0' : null, attributes: [] } });
  }
  await commits.commit(null, commits.command('command.create-job'), drafts);
  if (wanted.labelFile !== undefined) await session.tasks.wait(session.exchange.startImport(job, join(media, wanted.labelFile), { as: null, frame: null }));
  if (wanted.classes && wanted.classes.length > 0) await classify(session, dataset, job, wanted.classes, labels);
}

/** Sets the classes that come along, as one command for each combination of labels. */
async function classify(session: WorkspaceSession, dataset: DatasetId, job: JobId, classes: NonNullable<SampleJob['classes']>, labels: ReadonlyMap<string, LabelId>): Promise<void> {
  const { state, commits } = session;
  const rows = new Map<string, number>();
  for (let row = 0; row < state.datasetColumns(dataset).count; row++) {
    const sample = state.sampleAt(dataset, row);
    rows.set(`${sample.path}\n${sample.part}`, row);
  }
  const byLabels = new Map<string, { readonly labels: LabelId[]; readonly rows: number[] }>();
  for (const { file, line, labels: names } of classes) {
    const row = rows.get(`${file}\n${line}`);
    const ids = names.map((name) => labels.get(name)).filter((id) => id !== undefined);
    if (row === undefined || ids.length === 0) continue;
    const key = ids.join();
    const group = byLabels.get(key) ?? { labels: ids, rows: [] };
    group.rows.push(row);
    byLabels.set(key, group);
  }
  for (const group of byLabels.values()) await commits.classesSetMany(null, job, Uint32Array.from(group.rows), 'replace', group.labels, commits.command('command.classify'));
}
