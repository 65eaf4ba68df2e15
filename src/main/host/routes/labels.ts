import { join, sep } from 'node:path';
import { textAt } from '../../../shared/contract/text-table';
import { SAMPLE_STATUS, type Sample } from '../../../shared/domain/dataset';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { everyDataset } from '../../services/state';
import type { Routes, WorkspaceSession } from '../types';
import { needJob } from './need-job';

const REMOVED = SAMPLE_STATUS.indexOf('removed');

/** Deleting a label with ModelArts' three policies. */
export const labelRoutes = {
  'label.delete-preview': async ({ job, labelSet, label }, call) => {
    const workspace = call.workspace();
    const { dataset } = needJob(workspace.state, job);
    const { samples, only, annotations } = await workspace.commits.previewLabelDeletion(job, labelSet, label);
    return { samples, onlyThis: only.length, annotations, files: ownFiles(workspace.state, dataset, only).filter((sample) => sample.status !== 'missing').length };
  },
  'label.delete': async ({ job, labelSet, label, policy, command }, call) => {
    const workspace = call.workspace();
    const { dataset } = needJob(workspace.state, job);
    const withFiles = policy === 'label-samples-and-files';
    // What is written says what happens: where no file would go, undo brings the samples back as they were.
    const noFile = withFiles && ownFiles(workspace.state, dataset, (await workspace.commits.previewLabelDeletion(job, labelSet, label)).only).length === 0;
    const { committed, samples, removed } = await workspace.commits.deleteLabel(call.origin, job, labelSet, label, noFile ? 'label-and-samples' : policy, command);
    // The events are on the disk: what a crash leaves behind now is a file too many, never a sample without one.
    const files = withFiles && !noFile ? await deleteFiles(workspace, ownFiles(workspace.state, dataset, removed)) : 0;
    return { cursor: committed.cursor, samples, files };
  },
} satisfies Routes;

/**
 * Those of the samples whose file goes with them, one per file: a sample that is a whole file which no other sample of
 * any dataset names. The file of a text whose lines are samples is never deleted.
 */
function ownFiles(state: WorkspaceSession['state'], dataset: DatasetId, samples: readonly SampleId[]): readonly Sample[] {
  const leaving = new Set<number>();
  const wanted = new Map<string, Sample>();
  const lengths = new Set<number>();
  for (const id of samples) {
    const row = state.rowOf(dataset, id);
    const sample = state.sampleAt(dataset, row);
    leaving.add(row);
    if (sample.part !== 0) continue;
    wanted.set(`${sample.root}/${sample.path}`, sample);
    lengths.add(Buffer.byteLength(sample.path));
  }
  const catalog = state.catalog();
  const { roots } = catalog;
  // Those of deleted datasets as well: they may come back.
  for (const { id } of everyDataset(catalog)) {
    const { count, status, path, root } = state.datasetColumns(id);
    for (let row = 0; row < count && wanted.size > 0; row++) {
      if (status[row] === REMOVED || (id === dataset && leaving.has(row)) || !lengths.has((path.offsets[row + 1] ?? 0) - (path.offsets[row] ?? 0))) continue;
      wanted.delete(`${roots[root[row] ?? 0]?.id ?? ''}/${textAt(path, row)}`);
    }
  }
  return [...wanted.values()];
}

/** Deletes the files of samples; answers how many are gone. One that does not lie inside its root stays. */
async function deleteFiles({ roots, fs }: WorkspaceSession, samples: readonly Sample[]): Promise<number> {
  let files = 0;
  for (const sample of samples) {
    const root = roots.pathOf(sample.root);
    if (root === null) continue;
    const path = join(root, ...sample.path.split('/'));
    const [realRoot, real] = await Promise.all([fs.realPath(root), fs.realPath(path)]);
    if (realRoot === null || real === null || !real.startsWith(realRoot.endsWith(sep) ? realRoot : `${realRoot}${sep}`)) continue;
    if (await fs.remove(path).then(() => true, () => false)) files += 1;
  }
  return files;
}
