/** Key sets of tools that people come from. Only what differs from ours is listed. */
import { definitionOf, type CommandId } from './definitions';

export const PRESETS = ['labelwright', 'modelarts', 'cvat', 'labelme'] as const;
export type Preset = (typeof PRESETS)[number];

type Differences = Partial<Readonly<Record<CommandId, readonly string[]>>>;

const DIFFERENCES: Readonly<Record<Preset, Differences>> = {
  labelwright: {},
  // Its image page: arrows to the neighbours, Ctrl+S submits, Esc leaves; labels by their own keys.
  modelarts: {
    'editor.next': ['PageDown', 'd'],
    'editor.previous': ['PageUp', 'a'],
    'editor.submit': ['mod+s', 'mod+Enter'],
  },
  cvat: {
    'editor.next': ['f'],
    'editor.previous': ['d'],
    'image.box': ['n', 'b'],
    'editor.nothing-here': [],
    'image.fit': ['shift+f'],
    'editor.full': ['F10'],
    'editor.next-unlabeled': [],
    'editor.occluded': ['q'],
    'editor.lock': ['l'],
    'editor.hide': ['h'],
    'editor.hide-all': ['shift+h'],
    'editor.submit': ['mod+s', 'mod+Enter'],
    'list.next': ['ArrowRight', 'f'],
    'list.previous': ['ArrowLeft', 'd'],
  },
  labelme: {
    'image.box': ['mod+r', 'b'],
    'image.select': ['mod+j', 'v'],
    'image.fit': ['mod+f', 'f'],
    'image.one-to-one': ['mod+Digit0', 'z'],
    'image.zoom-in': ['mod+Equal', 'Equal', 'NumpadAdd'],
    'image.zoom-out': ['mod+Minus', 'Minus', 'NumpadSubtract'],
    'editor.submit': ['mod+s', 'mod+Enter'],
    'editor.next-unlabeled': ['mod+shift+d', 'shift+d'],
  },
};

/** The chords of a command in a preset. */
export function presetKeys(preset: Preset, id: CommandId): readonly string[] {
  return DIFFERENCES[preset][id] ?? definitionOf(id).keys;
}
