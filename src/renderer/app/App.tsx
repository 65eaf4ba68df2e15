import { useEffect, type ReactNode } from 'react';
import { listenToKeys } from '../commands/listen';
import { applyKeys, dispatcher, readLayout } from '../commands/runtime';
import { Frame } from '../features/frame/Frame';
import { listenToHistory } from '../session/router';
import { useSettings } from '../session';
import { SessionContext, type Session } from '../session/client';
import { followTasks } from '../session/tasks';
import { followWorkspace } from '../session/workspace';
import { Toasts } from '../ui/Toasts';
import { UiProvider } from '../ui/UiProvider';
import { setLanguage } from '../ui/words';
import type { Language } from '../../shared/messages';

/** The whole window. `language` from the address goes before the setting (for looking at screens). */
export function App({ session, language }: { readonly session: Session; readonly language: Language | null }) {
  const { theme, contrast, preset, keys, ...settings } = useSettings();
  const chosen = language ?? settings.language;
  setLanguage(chosen);
  useEffect(() => applyKeys(preset, keys), [preset, keys, chosen]);
  useEffect(() => {
    void readLayout();
    const stops = [listenToKeys(window, dispatcher), listenToHistory(), followWorkspace(session.client), followTasks(session.client)];
    return () => stops.forEach((stop) => stop());
  }, [session]);
  return (
    <UiProvider key={chosen} theme={theme} contrast={contrast}>
      <SessionContext.Provider value={session}>
        <Frame />
        <Toasts />
      </SessionContext.Provider>
    </UiProvider>
  );
}

/** The look without a session: for what is shown before and after one. */
export function Bare({ children }: { readonly children: ReactNode }) {
  return <UiProvider theme="system" contrast="system">{children}</UiProvider>;
}
