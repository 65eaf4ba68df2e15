import { clampPoint, type Point } from '../../shared/geometry/box';
import { never } from '../../shared/kernel/result';
import { drawBox } from './box-math';
import { moved, type Effect, type Input, type Mods, type Preview, type Scene, type Step, type Tool } from './types';

export type BoxState =
  | { readonly kind: 'idle'; readonly at: Point | null }
  /** `clicked`: the first corner was set by a click; the next press sets the second. */
  | { readonly kind: 'drawing'; readonly start: Point; readonly startScreen: Point; readonly at: Point; readonly mods: Mods; readonly clicked: boolean };

function to(state: BoxState, ...effects: Effect[]): Step<BoxState> {
  return { state, effects };
}

/** A box that is too small to be meant, on the screen, is a slip of the hand. */
function create(state: BoxState & { kind: 'drawing' }, scene: Scene): Effect[] {
  const box = drawBox(state.start, state.at, state.mods, scene.image);
  const small = Math.min(Math.abs(state.at.x - state.start.x), Math.abs(state.at.y - state.start.y)) * scene.scale < 2 && !state.mods.shift;
  return small ? [] : [{ kind: 'create', box }];
}

function pointer(state: BoxState, input: Input & { kind: 'down' | 'move' | 'up' }, scene: Scene): Step<BoxState> {
  const at = clampPoint(input.at, scene.image);
  if (state.kind === 'idle') {
    if (input.kind !== 'down') return to({ kind: 'idle', at });
    return to({ kind: 'drawing', start: at, startScreen: input.screen, at, mods: input.mods, clicked: false });
  }
  const now = { ...state, at, mods: input.mods };
  if (input.kind !== 'up') return to(now);
  if (!moved(state.startScreen, input.screen)) return to({ ...now, clicked: true });
  return to({ kind: 'idle', at }, ...create(now, scene));
}

/** Draws boxes by a drag from corner to corner, or by two clicks. Shift: square, Alt: from the middle, Esc: not at all. */
export const boxTool: Tool<BoxState> = {
  start: { kind: 'idle', at: null },
  step(state, input, scene) {
    switch (input.kind) {
      case 'down':
      case 'move':
      case 'up': return pointer(state, input, scene);
      case 'leave': return state.kind === 'idle' ? to({ kind: 'idle', at: null }) : to(state);
      case 'cancel': return to({ kind: 'idle', at: state.at });
      case 'nudge':
      case 'release': return to(state);
      default: return never(input);
    }
  },
  preview(state, scene): Preview {
    const base = { changed: [], window: null, crosshair: state.at, cursor: 'crosshair' };
    if (state.kind === 'idle') return { ...base, drawn: null };
    const started = state.at.x !== state.start.x || state.at.y !== state.start.y;
    return { ...base, drawn: started ? drawBox(state.start, state.at, state.mods, scene.image) : null };
  },
  busy: (state) => state.kind === 'drawing',
};
