/** The process that is killed: appends without end and prints the id of every event it was told is saved. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openJournal } from './index';
import { command, draft } from './journal.testing';

const [dir, appData, start] = process.argv.slice(2) as [string, string, string];
const journal = await openJournal({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, keys: fileKeys(appData), sha256: nodeSha256, processes: nodeProcesses, dir });
if (journal.readOnlyReason) {
  console.error(journal.readOnlyReason.message);
  process.exit(3);
}
let next = Number(start);
const say = (line: string): void => { writeSync(1, `${line}\n`); };
say('ready');
const writer = async (): Promise<void> => {
  for (;;) {
    const count = 1 + (next % 4);
    const drafts = Array.from({ length: count }, () => draft(next++));
    const entries = await journal.append(command(), drafts);
    for (const entry of entries) say(entry.event.id);
  }
};
await Promise.all([writer(), writer(), writer()]);
