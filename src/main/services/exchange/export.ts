import { basename, join } from 'node:path';
import type { ExportFormat, ExportOptions, ExportPreview, TaskId } from '../../../shared/contract/api';
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import { formatById } from '../../../shared/formats';
import type { Format } from '../../../shared/formats/format';
import { LossCounter } from '../../../shared/formats/support/losses';
import { joinPath } from '../../../shared/formats/support/media-finder';
import type { JobId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { FileSystemError } from '../../ports/file-system';
import type { TaskContext } from '../tasks';
import { createOut, targetExists, type PendingOut } from './disk-out';
import { jobParts, type ExchangeParts, type JobParts } from './job-parts';
import { JobSource } from './job-source';
import { refuseOwnFolder } from './own-folders';

/** Where readers of each format look for the pictures. */
const MEDIA_FOLDERS: Readonly<Record<ExportFormat, string>> = { coco: 'images', voc: 'JPEGImages', 'modelarts-manifest': 'media' };

function formatOf(options: ExportOptions): Format {
  const format = formatById(options.format);
  if (!format?.descriptor.writes) throw new FailureError({ code: 'unknown-format', message: `There is no format ${JSON.stringify(options.format)} to write.` });
  return format;
}

const MISSING = SAMPLE_STATUS.indexOf('missing');
const CHANGED = SAMPLE_STATUS.indexOf('changed');

/** What an export would write, without reading the annotations. */
export function previewExport(parts: ExchangeParts, job: JobId, options: ExportOptions): ExportPreview {
  const of = jobParts(parts.state, job);
  const format = formatOf(options);
  const source = new JobSource(parts, of, options);
  const columns = parts.state.datasetColumns(of.dataset.id);
  const { objects } = parts.state.jobColumns(job);
  const losses = new LossCounter();
  let annotations = 0, rotated = 0, twins = 0, missing = 0, changed = 0, unmeasured = 0;
  for (const row of source.rows) {
    annotations += objects[row] ?? 0;
    if ((columns.twins[row] ?? 0) !== 0) twins++;
    if (columns.status[row] === MISSING) missing++;
    if (columns.status[row] === CHANGED) changed++;
    if (of.dataset.dataType !== 'image') continue;
    if (columns.measured[row] === 0) unmeasured++;
    else if ((source.sample(row).facts?.orientation ?? 1) > 1) rotated++;
  }
  if (!format.descriptor.dataTypes.includes(of.dataset.dataType)) losses.add(`${of.dataset.dataType} item`, null, source.rows.length);
  if (of.job.task === 'classification' && annotations > 0) {
    if (!format.descriptor.writesKinds.includes('classification')) losses.add('classification', null, annotations);
    else if (of.dataset.dataType === 'video') losses.add('classification of a clip', 'property', annotations);
  }
  if (unmeasured > 0) losses.add('size of a picture that was not measured yet', null, unmeasured);
  return { samples: source.rows.length, annotations, rotated, twins, missing, changed, losses: losses.list() };
}

/** Writes into a folder that must not exist yet; one that does, and a job that is not there, are refused before the task begins, where the person still is. */
export async function startExport(parts: ExchangeParts, job: JobId, options: ExportOptions, folder: string): Promise<TaskId> {
  jobParts(parts.state, job);
  await refuseOwnFolder(parts.fs, folder);
  if (await parts.fs.stat(folder)) throw targetExists(folder);
  return parts.tasks.start('task.export', { name: basename(folder), format: options.format }, async (task) => {
    const of = jobParts(parts.state, job);
    const format = formatOf(options);
    const preview = previewExport(parts, job, options);
    const out = await createOut(parts.fs, parts.random, folder, false, false);
    try {
      const source = new JobSource(parts, of, options, task.signal, (done, total) => task.progress(done, options.copyMedia ? total * 2 : total));
      // Readers of COCO and VOC add the folder of the pictures themselves; a manifest names the whole path.
      const inside = options.copyMedia && options.format !== 'coco' ? MEDIA_FOLDERS[options.format] : '';
      const losses = await format.write(source, out, { file: null, mediaFolder: inside });
      const copied = options.copyMedia ? await copyMedia(parts, of, source, out, MEDIA_FOLDERS[options.format], task) : 0;
      if (task.signal.aborted) throw task.signal.reason;
      await out.commit(false);
      task.outcome({ folder, samples: preview.samples, annotations: preview.annotations, rotated: preview.rotated, missing: preview.missing, changed: preview.changed, frame: options.frame, copied, lost: losses.filter((l) => l.becomes === null).reduce((n, l) => n + l.count, 0) });
    } catch (error) {
      await out.abort();
      throw error;
    }
  }, { kind: 'export', job, options, folder });
}

/** Copies each file once; what cannot be copied is told and left out. */
async function copyMedia(parts: ExchangeParts, of: JobParts, source: JobSource, out: PendingOut, folder: string, task: TaskContext): Promise<number> {
  const done = new Set<string>();
  let copied = 0;
  for (const [i, row] of source.rows.entries()) {
    if (task.signal.aborted) throw task.signal.reason;
    const sample = source.sample(row);
    const path = joinPath(folder, source.pathOf(sample));
    const root = parts.roots.pathOf(sample.root);
    task.progress(source.rows.length + i, source.rows.length * 2);
    if (done.has(path) || of.dataset.dataType === 'text') continue;
    done.add(path);
    try {
      if (root === null) throw new FileSystemError('ENOENT', sample.path);
      await out.copy(join(root, sample.path), path);
      copied++;
    } catch (error) {
      if (error instanceof FailureError && error.failure.code !== 'cannot-write') throw error;
      task.failed({ code: 'media-not-copied', message: `${sample.path} could not be copied.`, details: { path: sample.path } });
    }
  }
  return copied;
}
