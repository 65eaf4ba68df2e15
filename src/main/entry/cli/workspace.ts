/** Commands that work on a workspace: opening it with the services of the application, and closing it whatever happens. */
import type { TaskId, TaskInfo } from '../../../shared/contract/api';
import type { Job } from '../../../shared/domain/job';
import { FailureError } from '../../../shared/kernel/result';
import { forkPool } from '../../adapters/processes/fork';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openSession } from '../../host/open-session';
import type { WorkspaceSession } from '../../host/types';
import { progress, type CliContext } from './context';
import { plain, type Output } from './output';

export interface OpenOptions {
  /** Name of a new workspace to make at the folder. */
  readonly create?: string;
  /** The command writes: a workspace that is open elsewhere is refused. */
  readonly write?: boolean;
}

/** Opens the workspace at `dir`, works, closes it. Rejects with a FailureError. */
export async function withWorkspace<T>(context: CliContext, output: Output, dir: string, options: OpenOptions, work: (session: WorkspaceSession) => Promise<T>): Promise<T> {
  const { fs, clock, random, dataDir } = context;
  await fs.makeDir(dataDir, { private: true });
  const pool = forkPool();
  try {
    // No window asks for media here: there is no origin that may.
    const parts = { fs, clock, random, sha256: nodeSha256, keys: fileKeys(dataDir), processes: nodeProcesses, pool, dataDir, appOrigin: 'null', requireOrigin: true, display: (path: string) => path, reserve: 0 };
    const { session, close } = await openSession(parts, dir, options.create ?? null);
    try {
      if (options.write === true && session.journal.readOnlyReason) throw new FailureError(session.journal.readOnlyReason);
      for (const failure of [...session.info.recovered, ...session.info.warnings]) output.say(`note: ${plain(failure.message)}`);
      return await work(session);
    } finally {
      await close();
    }
  } finally {
    await pool.close();
  }
}

/**
 * Waits for a task and says now and then how far it is; a person who stops the command cancels it. Resolves for a task
 * that is done, rejects with what made it fail, or with 'stopped' and the words of `stopped`.
 */
export async function finish(context: CliContext, output: Output, session: WorkspaceSession, task: TaskId, words: (done: number) => string, stopped: string): Promise<TaskInfo> {
  const tell = progress(context, output, words);
  const cancel = (): void => session.tasks.cancel(task);
  const unlisten = session.tasks.onChange((info) => {
    if (info.id === task && info.state === 'running') tell(info.done);
  });
  context.signal.addEventListener('abort', cancel);
  if (context.signal.aborted) cancel();
  try {
    const info = await session.tasks.wait(task);
    if (info.state === 'cancelled') throw new FailureError({ code: 'stopped', message: stopped });
    if (info.state === 'failed') throw new FailureError(info.failures.at(-1) ?? { code: 'unexpected', message: 'It failed without a reason.' });
    return info;
  } finally {
    context.signal.removeEventListener('abort', cancel);
    unlisten();
  }
}

/** Waits for what was left to be measured when the workspace was last closed: sizes are needed. */
export async function settled(context: CliContext, output: Output, session: WorkspaceSession): Promise<void> {
  for (const task of session.tasks.list()) {
    if (task.state === 'running') await finish(context, output, session, task.id, (n) => `${n} files measured …`, 'Stopped; nothing was written.');
  }
}

/** The job of this name, or the only one. Throws 'job-deleted', 'no-such-job' and 'which-job', naming those there are. */
export function jobNamed(session: WorkspaceSession, name: string | null): Job {
  const { jobs, deleted } = session.state.catalog();
  const fitting = name === null ? jobs : jobs.filter((job) => job.name === name);
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  const gone = name === null ? undefined : deleted.jobs.find(({ job }) => job.name === name);
  if (fitting.length === 0 && gone) throw new FailureError({ code: 'job-deleted', message: `The job ${JSON.stringify(name)} was deleted${gone.time === null ? ' with its dataset' : ''}. It can be restored in the application; nothing of it is lost.`, details: { job: gone.job.id, name: gone.job.name } });
  const list = jobs.length === 0 ? deleted.jobs.length > 0 ? `It has none; ${deleted.jobs.length === 1 ? 'a deleted one' : `${deleted.jobs.length} deleted ones`} can be restored in the application.` : 'It has none; `import FOLDER --type TYPE --job NAME --task TASK` makes one.' : `It has: ${jobs.map((job) => JSON.stringify(job.name)).join(', ')}.`;
  if (fitting.length > 1) throw new FailureError({ code: 'which-job', message: name === null ? `The workspace has several jobs; say which with --job. ${list}` : `Several jobs are named ${JSON.stringify(name)}.` });
  throw new FailureError({ code: 'no-such-job', message: `The workspace has no job${name === null ? '' : ` ${JSON.stringify(name)}`}. ${list}` });
}
