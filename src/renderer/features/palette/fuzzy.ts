/**
 * How well `query` fits `text`: null when its characters do not occur in order; larger is better. Whole words and
 * beginnings of words count more than scattered letters, short texts more than long ones.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return 0;
  const hay = text.toLowerCase();
  let score = 0;
  let from = 0;
  let previous = -2;
  for (const c of wanted) {
    const starts = nextWordStart(hay, c, from);
    const plain = hay.indexOf(c, from);
    if (plain < 0) return null;
    // A letter right after the last one beats a new word, which beats anything between.
    const at = plain === previous + 1 ? plain : starts >= 0 && reachable(hay, wanted, starts, c) ? starts : plain;
    score += at === previous + 1 ? 6 : isWordStart(hay, at) ? 5 : 1;
    previous = at;
    from = at + c.length;
  }
  if (hay.startsWith(query.toLowerCase().trim())) score += 8;
  return score - hay.length / 100;
}

function isWordStart(hay: string, at: number): boolean {
  return at === 0 || /[\s\-_/.:“(]/.test(hay[at - 1] ?? '');
}

function nextWordStart(hay: string, c: string, from: number): number {
  for (let at = hay.indexOf(c, from); at >= 0; at = hay.indexOf(c, at + 1)) if (isWordStart(hay, at)) return at;
  return -1;
}

/** Jumping ahead to `at` must leave the rest of the query findable. */
function reachable(hay: string, wanted: string, at: number, c: string): boolean {
  let from = at + c.length;
  const rest = [...wanted].slice([...wanted].lastIndexOf(c) + 1);
  for (const next of rest) {
    const found = hay.indexOf(next, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}
