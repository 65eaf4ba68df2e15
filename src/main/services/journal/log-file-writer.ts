/** One log file being written: header first, then frames, each batch flushed before it counts. */
import { encodeFrame, encodeLogHeader, LOG_MAGIC, scanLog, startHash, type LogHeader } from '../../../shared/events/codec/log-file';
import { MAX_SEGMENT_BYTES, MAX_SEGMENT_EVENTS } from '../../../shared/events/codec/segment';
import { concatBytes, equalBytes, toHex, type Sha256 } from '../../../shared/kernel/bytes';
import type { Hash } from '../../../shared/kernel/ids';
import { FileSystemError, writeAll, type FileSystem, type OpenFile } from '../../ports/file-system';
import type { FileState } from './log-state';
import { paths } from './layout';

export class LogFileWriter {
  readonly header: LogHeader;
  readonly path: string;
  readonly #fs: FileSystem;
  readonly #sha256: Sha256;
  readonly #file: OpenFile;
  #end: number;
  #running: Uint8Array;
  #events = 0;
  /** False where the system says of every file that it has no name. */
  readonly #watched: boolean;

  private constructor(fs: FileSystem, sha256: Sha256, file: OpenFile, path: string, header: LogHeader, end: number, running: Uint8Array, watched: boolean) {
    this.#watched = watched;
    this.#fs = fs;
    this.#sha256 = sha256;
    this.#file = file;
    this.path = path;
    this.header = header;
    this.#end = end;
    this.#running = running;
  }

  /** Makes the file with its header, both durable. On failure nothing that counts is left; what cannot be removed is ignored by readers. */
  static async create(fs: FileSystem, sha256: Sha256, dir: string, header: LogHeader): Promise<LogFileWriter> {
    const folder = paths.log(dir, header.log);
    const path = paths.file(dir, header.log, header.file);
    await fs.makeDir(folder, { private: true });
    await fs.syncDir(paths.journal(dir));
    const frame = encodeFrame(sha256, startHash(sha256, header.project, header.log, header.file), encodeLogHeader(header), true);
    const bytes = concatBytes(LOG_MAGIC, frame.bytes);
    const file = await fs.open(path, 'create');
    let watched: boolean;
    try {
      await writeAll(file, path, bytes, 0);
      await file.sync();
      await fs.syncDir(folder);
      watched = await file.linked();
    } catch (error) {
      await file.close().catch(() => undefined);
      await fs.remove(path).catch(() => undefined);
      throw error;
    }
    return new LogFileWriter(fs, sha256, file, path, header, bytes.length, frame.running, watched);
  }

  get events(): number {
    return this.#events;
  }

  /** How many of these lines still fit into the file; at least one into an empty file. */
  room(lines: readonly Uint8Array[]): number {
    let bytes = this.#end;
    let count = 0;
    for (const line of lines) {
      bytes += line.length + 36;
      if (this.#events + count >= MAX_SEGMENT_EVENTS || (bytes > MAX_SEGMENT_BYTES && this.#events + count > 0)) break;
      count++;
    }
    return count;
  }

  /** Appends lines and flushes them; `goesOn`: lines whose call the next line belongs to, too. Returns the byte positions of the lines. When it rejects, the file is suspect: `abandon` it. */
  async append(lines: readonly Uint8Array[], goesOn: readonly boolean[]): Promise<readonly number[]> {
    const positions: number[] = [];
    const frames: Uint8Array[] = [];
    let running = this.#running;
    let end = this.#end;
    for (const [i, line] of lines.entries()) {
      const frame = encodeFrame(this.#sha256, running, line, i === 0, goesOn[i] === true && i + 1 < lines.length);
      positions.push(end + 4);
      frames.push(frame.bytes);
      running = frame.running;
      end += frame.bytes.length;
    }
    await writeAll(this.#file, this.path, concatBytes(...frames), this.#end);
    await this.#file.datasync();
    // Flushed into a file that was deleted under us is not saved.
    if (this.#watched && !(await this.#file.linked())) throw new FileSystemError('ENOENT', this.path, `${this.path} was deleted`);
    this.#running = running;
    this.#end = end;
    this.#events += lines.length;
    return positions;
  }

  state(): FileState {
    return { n: this.header.file, bytes: this.#end, events: this.#events, firstSeq: this.header.first_seq, hash: toHex(this.#running) as Hash, seal: null };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /**
   * After a failed write or flush: the handle is closed and never flushed again, since the system may call lost pages clean.
   * What was answered as saved is read again and compared; true when it is all there. A file without events is removed.
   */
  async abandon(): Promise<boolean> {
    await this.#file.close().catch(() => undefined);
    if (this.#events === 0) {
      await this.#fs.remove(this.path).catch(() => undefined);
      return true;
    }
    try {
      const bytes = (await this.#fs.read(this.path)).subarray(0, this.#end);
      const scan = scanLog(this.#sha256, bytes, this.header.project, this.header.log, this.header.file);
      return scan.end === this.#end && equalBytes(scan.running, this.#running);
    } catch {
      return false;
    }
  }
}
