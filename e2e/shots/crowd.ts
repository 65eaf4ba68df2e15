/** Workspaces that are full: many pictures with long names, forty labels, three hundred boxes on one picture. */
import { appendFile, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Requester } from '../../src/shared/contract/requester';
import type { DataType } from '../../src/shared/domain/dataset';
import type { Attribute } from '../../src/shared/domain/label-set';
import type { Task } from '../../src/shared/domain/job';
import type { Draft } from '../../src/shared/events/catalogue/types';
import type { AnnotationId, AttributeId, DatasetId, JobId, LabelId, LabelSetId, SampleId } from '../../src/shared/kernel/ids';
import { commandNamed, freshId } from '../prepare';

export const SAMPLES = fileURLToPath(new URL('../../assets/samples/', import.meta.url));

/** Names of labels as people write them: short, long, in other scripts, one that is far too long. */
export const MANY_LABELS: readonly string[] = [
  'cargo ship', 'ferry', 'sailing boat', 'fishing boat', 'car', 'person', 'buoy', 'van', 'cyclist', 'bus',
  'container crane', 'mooring post', 'street lamp', 'traffic light', 'traffic sign, back side', 'litter bin', 'bench', 'tree', 'gull', 'tern', 'cormorant', 'swan',
  'inflatable boat with outboard motor', 'pilot boat', 'tugboat', 'Schlepper', 'Fähre', 'Größeres Containerschiff', 'фонарь', 'عبّارة', '渔船', '信号灯', 'kayak', 'rowing boat', 'jet ski', 'motorcycle', 'scooter', 'truck',
  'anything that floats and is neither a vessel nor a buoy nor a bird, such as driftwood, ice or lost cargo', 'unknown',
];

/** Copies of the drawn scenes, each a file of its own content. */
export async function manyPictures(folder: string, count: number): Promise<void> {
  const names = (await readdir(join(SAMPLES, 'pictures'))).filter((name) => name.endsWith('.jpg')).sort();
  for (let i = 0; i < count; i++) {
    const place = join(folder, ['north-quay', 'south-quay/camera-03', 'street'][i % 3] ?? '');
    await mkdir(place, { recursive: true });
    const name = i % 11 === 5 ? `a picture somebody gave a very long name to because the camera did not, ${i}.jpg` : `quay-camera-03_${String(2026_0400 + (i % 30) + 1)}_${String(i + 1).padStart(4, '0')}.jpg`;
    await copyFile(join(SAMPLES, 'pictures', names[i % names.length] ?? ''), join(place, name));
    await appendFile(join(place, name), String(i));
  }
}

/** Files that cannot be used, each in its own way. */
export async function brokenFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'empty.png'), '');
  await writeFile(join(folder, 'disguised.png'), 'this is text, whatever its name says\n');
  await writeFile(join(folder, 'half.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]));
  await writeFile(join(folder, 'a file with a long name that nobody could read either.jpg'), 'no picture');
}

/** Makes a workspace in `folder` and opens it in this window; answers with its own folder. */
export async function workspaceIn(window: Requester, folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { place } = await window.request('places.resolve', { text: folder });
  await window.request('workspace.create', { place: place.place, name });
  return join(folder, name);
}

/** A dataset of a folder; answers when all is listed and measured, unless `wait` is false. */
export async function datasetOf(window: Requester, folder: string, name: string, dataType: DataType = 'image', wait = true): Promise<DatasetId> {
  const { place } = await window.request('places.resolve', { text: folder });
  const over = new Promise<void>((resolve) => window.onPush('task', ({ task }) => task.state === 'done' && resolve()));
  const { dataset } = await window.request('dataset.create', { name, dataType, textMode: dataType === 'text' ? 'line' : null, folder: place.place });
  if (wait) await over;
  return dataset;
}

export interface MadeJob {
  readonly job: JobId;
  readonly labels: readonly LabelId[];
}

const KEYS = '1234567890';

export async function jobOf(window: Requester, dataset: DatasetId, name: string, task: Task, names: readonly string[], attributes: readonly Attribute[] = [], multiple = false): Promise<MadeJob> {
  const [job, labelSet] = [freshId<JobId>(), freshId<LabelSetId>()];
  const labels = names.map(() => freshId<LabelId>());
  const drafts: Draft[] = [
    { type: 'job.created', base: [], body: { job, dataset, name, task, multiple, labelSet } },
    ...names.map((label, i): Draft => ({ type: 'label.added', base: [], body: { labelSet, label: labels[i]!, name: label, color: i % 24, shortcut: KEYS[i] ?? null, attributes } })),
  ];
  await window.request('journal.commit', { job: null, command: commandNamed('command.create-job'), drafts });
  return { job, labels };
}

export function attributes(): readonly Attribute[] {
  return [
    { id: freshId<AttributeId>(), kind: 'select', name: 'Visible', values: ['whole', 'partly', 'hardly'] },
    { id: freshId<AttributeId>(), kind: 'text', name: 'Name on the hull, if it can be read' },
  ];
}

export async function samplesOf(window: Requester, dataset: DatasetId): Promise<readonly SampleId[]> {
  const { parts, count } = await window.request('state.columns', { dataset, job: null });
  const ids = Buffer.from(parts['ids'] ?? []);
  return Array.from({ length: count }, (_, i) => ids.subarray(16 * i, 16 * i + 16).toString('hex') as SampleId);
}

/** `count` boxes on a sample of 1,440 x 960 pixels, everywhere and of many sizes. The same call makes the same boxes. */
export async function drawBoxes(window: Requester, { job, labels }: MadeJob, sample: SampleId, count: number): Promise<void> {
  let seed = 7;
  const next = (to: number): number => (seed = (seed * 48_271) % 2_147_483_647) % to;
  const drafts = Array.from({ length: count }, (): Draft => {
    const [width, height] = [18 + next(count > 50 ? 90 : 260), 18 + next(count > 50 ? 80 : 200)];
    return { type: 'annotation.created', base: [], body: { job, sample, annotation: freshId<AnnotationId>(), label: labels[next(labels.length)]!, geometry: { kind: 'box', x: next(1440 - width), y: next(960 - height), width, height }, attributes: {}, origin: 'person' } };
  });
  await window.request('journal.commit', { job, command: commandNamed('command.draw-box'), drafts });
}
