import { dirname, join } from 'node:path';
import type { RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { writeAll, writeNewFile } from '../../ports/file-system';
import { inboxDir, inboxMark } from '../roots';
import type { Context } from './context';

const MAX_PIECE = 1024 * 1024;
const MAX_UPLOADS = 100_000;
/** What nobody went on with for so long belongs to a window that is gone, ms. */
const ABANDONED_MS = 3_600_000;
const MAX_DEPTH = 8;
const UPLOAD = /^[A-Za-z0-9_-]{1,64}$/;
/** What Windows reserves, whatever the extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

interface Upload {
  readonly name: string;
  readonly partial: string;
  written: number;
  /** All of it is on the disk; it lies beside until it is taken. */
  whole: boolean;
}

/**
 * A file name that is safe on every system: only the last part of a path, no separators, control or reserved
 * characters, no leading dots, not too long; the extension stays.
 */
export function safeName(name: string): string {
  const last = name.replace(/\p{Cs}/gu, '_').normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = Array.from(last, (c) => (c < ' ' || c === '\x7f' || '<>:"|?*'.includes(c) ? '_' : c)).join('').replace(/^[.\s]+/, '').replace(/[.\s]+$/, '');
  const named = clean === '' || RESERVED.test(clean) ? `file_${clean}` : clean;
  const dot = named.lastIndexOf('.');
  const [stem, extension] = dot > 0 && named.length - dot <= 12 ? [named.slice(0, dot), named.slice(dot)] : [named, ''];
  return Array.from(stem).slice(0, 120).join('') + extension;
}

/**
 * Dropped files: written in pieces beside, kept under a safe name that is not taken once they are used. What lies beside
 * outlives the program: a window goes on where it was when another run asks for the next piece (or for the end again).
 */
