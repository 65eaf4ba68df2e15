/** Looks of shapes on the picture, in CSS pixels; the same in light and dark, because the picture is the same. */
export interface StageTheme {
  /** CSS colours by number. */
  readonly colors: readonly string[];
  readonly halo: string;
  readonly outline: number;
  readonly outlineSelected: number;
  readonly fill: number;
  readonly fillSelected: number;
  readonly dash: readonly [number, number];
  readonly handle: string;
  readonly handleLine: string;
  readonly tag: string;
  readonly onTag: string;
  readonly onTagQuiet: string;
  readonly accent: string;
  readonly font: string;
}

/** The 24 label colours in the order in which they are given out (hex forms of the design's OKLCH values). */
export const LABEL_COLORS: readonly string[] = [
  '#51a2f8', '#e65909', '#2ae78e', '#ea66bf', '#d6ab1b', '#d8b6e2', '#77976d', '#8a72f7',
  '#50c854', '#b8d259', '#c25ccc', '#e18528', '#d17a8e', '#009fab', '#de4f94', '#6fd2fc',
  '#79cd9a', '#c57eda', '#a4b1fe', '#eba66d', '#dd96cc', '#c2764e', '#ffa6c1', '#a7a06d',
];

export const DEFAULT_THEME: StageTheme = {
  colors: LABEL_COLORS,
  halo: 'rgba(0,0,0,0.8)',
  outline: 2,
  outlineSelected: 3,
  fill: 0.1,
  fillSelected: 0.18,
  dash: [6, 4],
  handle: '#ffffff',
  handleLine: '#111111',
  tag: 'rgba(17,17,17,0.88)',
  onTag: '#ffffff',
  onTagQuiet: '#d0d0d0',
  accent: '#7db4f5',
  font: '500 11px Inter, system-ui, sans-serif',
};

/** Stronger lines and an opaque halo, as the tokens have it under `prefers-contrast: more`. */
export function contrastTheme(theme: StageTheme): StageTheme {
  return { ...theme, halo: '#000000', outline: 3, outlineSelected: 4, tag: '#000000' };
}
