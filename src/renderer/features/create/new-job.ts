import { randomId, type Client } from '../../client';
import type { Task } from '../../../shared/domain/job';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { CommandId, DatasetId, JobId, LabelId, LabelSetId } from '../../../shared/kernel/ids';
import type { NewLabel } from './job-labels';

export interface JobPlan {
  readonly dataset: DatasetId;
  readonly name: string;
  readonly task: Task;
  readonly multiple: boolean;
  readonly labels: readonly NewLabel[];
}

/** Makes the job and its labels as one command. Answers when it is on the disk. */
export async function createJob(client: Client, plan: JobPlan): Promise<JobId> {
  const job = randomId<JobId>();
  const labelSet = randomId<LabelSetId>();
  const drafts: readonly Draft[] = [
    { type: 'job.created', base: [], body: { job, dataset: plan.dataset, name: plan.name, task: plan.task, multiple: plan.multiple, labelSet } },
    ...plan.labels.map((label): Draft => ({ type: 'label.added', base: [], body: { labelSet, label: randomId<LabelId>(), ...label, attributes: [] } })),
  ];
  await client.request('journal.commit', { job: null, command: { id: randomId<CommandId>(), name: 'command.create-job', undoes: null, redoes: null }, drafts });
  return job;
}
