/**
 * What this computer has seen of a workspace, kept outside of it: a folder that was put back to an earlier state (restored
 * from a backup, copied back) does not know that it was. Kept in the application-data folder, per project and place.
 */
import { utf8, toHex, type Sha256 } from '../../../shared/kernel/bytes';
import type { LogId, ProjectId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import { HeadsStore } from './heads-store';
import type { LogState } from './log-state';

export class RememberedHeads {
  readonly #store: HeadsStore;
  readonly #dir: string;
  /** As it was remembered when the workspace was opened, as far as it is not there any more. */
  #missing: readonly LogState[] = [];
  #saved = '';
  #work: Promise<void> = Promise.resolve();

  /** `dataDir`: the application-data folder; `dir`: the workspace. */
  constructor(fs: FileSystem, sha256: Sha256, dataDir: string, project: ProjectId, dir: string) {
    this.#dir = dir;
    this.#store = new HeadsStore(fs, sha256, `${dataDir}/heads/${project}/${toHex(sha256(utf8(dir))).slice(0, 32)}`, project);
  }

  /**
   * Compares with what was seen here: 'workspace-rolled-back' when saved events are missing, and 'workspace-rewritten' when a
   * log ends with another event than the one that was seen. Logs in `explained` are named by something else already.
   */
  async compare(logs: ReadonlyMap<LogId, LogState>, explained: ReadonlySet<unknown>): Promise<readonly Failure[]> {
    const seen = [...(await this.#store.load()).logs.values()].filter((log) => log.last !== null && !explained.has(log.log) && !logs.get(log.log)?.damage);
    const told: Failure[] = [];
    this.#missing = seen.filter((log) => log.last!.seq > (logs.get(log.log)?.last?.seq ?? 0));
    const events = this.#missing.reduce((sum, log) => sum + log.last!.seq - (logs.get(log.log)?.last?.seq ?? 0), 0);
    if (events > 0) {
      const until = newest(logs.values());
      const had = newest(this.#missing);
      const since = until === 0 ? '' : ` What is there ends on ${day(until)}; the missing part ends on ${day(had)}.`;
      told.push({
        code: 'workspace-rolled-back',
        message: `${this.#dir} holds an earlier state of the workspace: ${events} events that this computer has seen here are missing, as after a backup was put back.${since} Nothing is refused; what is written now goes into a log of its own.`,
        details: { path: this.#dir, events, logs: this.#missing.length, until: until === 0 ? '' : day(until), had: day(had) },
      });
    }
    for (const { log, last } of seen) {
      const now = logs.get(log)?.last;
      if (now?.seq === last!.seq && now.id !== last!.id) told.push({ code: 'workspace-rewritten', message: `Log ${log} in ${this.#dir} ends with another event than this computer has seen there.`, details: { path: this.#dir, log } });
    }
    return told;
  }

  /** Notes what is there now; what was missing stays noted until `accept`, so that it is told again after a crash. Never rejects. */
  note(logs: Iterable<LogState>): Promise<void> {
    const now = [...logs];
    const all = [...this.#missing.filter((gone) => !now.some((log) => log.log === gone.log && log.last !== null && log.last.seq >= gone.last!.seq)), ...now.filter((log) => log.last !== null && !this.#missing.some((gone) => gone.log === log.log && gone.last!.seq > log.last!.seq))];
    const text = all.map((log) => `${log.log}/${log.last!.seq}`).sort().join();
    if (text === this.#saved) return this.#work;
    this.#saved = text;
    // A folder that cannot be written only means that less is noticed.
    this.#work = this.#work.then(() => this.#store.save(all)).catch(() => undefined);
    return this.#work;
  }

  /** The person was told and went on: what is there now is what counts. */
  accept(logs: Iterable<LogState>): Promise<void> {
    this.#missing = [];
    return this.note(logs);
  }
}

/** Wall-clock time of the last event, ms since 1970; 0 when there is none. */
function newest(logs: Iterable<LogState>): number {
  let ms = 0;
  for (const { last } of logs) ms = Math.max(ms, last?.hlc[0] ?? 0);
  return ms;
}

/** `2026-11-22 19:05 UTC`, from ms since 1970. */
function day(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
