/** The commands that work on a workspace, and their options. */
import type { Command } from 'commander';
import type { ExportFormat, ExportOptions, PictureFrame } from '../../../shared/contract/api';
import { DATA_TYPES, type DataType, type TextMode } from '../../../shared/domain/dataset';
import { CSV_HEADERS, TEXT_ENCODINGS, type CsvHeader, type TextEncoding } from '../../../shared/domain/text-reading';
import { TASKS, type Task } from '../../../shared/domain/job';
import { FailureError } from '../../../shared/kernel/result';
import type { CliContext } from './context';
import { runExport } from './export';
import { importLabels } from './import-labels';
import { importMedia } from './import-media';
import { runInit } from './init';
import type { MediaOptions } from './media-folder';
import { at, name, names, oneOf, port, text, type Add, type Options } from './options';
import { runRebuild } from './rebuild';
import { runServe } from './serve';
import { runVerify } from './verify';

const WORKSPACE: readonly [string, string] = ['--workspace <dir>', 'the workspace; the current folder by default'];
const FORMATS: readonly ExportFormat[] = ['coco', 'voc', 'modelarts-manifest'];
const FRAMES: readonly PictureFrame[] = ['upright', 'stored'];
const ONLY: readonly ExportOptions['only'][] = ['all', 'labeled', 'unlabeled'];
const TEXT_MODES: readonly TextMode[] = ['line', 'file'];

export function addWorkspaceCommands(add: Add, context: CliContext): void {
  const workspaceOf = (o: Options): string => text(o['workspace']) ?? '.';

  mediaOptions(add('init <dir>', 'make a workspace in a new or empty folder', (output, o, a) => {
    const from = text(o['from']);
    const media = mediaOf(o, text(o['dataset']));
    if (from !== null && !media) throw bad('--from needs --type: what does the folder hold?');
    if (from === null && (media || namesJob(o))) throw bad('--type, --job and what belongs to them need --from: the folder of the media.');
    return runInit(context, output, { dir: at(a, 0), name: text(o['name']), from, media });
  })
    .option('--name <name>', 'name of the workspace; the folder\'s own by default', name)
    .option('--from <dir>', 'folder of media to make a first dataset of; the files stay where they are'));

  mediaOptions(add('import <paths...>', 'media folders (with --type) or label files (into --job) into a workspace', (output, o, a) => {
    const media = mediaOf(o, text(o['dataset']));
    if (!media) {
      if (o['task'] !== undefined || o['multiple'] !== undefined || o['label'] !== undefined || o['textMode'] !== undefined || o['header'] !== undefined || o['encoding'] !== undefined || o['dataset'] !== undefined) throw bad('--dataset, --text-mode, --header, --encoding, --task, --multiple and --label go with --type: they are about a folder of media.');
      return importLabels(context, output, workspaceOf(o), a, { job: text(o['job']), as: text(o['as']), frame: (o['frame'] as PictureFrame | undefined) ?? null, dryRun: o['dryRun'] === true });
    }
    if (o['as'] !== undefined || o['dryRun'] !== undefined || o['frame'] !== undefined) throw bad('--as, --frame and --dry-run are about label files; --type is about a folder of media.');
    if (media.name !== null && a.length > 1) throw bad('--dataset names one dataset; import one folder with it.');
    return importMedia(context, output, workspaceOf(o), a, media);
  })
    .option(...WORKSPACE)
    .option('--as <format>', 'label files: read them as this format')
    .option('--frame <frame>', 'label files: frame of the boxes of pictures that are stored turned (EXIF) where nothing in the file shows it: upright or stored', oneOf(FRAMES))
    .option('--dry-run', 'label files: say what would come in, and change nothing'));

  add('export', 'the labels of a job as label files', (output, o) => runExport(context, output, {
    workspace: workspaceOf(o), job: text(o['job']), out: String(o['out']),
    options: { format: o['to'] as ExportFormat, frame: o['frame'] as ExportOptions['frame'], copyMedia: o['copyMedia'] === true, only: o['only'] as ExportOptions['only'] },
  }))
    .option(...WORKSPACE)
    .requiredOption('--to <format>', FORMATS.join(', '), oneOf(FORMATS))
    .requiredOption('--out <dir>', 'folder to write; must not exist yet')
    .option('--job <name>', 'the job; may be left out when there is only one', name)
    .option('--frame <frame>', 'pictures that are stored turned (EXIF): labels and sizes of the upright or of the stored picture', oneOf(FRAMES), 'upright')
    .option('--only <which>', 'samples: all, labeled or unlabeled', oneOf(ONLY), 'all')
    .option('--copy-media', 'copy the media beside the labels');

  add('verify', 'check every byte of a workspace, changing nothing', (output, o) => runVerify(context, output, workspaceOf(o))).option(...WORKSPACE);
  add('rebuild', 'delete indexes, snapshots and thumbnails and fold the journal anew', (output, o) => runRebuild(context, output, workspaceOf(o))).option(...WORKSPACE);
  add('serve', 'the application in a browser', (output, o) => runServe(context, output, { workspace: text(o['workspace']), port: (o['port'] as number | undefined) ?? null, open: o['open'] !== false }))
    .option('--workspace <dir>', 'workspace to open')
    .option('--port <n>', 'port of the application; the next one is for media; 0 = any free ones', port)
    .option('--no-open', 'only print the address');
}

function mediaOptions(command: Command): Command {
  return command
    .option('--type <type>', `media: ${DATA_TYPES.join(', ')}`, oneOf(DATA_TYPES))
    .option('--dataset <name>', 'media: name of the dataset; the folder\'s own by default', name)
    .option('--text-mode <mode>', 'texts: every line is a sample, or every file', oneOf(TEXT_MODES))
    .option('--header <rows>', 'tables (CSV): first rows that name columns and are no samples: likely (by their looks, the default), all or none', oneOf(CSV_HEADERS))
    .option('--encoding <name>', `texts: what files without a byte order mark are in; by their looks by default (${TEXT_ENCODINGS.join(', ')})`, oneOf(TEXT_ENCODINGS))
    .option('--job <name>', 'media: make a labeling job; label files: the job they go into', name)
    .option('--task <task>', `what a new job asks for: ${TASKS.join(', ')}`, oneOf(TASKS))
    .option('--multiple', 'classification: several labels per sample')
    .option('--label <name>', 'a label of the new job; may be given several times', names);
}

function mediaOf(o: Options, dataset: string | null): MediaOptions | null {
  if (o['type'] === undefined) return null;
  return {
    type: o['type'] as DataType, textMode: (o['textMode'] as TextMode | undefined) ?? null, header: (o['header'] as CsvHeader | undefined) ?? null, encoding: (o['encoding'] as TextEncoding | undefined) ?? null, name: dataset, job: text(o['job']),
    task: (o['task'] as Task | undefined) ?? null, multiple: o['multiple'] === true, labels: (o['label'] as readonly string[] | undefined) ?? [],
  };
}

function namesJob(o: Options): boolean {
  return ['job', 'task', 'multiple', 'label', 'dataset', 'textMode', 'header', 'encoding'].some((key) => o[key] !== undefined);
}

function bad(message: string): FailureError {
  return new FailureError({ code: 'bad-command-line', message });
}
