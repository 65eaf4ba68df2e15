import { basename, dirname, join } from 'node:path';
import { nameIn } from '../../../shared/domain/names';
import { FailureError } from '../../../shared/kernel/result';
import { pathOf, type CliContext } from './context';
import { addMedia, checkMedia, type AddedMedia, type MediaOptions } from './media-folder';
import { mediaText } from './import-media';
import type { ExitCode, Output } from './output';
import { withWorkspace } from './workspace';

export interface InitArguments {
  readonly dir: string;
  /** Name of the workspace; the folder's own when null. */
  readonly name: string | null;
  /** Folder of media for a first dataset. */
  readonly from: string | null;
  readonly media: MediaOptions | null;
}

/** Makes a workspace, with a first dataset when a folder is given. When that fails nothing of it stays. */
export async function runInit(context: CliContext, output: Output, args: InitArguments): Promise<ExitCode> {
  const { fs } = context;
  const dir = pathOf(context, args.dir);
  const from = args.from === null ? null : pathOf(context, args.from);
  if (from !== null && args.media) await checkMedia(context, from, args.media);
  const there = await fs.stat(dir);
  if (there && (there.kind !== 'folder' || (await fs.list(dir)).length > 0)) throw new FailureError({ code: 'folder-not-empty', message: `${dir} is there already and not empty; a workspace is made in a new or empty folder.`, details: { path: dir } });
  if (!there && (await fs.stat(dirname(dir)))?.kind !== 'folder') throw new FailureError({ code: 'no-such-folder', message: `There is no folder ${dirname(dir)}.`, details: { path: dirname(dir) } });
  const name = args.name ?? (nameIn(basename(dir)) || 'workspace');
  let added: AddedMedia | null;
  let project: string;
  try {
    [added, project] = await withWorkspace(context, output, dir, { create: name, write: true }, async (session) => [from !== null && args.media ? await addMedia(context, output, session, from, args.media) : null, session.journal.project]);
  } catch (error) {
    if (there) for (const entry of await fs.list(dir)) await fs.removeTree(join(dir, entry.name));
    else await fs.removeTree(dir);
    throw error;
  }
  output.result({ workspace: dir, name, project, datasets: added ? [added] : [] }, () => [`${dir}: workspace ${JSON.stringify(name)}`, ...(added ? mediaText(added) : [])].join('\n'));
  return added && added.problemCount > 0 ? 1 : 0;
}
