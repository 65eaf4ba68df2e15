/**
 * The pseudo-language: English with accents, 40 % longer, in brackets and written from right to left. It shows words
 * that are not in the catalogue, boxes that are too narrow and layouts that only work from left to right.
 */
const FROM = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TO = 'áƀçđéƒğĥíĵķłɱñóþqřšťúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶŁṀÑÓÞQŘŠŤÚṼŴẊÝŽ';
const ACCENTED = new Map([...FROM].map((c, i) => [c, [...TO][i] ?? c]));
const FILLER = '~';

/** Literal text of a message with accents; values stay as they are. */
export function accent(text: string): string {
  let out = '';
  for (const c of text) out += ACCENTED.get(c) ?? c;
  return out;
}

/** Brackets and padding to 1.4 times the length (at least one character more). */
export function lengthen(text: string): string {
  const extra = Math.max(1, Math.ceil([...text].length * 0.4) - 2);
  return `[${text}${FILLER.repeat(extra)}]`;
}
