import { join } from 'node:path';
import { FailureError } from '../../../shared/kernel/result';
import type { Routes } from '../types';

export const exchangeRoutes = {
  'dataset.found-labels': async ({ dataset }, call) => {
    const found = await call.workspace().exchange.foundLabels(dataset);
    return { found: found.map(({ path, ...rest }) => ({ ...rest, place: call.program.places.idOf(path) })) };
  },
  'import.preview': ({ job, place, as, frame }, call) => call.workspace().exchange.previewImport(job, call.pathOf(place), { as, frame }),
  'import.start': ({ job, place, as, frame }, call) => Promise.resolve({ task: call.workspace().exchange.startImport(job, call.pathOf(place), { as, frame }) }),
  'export.preview': ({ job, options }, call) => call.workspace().exchange.previewExport(job, options),
  'export.start': async ({ job, options, place, folderName }, call) => {
    const folder = join(call.pathOf(place), plainName(folderName));
    return { task: await call.workspace().exchange.startExport(job, options, folder) };
  },
} satisfies Routes;

/** One name inside a folder, never a path. */
function plainName(name: string): string {
  const bad = name === '' || name === '.' || name === '..' || name.length > 200 || /[/\\\p{Cc}]/u.test(name);
  if (bad) throw new FailureError({ code: 'bad-name', message: 'A folder needs a name without slashes.' });
  return name;
}
