import { join } from 'node:path';
import type { Place, RecentWorkspace } from '../../../shared/contract/api';
import { FailureError } from '../../../shared/kernel/result';
import type { Routes } from '../types';

export const appRoutes = {
  'app.info': (_request, { app }) => Promise.resolve(app),

  'places.start': async (_request, { program }) => {
    const found = await Promise.all(program.startPlaces().map((path) => program.places.describe(path).catch(() => null)));
    return { places: found.filter((place): place is Place => place !== null) };
  },
  'places.browse': ({ place }, { program }) => program.places.browse(place),
  'places.kinds': async ({ place }, { program }) => program.places.kinds(place),
  'places.create-folder': async ({ place, name }, { program }) => ({ place: await program.places.createFolder(place, name) }),
  'places.resolve': async ({ text }, { program }) => ({ place: await program.places.resolve(text) }),
  'places.dialog': async ({ purpose }, { program }) => {
    if (!program.dialogs) throw new FailureError({ code: 'no-dialogs', message: 'The system has no chooser here; the application draws its own.' });
    const path = await program.dialogs.choose(purpose);
    return { place: path === null ? null : await program.places.describe(path) };
  },

  'workspaces.recent': async (_request, { program }) => {
    await program.look();
    const workspaces = await Promise.all(program.recent.list().map(async (entry): Promise<RecentWorkspace> => {
      const { dir, ...rest } = entry;
      const place = await program.places.describe(dir).catch(() => null);
      return { ...rest, place: program.places.idOf(dir), display: program.places.display(dir), reachable: place?.kind === 'folder' };
    }));
    return { workspaces };
  },
  'workspaces.forget': async ({ place }, { program }) => {
    await program.recent.forget(program.places.pathOf(place));
    return {};
  },
  'workspace.open': ({ place }, { program }) => program.open(program.places.pathOf(place)),
  /** Makes a folder of that name inside `place` and the workspace in it. */
  'workspace.create': async ({ place, name }, { program }) => {
    const folder = await program.places.createFolder(place, name);
    return program.open(join(program.places.pathOf(place), folder.name), name);
  },
  'workspace.open-samples': (_request, { program }) => program.openSamples(),
  'workspace.current': async (_request, { program }) => ({ workspace: await program.current() }),
  'workspace.close': (_request, { program }) => {
    program.leave();
    return Promise.resolve({});
  },

  'settings.get': (_request, { program }) => Promise.resolve({ values: program.settings.all() }),
  'settings.set': async ({ key, value }, { program }) => {
    await program.settings.set(key, value);
    return {};
  },
} satisfies Routes;
