/** Where this tab is, kept with the tab: a reload comes back to it at once, and two windows do not share it. */
const KEY = 'labelwright.place';

/** `place` is plain data; `project` is the workspace that it belongs to. */
export function keepPlace(project: string, place: unknown): void {
  sessionStorage.setItem(KEY, JSON.stringify({ project, place }));
}

/** What was kept for this workspace in this tab; undefined when nothing was. */
export function keptPlace(project: string): unknown {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { readonly project?: unknown; readonly place?: unknown } | null;
    return kept?.project === project ? kept.place : undefined;
  } catch {
    return undefined;
  }
}
