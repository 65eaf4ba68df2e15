import type { Failure } from '../../../shared/kernel/result';
import { FailureError } from '../../../shared/kernel/result';
import { FileSystemError } from '../../ports/file-system';

/** The failure a person is told when writing to the workspace did not work. */
export function writeFailure(error: unknown, dir: string): Failure {
  if (error instanceof FailureError) return error.failure;
  const code = error instanceof FileSystemError ? error.code : '';
  const path = error instanceof FileSystemError ? error.path : dir;
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'disk-full', message: `There is no space left on the disk of ${dir}. Nothing that was saved is lost; free some space to go on.`, details: { path: dir } };
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return { code: 'read-only', message: `${path} cannot be written (${code}).`, details: { path, system: code } };
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'journal-trouble', message: `Saving to ${path} failed: ${reason}`, details: { path, reason } };
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof FileSystemError && codes.includes(error.code);
}
