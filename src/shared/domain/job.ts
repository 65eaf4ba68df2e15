import type { DatasetId, JobId, LabelSetId } from '../kernel/ids';
import type { DataType } from './dataset';

/** What a job asks for. Others are added by their own issues. */
export const TASKS = ['classification', 'detection'] as const;
export type Task = (typeof TASKS)[number];

/** Which tasks a data type can have. */
export function tasksOf(dataType: DataType): readonly Task[] {
  return dataType === 'image' ? TASKS : ['classification'];
}

export interface Job {
  readonly id: JobId;
  readonly dataset: DatasetId;
  readonly name: string;
  readonly task: Task;
  /** Classification only: several labels per sample. */
  readonly multiple: boolean;
  readonly labelSet: LabelSetId;
}

/** State of a sample in a job. */
export const SAMPLE_STATES = ['unlabeled', 'labeled', 'to-be-confirmed'] as const;
export type SampleState = (typeof SAMPLE_STATES)[number];

/** Marks of a person on a sample in a job. */
export interface Marks {
  readonly hard: boolean;
  readonly flag: 'none' | 'flag' | 'reject';
  /** 0 = none, 1…5. */
  readonly stars: number;
}

export const NO_MARKS: Marks = { hard: false, flag: 'none', stars: 0 };
