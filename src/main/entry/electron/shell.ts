/**
 * The Electron shell: thin. Windows, their ports, menu, dialogs, drops; everything else is the same host as in a
 * browser. Takes Electron as a value, so that tests run it against a fake of just the calls it makes.
 */
import { isAbsolute } from 'node:path';
import type * as Electron from 'electron';
import type { Channel } from '../../../shared/contract/channel';
import { electronDialogs } from '../../adapters/electron-dialogs';
import type { Random } from '../../ports/random';
import type { Host } from '../../host/create-host';
import type { StaticFiles } from '../../host/window/static-files';
import type { Place } from '../../../shared/contract/api';
import { electronPortChannel } from '../../transports/electron-port';
import { fitBounds, type Bounds } from './bounds';
import { guardPages, guardSession, isApp } from './guard';
import { menuTemplate } from './menu';
import { appProtocol, mediaProtocol } from './protocols';
import { shellArguments, type Asked } from './shell-arguments';
import { APP_ORIGIN, APP_SCHEME, MEDIA_ORIGIN, MEDIA_SCHEME, WEB_PREFERENCES } from './settings';

export type ElectronApi = Pick<typeof Electron, 'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'MessageChannelMain' | 'protocol' | 'screen' | 'session'>;

/** Files of one drop. */
const MAX_DROPPED = 10_000;

export interface ShellOptions {
  readonly host: Host;
  readonly files: StaticFiles;
  readonly random: Random;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Workspace of the first window, as the command line names it. */
  readonly workspace: string | null;
  /** For folders named from outside: rejects with an Error in plain words for one that cannot be opened. */
  takeWorkspace(dir: string): Promise<void>;
  readonly asked: Asked;
  readonly bounds: { readonly last: Bounds | null; save(bounds: Bounds): void };
  readonly report: (error: unknown) => void;
}

export interface Shell {
  openWindow(workspace: string | null): Electron.BrowserWindow;
}

/** Call when Electron is ready. */
export function startShell(electron: ElectronApi, options: ShellOptions): Shell {
  const { app, BrowserWindow, ipcMain, session } = electron;
  const { host } = options;
  /** What each window has open, so that a reload finds it again. */
  const windows = new Map<Electron.WebContents, { readonly window: Electron.BrowserWindow; workspace: string | null; channel: Channel | null }>();

  guardSession(session.defaultSession);
  guardPages(app);
  session.defaultSession.protocol.handle(APP_SCHEME, appProtocol(options.files, options.random));
  session.defaultSession.protocol.handle(MEDIA_SCHEME, mediaProtocol((request) => host.media(request)));

  /** The window a message comes from: only the top frame of one of ours, showing the application. */
  function senderOf(event: Electron.IpcMainEvent | Electron.IpcMainInvokeEvent): ReturnType<typeof windows.get> {
    const known = windows.get(event.sender);
    const frame = event.senderFrame;
    return known && frame && frame === event.sender.mainFrame && isApp(frame.url) ? known : undefined;
  }

  ipcMain.on('labelwright:connect', (event) => {
    const known = senderOf(event);
    if (!known) return;
    known.channel?.close();
    const { port1, port2 } = new electron.MessageChannelMain();
    known.channel = electronPortChannel(port1);
    host.connect(known.channel, { mediaOrigin: MEDIA_ORIGIN, workspace: known.workspace, onWorkspace: (dir) => (known.workspace = dir), dialogs: electronDialogs(electron.dialog, known.window) });
    event.sender.postMessage('labelwright:port', null, [port2]);
  });

  /** One answer per file, in order; null for what has no path, is gone, or lies where merely looking would tell a stranger our name. */
  ipcMain.handle('labelwright:dropped', async (event, paths: unknown): Promise<readonly (Place | null)[]> => {
    if (!senderOf(event) || !Array.isArray(paths) || paths.length > MAX_DROPPED) return [];
    return Promise.all(paths.map(async (path: unknown) => (typeof path === 'string' && isAbsolute(path) && !/^[/\\]{2}/.test(path) ? host.places.describe(path).catch(() => null) : null)));
  });

  function openWindow(workspace: string | null): Electron.BrowserWindow {
    const fitted = fitBounds(options.bounds.last, electron.screen.getAllDisplays().map((display) => display.workArea));
    const window = new BrowserWindow({ ...fitted, minWidth: 800, minHeight: 560, show: false, title: 'Labelwright', backgroundColor: '#1b1d20', webPreferences: { ...WEB_PREFERENCES, preload: options.preload } });
    const { webContents } = window;
    windows.set(webContents, { window, workspace, channel: null });
    if (options.bounds.last?.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    const remember = (): void => options.bounds.save({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    window.on('close', remember);
    window.on('closed', () => {
      windows.get(webContents)?.channel?.close();
      windows.delete(webContents);
    });
    webContents.on('render-process-gone', (_event, details) => {
      windows.get(webContents)?.channel?.close();
      if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
    });
    window.loadURL(`${APP_ORIGIN}/`).catch(options.report);
    return window;
  }

  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, {
    newWindow: () => void openWindow(null),
    command: (id) => BrowserWindow.getFocusedWindow()?.webContents.send('labelwright:menu', id),
  })));

  /** A folder that somebody named outside: one that cannot be opened is said, and Home is shown. */
  const openAsked = (dir: string): void => {
    options.takeWorkspace(dir).then(() => openWindow(dir), (error: unknown) => {
      electron.dialog.showErrorBox('Labelwright', error instanceof Error ? error.message : String(error));
      openWindow(null);
    });
  };

  app.on('second-instance', (_event, argv, cwd, data) => {
    const told = (data as { workspace?: unknown } | null)?.workspace;
    const named = typeof told === 'string' ? told : told === null ? null : shellArguments(argv, app.isPackaged, cwd).workspace;
    if (named !== null) return openAsked(named);
    const first = BrowserWindow.getAllWindows()[0];
    if (!first) return void openWindow(null);
    if (first.isMinimized()) first.restore();
    first.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(null);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    host.close().catch(options.report).finally(() => {
      closed = true;
      app.quit();
    });
  });

  const early = options.asked.listen(openAsked);
  for (const dir of [...(options.workspace === null ? [] : [options.workspace]), ...early]) openAsked(dir);
  if (options.workspace === null && early.length === 0) openWindow(null);
  return { openWindow };
}
