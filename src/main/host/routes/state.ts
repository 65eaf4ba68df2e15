import { needJob } from './need-job';
import type { Routes } from '../types';
import { withPlaces } from '../with-places';

/** Everything a window shows: the catalog, columns, and the work on single samples. */
export const stateRoutes = {
  'state.catalog': (_request, call) => {
    const { state, roots } = call.workspace();
    return Promise.resolve({ catalog: withPlaces(state.catalog(), roots), cursor: state.cursor() });
  },
  'state.columns': ({ dataset, job }, call) => {
    const { state } = call.workspace();
    return Promise.resolve({ cursor: state.cursor(), ...state.columnParts(dataset, job) });
  },
  /** Stale: something was folded that this window was not told; it reads the columns again. */
  'state.catch-up': ({ cursor }, call) => {
    const now = call.workspace().state.cursor();
    return Promise.resolve({ cursor: now, stale: cursor.hash !== now.hash });
  },
  'sample.open': async ({ job, sample }, call) => {
    const { state, media } = call.workspace();
    const { work, bases } = await state.work(job, sample);
    const { dataset } = needJob(state, job);
    return { sample: state.sampleAt(dataset, state.rowOf(dataset, sample)), work, bases, media: media.address(dataset, sample) };
  },
  'sample.works': async ({ job, samples }, call) => {
    const { state } = call.workspace();
    const works = [];
    for (const sample of samples) {
      call.signal.throwIfAborted();
      const { work } = await state.work(job, sample);
      works.push({ sample, classes: work.classes, annotations: work.annotations.filter((a) => !a.retired) });
    }
    return { works };
  },
} satisfies Routes;
