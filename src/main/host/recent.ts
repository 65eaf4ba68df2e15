/** The list of recent workspaces of this person on this machine, and what was in them when they were looked at last. */
import type { RecentJob, RecentWorkspace, WorkspaceInfo } from '../../shared/contract/api';
import { SAMPLE_STATUS } from '../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../shared/domain/job';
import type { FileSystem } from '../ports/file-system';
import type { FoldedState } from '../services/state/types';
import { NumberedFile } from './numbered-file';
import { Moments, paceOf } from './pace';

export interface RecentEntry extends Pick<RecentWorkspace, 'name' | 'opened' | 'project' | 'dataTypes' | 'samples' | 'jobs'> {
  readonly dir: string;
}

/** What is needed of an open workspace to count what is in it. */
interface Counted {
  readonly dir: string;
  readonly info: WorkspaceInfo;
  readonly state: FoldedState;
}

const MAX_RECENT = 30;
const MAX_JOBS = 100;
const REMOVED = SAMPLE_STATUS.indexOf('removed');
const LABELED = SAMPLE_STATES.indexOf('labeled');
const TO_CONFIRM = SAMPLE_STATES.indexOf('to-be-confirmed');

export class Recent {
  readonly #file: NumberedFile<readonly RecentEntry[]>;
  #entries: readonly RecentEntry[] = [];

  constructor(fs: FileSystem, dir: string) {
    this.#file = new NumberedFile(fs, dir, (value) => (Array.isArray(value) && value.every(isEntry) ? value : null));
  }

  async load(): Promise<void> {
    // Lists of before know no pace.
    this.#entries = ((await this.#file.load()) ?? []).map((entry) => ({ ...entry, jobs: entry.jobs.map((job) => ({ ...job, pace: job.pace ?? null })) }));
  }

  /** Last opened first. */
  list(): readonly RecentEntry[] {
    return this.#entries;
  }

  /** It was opened now (`opened`, ms since 1970). */
  async opened(session: Counted, opened: number): Promise<void> {
    const entry = { ...countsOf(session), opened };
    this.#entries = [entry, ...this.#entries.filter((e) => e.dir !== entry.dir)].sort((a, b) => b.opened - a.opened).slice(0, MAX_RECENT);
    await this.#file.save(this.#entries);
  }

  /** What is in it may have changed. One that is not on the list (any more) stays off it. */
  async looked(session: Counted): Promise<void> {
    const known = this.#entries.find((e) => e.dir === session.dir);
    if (!known) return;
    const entry = { ...countsOf(session), opened: known.opened };
    if (JSON.stringify(entry) === JSON.stringify(known)) return;
    this.#entries = this.#entries.map((e) => (e === known ? entry : e));
    await this.#file.save(this.#entries);
  }

  async forget(dir: string): Promise<void> {
    this.#entries = this.#entries.filter((e) => e.dir !== dir);
    await this.#file.save(this.#entries);
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }
}

function countsOf({ dir, info, state }: Counted): Omit<RecentEntry, 'opened'> {
  const { datasets, jobs, name } = state.catalog();
  const present = new Map(datasets.map((dataset) => [dataset.id, state.datasetColumns(dataset.id).status.subarray(0, state.datasetColumns(dataset.id).count)]));
  const kept = (status: Uint8Array): number => status.reduce((n, s) => (s === REMOVED ? n : n + 1), 0);
  return {
    dir,
    name: name || info.name,
    project: info.project,
    dataTypes: [...new Set(datasets.map((dataset) => dataset.dataType))],
    samples: [...present.values()].reduce((n, status) => n + kept(status), 0),
    jobs: jobs.slice(-MAX_JOBS).map((job): RecentJob => {
      const status = present.get(job.dataset) ?? new Uint8Array();
      const { state: states, changed } = state.jobColumns(job.id);
      const moments = new Moments();
      let labeled = 0;
      let toConfirm = 0;
      for (const [row, s] of status.entries()) {
        if (s === REMOVED) continue;
        if (states[row] === LABELED) {
          labeled++;
          moments.add(changed[row] ?? 0);
        } else if (states[row] === TO_CONFIRM) toConfirm++;
      }
      return { job: job.id, name: job.name, dataType: datasets.find((d) => d.id === job.dataset)?.dataType ?? 'image', samples: kept(status), labeled, toConfirm, pace: paceOf(moments.newest()) };
    }),
  };
}

function isEntry(value: unknown): value is RecentEntry {
  if (typeof value !== 'object' || value === null) return false;
  const e = value as Partial<Record<keyof RecentEntry, unknown>>;
  return typeof e.dir === 'string' && typeof e.name === 'string' && typeof e.opened === 'number' && typeof e.project === 'string' && Array.isArray(e.dataTypes) && typeof e.samples === 'number' && Array.isArray(e.jobs);
}
