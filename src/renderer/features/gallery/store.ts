/** What a person set in one gallery: the question, the selection, the way of showing. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { EVERYTHING } from '../../index';
import type { Query } from '../../index';
import { NO_SELECTION } from './selection';
import type { Selection } from './selection';

export const SIZES = { smallest: 96, start: 156, largest: 400 } as const;

export interface GalleryState {
  /** Which gallery this is, for remembering. */
  readonly key: string;
  readonly query: Query;
  readonly selection: Selection;
  readonly layout: 'grid' | 'list';
  /** Smallest width of a cell in pixels. */
  readonly size: number;
  /** Labels are drawn over the samples. */
  readonly overlay: boolean;
  readonly view: 'gallery' | 'loupe' | 'compare';
  /** Classifying goes on to the next sample by itself. */
  readonly advance: boolean;
}

export type GalleryStore = StoreApi<GalleryState>;

/** The part that is remembered between visits. */
export type Remembered = Pick<GalleryState, 'query' | 'layout' | 'size' | 'overlay' | 'advance'>;

export function createGalleryStore(key: string): GalleryStore {
  return createStore<GalleryState>(() => ({ key, query: EVERYTHING, selection: NO_SELECTION, layout: 'grid', size: SIZES.start, overlay: true, view: 'gallery', advance: false }));
}

export function remembered(state: GalleryState): Remembered {
  const { query, layout, size, overlay, advance } = state;
  return { query, layout, size, overlay, advance };
}

/** What was remembered, with everything that has the wrong form left out. */
export function recall(value: unknown): Partial<Remembered> {
  if (typeof value !== 'object' || value === null) return {};
  const { query, layout, size, overlay, advance } = value as Readonly<Record<string, unknown>>;
  return {
    ...(isQuery(query) ? { query } : {}),
    ...(layout === 'grid' || layout === 'list' ? { layout } : {}),
    ...(typeof size === 'number' && size >= SIZES.smallest && size <= SIZES.largest ? { size } : {}),
    ...(typeof overlay === 'boolean' ? { overlay } : {}),
    ...(typeof advance === 'boolean' ? { advance } : {}),
  };
}

function isQuery(value: unknown): value is Query {
  if (typeof value !== 'object' || value === null) return false;
  const other = value as Readonly<Record<string, unknown>>;
  return Object.entries(EVERYTHING).every(([key, sample]) => (Array.isArray(sample) ? Array.isArray(other[key]) : sample === null ? other[key] === null || typeof other[key] === 'number' : typeof other[key] === typeof sample));
}
