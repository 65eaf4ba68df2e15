import { useEffect } from 'react';
import type { DatasetId, SampleId } from '../../shared/kernel/ids';
import { changedContent } from './content-changes';
import { useIndex } from './react';
import { idOfRow } from './sample-ids';
import type { WorkspaceIndex } from './workspace-index';

/**
 * Hears which samples of a dataset may have another content from now on: their files changed, went or came back. null:
 * any of them, as patches were missed.
 */
export type ContentListener = (samples: readonly SampleId[] | null) => void;

/** Tells `listener` until the answer is called. */
export function onContentChanges(index: WorkspaceIndex, dataset: DatasetId, listener: ContentListener): () => void {
  const stops = [
    index.client.onPush('state.patch', (push) => {
      for (const patch of push.rows) {
        const table = patch.dataset === dataset ? index.dataset(dataset).table() : null;
        const rows = table ? changedContent(patch, push.parts, table.numbers.status) : [];
        if (table && rows.length > 0) listener(rows.map((row) => idOfRow(table.ids, row)));
      }
    }),
    index.client.onStale(() => listener(null)),
  ];
  return () => stops.forEach((stop) => stop());
}

/** `listener` stays the same as long as it should be told. */
export function useContentChanges(dataset: DatasetId, listener: ContentListener): void {
  const index = useIndex();
  useEffect(() => onContentChanges(index, dataset, listener), [index, dataset, listener]);
}
