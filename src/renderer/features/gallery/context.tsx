/** Everything the parts of one gallery share. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Dataset } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { DatasetId, LabelId, SampleId } from '../../../shared/kernel/ids';
import { idOfRow, useColumns, useContentChanges, useIndex, useQuery } from '../../index';
import type { LiveColumns, QueryResult } from '../../index';
import { useAppInfo } from '../../session';
import { createCauses } from './causes';
import type { Causes } from './causes';
import { createPeaks } from './decoded';
import { locate, measuredHash } from './locate';
import { stopChanged } from './player';
import { createPosters, posterOf } from './posters';
import type { Posters } from './posters';
import { createObjects, createTexts, createThumbnails } from '../../media/loaders';
import type { Loader, Thumbnail } from '../../media/loaders';
import { keepVisible, viewOf } from './selection';
import type { View } from './selection';
import { createGalleryStore, recall, remembered } from './store';
import type { GalleryState, GalleryStore } from './store';

export interface Gallery {
  readonly dataset: Dataset;
  readonly job: Job | null;
  readonly labelSet: LabelSet | null;
  readonly store: GalleryStore;
  readonly columns: LiveColumns;
  /** Rows in the asked order. */
  readonly view: View;
  readonly result: QueryResult;
  readonly mediaOrigin: string;
  readonly labels: ReadonlyMap<LabelId, Label>;
  readonly thumbnails: Loader<Thumbnail>;
  readonly texts: Loader<string>;
  readonly peaks: Loader<Int8Array>;
  readonly objects: Loader<readonly Annotation[]> | null;
  readonly causes: Causes;
  readonly posters: Posters;
  /** Opens a sample in its editor (detection). */
  readonly onOpen: ((sample: SampleId) => void) | null;
}

const GalleryContext = createContext<Gallery | null>(null);
export const GalleryProvider = GalleryContext.Provider;

export function useGallery(): Gallery {
  const gallery = useContext(GalleryContext);
  if (!gallery) throw new TypeError('outside of a gallery');
  return gallery;
}

/** A part of what the person set. `select` gives values or parts of the state, never new objects. */
export function useGalleryState<T>(select: (state: GalleryState) => T): T {
  return useStore(useGallery().store, select);
}

/** Longer side of thumbnails for cells of a width, in the sizes that the host keeps. */
export function edgeFor(width: number, pixelRatio: number): number {
  const wanted = width * pixelRatio;
  return wanted <= 128 ? 128 : wanted <= 256 ? 256 : 512;
}

