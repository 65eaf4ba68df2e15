/** Immutable blobs, named by the hash of their bytes: `blobs/<2 hex>/<64 hex>`. */
import { MAX_BLOB_BYTES } from '../../../shared/events/blob-types';
import type { BlobRef } from '../../../shared/events/envelope';
import { equalBytes, toHex, type Sha256 } from '../../../shared/kernel/bytes';
import type { Hash } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import { isCode, writeFailure } from './failures';
import { paths } from './layout';
import { keepAside } from './quarantine';

export class BlobStore {
  readonly #fs: FileSystem;
  readonly #sha256: Sha256;
  readonly #random: Random;
  readonly #dir: string;
  readonly #makeRoom: () => Promise<boolean>;
  /** Blobs and folders known to be on the disk. */
  readonly #durable = new Set<string>();
  readonly #writing = new Map<Hash, Promise<void>>();

  /** `makeRoom`: the disk is full; true when trying again makes sense. */
  constructor(fs: FileSystem, sha256: Sha256, random: Random, dir: string, makeRoom: () => Promise<boolean>) {
    this.#fs = fs;
    this.#sha256 = sha256;
    this.#random = random;
    this.#dir = dir;
    this.#makeRoom = makeRoom;
  }

  /** Stores and flushes; the same bytes twice are one file. Rejects with a FailureError. */
  async put(bytes: Uint8Array, rows: number): Promise<BlobRef> {
    if (bytes.length > MAX_BLOB_BYTES) throw new FailureError({ code: 'blob-too-large', message: `A blob has ${bytes.length} bytes, more than ${MAX_BLOB_BYTES}.` });
    const hash = toHex(this.#sha256(bytes)) as Hash;
    if (!this.#durable.has(hash)) {
      let work = this.#writing.get(hash);
      if (!work) {
        work = this.#writeWithReserve(hash, bytes).finally(() => this.#writing.delete(hash));
        this.#writing.set(hash, work);
      }
      try {
        await work;
      } catch (error) {
        throw new FailureError(writeFailure(error, this.#dir));
      }
      this.#durable.add(hash);
    }
    return { hash, bytes: bytes.length, rows };
  }

  async #writeWithReserve(hash: Hash, bytes: Uint8Array): Promise<void> {
    try {
      await this.#write(hash, bytes);
    } catch (error) {
      if (!isCode(error, 'ENOSPC', 'EDQUOT') || !(await this.#makeRoom())) throw error;
      await this.#write(hash, bytes);
    }
  }

  async #write(hash: Hash, bytes: Uint8Array): Promise<void> {
    const folder = paths.blobFolder(this.#dir, hash);
    const path = paths.blob(this.#dir, hash);
    if (!this.#durable.has(folder)) {
      await this.#fs.makeDir(folder, { private: true });
      await this.#fs.syncDir(paths.blobs(this.#dir));
      this.#durable.add(folder);
    }
    const there = await this.#fs.read(path).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return null;
      throw error;
    });
    // A file of a process that was killed may be there but not flushed, or damaged: write it again.
    if (there && !equalBytes(there, bytes)) await keepAside(this.#fs, this.#dir, `blob-${hash}`, there);
    const temporary = `${folder}/.${hash}.${toHex(this.#random.bytes(8))}`;
    try {
      await writeNewFile(this.#fs, temporary, bytes);
      await this.#fs.rename(temporary, path);
    } catch (error) {
      await this.#fs.remove(temporary).catch(() => undefined);
      throw error;
    }
    await this.#fs.syncDir(folder);
  }

  /** The bytes, their hash checked. Rejects with 'blob-missing' or 'blob-damaged'. */
  async read(ref: BlobRef): Promise<Uint8Array> {
    const path = paths.blob(this.#dir, ref.hash);
    let bytes: Uint8Array;
    try {
      bytes = await this.#fs.read(path);
    } catch (error) {
      if (isCode(error, 'ENOENT')) throw new FailureError({ code: 'blob-missing', message: `${path} is missing; facts about ${ref.rows} rows are in it.`, details: { path, rows: ref.rows } });
      throw new FailureError({ code: 'blob-damaged', message: `${path} cannot be read.`, details: { path, rows: ref.rows } });
    }
    if (bytes.length !== ref.bytes || toHex(this.#sha256(bytes)) !== ref.hash) {
      throw new FailureError({ code: 'blob-damaged', message: `${path} is not what was written; facts about ${ref.rows} rows were in it.`, details: { path, rows: ref.rows } });
    }
    return bytes;
  }
}
