/**
 * Text files without a byte order mark that are not UTF-8: which of the encodings they may be in is a guess, made only
 * where the bytes speak for it. GB 18030 (the successor of GBK and GB 2312) for Chinese, windows-1252 (ISO 8859-1 and
 * its punctuation) for western European languages. Anything else stays what it is: not readable, and said so.
 */

/** Bytes of evidence that are looked at, from the first that is not ASCII on. */
export const EVIDENCE_BYTES = 64 * 1024;

/** What 0x80 to 0x9f are in windows-1252 (WHATWG Encoding, index windows-1252); 0 for the five that are no characters. */
const CP1252 = [0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178] as const;

/** Text of windows-1252; `valid` is false when a byte is no character in it. Written out: runtimes differ in 0x80 to 0x9f. */
export function decodeWindows1252(bytes: Uint8Array): { readonly text: string; readonly valid: boolean } {
  let text = '', valid = true;
  const units: number[] = [];
  for (const byte of bytes) {
    let unit: number = byte;
    if (byte >= 0x80 && byte < 0xa0) {
      unit = CP1252[byte - 0x80] ?? 0;
      if (unit === 0) {
        unit = 0xfffd;
        valid = false;
      }
    }
    if (units.push(unit) === 4096) text += String.fromCharCode(...units.splice(0));
  }
  return { text: text + String.fromCharCode(...units), valid };
}

/** Fewer characters than this say little about what is usual. */
const FEW = 8;

/** Control characters that no text has. */
const isOdd = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;
const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/**
 * What a piece of a text file is in that is not valid UTF-8, or null where nothing speaks for one of the two. `decodes` says whether a runtime reads all of it as GB 18030.
 */
export function guessLegacy(piece: Uint8Array, decodes: (bytes: Uint8Array) => boolean): 'gb18030' | 'windows-1252' | null {
  if (piece.some(isOdd)) return null;
  if (looksChinese(piece) && decodes(piece)) return 'gb18030';
  return looksWestern(piece) ? 'windows-1252' : null;
}

/**
 * Nearly all that is not ASCII are pairs from the two levels of GB 2312 (0xb0a1 to 0xf7fe) or its punctuation (0xa1a1 to
 * 0xa3fe), among them the characters of level 1 (below 0xd8), which make up almost all of a Chinese text. Korean in
 * EUC-KR stays below 0xc9 for its syllables; Japanese in EUC-JP has kana at 0xa4 and 0xa5 in every sentence.
 */
function looksChinese(piece: Uint8Array): boolean {
  let pairs = 0, usual = 0, common = 0, late = 0;
  for (let i = 0; i < piece.length; i++) {
    const lead = piece[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = piece[++i];
    if (trail === undefined) break;
    pairs++;
    // Four bytes: GB 18030 proper. Rare, but nothing speaks against it.
    if (trail >= 0x30 && trail <= 0x39) {
      i += 2;
      continue;
    }
    if (trail < 0xa1 || (lead > 0xa3 && lead < 0xb0) || lead > 0xf7 || lead < 0xa1) continue;
    usual++;
    if (lead >= 0xb0 && lead < 0xd8) common++;
    if (lead > 0xc8) late++;
  }
  // Of a few characters none may be beyond those that Korean has, too.
  return pairs > 0 && usual >= pairs * 0.9 && common >= usual * 0.5 && (usual < FEW || late >= usual * 0.1);
}

/** Single letters with accents among plain ones: at most a third of the letters (half where there are few), hardly ever three in a row, no byte that is nothing. */
function looksWestern(piece: Uint8Array): boolean {
  let plain = 0, accented = 0, punctuation = 0, run = 0, longRuns = 0;
  for (const byte of piece) {
    const letter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
    run = letter ? run + 1 : 0;
    if (run === 3) longRuns++;
    if (letter) accented++;
    else if (byte >= 0x80) {
      if (byte < 0xa0 && CP1252[byte - 0x80] === 0) return false;
      punctuation++;
    } else if (isLetter(byte)) plain++;
  }
  const enough = accented < FEW / 2 ? plain >= accented : plain >= 2 * accented;
  return enough && plain > 2 * punctuation && longRuns * 20 <= accented;
}
