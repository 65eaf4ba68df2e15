/** The folder that a person names with `--workspace`, looked at before anything starts. */
import type { FileSystem } from '../ports/file-system';
import { FileSystemError } from '../ports/file-system';
import { readWorkspaceFile } from '../services/journal';
import type { Sha256 } from '../../shared/kernel/bytes';
import type { Failure } from '../../shared/kernel/result';

export type NamedWorkspace =
  /** It is one; or it is an empty folder, which becomes one of its own name. */
  | { readonly kind: 'workspace' | 'empty' }
  /** Its message: one or two sentences that name the folder and say what to do. */
  | { readonly kind: 'trouble'; readonly failure: Failure };

/** `dir`: absolute path. A folder with other things in it is left as it is: nobody wants a journal in the middle of their photographs by a slip. */
export async function lookAtWorkspace(fs: FileSystem, sha256: Sha256, dir: string): Promise<NamedWorkspace> {
  const trouble = (code: string, message: string): NamedWorkspace => ({ kind: 'trouble', failure: { code, message, details: { path: dir } } });
  try {
    const there = await fs.stat(dir);
    if (there === null) return trouble('no-such-folder', `There is no folder ${dir}. Make it first: an empty folder becomes a new workspace.`);
    if (there.kind !== 'folder') return trouble('not-a-folder', `${dir} is not a folder. A workspace is one.`);
    if ((await fs.list(dir)).length === 0) return { kind: 'empty' };
    const file = await readWorkspaceFile(fs, sha256, dir);
    if (file.ok) return { kind: 'workspace' };
    return trouble(file.error.code, file.error.code === 'no-workspace' ? `${dir} holds files, but no workspace. Start without --workspace and choose "New workspace", or name an empty folder.` : file.error.message);
  } catch (error) {
    if (error instanceof FileSystemError) return trouble('folder-unreadable', `${dir} cannot be read (${error.code}).`);
    throw error;
  }
}
