/** Key sets of tools that people come from. Only what differs from ours is listed. */
import { definitionOf, type CommandId } from './definitions';

export const PRESETS = ['labelwright', 'modelarts', 'cvat', 'labelme'] as const;
export type Preset = (typeof PRESETS)[number];

type Differences = Partial<Readonly<Record<CommandId, readonly string[]>>>;

/** Where each comes from, and what could not be taken over: docs/key-presets.md. */
const DIFFERENCES: Readonly<Record<Preset, Differences>> = {
  labelwright: {},
  // Its X is held to move a shape: nobody who holds it out of habit shall mark a sample hard.
  modelarts: {
    'editor.clear': ['shift+Delete'],
    'editor.hard': ['shift+x'],
  },
  // Where F goes on, D goes back, N draws and L locks, what we have there moves aside.
  cvat: {
    'editor.next': ['f'],
    'editor.previous': ['d'],
    'image.box': ['n', 'b'],
    'editor.nothing-here': [],
    'image.fit': ['shift+f'],
    'editor.full': ['F10'],
    'editor.occluded': ['q', 'NumpadDivide'],
    'editor.lock': ['l'],
    'editor.submit': ['mod+s', 'mod+Enter'],
    'list.next': ['ArrowRight', 'f'],
    'list.previous': ['ArrowLeft', 'd'],
  },
  labelme: {
    'editor.next': ['d', 'mod+shift+d'],
    'editor.previous': ['a', 'mod+shift+a'],
    'image.box': ['mod+r', 'b'],
    'image.select': ['mod+j', 'v'],
    'editor.relabel': ['mod+e', 'F2'],
    'app.export': ['mod+shift+e'],
    'image.fit': ['mod+f', 'f'],
    'image.one-to-one': ['mod+Digit0', 'z'],
    'image.zoom-in': ['mod+Equal', 'Equal', 'NumpadAdd'],
    'image.zoom-out': ['mod+Minus', 'Minus', 'NumpadSubtract'],
    'editor.submit': ['mod+s', 'mod+Enter'],
  },
};

/** The chords of a command in a preset. */
export function presetKeys(preset: Preset, id: CommandId): readonly string[] {
  return DIFFERENCES[preset][id] ?? definitionOf(id).keys;
}
