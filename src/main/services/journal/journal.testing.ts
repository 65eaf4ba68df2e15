/** What the tests of the journal work with: fixed clocks, counted randomness, keys in memory. */
import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { Draft } from '../../../shared/events/catalogue/types';
import { deviceIdOf } from '../../../shared/events/codec/domain';
import type { Command } from '../../../shared/events/envelope';
import type { CommandId, JobId, LabelId, MemberId, SampleId } from '../../../shared/kernel/ids';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { Clock } from '../../ports/clock';
import type { FileSystem } from '../../ports/file-system';
import type { DeviceKey, Keys } from '../../ports/keys';
import type { Processes } from '../../ports/processes';
import type { Random } from '../../ports/random';
import type { JournalOptions } from './context';
import type { Journal, JournalEntry } from './types';

/** A sequence of bytes that looks random and is the same for the same seed. */
export function seededRandom(seed: string): Random {
  let count = 0;
  return {
    bytes(length) {
      const out = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) out.set(createHash('sha256').update(`${seed}/${count++}`).digest().subarray(0, Math.min(32, length - at)), at);
      return out;
    },
  };
}

/** Time that goes by a millisecond per look; sleeping ends at the next turn unless it is longer than a minute. */
export function steppingClock(): Clock {
  let now = 1_700_000_000_000;
  return {
    now: () => ++now,
    monotonic: () => ++now,
    sleep: (ms, signal) => new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new Error('aborted'));
      signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      if (ms <= 60_000) setImmediate(resolve);
    }),
  };
}

const pairs = new Map<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>();

export function memoryKeys(): Keys {
  return {
    deviceKey(project, path): Promise<DeviceKey> {
      const name = `${project}/${path}`;
      const pair = pairs.get(name) ?? generateKeyPairSync('ed25519');
      pairs.set(name, pair);
      const publicKey = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
      return Promise.resolve({ device: deviceIdOf(nodeSha256, publicKey), publicKey, sign: (message) => new Uint8Array(sign(null, message, pair.privateKey)) });
    },
    member: () => Promise.resolve('5'.repeat(32) as MemberId),
    verify(publicKey, message, signature) {
      for (const pair of pairs.values()) {
        if (Buffer.from(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(12)).equals(publicKey)) return verify(null, message, pair.publicKey, signature);
      }
      return false;
    },
  };
}

/** Process 1 lives; others are gone unless listed. */
export function fakeProcesses(pid = 1, alive: ReadonlyMap<number, string> = new Map()): Processes {
  return { pid, host: 'here', startedAt: (other) => Promise.resolve(other === pid ? 'now' : (alive.get(other) ?? null)) };
}

export function testOptions(fs: FileSystem, dir: string, more: Partial<JournalOptions> & { readonly seed?: string } = {}): JournalOptions {
  const { seed, ...rest } = more;
  return { fs, dir, clock: steppingClock(), random: seededRandom(seed ?? 'test'), keys: memoryKeys(), sha256: nodeSha256, processes: fakeProcesses(), ...rest };
}

let commands = 0;

export function command(): Command {
  return { id: (++commands).toString(16).padStart(32, '0') as CommandId, name: 'command.test', undoes: null, redoes: null };
}

/** A small draft whose number can be found again in the body. */
export function draft(number: number, filler = ''): Draft {
  const job = 'a'.repeat(32) as JobId;
  return { type: 'classes.set', base: [], body: { job, sample: number.toString(16).padStart(32, '0') as SampleId, to: filler === '' ? [] : [filler as LabelId], was: [] } };
}

export function numberOf(entry: Pick<JournalEntry, 'event'>): number {
  return Number.parseInt((entry.event.body as { readonly sample: string }).sample, 16);
}

export async function allEntries(journal: Journal, from: Parameters<Journal['read']>[0] = null): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.read(from)) entries.push(entry);
  return entries;
}

/** Numbers of the test drafts in order, events of other types left out. */
export async function numbersIn(journal: Journal): Promise<number[]> {
  return (await allEntries(journal)).filter((entry) => entry.event.type === 'classes.set').map(numberOf);
}
