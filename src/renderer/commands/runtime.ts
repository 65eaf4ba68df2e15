/** The one keyboard of this window: its dispatcher and how its keys are printed. */
import { create } from 'zustand';
import { words } from '../ui/words';
import { definitionOf, type CommandId, type Scope } from './definitions';
import { Dispatcher } from './dispatcher';
import { chordLabel, isMac, type LayoutMap } from './key-names';
import { actionsOf, makeKeymap, type KeyOverrides } from './keymap';
import type { Preset } from './presets';

export const mac = isMac(typeof navigator === 'undefined' ? '' : navigator.platform);
export const dispatcher = new Dispatcher(makeKeymap('labelwright', {}), mac);

interface KeyboardState {
  readonly layout: LayoutMap | null;
  /** Grows with every change of keys or layout, so that labels are written anew. */
  readonly version: number;
}
export const useKeyboard = create<KeyboardState>(() => ({ layout: null, version: 0 }));

/** Puts a preset and own keys in force. */
export function applyKeys(preset: Preset, overrides: KeyOverrides): void {
  dispatcher.keymap = makeKeymap(preset, overrides);
  useKeyboard.setState((s) => ({ version: s.version + 1 }));
}

/** Asks the browser how the person's keyboard prints its keys. Chromium only; elsewhere the US names stay. */
export async function readLayout(): Promise<void> {
  const keyboard = (navigator as Navigator & { keyboard?: { getLayoutMap?: () => Promise<LayoutMap> } }).keyboard;
  if (!keyboard?.getLayoutMap) return;
  try {
    const layout = await keyboard.getLayoutMap();
    useKeyboard.setState((s) => ({ layout, version: s.version + 1 }));
  } catch {
    // Not allowed in this window (a frame without the permission): US names are shown.
  }
}

/** How a chord is written for this person. */
export function keyText(chord: string): string {
  return chordLabel(chord, words(), mac, useKeyboard.getState().layout);
}

/** The first key of a command as text; null when it has none. */
export function commandKey(id: CommandId): string | null {
  const chord = dispatcher.keymap[id][0];
  return chord === undefined ? null : keyText(chord);
}

/** Names of the actions that a label's key takes the place of, where actions of these scopes can be active. */
export function actionsHidden(chord: string, scopes: readonly Scope[]): readonly string[] {
  const ids = new Set(scopes.flatMap((scope) => actionsOf(dispatcher.keymap, chord, scope)));
  return [...ids].map((id) => words().t(definitionOf(id).title));
}

/** Runs a command as if its key had been pressed. */
export function runCommand(id: CommandId): boolean {
  return dispatcher.run(id);
}
