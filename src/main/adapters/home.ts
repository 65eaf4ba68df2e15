import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';

/**
 * The person's home folder, absolute. `HOME` may be missing, empty or relative: then what the system says about the
 * account; null where it says nothing (a container under a user number without an account).
 */
export function homeFolder(ask: readonly (() => string)[] = [homedir, () => userInfo().homedir]): string | null {
  for (const say of ask) {
    try {
      const path = say();
      if (isAbsolute(path)) return path;
    } catch {
      // Nobody by that number.
    }
  }
  return null;
}
