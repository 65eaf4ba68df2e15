import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AnswerOf, Place, PlaceId } from '../../../shared/contract/api';
import type { Failure } from '../../../shared/kernel/result';
import { failureOf, isCancelled, useAsk, useClient } from '../../session';

/** At most so many rows are drawn; a filter brings the rest up. */
const MAX_ROWS = 1000;

export interface Browser {
  readonly places: readonly Place[];
  readonly at: Place | null;
  readonly parent: Place | null;
  /** What matches the filter, folders first. */
  readonly shown: readonly Place[];
  readonly total: number;
  readonly truncated: boolean;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly go: (place: PlaceId) => void;
  /** Goes to a path typed by hand; calls `found` when it is there. */
  readonly type: (text: string, found: () => void) => void;
}

/** Walks the folders of the host. The newest step counts; earlier ones are cancelled. */
export function useBrowser(start: PlaceId | null): Browser {
  const client = useClient();
  const places = useAsk('places.start', {}).data?.places;
  const [view, setView] = useState<AnswerOf<'places.browse'> | null>(null);
  const [busy, setBusy] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [filter, setFilter] = useState('');
  const running = useRef<AbortController | null>(null);

  const step = useCallback((find: (signal: AbortSignal) => Promise<PlaceId>, found?: () => void) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    find(abort.signal).then((place) => client.request('places.browse', { place }, { signal: abort.signal })).then(
      (answer) => {
        if (abort.signal.aborted) return;
        setView(answer);
        setFilter('');
        setFailure(null);
        setBusy(false);
        found?.();
      },
      (error: unknown) => {
        if (abort.signal.aborted || isCancelled(error)) return;
        setFailure(failureOf(error));
        setBusy(false);
      },
    );
  }, [client]);
  const go = useCallback((place: PlaceId) => step(() => Promise.resolve(place)), [step]);
  const type = useCallback((text: string, found: () => void) => step(async (signal) => {
    const { place } = await client.request('places.resolve', { text: text.trim() }, { signal });
    return place.place;
  }, found), [step, client]);

  const first = start ?? places?.[0]?.place ?? null;
  useEffect(() => {
    // A path that was typed before the places were known has gone ahead.
    if (first !== null && running.current === null) go(first);
  }, [first, go]);
  useEffect(() => () => {
    running.current?.abort();
    running.current = null;
  }, []);

  const matching = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const found = (view?.entries ?? []).filter((entry) => wanted === '' || entry.name.toLowerCase().includes(wanted));
    return [...found.filter((e) => e.kind === 'folder'), ...found.filter((e) => e.kind === 'file')];
  }, [view, filter]);
  return {
    places: places ?? [], at: view?.at ?? null, parent: view?.parent ?? null, shown: matching.slice(0, MAX_ROWS), total: Math.min(matching.length, MAX_ROWS),
    truncated: (view?.truncated ?? false) || matching.length > MAX_ROWS, busy, failure, filter, setFilter, go, type,
  };
}
