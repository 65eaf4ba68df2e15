/** Opening the files of a dataset in a child process. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { FailureError } from '../../../shared/kernel/result';

/** Windows has no such flag. */
const AT_ONCE = constants.O_RDONLY | ((constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/** Opens what lies at `path` for reading; a pipe is not waited for. Rejects as the system does. */
export function openAtOnce(path: string): Promise<FileHandle> {
  return open(path, AT_ONCE);
}

/** Opens a file. Throws a FailureError 'missing' or 'unreadable', the latter also for what is no file. */
export async function openFile(path: string): Promise<FileHandle> {
  const file = await openAtOnce(path).catch((error: NodeJS.ErrnoException) => {
    throw new FailureError({ code: error.code === 'ENOENT' ? 'missing' : 'unreadable', message: `${path} cannot be opened (${error.code ?? error.message}).` });
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new FailureError({ code: 'unreadable', message: `${path} is no file.` });
}
