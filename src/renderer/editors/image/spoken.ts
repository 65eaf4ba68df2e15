/** What screen readers say about work with the keyboard: where an object or the cross is now, in pixels of the picture. */
import { create } from 'zustand';
import type { Box, Point, Size } from '../../../shared/geometry/box';
import { t } from '../../ui';

export const useSpoken = create<{ readonly text: string }>(() => ({ text: '' }));

const round = (n: number): string => String(Math.round(n));

/** An object that was chosen, moved or resized; or the cross of the drawing tool with the size of the box begun. */
export function say(what: { readonly label: string; readonly number: number; readonly box: Box } | { readonly at: Point; readonly size: Size | null }): void {
  const text = 'at' in what
    ? what.size === null ? t('editor.spoken.cross', { x: round(what.at.x), y: round(what.at.y) })
      : t('editor.spoken.drawing', { x: round(what.at.x), y: round(what.at.y), width: round(what.size.width), height: round(what.size.height) })
    : t('editor.spoken.object', { object: t('editor.object', { label: what.label, number: what.number }), x: round(what.box.x), y: round(what.box.y), width: round(what.box.width), height: round(what.box.height) });
  useSpoken.setState({ text });
}
