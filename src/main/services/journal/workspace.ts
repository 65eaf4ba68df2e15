/** The files that make a folder a workspace. */
import { projectIdOf } from '../../../shared/events/codec/domain';
import { fromUtf8, toHex, utf8, type Sha256 } from '../../../shared/kernel/bytes';
import { canonicalize, parseCanonical } from '../../../shared/kernel/canonical-json';
import { isHash, type ProjectId } from '../../../shared/kernel/ids';
import { fail, FailureError, ok, type Result } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import { isCode, writeFailure } from './failures';
import { paths } from './layout';

/** Layout of the workspace that this program writes. */
export const LAYOUT_VERSION = 1;

export interface WorkspaceFile {
  readonly format: 'labelwright-workspace';
  readonly version: number;
  readonly project: ProjectId;
}

/**
 * Makes a workspace of a folder (made when missing, private then) and returns the id of its project. What was begun by a
 * program that was killed is finished. Rejects with 'workspace-exists', 'disk-full', 'read-only' ….
 */
export async function createWorkspaceFiles(options: { readonly fs: FileSystem; readonly random: Random; readonly sha256: Sha256; readonly dir: string }): Promise<ProjectId> {
  const { fs, random, sha256, dir } = options;
  try {
    if ((await fs.stat(paths.workspace(dir))) !== null) throw new FailureError({ code: 'workspace-exists', message: `${dir} is a workspace already.`, details: { dir } });
    if ((await fs.stat(dir)) === null) await fs.makeDir(dir, { private: true });
    for (const folder of [paths.journal(dir), paths.heads(dir), paths.blobs(dir), paths.cache(dir)]) await fs.makeDir(folder, { private: true });
    const begun = await fs.read(paths.genesis(dir)).catch(() => null);
    let genesis = begun && parseCanonical(fromUtf8(begun) ?? '').ok ? begun : null;
    if (!genesis) {
      if (begun) await fs.remove(paths.genesis(dir));
      genesis = utf8(canonicalize({ v: 1, kind: 'genesis', suite: 'ed25519-sha256', rules: 1, nonce: toHex(random.bytes(32)), owner: null }));
      await writeNewFile(fs, paths.genesis(dir), genesis);
    }
    await fs.syncDir(paths.journal(dir));
    const project = projectIdOf(sha256, genesis);
    const file: WorkspaceFile = { format: 'labelwright-workspace', version: LAYOUT_VERSION, project };
    await writeNewFile(fs, paths.workspace(dir), utf8(`${canonicalize(file)}\n`));
    await fs.syncDir(dir);
    return project;
  } catch (error) {
    throw new FailureError(writeFailure(error, dir));
  }
}

/**
 * Whether a folder is a workspace this program can read. Fails with 'no-workspace', 'workspace-newer' (made by a newer
 * program) or 'workspace-damaged'. A damaged layout file is no loss: the genesis record names the project, too.
 */
export async function readWorkspaceFile(fs: FileSystem, sha256: Sha256, dir: string): Promise<Result<WorkspaceFile>> {
  const read = (path: string): Promise<Uint8Array | null> => fs.read(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  });
  const bytes = await read(paths.workspace(dir));
  if (bytes === null) return fail('no-workspace', `${dir} is not a Labelwright workspace: it has no labelwright.json.`, { dir });
  const genesis = await read(paths.genesis(dir));
  if (genesis === null) return fail('workspace-damaged', `${paths.genesis(dir)} is missing.`, { dir });
  const parsed = parseCanonical((fromUtf8(bytes) ?? '').trimEnd());
  const content = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? (parsed.value as Record<string, unknown>) : {};
  if (content['format'] === 'labelwright-workspace' && typeof content['version'] === 'number' && content['version'] > LAYOUT_VERSION) {
    return fail('workspace-newer', `${dir} was made by a newer Labelwright (layout ${content['version']}; this one knows ${LAYOUT_VERSION}).`, { dir, version: content['version'] });
  }
  const project = projectIdOf(sha256, genesis);
  if (isHash(content['project']) && content['project'] !== project) return fail('workspace-damaged', `${paths.genesis(dir)} is not the record that ${paths.workspace(dir)} names.`, { dir });
  return ok({ format: 'labelwright-workspace', version: LAYOUT_VERSION, project });
}
