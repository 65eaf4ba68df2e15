import type { Point } from '../../shared/geometry/box';
import { never } from '../../shared/kernel/result';
import type { Preview, Tool } from './types';

/** Where the pointer was last, in CSS pixels, while the button is down. */
export interface PanState {
  readonly last: Point | null;
}

/** Drags the picture. Also what a held space bar or the middle button does in every other tool. */
export const panTool: Tool<PanState> = {
  start: { last: null },
  step(state, input) {
    switch (input.kind) {
      case 'down': return { state: { last: input.screen }, effects: [] };
      case 'move': {
        if (state.last === null) return { state, effects: [] };
        return { state: { last: input.screen }, effects: [{ kind: 'pan', dx: input.screen.x - state.last.x, dy: input.screen.y - state.last.y }] };
      }
      case 'up':
      case 'cancel': return { state: { last: null }, effects: [] };
      case 'leave':
      case 'nudge':
      case 'release':
      case 'finish': return { state, effects: [] };
      default: return never(input);
    }
  },
  preview: (state): Preview => ({ changed: [], drawn: null, window: null, crosshair: null, steered: false, cursor: state.last === null ? 'grab' : 'grabbing' }),
  busy: (state) => state.last !== null,
};
