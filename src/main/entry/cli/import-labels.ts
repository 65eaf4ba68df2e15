import type { ImportPreview, PictureFrame, TaskInfo } from '../../../shared/contract/api';
import type { WorkspaceSession } from '../../host/types';
import type { Job } from '../../../shared/domain/job';
import { quoted } from '../../../shared/formats/support/tell';
import { formatNamed, pathOf, type CliContext } from './context';
import { plain, type ExitCode, type Output } from './output';
import { finish, jobNamed, settled, withWorkspace } from './workspace';

export interface LabelOptions {
  readonly job: string | null;
  readonly as: string | null;
  /** Frame of the turned pictures that nothing shows it of. */
  readonly frame: PictureFrame | null;
  readonly dryRun: boolean;
}

interface ImportedFile {
  readonly path: string;
  readonly preview: ImportPreview;
  readonly done: TaskInfo | null;
}

const SHOWN = 20;
const WHY: Readonly<Record<ImportPreview['frames']['reason'], string>> = { answer: 'as --frame says', others: 'as the other turned pictures of the file', nothing: '--frame decides' };

/** Label files into a job, each as one command. All are read once before the first one is taken. */
export async function importLabels(context: CliContext, output: Output, workspace: string, paths: readonly string[], options: LabelOptions): Promise<ExitCode> {
  if (options.as !== null) formatNamed(options.as);
  const dir = pathOf(context, workspace);
  return withWorkspace(context, output, dir, { write: !options.dryRun }, async (session) => {
    const job = jobNamed(session, options.job);
    await settled(context, output, session);
    const files = await importAll(context, output, session, job, paths.map((path) => pathOf(context, path)), options);
    output.result(
      {
        workspace: dir, job: job.name, dryRun: options.dryRun,
        files: files.map(({ path, preview, done }) => ({ file: path, ...preview, imported: done ? (done.outcome['imported'] ?? 0) : 0 })),
      },
      () => files.flatMap((file) => fileText(file)).join('\n'),
    );
    return files.some(({ preview }) => nothingFits(preview) || preview.problems.some((p) => p.severity === 'error')) ? 1 : 0;
  });
}

async function importAll(context: CliContext, output: Output, session: WorkspaceSession, job: Job, paths: readonly string[], options: LabelOptions): Promise<readonly ImportedFile[]> {
  const previews: ImportedFile[] = [];
  for (const path of paths) {
    if (context.signal.aborted) throw context.signal.reason;
    previews.push({ path, preview: await session.exchange.previewImport(job.id, path, options), done: null });
  }
  if (options.dryRun) return previews;
  const files: ImportedFile[] = [];
  for (const file of previews) {
    const taken = files.length === 0 ? 'nothing was imported' : `imported: ${files.map((f) => f.path).join(', ')}`;
    const task = session.exchange.startImport(job.id, file.path, options);
    files.push({ ...file, done: await finish(context, output, session, task, (n) => `${n} objects of ${file.path} read …`, `Stopped; ${taken}.`) });
  }
  return files;
}

/** The file labels media, but none of this dataset. */
function nothingFits(preview: ImportPreview): boolean {
  return preview.willImport === 0 && preview.media.total > 0 && preview.media.matched === 0;
}

function fileText({ path, preview, done }: ImportedFile): string[] {
  const { media } = preview;
  return [
    `${path}: ${preview.format}, ${done ? `${String(done.outcome['imported'] ?? 0)} imported` : `${preview.willImport} would come in`}; ${media.matched} of ${media.total} media are in the dataset`,
    ...preview.labels.map((l) => `  label ${plain(quoted(l.name))}: ${l.count}${l.existing === null ? ' (new)' : ''}`),
    ...preview.losses.map((l) => `  ${l.count} ${plain(l.kind)}: ${l.becomes === null ? 'left out' : `became ${l.becomes}`}`),
    ...(preview.frames.unclear > 0 ? [`  ${preview.frames.unclear} pictures are stored turned (EXIF) and nothing shows which frame their boxes are in; taken: ${preview.frames.taken} (${WHY[preview.frames.reason]})`] : []),
    ...preview.problems.slice(0, SHOWN).map((p) => `  ${p.severity} ${p.code}: ${plain(p.message)}`),
    ...(preview.problemCount > SHOWN ? [`  and ${preview.problemCount - Math.min(SHOWN, preview.problems.length)} more problems`] : []),
  ];
}
