// When something built is out of date: the content of its sources changed, or a file of it is missing.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 over names and contents of all source files below `paths` of `dir`; tests and notes do not count. */
export function hashOf(dir, paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(dir, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    } else if (!/\.(test|testing)\.tsx?$|\.md$/.test(path)) {
      hash.update(path).update('\0').update(readFileSync(full)).update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** `hash`: of the sources now; `stamp`: file with the hash of the last build; `out`: files that must be there. */
export function isFresh(dir, hash, stamp, out) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && out.every((file) => existsSync(join(dir, file)));
}
