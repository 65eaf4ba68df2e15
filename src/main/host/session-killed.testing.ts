/**
 * The process that is killed: makes edits on a workspace and stops for ever while a snapshot is being written, having
 * said which state it had answered as saved. Arguments: folder, labeling as JSON, number of the first edit, where to stop.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { nodeFileSystem } from '../adapters/fs-node';
import type { FileSystem } from '../ports/file-system';
import type { ProcessPool } from '../ports/process-pool';
import { edit } from './mixed-edits.testing';
import { canonical, openWork, type Labeling } from './session-world.testing';

const [dir, labeling, first, stopAt] = process.argv.slice(2) as [string, string, string, 'before' | 'within' | 'before-sync'];
const stop = (): Promise<never> => {
  writeSync(1, `${said}\n`);
  // A promise alone would not keep the process alive.
  setInterval(() => undefined, 1000);
  return new Promise<never>(() => undefined);
};
let said = '';

/** Snapshots never get whole: not begun, half written, or written and not flushed. */
const fs: FileSystem = {
  ...nodeFileSystem,
  open: async (path, mode) => {
    if (mode !== 'create' || !path.endsWith('.state')) return nodeFileSystem.open(path, mode);
    if (stopAt === 'before') return stop();
    const file = await nodeFileSystem.open(path, mode);
    let writes = 0;
    return {
      read: (at, length) => file.read(at, length),
      write: (bytes, at) => (stopAt === 'within' && ++writes === 4 ? stop() : file.write(bytes, at)),
      datasync: () => (stopAt === 'before-sync' ? stop() : file.datasync()),
      sync: () => file.sync(), truncate: (length) => file.truncate(length), size: () => file.size(), linked: () => file.linked(), close: () => file.close(),
    };
  },
};
/** Nothing is measured here. */
const noPool = new Proxy({} as ProcessPool, { get: () => () => { throw new Error('no processes here'); } });

const { session } = await openWork(dir, noPool, false, fs);
if (session.journal.readOnly) throw new Error(session.journal.readOnlyReason?.message);
const at = JSON.parse(labeling) as Labeling;
for (let i = Number(first); i < Number(first) + 12; i++) await edit(session, at, i);
said = createHash('sha256').update(await canonical(session.state)).digest('hex');
await session.state.snapshot();
throw new Error('the snapshot was written');
