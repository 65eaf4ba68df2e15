import type { ExportOptions } from '../../../shared/contract/api';
import { pathOf, type CliContext } from './context';
import { plain, type ExitCode, type Output } from './output';
import { finish, jobNamed, settled, withWorkspace } from './workspace';

export interface ExportArguments {
  readonly workspace: string;
  readonly job: string | null;
  readonly out: string;
  readonly options: ExportOptions;
}

/** The labels of a job into a folder that must not exist yet. */
export async function runExport(context: CliContext, output: Output, args: ExportArguments): Promise<ExitCode> {
  const dir = pathOf(context, args.workspace);
  const out = pathOf(context, args.out);
  return withWorkspace(context, output, dir, {}, async (session) => {
    const job = jobNamed(session, args.job);
    await settled(context, output, session);
    const { samples, annotations, rotated, twins, missing, changed, losses } = await session.exchange.previewExport(job.id, args.options);
    const task = await session.exchange.startExport(job.id, args.options, out);
    const done = await finish(context, output, session, task, (n) => `${n} samples written …`, 'Stopped; nothing was written.');
    output.result(
      { workspace: dir, job: job.name, format: args.options.format, out, frame: args.options.frame, samples, annotations, rotated, twins, missing, changed, copied: done.outcome['copied'] ?? 0, losses, problems: done.failures, problemCount: done.problems },
      () => [
        `${out}: ${args.options.format}, ${samples} samples, ${annotations} annotations`,
        ...(rotated > 0 ? [`${rotated} pictures are stored turned; their sizes and boxes are those of the ${args.options.frame} picture`] : []),
        ...(twins > 0 ? [counted(twins, 'file is there twice and is written twice', 'files are there twice and are written twice')] : []),
        ...(missing > 0 ? [counted(missing, 'file is missing; its labels are written anyway', 'files are missing; their labels are written anyway')] : []),
        ...(changed > 0 ? [counted(changed, 'file has changed since it was listed; its labels are written as they are', 'files have changed since they were listed; their labels are written as they are')] : []),
        ...losses.map((l) => `${l.count} ${plain(l.kind)}: ${l.becomes === null ? 'left out' : `became ${l.becomes}`}`),
        ...done.failures.map((f) => plain(f.message)),
      ].join('\n'),
    );
    return done.problems > 0 ? 1 : 0;
  });
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
