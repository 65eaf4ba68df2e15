/** Widths of panels and which are hidden: per workspace, and for a new workspace as they were last anywhere. Pure. */
export interface PanelState {
  /** Pixels when it is shown. */
  readonly size: number;
  readonly closed: boolean;
}
/** By name (`facets`), and by name and project (`facets@<project id>`), those changed last at the end. */
export type PanelStates = Readonly<Record<string, PanelState>>;

interface Limits {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** Narrower windows (CSS pixels) show it only when it is asked for: the data need the room. */
  readonly room: number;
}

/** The panels there are. The initial widths are those of tokens.css. */
export const PANELS = {
  rail: { initial: 72, min: 56, max: 200, room: 0 },
  facets: { initial: 224, min: 168, max: 420, room: 880 },
  details: { initial: 272, min: 232, max: 560, room: 720 },
  editor: { initial: 288, min: 240, max: 560, room: 620 },
} as const satisfies Readonly<Record<string, Limits>>;
export type PanelName = keyof typeof PANELS;

const MOST = 200;

/** What was stored; what has the wrong form is left out. */
export function readPanels(stored: Readonly<Record<string, unknown>>): PanelStates {
  return Object.fromEntries(Object.entries(stored).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null) return [];
    const { size, closed } = value as Readonly<Record<string, unknown>>;
    return typeof size === 'number' && Number.isFinite(size) && size > 0 ? [[name, { size, closed: closed === true }] as const] : [];
  }));
}

/** How a panel stands in a workspace (null: in none), within its limits. */
export function panelIn(states: PanelStates, name: PanelName, project: string | null): PanelState {
  const { initial, min, max } = PANELS[name];
  const known = (project === null ? undefined : states[`${name}@${project}`]) ?? states[name];
  return known ? { size: Math.min(max, Math.max(min, Math.round(known.size))), closed: known.closed } : { size: initial, closed: false };
}

/** The states after a change. Workspaces whose panels were not touched for longest are forgotten. */
export function withPanel(states: PanelStates, name: PanelName, project: string | null, to: PanelState): PanelStates {
  const keys = project === null ? [name] : [name, `${name}@${project}`];
  const others = Object.entries(states).filter(([key]) => !keys.includes(key)).slice(keys.length - MOST);
  return Object.fromEntries([...others, ...keys.map((key) => [key, to] as const)]);
}
