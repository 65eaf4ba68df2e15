/** Which chord runs which action: presets, a person's own keys over them, and where two want the same. Pure. */
import { chordText, parseChord } from './chord';
import { COMMAND_IDS, definitionOf, type CommandId, type Scope } from './definitions';
import { presetKeys, type Preset } from './presets';

/** A person's own keys: command -> chords. [] = no key. */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>;
export type Keymap = Readonly<Record<CommandId, readonly string[]>>;

/** The keys in force: own ones, else those of the preset. Unreadable chords are left out. */
export function makeKeymap(preset: Preset, overrides: KeyOverrides): Keymap {
  const map = {} as Record<CommandId, readonly string[]>;
  for (const id of COMMAND_IDS) {
    const chords = Object.hasOwn(overrides, id) ? overrides[id] ?? [] : presetKeys(preset, id);
    map[id] = chords.flatMap((text) => {
      const chord = parseChord(text);
      return chord ? [chordText(chord)] : [];
    });
  }
  return map;
}

const PARENT: Readonly<Record<Scope, Scope | null>> = { app: null, list: 'app', editor: 'app', image: 'editor', dialog: null };

/** True when actions of both scopes can be active at the same time. */
export function scopesMeet(a: Scope, b: Scope): boolean {
  const within = (x: Scope | null, y: Scope): boolean => x !== null && (x === y || within(PARENT[x], y));
  return within(a, b) || within(b, a);
}

export interface Conflict {
  readonly chord: string;
  readonly commands: readonly CommandId[];
}

/** Chords that two actions want where both can be active. */
export function findConflicts(keymap: Keymap): readonly Conflict[] {
  const users = new Map<string, CommandId[]>();
  for (const id of COMMAND_IDS) for (const chord of keymap[id]) users.set(chord, [...(users.get(chord) ?? []), id]);
  const conflicts: Conflict[] = [];
  for (const [chord, ids] of users) {
    const meeting = ids.filter((id) => ids.some((other) => other !== id && scopesMeet(definitionOf(id).scope, definitionOf(other).scope)));
    if (meeting.length > 0) conflicts.push({ chord, commands: meeting });
  }
  return conflicts;
}

/** Actions that `chord` runs where those of `scope` can be active. */
export function actionsOf(keymap: Keymap, chord: string, scope: Scope): readonly CommandId[] {
  return COMMAND_IDS.filter((id) => keymap[id].includes(chord) && scopesMeet(scope, definitionOf(id).scope));
}

/** Other actions that `chord` would already run where `id` is active. */
export function usersOf(keymap: Keymap, chord: string, id: CommandId): readonly CommandId[] {
  return actionsOf(keymap, chord, definitionOf(id).scope).filter((other) => other !== id);
}

/** Keys that browsers do not give to pages, or that would lock people out (reload, close, new window, tabs). */
const RESERVED = new Set(['mod+n', 'mod+t', 'mod+w', 'mod+shift+n', 'mod+shift+t', 'mod+shift+w', 'mod+Tab', 'mod+shift+Tab', 'mod+PageUp', 'mod+PageDown', 'Tab', 'shift+Tab', 'F11', 'F12']);
export function isReserved(chord: string): boolean {
  return RESERVED.has(chord) || /^mod\+Digit[1-9]$/.test(chord);
}
