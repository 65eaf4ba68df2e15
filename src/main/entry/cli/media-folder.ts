/** Folders of media become datasets, with a labeling job when one is named. */
import { SAMPLE_STATUS, type DataType, type SampleStatus, type TextMode } from '../../../shared/domain/dataset';
import { tasksOf, type Task } from '../../../shared/domain/job';
import { nameIn } from '../../../shared/domain/names';
import { NEW_READING, type CsvHeader, type TextEncoding, type TextReading } from '../../../shared/domain/text-reading';
import type { Draft } from '../../../shared/events/catalogue/types';
import { idFromBytes, type DatasetId, type Id, type JobId, type LabelId, type LabelSetId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { listFiles } from '../../services/datasets';
import type { WorkspaceSession } from '../../host/types';
import type { CliContext } from './context';
import type { Output } from './output';
import { finish } from './workspace';

export interface MediaOptions {
  readonly type: DataType;
  readonly textMode: TextMode | null;
  /** Of texts; null: what a new dataset begins with. */
  readonly header: CsvHeader | null;
  readonly encoding: TextEncoding | null;
  /** Name of the dataset; the folder's own when null. */
  readonly name: string | null;
  readonly job: string | null;
  readonly task: Task | null;
  readonly multiple: boolean;
  readonly labels: readonly string[];
}

export interface AddedMedia {
  readonly folder: string;
  readonly dataset: string;
  readonly dataType: DataType;
  /** Samples of the dataset, and how many of them are new. */
  readonly samples: number;
  readonly added: number;
  /** What bringing it up to date found. */
  readonly missing: number;
  readonly changed: number;
  readonly moved: number;
  readonly back: number;
  /** Samples that stand there without their file, or with another content than was listed, from this run or an earlier one. */
  readonly standing: { readonly missing: number; readonly changed: number };
  readonly job: string | null;
  readonly problems: readonly Failure[];
  readonly problemCount: number;
}

const COLORS = 24;

/** Refuses what cannot be done, before anything is written. Throws a FailureError. */
export async function checkMedia(context: CliContext, folder: string, options: MediaOptions): Promise<void> {
  const { type, job, task, textMode } = options;
  if (textMode !== null && type !== 'text') throw bad('--text-mode is only for texts.');
  if ((options.header !== null || options.encoding !== null) && type !== 'text') throw bad('--header and --encoding are only for texts.');
  if (options.header !== null && textMode === 'file') throw bad('--header is about tables whose rows are samples; with --text-mode file they are not.');
  if (job === null && (task !== null || options.multiple || options.labels.length > 0)) throw bad('--task, --multiple and --label belong to a job; name it with --job.');
  if (job !== null && task === null) throw bad(`A new job needs --task (${tasksOf(type).join(' or ')}).`);
  if (task !== null && !tasksOf(type).includes(task)) throw bad(`A job on ${type} cannot be ${task}; it can be ${tasksOf(type).join(' or ')}.`);
  if (options.multiple && task !== 'classification') throw bad('--multiple is only for classification.');
  if (new Set(options.labels).size !== options.labels.length) throw bad('A label is named twice.');
  if ((await context.fs.stat(folder))?.kind !== 'folder') throw new FailureError({ code: 'no-such-folder', message: `There is no folder ${folder}.`, details: { path: folder } });
  let unlisted: Failure | null = null;
  const files = listFiles({ fs: context.fs, root: folder, inside: '', dataType: type, skip: [], signal: context.signal, failed: (failure) => (unlisted ??= failure) });
  const first = await files.next();
  await files.return(undefined);
  if (first.done === true || first.value.length === 0) throw new FailureError(unlisted ?? { code: 'no-media', message: `${folder} holds no files of the type ${type}.`, details: { path: folder } });
}

/** Makes a dataset of a folder, or brings up to date the one that it is already; makes the job. */
export async function addMedia(context: CliContext, output: Output, session: WorkspaceSession, folder: string, options: MediaOptions): Promise<AddedMedia> {
  const catalog = session.state.catalog();
  const root = session.roots.rootAt(folder);
  const known = root === null ? undefined : catalog.datasets.find((d) => d.dataType === options.type && d.sources.some((s) => s.root === root && s.path === ''));
  const ofJob = known === undefined ? [] : catalog.jobs.filter((j) => j.dataset === known.id);
  if (options.job !== null && ofJob.some((j) => j.name === options.job)) throw new FailureError({ code: 'job-name-taken', message: `The dataset ${JSON.stringify(known?.name)} has a job ${JSON.stringify(options.job)} already.` });
  const before = known ? session.state.datasetColumns(known.id).count : 0;
  const made = known ? { dataset: known.id, task: session.datasets.sync(known.id) } : await session.datasets.create(options.name ?? nameOf(folder), options.type, options.textMode, folder, readingFor(options));
  const name = session.state.catalog().datasets.find((d) => d.id === made.dataset)?.name ?? '';
  const ended = made.task === null ? null : await finish(context, output, session, made.task, (n) => `${n} files of ${name} …`, `Stopped. The dataset ${JSON.stringify(name)} has what was listed so far; the same command goes on with it.`);
  if (options.job !== null && options.task !== null) await makeJob(session, made.dataset, options.job, options.task, options.multiple, options.labels);
  const { count: samples, status } = session.state.datasetColumns(made.dataset);
  const found = (what: string): number => Number(ended?.outcome[what] ?? 0);
  const standing = (what: SampleStatus): number => status.subarray(0, samples).reduce((n, s) => n + Number(s === SAMPLE_STATUS.indexOf(what)), 0);
  return { folder, dataset: name, dataType: options.type, samples, added: samples - before, missing: found('missing'), changed: found('changed'), moved: found('moved'), back: found('back'), standing: { missing: standing('missing'), changed: standing('changed') }, job: options.job, problems: ended?.failures ?? [], problemCount: ended?.problems ?? 0 };
}

/** How the texts of a new dataset are read; a dataset that is there keeps its own. */
function readingFor({ type, textMode, header, encoding }: MediaOptions): TextReading | undefined {
  return type === 'text' ? { header: textMode === 'file' ? 'none' : header ?? NEW_READING.header, encoding } : undefined;
}

function nameOf(folder: string): string {
  return nameIn(folder.split(/[\\/]/).filter((part) => part !== '').at(-1) ?? folder) || 'folder';
}

async function makeJob(session: WorkspaceSession, dataset: DatasetId, name: string, task: Task, multiple: boolean, labels: readonly string[]): Promise<void> {
  const fresh = <I extends Id<string>>(): I => idFromBytes<I>(session.random.bytes(16));
  const labelSet = fresh<LabelSetId>();
  const drafts: Draft[] = [{ type: 'job.created', base: [], body: { job: fresh<JobId>(), dataset, name, task, multiple, labelSet } }];
  for (const [i, label] of labels.entries()) {
    drafts.push({ type: 'label.added', base: [], body: { labelSet, label: fresh<LabelId>(), name: label, color: i % COLORS, shortcut: i < 9 ? String(i + 1) : i === 9 ? '0' : null, attributes: [] } });
  }
  await session.commits.commit(null, session.commits.command('command.create-job'), drafts);
}

function bad(message: string): FailureError {
  return new FailureError({ code: 'bad-command-line', message });
}
