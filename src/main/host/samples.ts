/** The samples workspace that comes with the application: copied into the application-data folder at the first time. */
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../../shared/kernel/result';

/** `source`: folder of the program. Returns the folder of the copy. Rejects with FailureError 'no-samples'. */
export async function prepareSamples(source: string, dataDir: string): Promise<string> {
  const target = join(dataDir, 'samples');
  if (await stat(target).catch(() => null)) return target;
  if (!(await stat(source).catch(() => null))) throw new FailureError({ code: 'no-samples', message: 'This copy of the program came without its samples.' });
  const beside = `${target}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  await cp(source, beside, { recursive: true });
  await rename(beside, target);
  return target;
}
