import { useEffect, useState } from 'react';
import { DEFAULT_THEME, type StageTheme } from '../../stage';

/** The design's tokens as the stage needs them. `light-dark()` is resolved by the browser on an element. */
function readTheme(): StageTheme {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const text = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const number = (name: string, otherwise: number): number => Number.parseFloat(style.getPropertyValue(name)) || otherwise;
  const probe = document.createElement('span');
  probe.style.color = 'var(--accent)';
  root.append(probe);
  const accent = getComputedStyle(probe).color;
  probe.remove();
  return {
    ...DEFAULT_THEME, accent,
    halo: text('--halo', DEFAULT_THEME.halo),
    outline: number('--outline', DEFAULT_THEME.outline),
    outlineSelected: number('--outline-selected', DEFAULT_THEME.outlineSelected),
    fill: number('--fill-opacity', DEFAULT_THEME.fill),
    fillSelected: number('--fill-opacity-selected', DEFAULT_THEME.fillSelected),
    handle: text('--handle', DEFAULT_THEME.handle),
    handleLine: text('--handle-line', DEFAULT_THEME.handleLine),
    tag: text('--tag', DEFAULT_THEME.tag),
    onTag: text('--on-tag', DEFAULT_THEME.onTag),
    onTagQuiet: text('--on-tag-2', DEFAULT_THEME.onTagQuiet),
  };
}

/** The theme of the stage; again when contrast or theme change. */
export function useStageTheme(): StageTheme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const changed = (): void => setTheme(readTheme());
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] });
    const medias = ['(prefers-contrast: more)', '(prefers-color-scheme: dark)'].map((q) => window.matchMedia(q));
    for (const m of medias) m.addEventListener('change', changed);
    return () => {
      observer.disconnect();
      for (const m of medias) m.removeEventListener('change', changed);
    };
  }, []);
  return theme;
}
