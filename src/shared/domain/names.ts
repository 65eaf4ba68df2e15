/** Names that people type or paste, or that folders have, as events may hold them. */

/** Longest name of anything, in UTF-16 units. */
export const LONGEST_NAME = 1024;

/**
 * The name in a piece of text: control characters (tabs, lines, what a spreadsheet copies along) become blanks, halves
 * of characters and blanks at both ends go. '' when nothing that can be seen is left.
 */
export function nameIn(text: string): string {
  const name = text.replace(/\p{Cs}/gu, '').replace(/\p{Cc}+/gu, ' ').trim();
  return /[^\s\p{Cf}]/u.test(name) ? name : '';
}
