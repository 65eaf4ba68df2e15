/** Just the calls the shell makes of Electron, remembered so that tests can look at them and act as the other side. */
import { EventEmitter } from 'node:events';
import type { ElectronApi } from './shell';

type Handler = (request: Request) => Promise<Response>;

export class FakePort extends EventEmitter {
  other: FakePort | null = null;
  #started = false;
  #waiting: unknown[] = [];
  #closed = false;

  postMessage(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.other?.take(copy));
  }

  take(data: unknown): void {
    if (this.#closed) return;
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.take(data);
  }

  close(): void {
    if (this.#closed) return;
    queueMicrotask(() => {
      this.#closed = true;
      this.other?.closedByOther();
    });
  }

  closedByOther(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}

export class FakeMessageChannel {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

let nodes = 0;
export interface FakeFrame {
  url: string;
  readonly frameTreeNodeId: number;
  readonly parent: FakeFrame | null;
  detached: boolean;
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: FakeFrame = { url: 'labelwright://app/', frameTreeNodeId: ++nodes, parent: null, detached: false };
  readonly posted: { channel: string; ports: FakePort[] }[] = [];
  readonly sent: unknown[][] = [];
  openHandler: ((details: { url: string }) => unknown) | null = null;
  postMessage(channel: string, _message: unknown, ports: FakePort[]): void {
    this.posted.push({ channel, ports });
  }
  send(...args: unknown[]): void {
    this.sent.push(args);
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler;
  }
}

export interface Fake {
  readonly api: ElectronApi;
  readonly app: EventEmitter & { isPackaged: boolean; quits: number };
  readonly ipc: EventEmitter & { handlers: Map<string, (...args: unknown[]) => unknown> };
  readonly windows: FakeWindow[];
  readonly session: {
    request: ((contents: unknown, permission: string, answer: (granted: boolean) => void, details: { requestingUrl: string }) => void) | null;
    check: ((contents: unknown, permission: string, origin: string) => boolean) | null;
    device: (() => boolean) | null;
    before: ((details: { url: string }, answer: (result: { cancel?: boolean }) => void) => void) | null;
    readonly protocols: Map<string, Handler>;
  };
  menu: unknown;
  /** What the next dialog answers. */
  chosen: { canceled: boolean; filePaths: string[] };
  readonly dialogs: unknown[];
  /** What was said in boxes of errors. */
  readonly errors: string[];
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly options: Record<string, unknown>;
  readonly loaded: string[] = [];
  shown = false;
  focused = false;
  maximized = false;
  reloads = 0;
  destroyed = false;
  /** What the page does when it is loaded. */
  static nextLoad: () => Promise<void> = () => Promise.resolve();
  bounds = { x: 10, y: 20, width: 1000, height: 700 };
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    for (const name of ['x', 'y', 'width', 'height'] as const) if (typeof options[name] === 'number') this.bounds[name] = options[name];
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return FakeWindow.nextLoad();
  }
  show(): void {
    this.shown = true;
  }
  maximize(): void {
    this.maximized = true;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  /** As Electron tells that a window closes; afterwards it must not be touched. */
  closes(): void {
    this.emit('close');
    this.destroyed = true;
    this.emit('closed');
  }
  focus(): void {
    this.focused = true;
  }
  reload(): void {
    this.reloads++;
  }
  getNormalBounds(): object {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    return this.bounds;
  }
}

export function fakeElectron(): Fake {
  const windows: FakeWindow[] = [];
  const fake: Fake = {
    app: Object.assign(new EventEmitter(), { isPackaged: true, quits: 0, quit: () => void fake.app.quits++ }),
    ipc: Object.assign(new EventEmitter(), { handlers: new Map<string, (...args: unknown[]) => unknown>() }),
    windows,
    session: { request: null, check: null, device: null, before: null, protocols: new Map() },
    menu: null,
    chosen: { canceled: true, filePaths: [] },
    dialogs: [],
    errors: [],
    api: null as unknown as ElectronApi,
  };
  class BrowserWindow extends FakeWindow {
    constructor(options: Record<string, unknown>) {
      super(options);
      windows.push(this);
      fake.app.emit('web-contents-created', {}, this.webContents);
    }
    static getAllWindows(): FakeWindow[] {
      return windows.filter((window) => !window.destroyed);
    }
    static getFocusedWindow(): FakeWindow | null {
      return windows.at(-1) ?? null;
    }
  }
  const api = {
    app: fake.app,
    BrowserWindow,
    dialog: {
      showOpenDialog: (_window: unknown, options: unknown) => {
        fake.dialogs.push(options);
        return Promise.resolve(fake.chosen);
      },
      showErrorBox: (_title: string, text: string) => void fake.errors.push(text),
    },
    ipcMain: Object.assign(fake.ipc, { handle: (name: string, handler: (...args: unknown[]) => unknown) => void fake.ipc.handlers.set(name, handler) }),
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (menu: unknown) => void (fake.menu = menu) },
    MessageChannelMain: FakeMessageChannel,
    protocol: {},
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (h: Fake['session']['request']) => void (fake.session.request = h),
        setPermissionCheckHandler: (h: Fake['session']['check']) => void (fake.session.check = h),
        setDevicePermissionHandler: (h: Fake['session']['device']) => void (fake.session.device = h),
        webRequest: { onBeforeRequest: (h: Fake['session']['before']) => void (fake.session.before = h) },
        protocol: { handle: (scheme: string, handler: Handler) => void fake.session.protocols.set(scheme, handler) },
      },
    },
  };
  (fake as { api: ElectronApi }).api = api as unknown as ElectronApi;
  return fake;
}
