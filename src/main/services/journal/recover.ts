/** What opening finds: logs by their summaries, the others by reading them; unfinished appends are cut off, damage is named. */
import type { Sha256 } from '../../../shared/kernel/bytes';
import { isId, type LogId, type ProjectId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import { isCode } from './failures';
import type { HeadsStore } from './heads-store';
import { isKnown, readKnown, type KnownDamage } from './known-damage';
import { logFileNumber, paths } from './layout';
import type { LogState } from './log-state';
import { cutTail, keepBehind } from './quarantine';
import { readLog } from './read-log';

export interface Recovery {
  readonly logs: Map<LogId, LogState>;
  readonly found: readonly Failure[];
  /** Lines behind damage, by log: of logs that no summary lists yet. */
  readonly behind: ReadonlyMap<LogId, readonly Uint8Array[]>;
  /** Damage that was told before: it is not in `found`. */
  readonly known: KnownDamage;
  /** True when something was read that no summary lists yet. */
  readonly news: boolean;
}

/** `repair` false: nothing is changed (another instance may be writing, or the disk is read-only). `readAll`: summaries are only compared with. */
export async function recover(fs: FileSystem, sha256: Sha256, dir: string, project: ProjectId, heads: HeadsStore, repair: boolean, readAll = false): Promise<Recovery> {
  const found: Failure[] = [];
  const logs = new Map<LogId, LogState>();
  const known = await readKnown(fs, dir);
  const summary = await heads.load();
  const there = new Set((await fs.list(paths.journal(dir))).filter((entry) => entry.kind === 'folder' && isId(entry.name)).map((entry) => entry.name as LogId));
  for (const [log, state] of summary.logs) {
    if (there.has(log)) {
      if (!readAll && (state.ended === true || !(await grown(fs, dir, state)))) logs.set(log, state);
    } else if (state.last) found.push({ code: 'journal-log-missing', message: `Log ${log} with ${state.last.seq} events is missing from ${paths.journal(dir)}.`, details: { log, events: state.last.seq } });
    if (state.damage && logs.has(log) && !isKnown(known, state.damage)) found.push(state.damage);
  }
  const behind = new Map<LogId, readonly Uint8Array[]>();
  let news = false;
  for (const log of [...there].filter((id) => !logs.has(id)).sort()) {
    news = true;
    try {
      const reading = await readLog(fs, sha256, dir, project, log);
      let { damage } = reading.state;
      if (damage && reading.behind.length > 0 && repair) damage = await keepBehind(fs, dir, damage, reading.behind);
      logs.set(log, { ...reading.state, damage });
      if (damage) {
        if (!isKnown(known, damage)) found.push(damage);
        behind.set(log, reading.behind);
      }
      const had = summary.logs.get(log)?.last?.seq ?? 0;
      const has = reading.state.last?.seq ?? 0;
      if (!damage && has < had) found.push({ code: 'log-shorter', message: `Log ${log} ends at event ${has}; it had ${had} when it was closed.`, details: { log, had, has } });
      if (reading.tail && repair) {
        const told = await cutTail(fs, dir, log, reading.tail);
        if (told) found.push(told);
      }
    } catch (error) {
      if (isCode(error, 'ENOENT')) continue;
      found.push({ code: 'journal-unreadable', message: `Log ${log} cannot be read: ${error instanceof Error ? error.message : String(error)}`, details: { log } });
    }
  }
  return { logs, found, behind, known, news };
}

/**
 * Whether a log has more than a summary knows. Of a log that its own process did not close, nobody can say that it is over:
 * the process may still write, after its lock was deleted or on another computer.
 */
async function grown(fs: FileSystem, dir: string, state: LogState): Promise<boolean> {
  const last = state.files.at(-1);
  const numbers = (await fs.list(paths.log(dir, state.log))).map((entry) => logFileNumber(entry.name));
  if (Math.max(0, ...numbers) !== (last?.n ?? 0)) return true;
  return last !== undefined && (await fs.stat(paths.file(dir, state.log, last.n)))?.size !== last.bytes;
}
