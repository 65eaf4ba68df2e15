/**
 * True for a POSIX path that stays inside the folder it is relative to: not empty, no leading or trailing slash, no
 * empty, '.' or '..' part, no NUL.
 */
export function isSafePath(path: string): boolean {
  if (path === '' || path.includes('\0')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
