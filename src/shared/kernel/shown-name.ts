/**
 * Characters that are not seen themselves and change how the rest is read: controls, bidirectional embeddings, overrides
 * and marks (Unicode UAX #9), blanks without width, fillers, tags. Line ends and tabs are blanks to the eye.
 */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const ANY_UNSEEN = new RegExp(UNSEEN.source, 'u');

const FSI = '\u2068', PDI = '\u2069';

/**
 * A name, a path or a text from outside as it is shown to a person: what cannot be seen is written out (`[U+202E]`), so
 * that `photo[U+202E]gpj.exe` does not look like a picture. Joiners stay between letters that need them (Persian, Indic
 * scripts, emoji), and so do first-strong isolates in pairs: they cannot reach beyond themselves. Only for showing: what
 * goes to a file system or is compared stays exact. The element or sentence around it isolates it (`dir="auto"`, FSI).
 */
export function shownName(name: string): string {
  if (!ANY_UNSEEN.test(name)) return name;
  const kept = pairedIsolates(name);
  return name.replace(UNSEEN, (character, at: number) => {
    if (kept.has(at)) return character;
    if ((character === '\u200c' || character === '\u200d') && joins(name.slice(0, at), name.slice(at + 1))) return character;
    return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/** Places of isolates that are closed again, and of what closes them. */
function pairedIsolates(name: string): ReadonlySet<number> {
  const paired = new Set<number>();
  const open: number[] = [];
  for (let at = 0; at < name.length; at++) {
    if (name[at] === FSI) open.push(at);
    else if (name[at] === PDI) {
      const from = open.pop();
      if (from !== undefined) paired.add(from).add(at);
    }
  }
  return paired;
}

const BEFORE = /(?:[\p{L}\p{M}]|\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)$/u;
const AFTER = /^[\p{L}\p{M}\p{Extended_Pictographic}\u2640\u2642]/u;

/** Between letters beyond Latin, Greek and Cyrillic (which never need it), or pictures. */
function joins(before: string, after: string): boolean {
  return BEFORE.test(before) && AFTER.test(after) && !/[ -\u058f]$/.test(before) && !/^[ -\u058f]/.test(after);
}
