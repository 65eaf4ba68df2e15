import { boxOf, type Point } from '../../shared/geometry/box';
import { never } from '../../shared/kernel/result';
import { moveItems, resizeBox, sameBox } from './box-math';
import { moved, type Effect, type Grip, type Hit, type Input, type Item, type Mods, type Preview, type Scene, type SelectMode, type Step, type Tool } from './types';

interface Press {
  readonly at: Point;
  readonly screen: Point;
  readonly hit: Hit;
  readonly mods: Mods;
  /** The object was selected before the press. */
  readonly wasSelected: boolean;
}

export type SelectState =
  | { readonly kind: 'idle'; readonly hit: Hit }
  | { readonly kind: 'pressed'; readonly press: Press }
  | { readonly kind: 'moving'; readonly from: Point; readonly start: readonly Item[]; readonly now: readonly Item[] }
  | { readonly kind: 'resizing'; readonly from: Point; readonly grip: Grip; readonly start: Item; readonly now: Item }
  | { readonly kind: 'window'; readonly from: Point; readonly to: Point; readonly mode: SelectMode }
  /** An arrow key is held; all its repetitions are one gesture. */
  | { readonly kind: 'nudging'; readonly what: 'move' | 'resize'; readonly start: readonly Item[]; readonly now: readonly Item[] };

const IDLE: SelectState = { kind: 'idle', hit: null };
const CURSOR: Record<Grip, string> = { nw: 'nwse-resize', se: 'nwse-resize', ne: 'nesw-resize', sw: 'nesw-resize', n: 'ns-resize', s: 'ns-resize', e: 'ew-resize', w: 'ew-resize' };

function to(state: SelectState, ...effects: Effect[]): Step<SelectState> {
  return { state, effects };
}

/** What a finished gesture changed; [] when nothing. */
function changes(what: 'move' | 'resize', start: readonly Item[], now: readonly Item[]): Effect[] {
  const changed = now.filter((item, i) => !sameBox(item.box, start[i]!.box));
  return changed.length === 0 ? [] : [{ kind: 'change', what, changes: changed }];
}

function finish(state: SelectState): Effect[] {
  switch (state.kind) {
    case 'moving': return changes('move', state.start, state.now);
    case 'nudging': return changes(state.what, state.start, state.now);
    case 'resizing': return changes('resize', [state.start], [state.now]);
    case 'window': return [{ kind: 'select-window', window: boxOf(state.from, state.to), mode: state.mode }];
    case 'idle':
    case 'pressed': return [];
    default: return never(state);
  }
}

function down(input: Input & { kind: 'down' }, scene: Scene, before: readonly Effect[]): Step<SelectState> {
  const { at, screen, hit, mods } = input;
  const wasSelected = hit?.kind === 'object' && scene.selected.some((s) => s.id === hit.id);
  const adding = mods.shift || mods.ctrl;
  // Chosen on the way down, so that one gesture selects and moves.
  const choose: Effect[] = hit?.kind === 'object' && !wasSelected && !adding ? [{ kind: 'select', ids: [hit.id], mode: 'replace' }] : [];
  return to({ kind: 'pressed', press: { at, screen, hit, mods, wasSelected } }, ...before, ...choose);
}

function click(press: Press): Step<SelectState> {
  const { hit, mods } = press;
  const adding = mods.shift || mods.ctrl;
  if (hit === null) return to(IDLE, ...(adding ? [] : [{ kind: 'select', ids: [], mode: 'replace' } as const]));
  if (hit.kind === 'grip') return to({ kind: 'idle', hit });
  if (adding) return to({ kind: 'idle', hit }, { kind: 'select', ids: [hit.id], mode: 'toggle' });
  return to({ kind: 'idle', hit }, ...(press.wasSelected ? [{ kind: 'select', ids: [hit.id], mode: 'replace' } as const] : []));
}

/** The press became a drag: of a handle, of the selection, or of a window. */
function begin(press: Press, input: Input & { kind: 'move' }, scene: Scene): Step<SelectState> {
  const { hit, at, mods } = press;
  const only = scene.selected[0];
  if (hit?.kind === 'grip' && only !== undefined && scene.selected.length === 1) {
    return drag({ kind: 'resizing', from: at, grip: hit.grip, start: only, now: only }, input, scene);
  }
  if (hit?.kind === 'object' && (press.wasSelected || !(mods.shift || mods.ctrl)) && scene.selected.some((s) => s.id === hit.id)) {
    return drag({ kind: 'moving', from: at, start: scene.selected, now: scene.selected }, input, scene);
  }
  return to({ kind: 'window', from: at, to: input.at, mode: mods.shift || mods.ctrl ? 'add' : 'replace' });
}