export class Inbox {
  readonly #context: Context;
  readonly #uploads = new Map<string, Upload>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: Context) {
    this.#context = context;
  }

  get #dir(): string {
    return inboxDir(this.#context.options.workspaceDir);
  }

  /** Bytes written so far. Pieces come in order; a repeated piece is answered, not written twice. */
  write(id: string, name: string, offset: number, bytes: Uint8Array, last: boolean): Promise<number> {
    const mine = this.#queue.then(() => this.#write(id, name, offset, bytes, last));
    this.#queue = mine.catch(() => undefined);
    return mine;
  }

  async #write(id: string, name: string, offset: number, bytes: Uint8Array, last: boolean): Promise<number> {
    const { fs } = this.#context.options;
    if (!UPLOAD.test(id)) throw new FailureError({ code: 'bad-upload', message: 'Not the name of an upload.' });
    if (bytes.length > MAX_PIECE) throw new FailureError({ code: 'too-large', message: `A piece has at most ${MAX_PIECE} bytes.` });
    let upload = this.#uploads.get(id);
    if (!upload) {
      if (this.#uploads.size >= MAX_UPLOADS) throw new FailureError({ code: 'too-many', message: 'Too many uploads at once.' });
      const partial = join(this.#dir, '.partial', id);
      // Begun in an earlier run of the program: what was answered is there.
      if (offset !== 0 && ((await fs.stat(partial))?.size ?? -1) < offset) throw new FailureError({ code: 'bad-upload', message: 'An upload begins at 0.' });
      await fs.makeDir(dirname(partial), { private: true });
      upload = { name: safeName(name), partial, written: offset, whole: false };
      this.#uploads.set(id, upload);
    }
    if (upload.whole || (offset + bytes.length <= upload.written && bytes.length > 0)) return upload.written;
    if (offset !== upload.written) throw new FailureError({ code: 'bad-upload', message: `The next piece begins at ${upload.written}, not at ${offset}.`, details: { expected: upload.written } });
    if (offset === 0 && (await fs.stat(upload.partial)) !== null) await fs.remove(upload.partial);
    const file = await fs.open(upload.partial, offset === 0 ? 'create' : 'write');
    try {
      await writeAll(file, upload.partial, bytes, offset);
      // A piece that was never answered may lie behind.
      if (last) await file.truncate(offset + bytes.length);
      if (last) await file.sync();
    } finally {
      await file.close();
    }
    upload.written += bytes.length;
    upload.whole = last;
    return upload.written;
  }

  /** Takes away what earlier runs left and no window went on with. Never rejects. */
  removeUnfinished(): Promise<void> {
    const { fs, clock } = this.#context.options;
    this.#queue = this.#queue.then(async () => {
      const dir = join(this.#dir, '.partial');
      for (const { name } of await fs.list(dir)) {
        const info = this.#uploads.has(name) ? null : await fs.stat(join(dir, name));
        if (info && clock.now() - info.mtime > ABANDONED_MS) await fs.removeTree(join(dir, name));
      }
    }).catch(() => undefined);
    return this.#queue.then(() => undefined);
  }

  async #free(name: string): Promise<string> {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    for (let n = 1; ; n++) {
      const tried = n === 1 ? name : `${stem} (${n})${extension}`;
      if ((await this.#context.options.fs.stat(join(this.#dir, tried))) === null) return tried;
    }
  }

  /** Keeps whole uploads in the inbox; their names there, in order. Each is used once. Rejects with 'bad-upload' when one is not whole: then all stay. */
  take(uploads: readonly string[]): Promise<readonly string[]> {
    return this.#move(uploads, async (upload) => {
      const name = await this.#free(upload.name);
      await this.#context.options.fs.rename(upload.partial, join(this.#dir, name));
      return name;
    });
  }

  #move(uploads: readonly string[], to: (upload: Upload, i: number) => Promise<string>): Promise<readonly string[]> {
    const mine = this.#queue.then(async () => {
      const whole = uploads.map((id) => {
        const upload = this.#uploads.get(id);
        if (!upload?.whole) throw new FailureError({ code: 'bad-upload', message: 'A dropped file has not arrived whole.' });
        return upload;
      });
      const kept: string[] = [];
      for (const [i, upload] of whole.entries()) {
        kept.push(await to(upload, i));
        this.#uploads.delete(uploads[i] ?? '');
      }
      await this.#context.options.fs.syncDir(this.#dir);
      return kept;
    });
    this.#queue = mine.catch(() => undefined);
    return mine;
  }

  /** Takes copies away, whole or not. Unknown ones are no matter. */
  discard(uploads: readonly string[]): Promise<void> {
    const mine = this.#queue.then(async () => {
      const { fs } = this.#context.options;
      for (const id of uploads) {
        const upload = this.#uploads.get(id);
        if (!upload) continue;
        this.#uploads.delete(id);
        await fs.remove(upload.partial).catch(() => undefined);
      }
    });
    this.#queue = mine;
    return mine;
  }

  /** Moves whole copies into a folder of their own, under safe names of their paths. Answers with the one file, or the folder. */
  async keepLabels(files: readonly { readonly upload: string; readonly path: string }[]): Promise<string> {
    const { fs } = this.#context.options;
    const folder = join(this.#dir, 'labels', this.#context.newId<RootId>().slice(0, 12));
    const paths: string[] = [];
    await this.#move(files.map((file) => file.upload), async (upload, i) => {
      const parts = (files[i]?.path ?? '').split('/').filter((part) => part !== '').slice(-MAX_DEPTH).map(safeName);
      let path = join(folder, ...parts);
      if (paths.includes(path)) path = join(folder, `${i}`, parts.at(-1) ?? upload.name);
      await fs.makeDir(dirname(path), { private: true });
      await fs.rename(upload.partial, path);
      paths.push(path);
      return path;
    });
    return paths.length === 1 ? paths[0] ?? folder : folder;
  }

  /** The root of the inbox, made when first needed. */
  async root(): Promise<RootId> {
    const { roots, fs, commits, workspaceDir, state } = this.#context.options;
    const known = roots.rootAt(this.#dir);
    if (known !== null && state.catalog().roots.some((r) => r.id === known)) return known;
    const root = known ?? this.#context.newId<RootId>();
    await fs.makeDir(this.#dir, { private: true });
    await commits.commit(null, commits.command('command.add-samples'), [{ type: 'root.added', base: [], body: { root, name: 'inbox' } }]);
    if (known === null) await writeNewFile(fs, inboxMark(workspaceDir), new TextEncoder().encode(root));
    await roots.set(root, this.#dir);
    return root;
  }
}
