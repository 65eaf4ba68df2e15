import { pathOf, type CliContext } from './context';
import { addMedia, checkMedia, type AddedMedia, type MediaOptions } from './media-folder';
import { plain, type ExitCode, type Output } from './output';
import { withWorkspace } from './workspace';

const SHOWN = 20;

/** Folders of media into a workspace, each a dataset. All are looked at before the first one is taken. */
export async function importMedia(context: CliContext, output: Output, workspace: string, paths: readonly string[], options: MediaOptions): Promise<ExitCode> {
  const folders = paths.map((path) => pathOf(context, path));
  for (const folder of folders) await checkMedia(context, folder, options);
  const dir = pathOf(context, workspace);
  const added = await withWorkspace(context, output, dir, { write: true }, async (session) => {
    const done: AddedMedia[] = [];
    for (const folder of folders) done.push(await addMedia(context, output, session, folder, options));
    return done;
  });
  output.result({ workspace: dir, datasets: added }, () => added.flatMap(mediaText).join('\n'));
  // What has lost its file or has other content than its labels were made for is a problem until a person has dealt with it.
  return added.some((a) => a.problemCount > 0 || a.standing.missing > 0 || a.standing.changed > 0) ? 1 : 0;
}

/** Lines about a dataset that was made. */
export function mediaText(added: AddedMedia): string[] {
  return [
    `dataset ${JSON.stringify(plain(added.dataset))} (${added.dataType}): ${added.samples} samples, ${added.added} of them new${added.job === null ? '' : `; job ${JSON.stringify(plain(added.job))}`}`,
    ...syncText(added),
    ...added.problems.slice(0, SHOWN).map((p) => `  ${plain(p.message)}`),
    ...(added.problemCount > SHOWN ? [`  and ${added.problemCount - SHOWN} more`] : []),
  ];
}

/** What is not as it was listed: found now, and all that stands. */
function syncText({ missing, changed, moved, back, standing }: AddedMedia): string[] {
  const found = [[missing, 'missing'], [changed, 'changed'], [moved, 'moved'], [back, 'back']] as const;
  const told = found.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return [
    ...(told.length > 0 ? [`  found: ${told.join(', ')}`] : []),
    ...(standing.missing > 0 ? [`  ${standing.missing} ${standing.missing === 1 ? 'sample is without its file; its labels stay' : 'samples are without their file; their labels stay'}`] : []),
    ...(standing.changed > 0 ? [`  ${standing.changed} ${standing.changed === 1 ? 'sample has other content than when it was listed; its labels stay' : 'samples have other content than when they were listed; their labels stay'}`] : []),
  ];
}
