/** Half heights of a drawn sound, 96 bars: two slow swells over a quick one. A drawing, not data. */
export const WAVE: readonly number[] = Array.from({ length: 96 }, (_, i) => {
  const swell = Math.abs(Math.sin(i / 11) * Math.sin(i / 29 + 0.6));
  const grain = 0.55 + 0.45 * Math.abs(Math.sin(i * 2.39));
  return Math.max(1, 36 * swell * grain);
});
