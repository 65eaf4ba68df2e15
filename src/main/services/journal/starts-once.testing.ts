/** One start of the program: opens the journal, appends one event, says its id; then it closes, or is killed. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openJournal } from './index';
import { command, draft } from './journal.testing';

const [dir, dataDir, number, end] = process.argv.slice(2) as [string, string, string, 'close' | 'drop'];
const journal = await openJournal({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, keys: fileKeys(dataDir), sha256: nodeSha256, processes: nodeProcesses, dir, dataDir });
if (journal.readOnlyReason) throw new Error(journal.readOnlyReason.message);
for (const { event } of await journal.append(command(), [draft(Number(number))])) writeSync(1, `${event.id}\n`);
if (end === 'drop') process.kill(process.pid, 'SIGKILL');
await journal.close();
