import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Requester } from '../../../src/shared/contract/requester';
import { idFromBytes, type AnnotationId, type CommandId, type DatasetId, type JobId, type LabelId, type LabelSetId, type RootId, type SampleId } from '../../../src/shared/kernel/ids';
import { idSequence } from '../../../src/shared/kernel/id-sequence';
import { encodeBlob as toBytes } from '../../../src/shared/events/blob-codec';
import { encodeBlob } from '../../../src/shared/events/blobs/kinds';
import { systemClock } from '../../../src/main/adapters/clock';
import { nodeFileSystem } from '../../../src/main/adapters/fs-node';
import { systemRandom } from '../../../src/main/adapters/random';
import { createHost } from '../../../src/main/host/create-host';
import { fresh, makeFolder, openWork, removeFolder } from '../../../src/main/host/session-world.testing';
import { inProcessPair } from '../../../src/main/transports/in-process';
import { median, ms, quantile, type BenchRow } from '../types';

const BOXES = 200;
const SAMPLES = 10_000;

/**
 * A new box, from the request of a window to "saved": a whole host with a dataset of 10,000 samples, the real journal on
 * the real disk, the channel of a window in the same process. Floor: one kilobyte appended to a file and flushed.
 */
export const row: BenchRow = {
  name: 'saved',
  async run() {
    const dir = await makeFolder(2);
    const noPool = new Proxy({} as Parameters<typeof openWork>[1], { get: () => () => { throw new Error('nothing is measured here'); } });
    let session: Awaited<ReturnType<typeof openWork>>['session'] | null = null;
    const host = await createHost({
      fs: nodeFileSystem, clock: systemClock, random: systemRandom, dataDir: join(dir, 'data'), home: dir, startPlaces: () => [dir],
      openSession: async (_dir, create) => {
        const opened = await openWork(dir, noPool, create !== null);
        session = opened.session;
        return opened;
      },
      prepareSamples: () => Promise.reject(new Error('not here')), version: '0', shell: 'node', platform: 'bench', report: (error) => { throw error; },
    });
    try {
      const [mine, theirs] = inProcessPair();
      host.connect(theirs, { mediaOrigin: 'http://127.0.0.1:2', workspace: null, onWorkspace: () => undefined, dialogs: null });
      const window = new Requester(mine);
      const home = (await window.request('places.start', {})).places[0];
      if (!home) throw new Error('no place to start from');
      await window.request('workspace.create', { place: home.place, name: 'work' });
      if (session === null) throw new Error('no session');
      const { commits } = session as Awaited<ReturnType<typeof openWork>>['session'];
      const [dataset, root, job, labelSet, label] = [fresh<DatasetId>(), fresh<RootId>(), fresh<JobId>(), fresh<LabelSetId>(), fresh<LabelId>()];
      const ids = idSequence(systemRandom.bytes(12), 0, SAMPLES);
      const bytes = toBytes(encodeBlob('samples', SAMPLES, null, { id: ids, path: Array.from({ length: SAMPLES }, (_, i) => `p${i}.jpg`), part: new Uint32Array(SAMPLES), size: new Float64Array(SAMPLES).fill(9), mtime: new Float64Array(SAMPLES) }));
      if (!bytes.ok) throw new Error(bytes.error.message);
      await commits.commit(null, commits.command('bench'), [
        { type: 'root.added', base: [], body: { root, name: 'photos' } }, { type: 'dataset.created', base: [], body: { dataset, name: 'D', dataType: 'image', textMode: null } },
        { type: 'job.created', base: [], body: { job, dataset, name: 'J', task: 'detection', multiple: false, labelSet } },
        { type: 'label.added', base: [], body: { labelSet, label, name: 'car', color: 0, shortcut: null, attributes: [] } },
      ]);
      await commits.commit(null, commits.command('bench'), [{ type: 'samples.added', base: [], body: { dataset, root, blob: await commits.putBlob(bytes.value, SAMPLES) } }]);

      const floors: number[] = [];
      const products: number[] = [];
      const line = new Uint8Array(1024).fill(0x61);
      const file = await open(join(dir, 'floor'), 'wx');
      for (let i = 0; i < BOXES; i++) {
        let start = systemClock.monotonic();
        await file.write(line, 0, line.length, i * line.length);
        await file.datasync();
        floors.push(systemClock.monotonic() - start);
        const sample = idFromBytes<SampleId>(ids.subarray(16 * (i % 50), 16 * (i % 50) + 16));
        start = systemClock.monotonic();
        await window.request('journal.commit', { job, command: { id: fresh<CommandId>(), name: 'command.draw', undoes: null, redoes: null }, drafts: [
          { type: 'annotation.created', base: [], body: { job, sample, annotation: fresh<AnnotationId>(), label, geometry: { kind: 'box', x: i, y: 1, width: 20, height: 10 }, attributes: {}, origin: 'person' } },
        ] });
        products.push(systemClock.monotonic() - start);
      }
      await file.close();
      window.close();
      const p95 = quantile(products, 0.95);
      return [{ work: 'a new box, from the window to saved on the disk', product: `${ms(median(products))}, p95 ${ms(p95)}`, floor: `${ms(median(floors))}, p95 ${ms(quantile(floors, 0.95))}`, goal: 'p95 <= 25 ms', reached: p95 <= 25, raw: { products, floors } }];
    } finally {
      await host.close();
      await removeFolder(dir);
    }
  },
};
