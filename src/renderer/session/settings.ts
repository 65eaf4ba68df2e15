/** Settings of this person on this machine: read once, shown at once, written in the background. */
import { create } from 'zustand';
import type { Client } from '../client';
import type { KeyOverrides } from '../commands/keymap';
import { PRESETS, type Preset } from '../commands/presets';
import { LANGUAGES, type Language } from '../../shared/messages';
import { toast } from '../ui';
import { readPanels, type PanelStates } from './panel-states';
import { failureText } from '../ui/words';
import { failureOf } from './client';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more' | 'normal';
  readonly language: Language;
  readonly railHidden: boolean;
  readonly preset: Preset;
  readonly keys: KeyOverrides;
  /** Command ids and places run lately from the palette, newest first. */
  readonly recentCommands: readonly string[];
  /** Panels by name, and by name and workspace. */
  readonly panels: PanelStates;
  /** Hints that were shown and closed. */
  readonly hints: readonly string[];
  /** Project id -> last place (a Route). */
  readonly lastPlaces: Readonly<Record<string, unknown>>;
  /** The last export, to offer the same again. */
  readonly lastExport: Readonly<Record<string, unknown>>;
}

export const DEFAULTS: Settings = {
  theme: 'system', contrast: 'system', language: 'en', railHidden: false, preset: 'labelwright', keys: {},
  recentCommands: [], panels: {}, hints: [], lastPlaces: {}, lastExport: {},
};

export const useSettings = create<Settings>(() => DEFAULTS);
let writeTo: Client | null = null;

const oneOf = <V extends string>(value: unknown, values: readonly V[], otherwise: V): V => (values as readonly unknown[]).includes(value) ? (value as V) : otherwise;
const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {});
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((x) => typeof x === 'string') : []);

/** What was stored, with everything that has the wrong form left at its default. */
export function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  return {
    theme: oneOf(stored.theme, ['system', 'light', 'dark'], DEFAULTS.theme),
    contrast: oneOf(stored.contrast, ['system', 'more', 'normal'], DEFAULTS.contrast),
    language: oneOf(stored.language, LANGUAGES, DEFAULTS.language),
    railHidden: stored.railHidden === true,
    preset: oneOf(stored.preset, PRESETS, DEFAULTS.preset),
    keys: Object.fromEntries(Object.entries(record(stored.keys)).flatMap(([id, keys]) => (Array.isArray(keys) ? [[id, texts(keys)]] : []))),
    recentCommands: texts(stored.recentCommands),
    panels: readPanels(record(stored.panels)),
    hints: texts(stored.hints),
    lastPlaces: record(stored.lastPlaces),
    lastExport: record(stored.lastExport),
  };
}

/** Reads the settings; on failure the defaults stay and the window works. */
export async function loadSettings(client: Client): Promise<void> {
  writeTo = client;
  const { values } = await client.request('settings.get', {});
  useSettings.setState(readSettings(values), true);
}

/** Changes a setting at once and writes it; a failure to write is said. */
export function setSetting<K extends keyof Settings>(key: K, value: Settings[K]): void {
  useSettings.setState({ [key]: value } as Pick<Settings, K>);
  writeTo?.request('settings.set', { key, value }).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
}
