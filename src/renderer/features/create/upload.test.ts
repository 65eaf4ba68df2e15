/** Copying dropped files while the connection breaks and the program is started again. */
import { afterEach, expect, it, vi } from 'vitest';
import { FailureError } from '../../../shared/kernel/result';
import type { Client, Connection } from '../../client';
import { uploadFiles } from './upload';

const MIB = 1 << 20;
const failure = (code: string): FailureError => new FailureError({ code, message: code });

interface Write {
  readonly upload: string;
  readonly offset: number;
  readonly last: boolean;
  readonly parts: { readonly bytes: Uint8Array };
}

/** A host as the inbox is: `restart` forgets what it knew of uploads, `lose` also what lay on the disk. */
class FakeHost {
  readonly disk = new Map<string, number>();
  readonly known = new Map<string, { written: number; whole: boolean }>();
  readonly discarded: string[] = [];
  writes = 0;
  /** Called before the n-th write is done; a throw answers it. `after`: when it was done, the answer lost. */
  before: (n: number) => void = () => undefined;
  after: (n: number) => void = () => undefined;
  restart = (): void => this.known.clear();
  lose = (): void => {
    this.restart();
    this.disk.clear();
  };

  readonly #listeners = new Set<(connection: Connection) => void>();
  /** The line breaks, and is there again. */
  break(): void {
    for (const listener of this.#listeners) for (const connection of [{ kind: 'lost', attempt: 1 }, { kind: 'open' }] as const) listener(connection);
  }

  readonly client = { onConnection: (listener: (connection: Connection) => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }, request: (name: string, body: unknown) => Promise.resolve().then(() => {
    if (name === 'inbox.discard') return void this.discarded.push(...(body as { uploads: string[] }).uploads);
    const n = ++this.writes;
    this.before(n);
    this.#write(body as Write);
    this.after(n);
    return {};
  }) } as unknown as Client;

  #write({ upload, offset, last, parts: { bytes } }: Write): void {
    let one = this.known.get(upload);
    if (!one) {
      if (offset > 0 && (this.disk.get(upload) ?? -1) < offset) throw failure('bad-upload');
      this.known.set(upload, (one = { written: offset, whole: false }));
    }
    if (one.whole || (offset + bytes.length <= one.written && bytes.length > 0)) return;
    if (offset !== one.written) throw failure('bad-upload');
    one.written += bytes.length;
    one.whole = last;
    this.disk.set(upload, one.written);
  }
}

const files = [2.5 * MIB, 0, 10].map((size, i) => new File([new Uint8Array(size)], `${i}.jpg`));
const total = 2.5 * MIB + 10;
const copied = async (host: FakeHost, signal = new AbortController().signal): Promise<number[]> => {
  const heard: number[] = [];
  const uploads = await uploadFiles(host.client, files, (bytes) => heard.push(bytes), signal);
  expect(uploads.map((id) => host.known.get(id))).toEqual([{ written: 2.5 * MIB, whole: true }, { written: 0, whole: true }, { written: 10, whole: true }]);
  return heard;
};
afterEach(() => vi.restoreAllMocks());

it('nothing happens: each file in pieces, in order', async () => {
  expect(await copied(new FakeHost())).toEqual([MIB, 2 * MIB, 2.5 * MIB, 2.5 * MIB, total]);
});

it.each(['before', 'after'] as const)('the connection breaks %s any piece: it is asked again', async (when) => {
  for (let at = 1; at <= 5; at++) {
    const host = new FakeHost();
    host[when] = (n) => {
      if (n === at) throw failure('disconnected');
    };
    expect([at, (await copied(host)).at(-1)]).toEqual([at, total]);
  }
});

it.each(['restart', 'lose'] as const)('the program is started again (%s) at any piece: nothing is missing in the end', async (how) => {
  for (const when of ['before', 'after'] as const) for (let at = 1; at <= 5; at++) {
    const host = new FakeHost();
    host[when] = (n) => {
      if (n !== at) return;
      host[how]();
      throw failure('disconnected');
    };
    const heard = await copied(host);
    expect([when, at, heard.at(-1)]).toEqual([when, at, total]);
    // What lay on the disk is not sent again.
    if (how === 'restart') expect([when, at, heard]).toEqual([when, at, [...heard].sort((a, b) => a - b)]);
  }
});

it.each(['restart', 'lose'] as const)('the program is started again (%s) between two requests: no answer tells of it, and nothing is missing in the end', async (how) => {
  for (let at = 1; at <= 5; at++) {
    const host = new FakeHost();
    // After the answer was given and before the next piece is read.
    host.after = (n) => {
      if (n !== at) return;
      host[how]();
      host.break();
    };
    const heard = await copied(host);
    expect([at, heard.at(-1)]).toEqual([at, total]);
    if (how === 'restart') expect([at, heard]).toEqual([at, [...heard].sort((a, b) => a - b)]);
  }
});

it('again and again while those that were whole are told anew', async () => {
  const host = new FakeHost();
  host.after = (n) => {
    if (n === 4 || n === 6 || n === 7 || n === 11) {
      host.restart();
      throw failure('disconnected');
    }
  };
  await copied(host);
});

it('what the host refuses is an error, and nothing stays', async () => {
  const host = new FakeHost();
  host.before = (n) => {
    if (n === 2) throw failure('disk-full');
  };
  await expect(copied(host)).rejects.toMatchObject({ failure: { code: 'disk-full' } });
  expect(host.discarded).toHaveLength(1);
});

it('a host that never keeps anything is given up', async () => {
  const host = new FakeHost();
  host.before = (n) => {
    host.lose();
    if (n === 1) throw failure('disconnected');
  };
  await expect(copied(host)).rejects.toMatchObject({ failure: { code: 'bad-upload' } });
});

it('a person who gives up while the connection is gone is not asked again', async () => {
  const host = new FakeHost();
  const abort = new AbortController();
  host.before = () => {
    abort.abort();
    throw failure('disconnected');
  };
  await expect(copied(host, abort.signal)).rejects.toMatchObject({ failure: { code: 'disconnected' } });
  expect(host.writes).toBe(1);
});
