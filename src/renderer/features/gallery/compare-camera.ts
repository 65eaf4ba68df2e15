import { SCREEN_EDGE } from '../../../shared/media/screen-copy';

/** The view that compared pictures share: `scale` 1 = the picture fits its pane; x, y in parts of the pane's size. */
export interface CompareCamera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const FIT: CompareCamera = { scale: 1, x: 0, y: 0 };
const LARGEST = 40;

/** True when the pixels of a smaller copy could be seen in a pane of so many CSS pixels: below that, the whole picture shows nothing more. */
export function looksCloser({ scale }: CompareCamera, pane: { readonly width: number; readonly height: number }, pixelRatio: number): boolean {
  return scale * Math.max(pane.width, pane.height) * pixelRatio > SCREEN_EDGE;
}

/** Zooms by `factor` with the point (px, py), in parts of the pane, staying where it is. */
export function zoomAt(camera: CompareCamera, factor: number, px: number, py: number): CompareCamera {
  const scale = Math.min(LARGEST, Math.max(1, camera.scale * factor));
  const k = scale / camera.scale;
  return clamp({ scale, x: px - (px - camera.x) * k, y: py - (py - camera.y) * k });
}

/** Moves by parts of the pane. */
export function panBy(camera: CompareCamera, dx: number, dy: number): CompareCamera {
  return clamp({ scale: camera.scale, x: camera.x + dx, y: camera.y + dy });
}

/** The picture never leaves its pane empty on a side. */
function clamp(camera: CompareCamera): CompareCamera {
  const least = 1 - camera.scale;
  return { scale: camera.scale, x: Math.min(0, Math.max(least, camera.x)), y: Math.min(0, Math.max(least, camera.y)) };
}

/** Panes for `count` pictures in a space of width by height: the split that leaves pictures of 3 : 2 largest. */
export function panesFor(count: number, width: number, height: number): { readonly columns: number; readonly rows: number } {
  let best = { columns: count, rows: 1 };
  let largest = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const side = Math.min(width / columns, (height / rows) * 1.5);
    if (side > largest + 1e-9) {
      largest = side;
      best = { columns, rows };
    }
  }
  return best;
}
