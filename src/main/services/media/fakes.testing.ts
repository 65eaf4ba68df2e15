/** A state and roots of a handful of samples, for tests of what needs nothing else of them. */
import type { Sample } from '../../../shared/domain/dataset';
import type { DatasetId, RootId, SampleId } from '../../../shared/kernel/ids';
import type { Roots } from '../roots/types';
import type { StateService } from '../state/types';

export const DATASET = 'd'.repeat(32) as DatasetId;
export const ROOT = 'a'.repeat(32) as RootId;

export function sampleId(n: number): SampleId {
  return n.toString(16).padStart(32, '0') as SampleId;
}

export function listed(n: number, path: string, more: Partial<Sample> = {}): Sample {
  return { id: sampleId(n), root: ROOT, path, part: 0, size: 1, mtime: 1, status: 'present', facts: null, ...more };
}

/** Only `rowOf` and `sampleAt` work; `samples` may be changed while it is used. */
export function fakeState(samples: Sample[]): StateService {
  const missing = (): never => {
    throw new Error('not part of this fake');
  };
  return {
    catalog: () => ({ name: '', roots: [], datasets: [], jobs: [], labelSets: [], deleted: { datasets: [], jobs: [] } }), cursor: missing, heads: missing, datasetColumns: missing, jobColumns: missing, sampleIdAt: missing, work: missing, apply: missing, snapshot: missing, close: missing,
    rowOf: (dataset, sample) => (dataset === DATASET ? samples.findIndex((s) => s.id === sample) : -1),
    sampleAt: (_dataset, row) => {
      const found = samples[row];
      if (!found) throw new RangeError('no such row');
      return found;
    },
  };
}

export function fakeRoots(path: string | null): Roots {
  return { pathOf: (root) => (root === ROOT ? path : null), rootAt: () => null, set: () => Promise.resolve(), onChange: () => () => undefined };
}
