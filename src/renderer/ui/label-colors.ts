/**
 * The 24 colours of labels, in the order in which they are given out: even lightness (OKLCH 0.64 to 0.82), chosen for
 * the largest distance in normal vision, protanopia, deuteranopia and tritanopia. Only outlines, fills and swatches
 * use them, never text. Same values as --label-1 … --label-24 in tokens.css, as sRGB for canvases.
 */
export const LABEL_COLORS: readonly string[] = [
  '#51a2f8', '#e65909', '#2ae78e', '#ea66bf', '#d6ab1b', '#d8b6e2', '#77976d', '#8a72f7',
  '#50c854', '#b8d259', '#c25ccc', '#e18528', '#d17a8e', '#009fab', '#de4f94', '#6fd2fc',
  '#79cd9a', '#c57eda', '#a4b1fe', '#eba66d', '#dd96cc', '#c2764e', '#ffa6c1', '#a7a06d',
];

/** `#rrggbb` of a label's colour (index into the palette, or its own). An index past the end starts again. */
export function labelColor(color: number | string): string {
  if (typeof color === 'string') return color;
  return LABEL_COLORS[((color % LABEL_COLORS.length) + LABEL_COLORS.length) % LABEL_COLORS.length] ?? '#888888';
}

/** The next colour to give out: the first of the palette that the fewest labels have. */
export function nextLabelColor(used: readonly (number | string)[]): number {
  const counts = LABEL_COLORS.map((_, i) => used.filter((c) => c === i).length);
  return counts.indexOf(Math.min(...counts));
}
