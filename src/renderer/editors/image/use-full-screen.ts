import { useEffect } from 'react';
import { commandKey } from '../../commands';
import { useEditorSession } from '../../session';
import { t, toast } from '../../ui';

interface KeyboardLock {
  readonly lock?: (codes: readonly string[]) => Promise<void>;
  readonly unlock?: () => void;
}

/**
 * Full screen: the stage has the whole window, and the window the whole screen where the browser lets it. Esc is asked
 * for, so that it still ends a gesture first. Answers whether it is on.
 */
export function useFullScreen(): boolean {
  const full = useEditorSession((s) => s.full);
  useEffect(() => {
    if (!full) return;
    const keyboard = (navigator as Navigator & { readonly keyboard?: KeyboardLock }).keyboard;
    let over = false;
    // Without it (not allowed here, no such screen) the stage still has the window.
    document.documentElement.requestFullscreen({ navigationUI: 'hide' }).then(() => (over ? document.exitFullscreen() : keyboard?.lock?.(['Escape']))).catch(() => undefined);
    const close = toast(t('editor.full.how', { key: commandKey('editor.full') ?? '' }), { lasts: 3000 });
    const changed = (): void => {
      if (document.fullscreenElement === null) useEditorSession.setState({ full: false });
    };
    document.addEventListener('fullscreenchange', changed);
    return () => {
      over = true;
      close();
      document.removeEventListener('fullscreenchange', changed);
      keyboard?.unlock?.();
      if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
    };
  }, [full]);
  useEffect(() => () => useEditorSession.setState({ full: false }), []);
  return full;
}
