/** The windows of the shell: made, shown, remembered, brought back after a crash. */
import type * as Electron from 'electron';
import type { Channel } from '../../../shared/contract/channel';
import { translator } from '../../../shared/messages';
import { fitBounds, type Bounds } from './bounds';
import { APP_ORIGIN, WEB_PREFERENCES } from './settings';

/** A page that is gone more often than this within `CRASH_SPAN_MS` would be gone again at once. */
const MOST_CRASHES = 3;
const CRASH_SPAN_MS = 60_000;

export interface OpenWindow {
  readonly window: Electron.BrowserWindow;
  /** What it has open, so that a reload finds it again. */
  workspace: string | null;
  channel: Channel | null;
}

export interface WindowsOptions {
  /** Absolute path of the built preload script. */
  readonly preload: string;
  readonly bounds: { readonly last: Bounds | null; save(bounds: Bounds): Promise<void> };
  /** ms since some moment. */
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

export class Windows {
  readonly #electron: Pick<typeof Electron, 'BrowserWindow' | 'dialog' | 'screen'>;
  readonly #options: WindowsOptions;
  readonly #open = new Map<Electron.WebContents, OpenWindow>();
  #last: Bounds | null;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(electron: Pick<typeof Electron, 'BrowserWindow' | 'dialog' | 'screen'>, options: WindowsOptions) {
    this.#electron = electron;
    this.#options = options;
    this.#last = options.bounds.last;
  }

  of(contents: Electron.WebContents): OpenWindow | undefined {
    return this.#open.get(contents);
  }

  open(workspace: string | null): Electron.BrowserWindow {
    const { BrowserWindow, screen } = this.#electron;
    const taken = [...this.#open.values()].map(({ window }) => window.getNormalBounds());
    const fitted = fitBounds(this.#last, screen.getAllDisplays().map((display) => display.workArea), taken);
    const window = new BrowserWindow({ ...fitted, minWidth: 800, minHeight: 560, show: false, title: 'Labelwright', backgroundColor: '#1b1d20', webPreferences: { ...WEB_PREFERENCES, preload: this.#options.preload } });
    const { webContents } = window;
    this.#open.set(webContents, { window, workspace, channel: null });
    const maximized = this.#last?.maximized === true;
    let shown = false;
    const show = (): void => {
      if (shown || window.isDestroyed()) return;
      shown = true;
      // Before it is shown: to maximize a hidden window shows it, empty.
      if (maximized) window.maximize();
      window.show();
    };
    window.once('ready-to-show', show);
    window.on('close', () => this.#remember(window));
    window.on('closed', () => {
      this.#open.get(webContents)?.channel?.close();
      this.#open.delete(webContents);
    });
    this.#bringBack(window, show);
    window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => {
      this.#options.report(error);
      // A window that never shows would be a program that nobody can end.
      show();
    });
    return window;
  }

  /** Resolves when the places of all windows are on the disk. Never rejects. */
  async rememberAll(): Promise<void> {
    for (const { window } of this.#open.values()) this.#remember(window);
    await this.#saving;
  }

  #remember(window: Electron.BrowserWindow): void {
    if (window.isDestroyed()) return;
    this.#last = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    const saved = this.#options.bounds.save(this.#last).catch(this.#options.report);
    this.#saving = Promise.all([this.#saving, saved]);
  }

  /** Loads the page again when its process is gone, but not for ever. */
  #bringBack(window: Electron.BrowserWindow, show: () => void): void {
    const { webContents } = window;
    let gone: number[] = [];
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#open.get(webContents)?.channel?.close();
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      const now = this.#options.now();
      gone = [...gone.filter((at) => now - at < CRASH_SPAN_MS), now];
      if (gone.length <= MOST_CRASHES) return window.reload();
      show();
      this.#electron.dialog.showErrorBox('Labelwright', translator('en').t('shell.window-gone', { count: gone.length, why: `${reason} ${exitCode}` }));
    });
  }
}
