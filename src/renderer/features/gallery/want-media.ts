/** Asks for what cells and details show of samples, by data type. */
import type { Place } from '../../media/range-loader';
import type { Gallery } from './context';
import { sampleIdAt } from './sample-view';

/** `rows` are seen now in `place`, those that were seen there before no longer; `overlay`: with their objects. */
export function wantMedia({ columns, dataset, thumbnails, texts, peaks, objects }: Gallery, rows: Uint32Array, place: Place, overlay: boolean): void {
  const ids = Array.from(rows, (row) => sampleIdAt(columns, row));
  switch (dataset.dataType) {
    case 'image': thumbnails.want(ids, place); objects?.want(overlay ? ids.filter((_, i) => (columns.job?.objects[rows[i] ?? 0] ?? 0) > 0) : [], place); break;
    case 'video': thumbnails.want(ids, place); break;
    case 'audio': peaks.want(ids, place); break;
    case 'text': texts.want(ids, place); break;
  }
}