/** Puts a gallery together; null until the first rows are there. */
export function useMakeGallery(dataset: Dataset, job: Job | null, labelSet: LabelSet | null, onOpen: ((sample: SampleId) => void) | null): Gallery | null {
  const index = useIndex();
  const { mediaOrigin } = useAppInfo();
  const datasetId = dataset.id;
  const jobId = job?.id ?? null;
  const detects = job?.task === 'detection';
  const key = `gallery/${datasetId}/${jobId ?? ''}`;
  const store = useMemo(() => createGalleryStore(key), [key]);
  useRemember(store);
  const query = useStore(store, (state) => state.query);
  const size = useStore(store, (state) => (state.layout === 'list' ? 64 : state.size));
  const columns = useColumns(datasetId, jobId);
  const result = useQuery(datasetId, jobId, query, columns);
  const shownRows = result?.rows;
  const places = result?.places;
  const view = useMemo(() => (shownRows && places ? viewOf(shownRows, places) : null), [shownRows, places]);
  const causes = useMemo(() => createCauses(index.client, datasetId, dataset.dataType), [index, datasetId, dataset.dataType]);
  const edge = edgeFor(size * 1.3, window.devicePixelRatio);

  const [loaders, setLoaders] = useState<Pick<Gallery, 'texts' | 'peaks' | 'objects'> | null>(null);
  useEffect(() => {
    const made = { texts: createTexts(index.client, datasetId), peaks: createPeaks(index.client, mediaOrigin, datasetId), objects: jobId !== null && detects ? createObjects(index.client, jobId) : null };
    setLoaders(made);
    const stop = index.client.onPush('state.patch', (push) => {
      const touched = push.works.filter((work) => work.job === jobId).map((work) => work.sample);
      if (touched.length > 0) made.objects?.forget(touched);
      for (const patch of push.rows) {
        if (patch.job !== jobId || jobId === null || touched.length > 0) continue;
        const ids = index.dataset(datasetId).table()?.ids;
        const rows = push.parts[`${patch.prefix}rows`]?.slice();
        if (ids && rows) made.objects?.forget(Array.from(new Uint32Array(rows.buffer), (row) => idOfRow(ids, row)));
      }
    });
    return () => {
      stop();
      made.texts.close();
      made.peaks.close();
      made.objects?.close();
    };
    // Texts read another way are other texts.
  }, [index, mediaOrigin, datasetId, jobId, detects, dataset.reading]);

  const [pictures, setPictures] = useState<Pick<Gallery, 'thumbnails' | 'posters'> | null>(null);
  useEffect(() => {
    const thumbnails = createThumbnails(index.client, mediaOrigin, datasetId, edge);
    const posters = createPosters(async (sample, signal) => {
      const located = await locate(index.client, mediaOrigin, datasetId, sample, signal);
      const poster = located && (await posterOf(located.url, signal));
      if (!poster) return null;
      return async () => {
        const hash = await measuredHash(index.client, datasetId, sample);
        if (hash === null) return false;
        await index.client.request('cache.put', { kind: 'poster', hash, parts: { data: poster } });
        thumbnails.forget([sample]);
        return true;
      };
    });
    setPictures({ thumbnails, posters });
    return () => {
      thumbnails.close();
      posters.close();
    };
  }, [index, mediaOrigin, datasetId, edge]);

  useReloadChanged(datasetId, loaders, pictures);

  const labels = useMemo(() => new Map((labelSet?.labels ?? []).map((label) => [label.id, label])), [labelSet]);

  // A pushed change can take the focus out of the view: remember where it stood to go on there.
  const [lastPosition] = useState<{ at: number; view: View | null }>({ at: 0, view: null });
  useEffect(() => {
    if (!view) return;
    const { selection } = store.getState();
    const kept = keepVisible(selection, view, lastPosition.at, lastPosition.view);
    lastPosition.view = view;
    if (kept !== selection) store.setState({ selection: kept });
    const at = view.placeOf(kept.focus);
    if (at >= 0) lastPosition.at = at;
  }, [view, store, lastPosition]);
  useEffect(() => store.subscribe((state) => {
    const at = state.selection.focus < 0 ? -1 : view?.placeOf(state.selection.focus) ?? -1;
    if (at >= 0) lastPosition.at = at;
  }), [store, view, lastPosition]);

  return useMemo(() => {
    if (!columns || !result || !view || !loaders || !pictures) return null;
    return { dataset, job, labelSet, store, columns, view, result, mediaOrigin, labels, causes, ...loaders, ...pictures, onOpen };
  }, [dataset, job, labelSet, store, columns, view, result, mediaOrigin, labels, causes, loaders, pictures, onOpen]);
}

/** What is shown of a file is loaded again after it changed. */
function useReloadChanged(dataset: DatasetId, loaders: Pick<Gallery, 'texts' | 'peaks'> | null, pictures: Pick<Gallery, 'thumbnails' | 'posters'> | null): void {
  useContentChanges(dataset, useCallback((samples) => {
    for (const loader of [loaders?.texts, loaders?.peaks, pictures?.thumbnails, pictures?.posters]) loader?.forget(samples ?? undefined);
    stopChanged(samples ?? []);
  }, [loaders, pictures]));
}

/** Keeps what was set for the next visit. */
function useRemember(store: GalleryStore): void {
  const index = useIndex();
  useEffect(() => {
    const { key } = store.getState();
    let gone = false;
    let known = false;
    index.getValue(key).then((value) => {
      if (!gone) store.setState(recall(value));
      known = true;
    }, () => undefined);
    const stop = store.subscribe((state, before) => {
      if (known && JSON.stringify(remembered(state)) !== JSON.stringify(remembered(before))) index.putValue(key, remembered(state));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [index, store]);
}
