import type { Sha256 } from '../../../shared/kernel/bytes';
import { idFromBytes, isHash, type DatasetId, type SampleId } from '../../../shared/kernel/ids';
import type { TextEncoding } from '../../../shared/domain/text-reading';
import { FailureError } from '../../../shared/kernel/result';
import { readHeaders } from '../../../shared/media/facts';
import { NO_CODECS } from '../../../shared/media/codec/names';
import { CONTENT_TYPE, SNIFF_BYTES, dataTypeOf, formatOfName, sniff } from '../../../shared/media/sniff';
import type { MediaId } from '../../../shared/contract/api';
import type { FileSystem } from '../../ports/file-system';
import type { CodecsDone, MeasureJob } from '../../ports/measure-jobs';
import type { ProcessPool } from '../../ports/process-pool';
import type { Random } from '../../ports/random';
import type { Roots } from '../roots/types';
import type { StateService } from '../state/types';
import { CacheFolder } from './cache';
import { Capabilities } from './capabilities';
import { checkCached } from './cached-kinds';
import { displayPictures, screenPictures } from './display';
import { PACK_TYPE, streamPack, type PackOrder } from './packs';
import { baseHeaders, fileContent, refusal, respond } from './respond';
import { LineIndexes } from './line-indexes';
import { SampleFiles, type Located } from './samples';
import { Texts } from './texts';
import { edgeFor, Thumbnails } from './thumbnails';
import type { Media, MediaRequest, MediaResponse } from './types';

export interface MediaOptions {
  readonly fs: FileSystem;
  readonly state: StateService;
  readonly roots: Roots;
  readonly pool: ProcessPool;
  readonly random: Random;
  readonly sha256: Sha256;
  /** `cache` of the workspace. */
  readonly cacheDir: string;
  /** Bytes that it may take, CACHE_LIMIT by default. */
  readonly cacheLimit?: number;
  /** The one origin that may read media, e.g. `http://127.0.0.1:47800`. */
  readonly appOrigin: string;
  /** Refuse requests without an `Origin` (HTTP: elements use `crossorigin`; Electron's protocol does not always say). */
  readonly requireOrigin: boolean;
}

const MAX_PACK = 4096;
/** Addresses alive at once: more than anybody looks at; the oldest stop working. */
const MAX_ADDRESSES = 200_000;
const MAX_PACKS = 512;
/** Reading what a file is coded in may take this long (ms): headers, on a slow disk. */
const CODECS_MS = 30_000;

interface Target {
  readonly dataset: DatasetId;
  readonly sample: SampleId;
  /** The file that it named: a window that holds what it decoded under an address has it anew for another one. */
  readonly mtime: number;
  readonly size: number;
}

/** What `createMedia` makes: the service, and what datasets share with it. */
export interface MediaService extends Media {
  readonly lines: LineIndexes;
  readonly cache: CacheFolder;
  /** Ends what goes on in the background. */
  close(): void;
}

