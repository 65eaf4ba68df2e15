/** A workspace to work in, made through the contract as a window would: pictures, a detection job, labels. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Requester } from '../src/shared/contract/requester';
import type { Annotation } from '../src/shared/domain/annotation/annotation';
import type { Attribute } from '../src/shared/domain/label-set';
import type { Draft } from '../src/shared/events/catalogue/types';
import type { CommandId, DatasetId, JobId, LabelId, LabelSetId, SampleId } from '../src/shared/kernel/ids';
import { connect, enter } from './node-window';
import { makePictures, type PictureOptions, type TestHost } from './harness';

export interface BoxJob {
  /** A window without a browser: what it is told is what the host holds. */
  readonly window: Requester;
  readonly dataset: DatasetId;
  readonly job: JobId;
  readonly labels: readonly LabelId[];
  readonly names: readonly string[];
  /** In the order of the gallery: by their names. */
  readonly samples: readonly SampleId[];
}

/** Keys that labels get as they are added. */
const KEYS = '1234567890';

export const freshId = <I extends string>(): I => randomBytes(16).toString('hex') as I;
export const commandNamed = (name: string) => ({ id: freshId<CommandId>(), name, undoes: null, redoes: null });

/** A dataset of a folder of pictures, all measured, and the job "Boxes" with labels of these names on the keys 1, 2, …. */
export async function makeBoxJob(window: Requester, pictures: string, names: readonly string[] = ['ship', 'buoy'], attributes: readonly Attribute[] = []): Promise<BoxJob> {
  const { place } = await window.request('places.resolve', { text: pictures });
  const done = new Promise<void>((resolve) => window.onPush('task', ({ task }) => task.state === 'done' && resolve()));
  const { dataset } = await window.request('dataset.create', { name: 'Pictures', dataType: 'image', textMode: null, folder: place.place });
  await done;
  const [job, labelSet] = [freshId<JobId>(), freshId<LabelSetId>()];
  const labels = names.map(() => freshId<LabelId>());
  const drafts: Draft[] = [
    { type: 'job.created', base: [], body: { job, dataset, name: 'Boxes', task: 'detection', multiple: false, labelSet } },
    ...names.map((name, i): Draft => ({ type: 'label.added', base: [], body: { labelSet, label: labels[i]!, name, color: i % 24, shortcut: KEYS[i] ?? null, attributes } })),
  ];
  await window.request('journal.commit', { job: null, command: commandNamed('command.create-job'), drafts });
  const { parts, count } = await window.request('state.columns', { dataset, job: null });
  const ids = Buffer.from(parts['ids'] ?? []);
  return { window, dataset, job, labels, names, samples: Array.from({ length: count }, (_, i) => ids.subarray(16 * i, 16 * i + 16).toString('hex') as SampleId) };
}

/** The same with a window of its own on `host`, on pictures `picture-0001.jpg` … made below `scratch` and the files that `more` adds. */
export async function prepareBoxJob(host: TestHost, scratch: string, pictures: PictureOptions, names: readonly string[], attributes: readonly Attribute[] = [], more: (folder: string) => Promise<void> = () => Promise.resolve()): Promise<BoxJob> {
  const window = await connect(await enter(host.address));
  const folder = join(scratch, 'pictures');
  await makePictures(folder, pictures);
  await more(folder);
  return makeBoxJob(window, folder, names, attributes);
}

/** The living objects of a sample, as the host holds them. */
export async function heldBy({ window, job }: BoxJob, sample: SampleId): Promise<readonly Annotation[]> {
  return (await window.request('sample.open', { job, sample })).work.annotations.filter((a) => !a.retired);
}
