import type { MessageKey } from '../../../shared/messages';

/**
 * Where an action can be run. `app` is everywhere; `list` and `editor` are never active together; `image` is inside
 * `editor`; `dialog` shuts everything else out while a dialog is open.
 */
export const SCOPES = ['app', 'list', 'editor', 'image', 'dialog'] as const;
export type Scope = (typeof SCOPES)[number];

/** An action with a name and keys. What it does is registered by the screen that can do it (`useCommand`). */
export interface CommandDefinition {
  readonly title: Extract<MessageKey, `action.${string}`>;
  readonly scope: Scope;
  /** Chords of the preset "Labelwright", see chord.ts; the first is shown in tooltips. */
  readonly keys: readonly string[];
  /** Fires again while the key is held. */
  readonly repeats?: boolean;
  /** Not offered in the command palette (moving about, holding a key). */
  readonly unlisted?: boolean;
}

/** Lets the ids of an area become part of the type. */
export function defineCommands<const T extends Readonly<Record<string, CommandDefinition>>>(commands: T): T {
  return commands;
}
