import { basename } from 'node:path';
import type { TaskId } from '../../../shared/contract/api';
import type { Sample } from '../../../shared/domain/dataset';
import { nameIn } from '../../../shared/domain/names';
import { NEW_READING, PLAIN_READING, readingOf, sameReading } from '../../../shared/domain/text-reading';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { DatasetId, RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { locate } from '../media';
import type { Again, TaskContext } from '../tasks';
import { everyDataset } from '../state';
import { Adder, knownPaths } from './add';
import { Context, type DatasetsOptions } from './context';
import { Inbox } from './inbox';
import { listFiles } from './list';
import { hasUnmeasured, measureAll } from './measure';
import type { StatusChange } from './record';
import { firstTexts, previewTexts, textsOf } from './preview';
import { reread } from './reread';
import { synchronize } from './sync';
import type { Datasets } from './types';

/** What listing came to. */
function addedOf(adder: Adder): { added: number; headers?: number } {
  return adder.headers > 0 ? { added: adder.count, headers: adder.headers } : { added: adder.count };
}

/** See `Datasets`. */
export function createDatasets(options: DatasetsOptions): Datasets {
  const { fs, state, commits, tasks, roots } = options;
  const context = new Context(options);
  const inbox = new Inbox(context);

  /** A task on one dataset, after those that are under way on it. */
  const start = (title: string, id: DatasetId, work: (task: TaskContext) => Promise<void>, again: Again = { kind: 'sync', dataset: id }): TaskId => {
    const { name, dataType } = context.dataset(id);
    return tasks.start(title, { name, dataType }, (task) => context.alone(id, () => (task.signal.aborted ? Promise.resolve() : work(task))), again);
  };

  const scan = async (id: DatasetId, root: RootId, folder: string, task: TaskContext): Promise<void> => {
    const dataset = context.dataset(id);
    const adder = new Adder(context, dataset, root, task);
    for await (const files of listFiles({ fs, root: folder, inside: '', dataType: dataset.dataType, skip: [options.workspaceDir], signal: task.signal, failed: (f) => task.failed(f) })) {
      for (const file of files) await adder.add(file);
      task.progress(adder.count, 0);
    }
    await adder.flush();
    task.outcome(addedOf(adder));
    await measureAll(context, id, task);
  };

  const addPaths = async (id: DatasetId, root: RootId, paths: readonly string[], task: TaskContext): Promise<void> => {
    const place = roots.pathOf(root);
    if (place === null) throw new FailureError({ code: 'root-missing', message: 'The folder of these files is not connected on this computer.' });
    const known = knownPaths(context, id, root);
    const adder = new Adder(context, context.dataset(id), root, task);
    for (const path of paths) {
      if (known.has(path) || task.signal.aborted) continue;
      known.add(path);
      const full = locate(place, path);
      const info = full === null ? null : await fs.stat(full).catch(() => null);
      if (info?.kind === 'file') await adder.add({ path, size: info.size, mtime: Math.floor(info.mtime), identity: info.identity });
      else task.failed({ code: 'file-missing', message: `${path} is not there.`, details: { name: path } });
      task.progress(adder.count, paths.length);
    }
    await adder.flush();
    task.outcome(addedOf(adder));
    await measureAll(context, id, task);
  };

  const startReread = (id: DatasetId, headers: boolean): TaskId => start('task.reread', id, async (task) => {
    await reread(context, context.dataset(id), headers, task);
    if (!task.signal.aborted) await measureAll(context, id, task);
  }, { kind: 'reread', dataset: id, headers });

  const addKept = (id: DatasetId, names: readonly string[]): TaskId => start('task.inbox', id, async (task) => addPaths(id, await inbox.root(), names, task), { kind: 'inbox', dataset: id, names });

  const setStatus = async (id: DatasetId, samples: readonly Sample['id'][], command: Parameters<Datasets['removeSamples']>[2], to: 'removed' | 'present', when: (s: Sample) => boolean): Promise<number> => {
    // Also where nothing changes: "none" would be no answer about a dataset that was deleted.
    context.dataset(id);
    const rows: StatusChange[] = [];
    for (const sample of new Set(samples)) {
      const row = state.rowOf(id, sample);
      const found = row < 0 ? null : state.sampleAt(id, row);
      if (found && when(found)) rows.push({ sample, to, was: found.status });
    }
    await context.record.status(command, id, rows);
    return rows.length;
  };

  return {
    async create(name, dataType, textMode, folder, reading) {
      if (folder !== null && (await fs.stat(folder).catch(() => null))?.kind !== 'folder') throw new FailureError({ code: 'not-a-folder', message: `${folder} is not a folder that can be read.`, details: { name: folder } });
      const dataset = context.newId<DatasetId>();
      const drafts: Draft[] = [{ type: 'dataset.created', base: [], body: { dataset, name, dataType, textMode: dataType === 'text' ? (textMode ?? 'line') : null } }];
      const read = reading ?? (textMode === 'file' ? PLAIN_READING : NEW_READING);
      if (dataType === 'text' && !sameReading(read, PLAIN_READING)) drafts.push({ type: 'dataset.reading-set', base: [], body: { dataset, to: read, was: PLAIN_READING } });
      let root: RootId | null = null;
      if (folder !== null) {
        const known = roots.rootAt(folder);
        root = known ?? context.newId<RootId>();
        if (known === null || !state.catalog().roots.some((r) => r.id === known)) drafts.unshift({ type: 'root.added', base: [], body: { root, name: nameIn(basename(folder)) || 'folder' } });
        if (known === null) await roots.set(root, folder);
        drafts.push({ type: 'dataset.source-added', base: [], body: { dataset, source: { root, path: '' } } });
      }
      await commits.commit(null, commits.command('command.create-dataset'), drafts);
      if (root === null || folder === null) return { dataset, task: null };
      // The window will show what is listed: its first pictures should not wait for a process to start.
      if (dataType === 'image') options.pool.warm('pictures');
      const at = root;
      return { dataset, task: start('task.scan', dataset, (task) => scan(dataset, at, folder, task)) };
    },

    sync: (id) => start('task.sync', id, async (task) => {
      await synchronize(context, context.dataset(id), task);
      if (!task.signal.aborted) await measureAll(context, id, task);
    }),

    addFiles: (id, root, paths) => start('task.inbox', id, (task) => addPaths(id, root, paths, task)),

    writeInbox: (upload, name, offset, bytes, last) => inbox.write(upload, name, offset, bytes, last),

    discardInbox: (uploads) => inbox.discard(uploads),
    keepLabels: (files) => inbox.keepLabels(files),

    async addInbox(id, uploads) {
      try {
        context.dataset(id);
      } catch (error) {
        // The dataset was deleted while they were copied: nobody will ask for them.
        await inbox.discard(uploads);
        throw error;
      }
      return addKept(id, await inbox.take(uploads));
    },

    addKept,

    async setReading(id, to, command) {
      const was = readingOf(context.dataset(id));
      if (sameReading(to, was)) return null;
      await commits.commit(null, command, [{ type: 'dataset.reading-set', base: [], body: { dataset: id, to, was } }]);
      return startReread(id, to.header !== was.header);
    },
    reread: startReread,

    previewFolder: async (folder, mode, reading, signal) => previewTexts(fs, await firstTexts(fs, folder, [options.workspaceDir], signal), mode, reading),
    previewDataset: (id, reading) => previewTexts(fs, textsOf(context, id), context.dataset(id).textMode ?? 'file', reading),

    removeSamples: (id, samples, command) => setStatus(id, samples, command, 'removed', (s) => s.status !== 'removed'),
    acceptChanged: (id, samples, command) => setStatus(id, samples, command, 'present', (s) => s.status === 'changed'),

    resume: (only) => {
      if (only === null) void inbox.removeUnfinished();
      return state.catalog().datasets.filter((d) => (only === null || d.id === only) && hasUnmeasured(context, d.id)).map((d) => start('task.measure', d.id, async (task) => void (await measureAll(context, d.id, task))));
    },

    async relink(root, folder) {
      const paths = new Set<string>();
      for (const dataset of everyDataset(state.catalog())) for (const path of knownPaths(context, dataset.id, root)) paths.add(path);
      let found = 0;
      for (const path of paths) {
        const full = locate(folder, path);
        if (full !== null && (await fs.stat(full).catch(() => null))?.kind === 'file') found++;
      }
      // A folder with none of the files is the wrong one: what was known stays.
      if (found > 0 || paths.size === 0) await roots.set(root, folder);
      return { found, missing: paths.size - found };
    },
  };
}
