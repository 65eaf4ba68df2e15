/**
 * The Electron shell: thin. Windows, their ports, menu, dialogs, drops; everything else is the same host as in a
 * browser. Takes Electron as a value, so that tests run it against a fake of just the calls it makes.
 */
import { isAbsolute } from 'node:path';
import type * as Electron from 'electron';
import { electronDialogs } from '../../adapters/electron-dialogs';
import type { Random } from '../../ports/random';
import type { Host } from '../../host/create-host';
import type { StaticFiles } from '../../host/window/static-files';
import type { Place } from '../../../shared/contract/api';
import { electronPortChannel } from '../../transports/electron-port';
import { guardPages, guardSession, isApp } from './guard';
import { menuTemplate } from './menu';
import { appProtocol, mediaProtocol } from './protocols';
import { shellArguments, type Asked } from './shell-arguments';
import { APP_SCHEME, MEDIA_ORIGIN, MEDIA_SCHEME } from './settings';
import { Windows, type OpenWindow, type WindowsOptions } from './windows';

export type ElectronApi = Pick<typeof Electron, 'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'MessageChannelMain' | 'protocol' | 'screen' | 'session'>;

/** Files of one drop. */
const MAX_DROPPED = 10_000;

export interface ShellOptions extends WindowsOptions {
  readonly host: Host;
  readonly files: StaticFiles;
  readonly random: Random;
  /** Workspace of the first window, as the command line names it. */
  readonly workspace: string | null;
  /** For folders named from outside: rejects with an Error in plain words for one that cannot be opened. */
  takeWorkspace(dir: string): Promise<void>;
  readonly asked: Asked;
}

export interface Shell {
  openWindow(workspace: string | null): Electron.BrowserWindow;
}

/** Call when Electron is ready. */
export function startShell(electron: ElectronApi, options: ShellOptions): Shell {
  const { app, BrowserWindow, ipcMain, session } = electron;
  const { host } = options;
  const windows = new Windows(electron, options);

  guardSession(session.defaultSession);
  guardPages(app);
  session.defaultSession.protocol.handle(APP_SCHEME, appProtocol(options.files, options.random));
  session.defaultSession.protocol.handle(MEDIA_SCHEME, mediaProtocol((request) => host.media(request)));

  /** The window a message comes from: only the top frame of one of ours, showing the application. */
  function senderOf(event: Electron.IpcMainEvent | Electron.IpcMainInvokeEvent): OpenWindow | undefined {
    const known = windows.of(event.sender);
    try {
      const frame = event.senderFrame;
      return known && frame && !frame.detached && frame.parent === null && frame.frameTreeNodeId === event.sender.mainFrame.frameTreeNodeId && isApp(frame.url) ? known : undefined;
    } catch {
      // A frame that is gone meanwhile throws when it is looked at.
      return undefined;
    }
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

  const openWindow = (workspace: string | null): Electron.BrowserWindow => windows.open(workspace);

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
  let closing: 'no' | 'begun' | 'done' = 'no';
  app.on('before-quit', (event) => {
    if (closing === 'done') return;
    event.preventDefault();
    if (closing === 'begun') return;
    closing = 'begun';
    // The windows close only after this, and then nobody waits any more for what they would still write.
    void Promise.allSettled([windows.rememberAll(), host.close()]).then((ends) => {
      for (const end of ends) if (end.status === 'rejected') options.report(end.reason);
      closing = 'done';
      app.quit();
    });
  });

  const early = options.asked.listen(openAsked);
  for (const dir of [...(options.workspace === null ? [] : [options.workspace]), ...early]) openAsked(dir);
  if (options.workspace === null && early.length === 0) openWindow(null);
  return { openWindow };
}
