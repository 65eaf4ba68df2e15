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
    return { samples, onlyThis: only.length, annotations, files: (await ownPaths(workspace, dataset, only)).length };
  },
  'label.delete': async ({ job, labelSet, label, policy, command }, call) => {
    const workspace = call.workspace();
    const { dataset } = needJob(workspace.state, job);
    const withFiles = policy === 'label-samples-and-files';
    // What is written says what happens: where no file would go, undo brings the samples back as they were.
    const noFile = withFiles && (await ownPaths(workspace, dataset, (await workspace.commits.previewLabelDeletion(job, labelSet, label)).only)).length === 0;
    const { committed, samples, removed } = await workspace.commits.deleteLabel(call.origin, job, labelSet, label, noFile ? 'label-and-samples' : policy, command);
    // The events are on the disk: what a crash leaves behind now is a file too many, never a sample without one.
    let files = 0;
    for (const path of withFiles && !noFile ? await ownPaths(workspace, dataset, removed) : []) if (await workspace.fs.remove(path).then(() => true, () => false)) files += 1;
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

/** Paths that are looked at in one go. */
const AT_ONCE = 64;

/** Where the files are that go with the samples: those that are there. One that does not lie inside its root stays, and so does a link that leads out of it. */
async function ownPaths({ state, roots, fs }: WorkspaceSession, dataset: DatasetId, samples: readonly SampleId[]): Promise<readonly string[]> {
  const files = ownFiles(state, dataset, samples);
  const realRoots = new Map<string, string | null>();
  for (const id of new Set(files.map((sample) => sample.root))) {
    const root = roots.pathOf(id);
    realRoots.set(id, root === null ? null : await fs.realPath(root));
  }
  const paths: string[] = [];
  const look = async (sample: Sample): Promise<void> => {
    const [root, realRoot] = [roots.pathOf(sample.root), realRoots.get(sample.root) ?? null];
    if (root === null || realRoot === null) return;
    const path = join(root, ...sample.path.split('/'));
    const real = await fs.realPath(path);
    if (real?.startsWith(realRoot.endsWith(sep) ? realRoot : `${realRoot}${sep}`)) paths.push(path);
  };
  for (let from = 0; from < files.length; from += AT_ONCE) await Promise.all(files.slice(from, from + AT_ONCE).map(look));
  return paths;
}
