import { DirectionProvider, MantineProvider, createTheme } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import './styles';
import { words } from './words';

export type Theme = 'system' | 'light' | 'dark';
export type Contrast = 'system' | 'more' | 'normal';

const theme = createTheme({
  fontFamily: 'var(--font)',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Tooltip: { defaultProps: { openDelay: 500 } } },
});
const DARK = '(prefers-color-scheme: dark)';

/** The nonce of this load: style elements made at run time carry it, the content policy refuses all others. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Theme, contrast, direction and language of the document, and the component library underneath. */
export function UiProvider({ theme: chosen, contrast, children }: { readonly theme: Theme; readonly contrast: Contrast; readonly children: ReactNode }) {
  const dark = useMedia(DARK);
  const scheme = chosen === 'system' ? (dark ? 'dark' : 'light') : chosen;
  const { direction, language } = words();
  useEffect(() => {
    const root = document.documentElement;
    if (chosen === 'system') delete root.dataset.theme;
    else root.dataset.theme = chosen;
    if (contrast === 'system') delete root.dataset.contrast;
    else root.dataset.contrast = contrast;
    root.dir = direction;
    root.lang = language === 'pseudo' ? 'en-x-pseudo' : language;
  }, [chosen, contrast, direction, language]);
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false} getStyleNonce={styleNonce}>
        {children}
      </MantineProvider>
    </DirectionProvider>
  );
}

/** True while the media query holds. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const changed = (): void => setMatches(media.matches);
    changed();
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return matches;
}
