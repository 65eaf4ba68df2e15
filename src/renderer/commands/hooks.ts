import { useContext, useEffect, useRef } from 'react';
import { OverlayContext } from '../ui/overlays';
import type { CommandId } from './definitions';
import { actionsHidden, commandKey, dispatcher, keyText, useKeyboard } from './runtime';

interface Options {
  /** Called when the key goes up: for actions that last as long as the key is held. */
  readonly release?: () => void;
  /** While false the key is free for others and the palette does not offer the command. */
  readonly enabled?: boolean;
}

/** While the component is shown, `run` is what the command does. The newest `run` is used; it need not be stable. */
export function useCommand(id: CommandId, run: () => void, options: Options = {}): void {
  const layer = useContext(OverlayContext);
  const latest = useRef({ run, options });
  useEffect(() => {
    latest.current = { run, options };
  });
  const holds = options.release !== undefined;
  const enabled = options.enabled ?? true;
  useEffect(() => {
    if (!enabled) return;
    const handler = { run: () => latest.current.run() };
    return dispatcher.register(id, holds ? { ...handler, release: () => latest.current.options.release?.() } : handler, layer);
  }, [id, layer, holds, enabled]);
}

/** Keys that come from the data, such as shortcuts of labels: chord (see label-keys.ts) and what it does. */
export function useFreeKeys(keys: readonly { readonly chord: string; readonly run: () => void }[]): void {
  const layer = useContext(OverlayContext);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const chords = keys.map((k) => k.chord).join(' ');
  useEffect(() => {
    const stops = chords.split(' ').filter((c) => c !== '').map((chord) =>
      dispatcher.registerKey({ chord, run: () => latest.current.find((k) => k.chord === chord)?.run() }, layer));
    return () => stops.forEach((stop) => stop());
  }, [chords, layer]);
}

/** The key of a command as this person's keyboard prints it; null when it has none. */
export function useCommandKey(id: CommandId): string | null {
  useKeyboard((s) => s.version);
  return commandKey(id);
}

/** See `actionsHidden`; with this person's keys as they are now. */
export function useActionsHidden(): typeof actionsHidden {
  useKeyboard((s) => s.version);
  return actionsHidden;
}

/** How a chord is written for this person, e.g. the shortcut of a label. */
export function useKeyText(): (chord: string) => string {
  useKeyboard((s) => s.version);
  return keyText;
}
