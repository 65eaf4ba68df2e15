import { clampPoint, type Point } from '../../shared/geometry/box';
import { never } from '../../shared/kernel/result';
import { drawBox } from './box-math';
import { MIN_SIZE, moved, NO_MODS, snap, type Effect, type Input, type Mods, type Preview, type Scene, type Step, type Tool } from './types';

/** `steered`: keys brought the cross to `at`, not the pointer. */
export type BoxState =
  | { readonly kind: 'idle'; readonly at: Point | null; readonly steered: boolean }
  /** `clicked`: the first corner was set by a click or by Enter; the next one sets the second. */
  | { readonly kind: 'drawing'; readonly start: Point; readonly startScreen: Point | null; readonly at: Point; readonly mods: Mods; readonly clicked: boolean; readonly steered: boolean };

function to(state: BoxState, ...effects: Effect[]): Step<BoxState> {
  return { state, effects };
}

function idle(at: Point | null, steered = false): BoxState {
  return { kind: 'idle', at, steered };
}

/** A box that is too small to be meant, on the screen, is a slip of the hand; keys mean every pixel. */
function create(state: BoxState & { kind: 'drawing' }, scene: Scene): Effect[] {
  const box = drawBox(state.start, state.at, state.mods, scene.image);
  const side = Math.min(Math.abs(state.at.x - state.start.x), Math.abs(state.at.y - state.start.y));
  const small = state.steered ? side < MIN_SIZE : side * scene.scale < 2 && !state.mods.shift;
  return small ? [] : [{ kind: 'create', box }];
}

function pointer(state: BoxState, input: Input & { kind: 'down' | 'move' | 'up' }, scene: Scene): Step<BoxState> {
  const at = clampPoint(input.at, scene.image);
  if (state.kind === 'idle') {
    if (input.kind !== 'down') return to(idle(at));
    return to({ kind: 'drawing', start: at, startScreen: input.screen, at, mods: input.mods, clicked: false, steered: false });
  }
  const now = { ...state, at, mods: input.mods, steered: false };
  if (input.kind !== 'up') return to(now);
  if (state.startScreen !== null && !moved(state.startScreen, input.screen)) return to({ ...now, clicked: true });
  return to(idle(at), ...create(now, scene));
}

/** An arrow key moves the cross, from the middle of the view when it was nowhere. */
function steer(state: BoxState, input: Input & { kind: 'nudge' }, scene: Scene): Step<BoxState> {
  const from = state.at ?? scene.middle;
  const at = clampPoint({ x: snap(from.x + input.dx), y: snap(from.y + input.dy) }, scene.image);
  return to(state.kind === 'idle' ? idle(at, true) : { ...state, at, steered: true, mods: NO_MODS }, { kind: 'reveal', at });
}

/** Enter sets a corner; one that would make a box without an area is not set. */
function finish(state: BoxState, scene: Scene): Step<BoxState> {
  if (state.kind === 'idle') {
    const at = clampPoint(state.at ?? { x: Math.floor(scene.middle.x), y: Math.floor(scene.middle.y) }, scene.image);
    return to({ kind: 'drawing', start: at, startScreen: null, at, mods: NO_MODS, clicked: true, steered: true });
  }
  const effects = create(state, scene);
  return effects.length === 0 ? to(state) : to(idle(state.at, true), ...effects);
}

/**
 * Draws boxes by a drag from corner to corner, by two clicks, or by arrow keys and Enter. Shift: square, Alt: from the
 * middle, Esc: not at all.
 */
export const boxTool: Tool<BoxState> = {
  start: idle(null),
  step(state, input, scene) {
    switch (input.kind) {
      case 'down':
      case 'move':
      case 'up': return pointer(state, input, scene);
      case 'leave': return state.kind === 'idle' && !state.steered ? to(idle(null)) : to(state);
      case 'cancel': return to(idle(state.at, state.steered));
      case 'nudge': return steer(state, input, scene);
      case 'finish': return finish(state, scene);
      case 'release': return to(state);
      default: return never(input);
    }
  },
  preview(state, scene): Preview {
    const base = { changed: [], window: null, crosshair: state.at, steered: state.steered, cursor: 'crosshair' };
    if (state.kind === 'idle') return { ...base, drawn: null };
    const started = state.at.x !== state.start.x || state.at.y !== state.start.y;
    return { ...base, drawn: started ? drawBox(state.start, state.at, state.mods, scene.image) : null };
  },
  busy: (state) => state.kind === 'drawing',
};
