/**
 * Summaries of logs, in numbered files that prove themselves. In the workspace, of logs nobody writes to any more: opening a workspace reads two
 * of them instead of every log. A file names a full one before it (`base`) and lists only what came since, so that
 * thousands of process starts do not write the whole list thousands of times.
 */
import { hashOf, hexHash } from '../../../shared/events/codec/domain';
import { fromUtf8, utf8, type Sha256 } from '../../../shared/kernel/bytes';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { isHash, isId, type Hash, type LogId, type ProjectId } from '../../../shared/kernel/ids';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import { headFile, headNumber } from './layout';
import type { LogState } from './log-state';

/** Logs listed since the full file before a full one is written again. */
const MAX_SINCE_BASE = 128;
const KEEP = 3;

/** Files written before there were salvages do not have the list. */
type StoredState = Omit<LogState, 'salvages'> & { readonly salvages?: LogState['salvages'] };

interface HeadFile {
  readonly v: 1;
  readonly kind: 'heads';
  readonly project: ProjectId;
  readonly number: number;
  readonly base: readonly [number, Hash] | null;
  readonly logs: readonly StoredState[];
}

export interface LoadedHeads {
  readonly logs: ReadonlyMap<LogId, LogState>;
  /** Number of the file they were read from; 0 when there was none that is valid. */
  readonly number: number;
}

function isLogState(value: unknown): value is StoredState {
  if (typeof value !== 'object' || value === null) return false;
  const s = value as Record<keyof LogState, unknown>;
  return isId(s.log) && isId(s.device) && Array.isArray(s.files) && typeof s.firstLamport === 'number' && Array.isArray(s.cites)
    && (s.salvages === undefined || Array.isArray(s.salvages)) && (s.last === null || (typeof s.last === 'object' && isHash((s.last as Record<string, unknown>)['id'])));
}

/** Not compared with its canonical form: the hash has proved the bytes, and of thousands of logs that is most of the time to open. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function ends(logs: readonly StoredState[]): ReadonlyMap<LogId, number> {
  return new Map(logs.map((log) => [log.log, log.last?.seq ?? 0]));
}

export class HeadsStore {
  readonly #fs: FileSystem;
  readonly #sha256: Sha256;
  readonly #folder: string;
  readonly #project: ProjectId;
  #highest = 0;
  #base: { readonly number: number; readonly hash: Hash; readonly logs: ReadonlyMap<LogId, number> } | null = null;

  /** `folder`: where the files lie; made when needed. */
  constructor(fs: FileSystem, sha256: Sha256, folder: string, project: ProjectId) {
    this.#fs = fs;
    this.#sha256 = sha256;
    this.#folder = folder;
    this.#project = project;
  }

  /** The newest summary that is whole. Never rejects for damage: then the logs themselves are read. */
  async load(): Promise<LoadedHeads> {
    const numbers = await this.#numbers();
    this.#highest = numbers.at(-1) ?? 0;
    for (const number of numbers.reverse()) {
      const file = await this.#read(number);
      if (!file) continue;
      const base = file.content.base ? await this.#read(file.content.base[0]) : file;
      if (!base || (file.content.base && file.content.base[1] !== base.hash)) continue;
      this.#base = { number: base.content.number, hash: base.hash, logs: ends(base.content.logs) };
      return { number, logs: new Map([...base.content.logs, ...file.content.logs].map((log) => [log.log, { ...log, salvages: log.salvages ?? [] }])) };
    }
    return { number: 0, logs: new Map() };
  }

  /** Writes the summary of `logs`, flushed; `anew`: of all of them, since one that was listed changed. Older files are removed; when that fails they only take space. */
  async save(logs: readonly LogState[], anew = false): Promise<void> {
    const since = this.#base ? logs.filter((log) => this.#base!.logs.get(log.log) !== (log.last?.seq ?? 0)) : logs;
    const full = anew || !this.#base || since.length > MAX_SINCE_BASE;
    const number = this.#highest + 1;
    const content: HeadFile = { v: 1, kind: 'heads', project: this.#project, number, base: full ? null : [this.#base!.number, this.#base!.hash], logs: full ? logs : since };
    const line = utf8(canonicalize(content));
    const hash = hexHash(hashOf(this.#sha256, 'heads', line));
    this.#highest = number;
    const folder = this.#folder;
    await this.#fs.makeDir(folder, { private: true });
    await writeNewFile(this.#fs, headFile(this.#folder, number), utf8(`${fromUtf8(line) ?? ''}\n${hash}\n`));
    await this.#fs.syncDir(folder);
    if (full) this.#base = { number, hash, logs: ends(logs) };
    for (const old of await this.#numbers()) {
      if (old <= number - KEEP && old !== this.#base?.number) await this.#fs.remove(headFile(this.#folder, old)).catch(() => undefined);
    }
  }

  async #read(number: number): Promise<{ readonly content: HeadFile; readonly hash: Hash } | null> {
    const bytes = await this.#fs.read(headFile(this.#folder, number)).catch(() => null);
    const lines = (bytes && fromUtf8(bytes))?.split('\n');
    if (lines?.length !== 3 || lines[2] !== '') return null;
    const hash = hexHash(hashOf(this.#sha256, 'heads', utf8(lines[0]!)));
    if (hash !== lines[1]) return null;
    const content = parse(lines[0]!) as HeadFile | null;
    if (content === null) return null;
    const good = content.v === 1 && content.kind === 'heads' && content.project === this.#project && content.number === number && Array.isArray(content.logs) && content.logs.every(isLogState);
    return good ? { content, hash } : null;
  }

  async #numbers(): Promise<number[]> {
    const entries = await this.#fs.list(this.#folder).catch(() => []);
    return entries.map((entry) => headNumber(entry.name)).filter((n) => n > 0).sort((a, b) => a - b);
  }
}