/** See `Media`. */
export function createMedia(options: MediaOptions): MediaService {
  const { fs, appOrigin } = options;
  const cache = new CacheFolder(fs, options.cacheDir, options.cacheLimit);
  const files = new SampleFiles(options.state, options.roots);
  const thumbnails = new Thumbnails(cache, options.pool);
  const display = displayPictures(fs, cache, options.pool);
  const screens = screenPictures(fs, cache, options.pool);
  const lines = new LineIndexes(options.pool, cache, options.sha256);
  const texts = new Texts(fs, lines);
  const mint = (): MediaId => idFromBytes<MediaId>(options.random.bytes(16));
  const addresses = new Capabilities<Target>(mint, MAX_ADDRESSES, (t) => `${t.dataset}/${t.sample}/${t.mtime}/${t.size}`);
  const packs = new Capabilities<PackOrder>(mint, MAX_PACKS, null);

  const original = async (located: Located, path: string, request: MediaRequest): Promise<MediaResponse> => {
    const info = await fs.stat(path).catch(() => null);
    if (info?.kind !== 'file') return refusal(appOrigin, 404);
    const head = await headOf(fs, path);
    if (!head) return refusal(appOrigin, 404);
    const format = sniff(head);
    // Chromium applies the orientation of JPEG, PNG and AVIF, but not of WebP: that one is turned here.
    const turned = format === 'webp' && (await orientationOf(fs, path, info.size)) !== 1;
    // A browser's decoder gives up on a picture that is cut off; ours shows what is left of it.
    const cut = dataTypeOf(format) === 'image' && located.sample.facts?.problem === 'truncated';
    if (format === 'bmp' || format === 'tiff' || turned || cut) return respond(appOrigin, request, await display.get(located, path, request.signal));
    const listed = formatOfName(located.sample.path);
    if (format === 'unknown') {
      // Text has no magic bytes; it is sent as text only where a text sample was listed.
      if (dataTypeOf(listed) !== 'text') return refusal(appOrigin, 415);
      return respond(appOrigin, request, fileContent(fs, path, `text/plain; charset=${charsetOf(head, located.encoding)}`, info.size, info.mtime));
    }
    return respond(appOrigin, request, fileContent(fs, path, CONTENT_TYPE[format], info.size, info.mtime));
  };

  const serve = async (request: MediaRequest): Promise<MediaResponse> => {
    const origin = request.headers['origin'];
    if (origin === undefined ? options.requireOrigin : origin !== appOrigin) return refusal(appOrigin, 403);
    if (request.method === 'OPTIONS') return refusal(appOrigin, 204, { 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': 'range', 'access-control-max-age': '600' });
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(appOrigin, 405, { allow: 'GET, HEAD, OPTIONS' });
    const match = /^\/([mps])\/([0-9a-f]{32})$/.exec(request.path);
    if (!match) return refusal(appOrigin, 404);
    const id = match[2] as MediaId;
    if (match[1] === 'p') {
      const order = request.method === 'GET' ? packs.take(id) : packs.get(id);
      if (!order) return refusal(appOrigin, 404);
      const headers = { ...baseHeaders(appOrigin), 'content-type': PACK_TYPE };
      return { status: 200, headers, body: request.method === 'HEAD' ? null : streamPack(order, files, thumbnails, request.signal) };
    }
    const target = addresses.get(id);
    const located = target && files.find(target.dataset, target.sample);
    if (!located || located.path === null) return refusal(appOrigin, 404);
    // The same address, another first letter: whoever may see the picture may see a smaller copy.
    if (match[1] === 's') {
      if (dataTypeOf(located.sample.facts?.format ?? formatOfName(located.sample.path)) !== 'image') return refusal(appOrigin, 415);
      return respond(appOrigin, request, await screens.get(located, located.path, request.signal));
    }
    return original(located, located.path, request);
  };

  const address = (dataset: DatasetId, sample: SampleId): MediaId | null => {
    const located = files.find(dataset, sample);
    if (!located || located.path === null) return null;
    const facts = located.sample.facts;
    if (facts && facts.format === 'unknown' && facts.problem !== 'none') return null;
    // A window that decodes a picture of a gigabyte is a window that dies.
    if (facts?.problem === 'too-large') return null;
    const { mtime, size } = located.sample;
    return addresses.mint({ dataset, sample, mtime, size });
  };

  return {
    lines,
    cache,
    close: () => cache.limit.stop(),
    address,
    async addressOfMedia(dataset, sample) {
      const located = files.find(dataset, sample);
      // Before it is measured only its bytes know. A window that asks for them to be refused has an error in its console.
      if (located && located.path !== null && !located.sample.facts && dataTypeOf(formatOfName(located.sample.path)) !== 'text') {
        const head = await headOf(fs, located.path);
        if (!head || sniff(head) === 'unknown') return null;
      }
      return address(dataset, sample);
    },
    async codecs(dataset, sample, signal) {
      const located = files.find(dataset, sample);
      if (!located || located.path === null) return NO_CODECS;
      return (await options.pool.run<MeasureJob, CodecsDone>('measure', { do: 'codecs', path: located.path }, { timeoutMs: CODECS_MS, priority: 'soon', signal })).codecs;
    },
    pack(dataset, samples, edge) {
      if (samples.length > MAX_PACK) throw new FailureError({ code: 'too-many', message: `A pack has at most ${MAX_PACK} thumbnails.`, details: { most: MAX_PACK } });
      return packs.mint({ dataset, samples, edge: edgeFor(edge) });
    },
    texts: async (dataset, samples, limit) => (await texts.get(samples.map((sample) => files.find(dataset, sample)), limit)).map((read) => read?.text ?? null),
    readTexts: (dataset, samples, limit) => texts.get(samples.map((sample) => files.find(dataset, sample)), limit),
    async cachePut(kind, hash, bytes) {
      checkCached(kind, hash, bytes);
      await cache.put(`${kind}/${hash.slice(0, 2)}/${hash}`, bytes);
    },
    async cacheGet(kind, hash) {
      if (!isHash(hash)) throw new FailureError({ code: 'bad-hash', message: 'Not a content hash.' });
      return cache.get(`${kind}/${hash.slice(0, 2)}/${hash}`);
    },
    async handle(request) {
      try {
        return await serve(request);
      } catch (error) {
        // What a decoder could not do is said by the code of the sample's facts; here only that there is nothing to show.
        const code = error instanceof FailureError ? error.failure.code : 'unexpected';
        return refusal(appOrigin, code === 'cancelled' ? 499 : code === 'missing' ? 404 : 422, { 'x-failure': code });
      }
    },
  };
}

/** The bytes by which a file is known; null when it cannot be read. */
async function headOf(fs: FileSystem, path: string): Promise<Uint8Array | null> {
  try {
    const file = await fs.open(path, 'read');
    return await file.read(0, SNIFF_BYTES).finally(() => file.close());
  } catch {
    return null;
  }
}

async function orientationOf(fs: FileSystem, path: string, size: number): Promise<number> {
  const file = await fs.open(path, 'read');
  try {
    return (await readHeaders({ size, read: (position, length) => file.read(position, length) }, 'webp')).orientation;
  } finally {
    await file.close();
  }
}

function charsetOf(head: Uint8Array, chosen: TextEncoding | null): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : chosen ?? 'utf-8';
}
