/** What this tab was told about a workspace and put away, kept with the tab: a reload does not say it again, another window still does. */
const KEY = 'labelwright.seen-findings';

/** Those put away in this tab; of another tab or another opening they are never among them, their names differ. */
export function seenFindings(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []);
  } catch {
    return new Set();
  }
}

/** `findings` are the newest; of very many the oldest are forgotten. */
export function keepSeenFindings(findings: readonly string[]): void {
  sessionStorage.setItem(KEY, JSON.stringify([...new Set([...seenFindings(), ...findings])].slice(-200)));
}
