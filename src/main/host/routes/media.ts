import { FailureError } from '../../../shared/kernel/result';
import type { Routes } from '../types';

export const mediaRoutes = {
  'media.address': async ({ dataset, samples }, call) => {
    const { media, state } = call.workspace();
    const hashOf = (sample: (typeof samples)[number]): string | null => {
      const row = state.rowOf(dataset, sample);
      return row < 0 ? null : state.sampleAt(dataset, row).facts?.hash ?? null;
    };
    return { media: await Promise.all(samples.map((sample) => media.addressOfMedia(dataset, sample))), hashes: samples.map(hashOf) };
  },
  'media.codecs': ({ dataset, sample }, call) => call.workspace().media.codecs(dataset, sample, call.signal),
  'media.pack': async ({ dataset, samples, edge }, call) => ({ pack: call.workspace().media.pack(dataset, samples, edge) }),
  'media.texts': async ({ dataset, samples, limit }, call) => {
    const read = await call.workspace().media.readTexts(dataset, samples, limit);
    return { texts: read.map((one) => one?.text ?? null), guessed: read.map((one) => one?.guessed ?? null) };
  },
  'cache.put': async ({ kind, hash, parts }, call) => {
    const bytes = parts['data'];
    if (!bytes) throw new FailureError({ code: 'bad-request', message: 'The part "data" is missing.' });
    await call.workspace().media.cachePut(kind, hash, bytes);
    return {};
  },
  'cache.get': async ({ kind, hash }, call) => {
    const bytes = await call.workspace().media.cacheGet(kind, hash);
    return { found: bytes !== null, parts: bytes === null ? {} : { data: bytes } };
  },
} satisfies Routes;