function drag(state: SelectState, input: Input & { kind: 'move' }, scene: Scene): Step<SelectState> {
  switch (state.kind) {
    case 'idle': return to({ kind: 'idle', hit: input.hit });
    case 'nudging': return to(state);
    case 'pressed': return moved(state.press.screen, input.screen) ? begin(state.press, input, scene) : to(state);
    case 'window': return to({ ...state, to: input.at });
    case 'moving': {
      let dx = input.at.x - state.from.x;
      let dy = input.at.y - state.from.y;
      // Shift keeps the direction: along one axis.
      if (input.mods.shift) [dx, dy] = Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy];
      return to({ ...state, now: moveItems(state.start, dx, dy, scene.image) });
    }
    case 'resizing': {
      const box = resizeBox(state.start.box, state.grip, input.at.x - state.from.x, input.at.y - state.from.y, input.mods, scene.image);
      return to({ ...state, now: { id: state.start.id, box } });
    }
    default: return never(state);
  }
}

/** The gesture ends where the pointer is now, also when it came here without a move in between. */
function up(state: SelectState, input: Input & { kind: 'up' }, scene: Scene): Step<SelectState> {
  const end = drag(state, { ...input, kind: 'move' }, scene).state;
  if (end.kind === 'pressed') return click(end.press);
  if (end.kind === 'nudging') return to(end);
  return to({ kind: 'idle', hit: input.hit }, ...finish(end));
}

function nudge(state: SelectState, input: Input & { kind: 'nudge' }, scene: Scene): Step<SelectState> {
  if (state.kind !== 'idle' && state.kind !== 'nudging') return to(state);
  const what = input.resize ? 'resize' : 'move';
  const changedKind = state.kind === 'nudging' && state.what !== what;
  const start = state.kind === 'nudging' && !changedKind ? state.start : changedKind ? state.now : scene.selected;
  if (start.length === 0) return to(state);
  const now = state.kind === 'nudging' ? state.now : start;
  const next = input.resize
    ? now.map(({ id, box }) => ({ id, box: resizeBox(box, 'se', Math.max(input.dx, 1 - box.width), Math.max(input.dy, 1 - box.height), { shift: false, alt: false, ctrl: false }, scene.image) }))
    : moveItems(now, input.dx, input.dy, scene.image);
  return to({ kind: 'nudging', what, start, now: next }, ...(changedKind ? finish(state) : []));
}

/** Select, move, resize: click, Shift-click, rubber band, drag, handles, arrow keys. */
export const selectTool: Tool<SelectState> = {
  start: IDLE,
  step(state, input, scene) {
    switch (input.kind) {
      case 'down': return down({ ...input, kind: 'down' }, scene, state.kind === 'nudging' ? finish(state) : []);
      case 'move': return drag(state, { ...input, kind: 'move' }, scene);
      case 'up': return up(state, { ...input, kind: 'up' }, scene);
      case 'leave': return state.kind === 'idle' ? to(IDLE) : to(state);
      case 'cancel': return to(IDLE);
      case 'nudge': return nudge(state, { ...input }, scene);
      case 'release':
      case 'finish': return state.kind === 'nudging' ? to(IDLE, ...finish(state)) : to(state);
      default: return never(input);
    }
  },
  preview(state): Preview {
    const none = { changed: [], drawn: null, window: null, crosshair: null, steered: false };
    switch (state.kind) {
      case 'idle': return { ...none, cursor: state.hit === null ? 'default' : state.hit.kind === 'grip' ? CURSOR[state.hit.grip] : 'move' };
      case 'pressed': return { ...none, cursor: state.press.hit?.kind === 'grip' ? CURSOR[state.press.hit.grip] : 'default' };
      case 'moving': return { ...none, changed: state.now, cursor: 'move' };
      case 'nudging': return { ...none, changed: state.now, cursor: 'default' };
      case 'resizing': return { ...none, changed: [state.now], cursor: CURSOR[state.grip] };
      case 'window': return { ...none, window: boxOf(state.from, state.to), cursor: 'default' };
      default: return never(state);
    }
  },
  busy: (state) => state.kind !== 'idle',
};
