import type { Box, Point, Size } from '../../shared/geometry/box';

/** Handle of a box, by compass point. */
export type Grip = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

export interface Mods {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean;
}

export const NO_MODS: Mods = { shift: false, alt: false, ctrl: false };

/** What lies under the pointer; whoever owns the stage finds out. */
export type Hit = { readonly kind: 'grip'; readonly grip: Grip } | { readonly kind: 'object'; readonly id: string } | null;

export interface Item {
  readonly id: string;
  readonly box: Box;
}

/** What a tool may know: the picture, what is selected and movable, and how many CSS pixels an image pixel has. */
export interface Scene {
  readonly image: Size;
  /** Where the middle of the view lies on the picture: keys begin there. */
  readonly middle: Point;
  readonly selected: readonly Item[];
  readonly scale: number;
}

interface Pointing {
  /** Image pixels; may lie outside the picture. */
  readonly at: Point;
  /** CSS pixels of the stage. */
  readonly screen: Point;
  readonly hit: Hit;
  readonly mods: Mods;
}

export type Input =
  | ({ readonly kind: 'down' | 'move' | 'up' } & Pointing)
  /** The pointer left, or the system took the gesture away. */
  | { readonly kind: 'leave' }
  /** Esc. */
  | { readonly kind: 'cancel' }
  /** An arrow key went down (again): image pixels. */
  | { readonly kind: 'nudge'; readonly dx: number; readonly dy: number; readonly resize: boolean }
  /** The arrow key came up: the gesture is over. */
  | { readonly kind: 'release' }
  /** Enter: as a click where the keys have led the cross. */
  | { readonly kind: 'finish' };

export type SelectMode = 'replace' | 'toggle' | 'add';

export type Effect =
  | { readonly kind: 'select'; readonly ids: readonly string[]; readonly mode: SelectMode }
  | { readonly kind: 'select-window'; readonly window: Box; readonly mode: SelectMode }
  /** One gesture, one command. Never empty; every box lies inside the picture and has an area. */
  | { readonly kind: 'change'; readonly what: 'move' | 'resize'; readonly changes: readonly Item[] }
  | { readonly kind: 'create'; readonly box: Box }
  /** Keys led here: it should be in view. */
  | { readonly kind: 'reveal'; readonly at: Point }
  /** CSS pixels. */
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

/** What is to be seen of an unfinished gesture. */
export interface Preview {
  readonly changed: readonly Item[];
  readonly drawn: Box | null;
  readonly window: Box | null;
  readonly crosshair: Point | null;
  /** Keys lead the cross: without it nobody would see where they are. */
  readonly steered: boolean;
  /** A CSS cursor. */
  readonly cursor: string;
}

export interface Step<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** A tool is a pure state machine: the same inputs give the same effects, on a screen as in a test. */
export interface Tool<State> {
  readonly start: State;
  step(state: State, input: Input, scene: Scene): Step<State>;
  preview(state: State, scene: Scene): Preview;
  /** True while a gesture is under way: Esc ends it instead of clearing the selection. */
  busy(state: State): boolean;
}

/** A press that moves less than this many CSS pixels is a click. */
export const CLICK = 3;
/** No box is made smaller than this many image pixels. */
export const MIN_SIZE = 1;

/** Edges lie on eighths of a pixel: finer than a hand, and exact in binary, so that width = right - left. */
export function snap(value: number): number {
  return Math.round(value * 8) / 8;
}

export function moved(a: Point, b: Point): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) >= CLICK;
}
