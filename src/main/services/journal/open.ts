import { toHex } from '../../../shared/kernel/bytes';
import type { CommandId, MemberId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { FileSystemError } from '../../ports/file-system';
import type { DeviceKey } from '../../ports/keys';
import type { JournalOptions } from './context';
import { writeFailure } from './failures';
import { HeadsStore } from './heads-store';
import { FileJournal } from './journal';
import { takeLock, type Lock } from './lock';
import { paths } from './layout';
import { recover } from './recover';
import { RememberedHeads } from './remembered';
import type { Journal } from './types';
import { createWorkspaceFiles, readWorkspaceFile } from './workspace';

/**
 * Opens the journal of a workspace, recovering what the last process left. A second instance on the same workspace and a
 * folder that cannot be written open read-only, with `readOnlyReason`. Rejects with a FailureError: 'no-workspace',
 * 'workspace-newer', 'workspace-damaged'.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { fs, sha256, dir, keys } = options;
  const workspace = await readWorkspaceFile(fs, sha256, dir).catch((error: unknown) => {
    throw new FailureError({ code: 'workspace-unreadable', message: `${dir} cannot be read: ${error instanceof Error ? error.message : String(error)}`, details: { dir } });
  });
  if (!workspace.ok) throw new FailureError(workspace.error);
  const { project } = workspace.value;
  let lock: Lock | null = null;
  let reason: Failure | null = null;
  if (options.readOnly) reason = { code: 'read-only', message: `${dir} is opened for reading only.`, details: { path: dir } };
  else {
    try {
      const taken = await takeLock(options, dir);
      if ('release' in taken) lock = taken;
      else reason = taken;
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error;
      reason = writeFailure(error, dir);
    }
  }
  try {
    const heads = new HeadsStore(fs, sha256, paths.heads(dir), project);
    const remembered = options.dataDir === undefined ? null : new RememberedHeads(fs, sha256, options.dataDir, project, dir);
    const recovery = await recover(fs, sha256, dir, project, heads, lock !== null, options.readAll).catch(async (error: unknown) => {
      // The disk broke while repairing: read what there is, change nothing.
      if (!(error instanceof FileSystemError) || lock === null) throw error;
      await lock.release();
      lock = null;
      reason = writeFailure(error, dir);
      return recover(fs, sha256, dir, project, heads, false, options.readAll);
    });
    // A log with damage is listed once its events were brought back: until then every opening looks again.
    if (recovery.news && lock && recovery.behind.size === 0) await heads.save([...recovery.logs.values()], options.readAll).catch(() => undefined);
    const explained = new Set(recovery.found.map((failure) => failure.details?.['log']));
    const gone = (await remembered?.compare(recovery.logs, explained)) ?? [];
    let key: DeviceKey | null = null;
    let member = '0'.repeat(32) as MemberId;
    if (lock) {
      try {
        key = await keys.deviceKey(project, dir);
        member = await keys.member(project);
      } catch (error) {
        // A damaged key is for the person to decide about; a folder that cannot be written only means reading.
        if (error instanceof FailureError) throw error;
        await lock.release();
        lock = null;
        key = null;
        reason = { code: 'data-folder-read-only', message: `The folder in which Labelwright keeps its keys cannot be used, so ${dir} is opened for reading only: ${error instanceof Error ? error.message : String(error)}`, details: { path: dir } };
      }
    }
    return new FileJournal(options, { project, member, key, lock, logs: recovery.logs, heads, remembered, found: [...recovery.found, ...gone], behind: recovery.behind, known: recovery.known, readOnlyReason: reason });
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** Makes a workspace named `name` at `options.dir` and opens its journal. Rejects like `createWorkspaceFiles`. */
export async function createJournal(options: JournalOptions & { readonly name: string }): Promise<Journal> {
  await createWorkspaceFiles(options);
  const journal = await openJournal(options);
  const command = { id: toHex(options.random.bytes(16)) as CommandId, name: 'command.create-workspace', undoes: null, redoes: null };
  try {
    await journal.append(command, [{ type: 'project.named', base: [], body: { name: options.name, was: '' } }]);
    return journal;
  } catch (error) {
    await journal.close();
    throw error;
  }
}
