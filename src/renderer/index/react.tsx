/** React's view of the index. */
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Client } from '../client';
import type { Catalog } from '../../shared/contract/api';
import type { DatasetColumns, JobColumns } from '../../shared/contract/columns';
import type { Dataset } from '../../shared/domain/dataset';
import type { Job } from '../../shared/domain/job';
import type { LabelSet } from '../../shared/domain/label-set';
import type { DatasetId, JobId, ProjectId } from '../../shared/kernel/ids';
import { openIndex } from './open-index';
import { createQueryPort } from './query/port';
import { createQuerySession } from './query/session';
import type { QuerySession } from './query/session';
import { countsAfter, rowStates } from './query/delta';
import type { LocatedResult, Query } from './query/types';
import { createSpares } from './spares';
import { copiedColumns, isShown, rowsUnanswered, withUnanswered } from './unanswered';
import type { PendingCommit } from './store/types';
import type { WorkspaceIndex } from './workspace-index';

const IndexContext = createContext<WorkspaceIndex | null>(null);
/** Stands around everything that belongs to one open workspace. */
export const IndexProvider = IndexContext.Provider;

/** Opens the index of a workspace around what is shown of it; `fallback` until then. */
export function OpenIndex({ client, project, fallback, children }: { readonly client: Client; readonly project: ProjectId; readonly fallback: ReactNode; readonly children: ReactNode }) {
  const [index, setIndex] = useState<WorkspaceIndex | null>(null);
  useEffect(() => {
    let gone = false;
    let opened: WorkspaceIndex | null = null;
    void openIndex(client, project).then((made) => {
      if (gone) return made.close();
      opened = made;
      setIndex(made);
    });
    return () => {
      gone = true;
      opened?.close();
      setIndex(null);
    };
  }, [client, project]);
  return index ? <IndexContext.Provider value={index}>{children}</IndexContext.Provider> : fallback;
}

/** The index of the open workspace. Throws outside of `IndexProvider`. */
export function useIndex(): WorkspaceIndex {
  const index = useContext(IndexContext);
  if (!index) throw new Error('no workspace is open here');
  return index;
}

/** null until it is known. */
export function useCatalog(): Catalog | null {
  const index = useIndex();
  return useSyncExternalStore((listener) => index.subscribeCatalog(listener), () => index.catalog());
}

export interface JobFacts { readonly job: Job; readonly dataset: Dataset; readonly labelSet: LabelSet }

/** A job with its dataset and label set; null while unknown or when there is none with this id. */
export function useJobFacts(id: JobId): JobFacts | null {
  const catalog = useCatalog();
  return useMemo(() => {
    const job = catalog?.jobs.find((one) => one.id === id);
    const dataset = catalog?.datasets.find((one) => one.id === job?.dataset);
    const labelSet = catalog?.labelSets.find((one) => one.id === job?.labelSet);
    return job && dataset && labelSet ? { job, dataset, labelSet } : null;
  }, [catalog, id]);
}

export interface LiveColumns {
  readonly dataset: DatasetColumns;
  readonly job: JobColumns | null;
  /** The job without what the host has not answered, and what that is. */
  readonly settled: JobColumns | null;
  readonly unanswered: readonly PendingCommit[];
  /** Another number after every change; `dataset` and `job` are then other objects. */
  readonly version: string;
}

const NONE: readonly PendingCommit[] = [];

/** For the one job that a window shows. */
const spares = createSpares((action) => void requestIdleCallback(() => action()));

/** The same list object while it holds the same commits. */
function useStable(list: readonly PendingCommit[]): readonly PendingCommit[] {
  const kept = useRef(list);
  if (kept.current.length !== list.length || list.some((commit, i) => commit !== kept.current[i])) kept.current = list;
  return kept.current;
}

/** The columns of a dataset, with what this window changed and the host has not answered, and of a job of it or null; null until all of it is there. */
export function useColumns(dataset: DatasetId, job: JobId | null): LiveColumns | null {
  const index = useIndex();
  const datasetCopy = useMemo(() => index.dataset(dataset), [index, dataset]);
  const jobCopy = useMemo(() => (job === null ? null : index.job(job, dataset)), [index, job, dataset]);
  const datasetVersion = useSyncExternalStore(datasetCopy.subscribe, datasetCopy.version);
  const jobVersion = useSyncExternalStore(jobCopy?.subscribe ?? never, jobCopy?.version ?? zero);
  const pending = useSyncExternalStore(index.outbox.subscribe, index.outbox.pending);
  const unanswered = useStable(useMemo(() => (job === null ? NONE : pending.filter((commit) => commit.job === job && isShown(commit))), [pending, job]));
  const columns = useMemo(() => {
    const datasetTable = datasetCopy.table();
    const jobTable = jobCopy?.table() ?? null;
    if (!datasetTable || (jobCopy && !jobTable)) return null;
    const settled = jobTable?.view() ?? null;
    return { dataset: datasetTable.view(), job: settled && withUnanswered(settled, unanswered, spares.copy), settled, unanswered, version: `${datasetVersion}.${jobVersion}.${unanswered.map((commit) => commit.order).join('+')}` };
  }, [datasetCopy, jobCopy, datasetVersion, jobVersion, unanswered]);
  const settled = columns?.settled ?? null;
  useEffect(() => {
    if (settled !== null) spares.prepare(copiedColumns(settled));
  }, [settled]);
  useEffect(() => (job === null ? undefined : () => spares.prepare([])), [job]);
  return columns;
}

function never(): () => void {
  return () => undefined;
}
function zero(): number {
  return 0;
}

/**
 * Rows and counts of a query, again whenever something changes; null until the first answer. With `columns` the counts
 * are those of the columns: the person's own change is counted before the host or the worker has answered.
 */
export function useQuery(dataset: DatasetId, job: JobId | null, query: Query, columns: LiveColumns | null = null): (LocatedResult & { readonly query: Query }) | null {
  const index = useIndex();
  const [session, setSession] = useState<QuerySession | null>(null);
  useEffect(() => {
    const made = createQuerySession(createQueryPort(), index.dataset(dataset), job === null ? null : index.job(job, dataset));
    setSession(made);
    return () => made.close();
  }, [index, dataset, job]);
  useEffect(() => session?.setQuery(query), [session, query]);
  const result = useSyncExternalStore(session?.subscribe ?? never, session?.result ?? nothing);
  return useMemo(() => {
    if (!session || !result || !columns?.job || !columns.settled) return result;
    const before = rowStates(columns.settled, rowsUnanswered(columns.unanswered));
    for (const [row, was] of session.changedSince()) before.set(row, was);
    return { ...result, counts: countsAfter(result.counts, result.query, columns.dataset, columns.job, before) };
  }, [session, result, columns]);
}

function nothing(): null {
  return null;
}
