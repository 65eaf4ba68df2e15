/** Shortcut of a label ('1'…'9', '0' or a letter) -> the chord that chooses it. */
export function labelChord(shortcut: string): string {
  return /^\d$/.test(shortcut) ? `Digit${shortcut}` : shortcut.toLowerCase();
}
