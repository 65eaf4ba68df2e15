import { join, sep } from 'node:path';
import { textAt } from '../../../shared/contract/text-table';
import { SAMPLE_STATUS, type Sample } from '../../../shared/domain/dataset';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import type { Routes, WorkspaceSession } from '../types';
import { needJob } from './need-job';

const REMOVED = SAMPLE_STATUS.indexOf('removed');

/** Deleting a label with ModelArts' three policies. */
export const labelRoutes = {
  'label.delete-preview': ({ job, labelSet, label }, call) => call.workspace().commits.previewLabelDeletion(job, labelSet, label),
  'label.delete': async ({ job, labelSet, label, policy, command }, call) => {
    const workspace = call.workspace();
    const { dataset } = needJob(workspace.state, job);
    const { committed, samples, removed } = await workspace.commits.deleteLabel(call.origin, job, labelSet, label, policy, command);
    // The events are on the disk: what a crash leaves behind now is a file too many, never a sample without one.
    const files = policy === 'label-samples-and-files' ? await deleteFiles(workspace, dataset, removed) : 0;
    return { cursor: committed.cursor, samples, files };
  },
} satisfies Routes;

/**
 * Deletes the files of samples; answers how many are gone. A file that another sample names (another line
 * of a text, another dataset) stays, and so does one that does not lie inside its root.
 */
async function deleteFiles({ state, roots, fs }: WorkspaceSession, dataset: DatasetId, samples: readonly SampleId[]): Promise<number> {
  const wanted = new Map(samples.map((id) => {
    const sample = state.sampleAt(dataset, state.rowOf(dataset, id));
    return [`${sample.root}/${sample.path}`, sample];
  }));
  keepNamed(state, wanted);
  let files = 0;
  for (const sample of wanted.values()) {
    const root = roots.pathOf(sample.root);
    if (root === null) continue;
    const path = join(root, ...sample.path.split('/'));
    const [realRoot, real] = await Promise.all([fs.realPath(root), fs.realPath(path)]);
    if (realRoot === null || real === null || !real.startsWith(realRoot.endsWith(sep) ? realRoot : `${realRoot}${sep}`)) continue;
    if (await fs.remove(path).then(() => true, () => false)) files += 1;
  }
  return files;
}

/** Takes those files out of `wanted` that a sample of any dataset still names. */
function keepNamed(state: WorkspaceSession['state'], wanted: Map<string, Sample>): void {
  const { datasets, roots } = state.catalog();
  for (const { id } of datasets) {
    const columns = state.datasetColumns(id);
    for (let row = 0; row < columns.count; row++) {
      if (columns.status[row] === REMOVED) continue;
      wanted.delete(`${roots[columns.root[row] ?? 0]?.id ?? ''}/${textAt(columns.path, row)}`);
    }
  }
}
