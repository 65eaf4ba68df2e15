/**
 * Runs actions by key. Screens register what they can do now; the one registered last wins, so an inner screen may
 * take a key over from an outer one. Keys of labels come before those of commands: the label set says what they hide. While a dialog is open only what was registered inside it hears keys.
 * No DOM here: the frame feeds it KeyboardEvents (see listen.ts).
 */
import { chordOf, chordText, type KeyInput } from './chord';
import { definitionOf, type CommandId } from './definitions';
import type { Keymap } from './keymap';

export interface Handler {
  readonly run: () => void;
  /** Called when the key goes up, for actions that last as long as the key is held. */
  readonly release?: () => void;
  /** When it answers false, the key goes on to the next one that wants it. */
  readonly enabled?: () => boolean;
}

/** A key that is not in the keymap but in the data: shortcuts of labels. */
export interface FreeKey extends Handler {
  readonly chord: string;
}

interface Registration {
  readonly layer: number;
  readonly id: CommandId | null;
  readonly chord: string | null;
  readonly handler: Handler;
}

export interface PressContext {
  /** The focus is where people type. */
  readonly inText: boolean;
  readonly repeat: boolean;
}

export class Dispatcher {
  readonly #mac: boolean;
  #keymap: Keymap;
  #registrations: Registration[] = [];
  #layers: readonly number[] = [0];
  readonly #held = new Map<string, Handler>();
  readonly #listeners = new Set<() => void>();

  constructor(keymap: Keymap, mac: boolean) {
    this.#keymap = keymap;
    this.#mac = mac;
  }

  get keymap(): Keymap {
    return this.#keymap;
  }

  set keymap(keymap: Keymap) {
    this.#keymap = keymap;
    this.#changed();
  }

  /** What happens for a command; the answer takes it away again. */
  register(id: CommandId, handler: Handler, layer = 0): () => void {
    return this.#add({ layer, id, chord: null, handler });
  }

  registerKey(key: FreeKey, layer = 0): () => void {
    return this.#add({ layer, id: null, chord: key.chord, handler: key });
  }

  /** The open dialogs, outermost first: only what was registered in the last one hears keys. [] = none is open. */
  setLayers(layers: readonly number[]): void {
    this.#layers = [0, ...layers];
    this.#releaseAll();
    this.#changed();
  }

  /** Commands that can run now, each once. */
  available(): readonly CommandId[] {
    const ids = new Set<CommandId>();
    for (const r of this.#registrations) if (r.id !== null && this.#heard(r) && isEnabled(r.handler)) ids.add(r.id);
    return [...ids];
  }

  /** Commands that can run once the dialogs are closed: what the palette offers. */
  availableBelow(): readonly CommandId[] {
    const ids = new Set<CommandId>();
    for (const r of this.#registrations) if (r.id !== null && r.layer === 0 && isEnabled(r.handler)) ids.add(r.id);
    return [...ids];
  }

  /** Runs a command by its id (palette, button). False when nothing can run it now. */
  run(id: CommandId): boolean {
    const found = this.#registrations.findLast((r) => r.id === id && this.#heard(r) && isEnabled(r.handler));
    found?.handler.run();
    return found !== undefined;
  }

  /** A key went down. True when it ran something (the caller then prevents the browser's own reaction). */
  press(input: KeyInput, context: PressContext): boolean {
    if (context.inText) return false;
    const chord = chordOf(input, this.#mac);
    if (!chord) return false;
    const text = chordText(chord);
    if (context.repeat && this.#held.has(input.code)) return true;
    const runs = (r: Registration): boolean => this.#heard(r) && this.#wants(r, text) && isEnabled(r.handler);
    const found = this.#registrations.findLast((r) => r.id === null && runs(r)) ?? this.#registrations.findLast(runs);
    if (!found) return false;
    const repeats = found.id !== null && definitionOf(found.id).repeats === true;
    if (context.repeat && !repeats) return true;
    if (found.handler.release) this.#held.set(input.code, found.handler);
    found.handler.run();
    return true;
  }

  /** A key went up. Modifiers may have changed since it went down, so only its place counts. */
  release(input: KeyInput): void {
    const handler = this.#held.get(input.code);
    this.#held.delete(input.code);
    handler?.release?.();
  }

  /** The window lost the focus: no key is held any more. */
  blur(): void {
    this.#releaseAll();
  }

  /** Called after every change of what can run. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #add(registration: Registration): () => void {
    this.#registrations.push(registration);
    this.#changed();
    return () => {
      this.#registrations = this.#registrations.filter((r) => r !== registration);
      this.#changed();
    };
  }

  #wants(r: Registration, chord: string): boolean {
    return r.id === null ? r.chord === chord : this.#keymap[r.id].includes(chord);
  }

  #heard(r: Registration): boolean {
    return r.layer === this.#top();
  }

  #top(): number {
    return this.#layers.at(-1) ?? 0;
  }

  #releaseAll(): void {
    for (const [code, handler] of [...this.#held]) {
      this.#held.delete(code);
      handler.release?.();
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isEnabled(handler: Handler): boolean {
  return handler.enabled?.() ?? true;
}
