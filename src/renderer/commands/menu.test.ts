/**
 * Both halves joined: an item of the menu that the shell made is chosen, and the window's dispatcher runs the command.
 * Electron alone is a fake; what it carries from one half to the other is copied, as between processes.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemRandom } from '../../main/adapters/random';
import { fakeElectron, type Fake, type FakePort } from '../../main/entry/electron/fake-electron.testing';
import { Asked } from '../../main/entry/electron/shell-arguments';
import { startShell } from '../../main/entry/electron/shell';
import type { Host } from '../../main/host/create-host';
import { staticFiles } from '../../main/host/window/static-files';
import { electronBridge, openClient, type Client } from '../client';
import { domPort } from '../client/dom-port.testing';
import { TinyHost } from '../client/tiny-host.testing';
import { COMMAND_IDS, type CommandId } from './definitions';
import { listenToMenu } from './menu';
import { dispatcher } from './runtime';

/** What Electron gives to a preload script; filled anew for every window. */
const preloadSide = vi.hoisted((): Record<'ipcRenderer' | 'contextBridge' | 'webUtils', unknown> => ({ ipcRenderer: null, contextBridge: null, webUtils: null }));
vi.mock('electron', () => ({
  get ipcRenderer() { return preloadSide.ipcRenderer; },
  get contextBridge() { return preloadSide.contextBridge; },
  get webUtils() { return preloadSide.webUtils; },
}));

interface Item { readonly label?: string; readonly role?: string; readonly accelerator?: string; click?(): void; readonly submenu?: readonly Item[] }

let dir = '';
let fake: Fake;
let host: TinyHost;
let ran: CommandId[];
let stops: (() => void)[];
const clients: Client[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-menu-'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html>');
  fake = fakeElectron();
  host = new TinyHost();
  const real: Host = { connect: (channel) => host.connect(channel), places: {} as Host['places'], media: () => Promise.resolve({ status: 404, headers: {}, body: null }), close: () => Promise.resolve() };
  startShell(fake.api, { host: real, files: staticFiles(dir), random: systemRandom, preload: '/x/preload.cjs', workspace: null, takeWorkspace: () => Promise.resolve(), asked: new Asked(fake.app), bounds: { last: null, save: () => Promise.resolve() }, now: () => 0, report: (error) => { throw error as Error; } });
  expect(fake.windows).toHaveLength(1);
  await loadPage();
  ran = [];
  stops = COMMAND_IDS.map((id) => dispatcher.register(id, { run: () => void ran.push(id) }));
});
afterEach(() => {
  for (const stop of stops) stop();
  for (const client of clients.splice(0)) client.close();
  dispatcher.setLayers([]);
  vi.unstubAllGlobals();
  rmSync(dir, { recursive: true });
});

/** What the window does when it is loaded: the preload script first, then the page, which listens to the menu. */
async function loadPage(): Promise<void> {
  const contents = fake.windows[0]!.webContents;
  const inbox = new EventEmitter();
  contents.send = (channel: string, ...args: unknown[]) => void inbox.emit(channel, { sender: contents }, ...structuredClone(args));
  contents.postMessage = (channel: string, message: unknown, ports: FakePort[]) => void inbox.emit(channel, { ports }, structuredClone(message));
  preloadSide.ipcRenderer = {
    on: (channel: string, listener: (...args: unknown[]) => void) => inbox.on(channel, listener),
    send: (channel: string, ...args: unknown[]) => fake.ipc.emit(channel, { sender: contents, senderFrame: contents.mainFrame }, ...args),
    invoke: (channel: string, ...args: unknown[]) => Promise.resolve(fake.ipc.handlers.get(channel)?.({ sender: contents, senderFrame: contents.mainFrame }, ...args)),
  };
  preloadSide.contextBridge = { exposeInMainWorld: (name: string, value: unknown) => vi.stubGlobal(name, value) };
  const page = new EventTarget();
  const window = Object.assign(page, {
    postMessage: (data: unknown, _to: string, ports: FakePort[]) => void page.dispatchEvent(Object.assign(new Event('message'), { data, source: window, ports: ports.map(domPort) })),
  });
  vi.stubGlobal('window', window);
  vi.resetModules();
  await import('../../main/entry/preload/preload');
  const bridge = electronBridge();
  if (!bridge) throw new Error('the preload script put nothing into the window');
  listenToMenu(bridge);
}

/** Every item that is ours: the others are roles of the system. */
const items = (): Item[] => (fake.menu as Item[]).flatMap((menu) => menu.submenu ?? []).filter((item) => item.click !== undefined);
const choose = (label: string): void => {
  const item = items().find((one) => one.label === label);
  if (!item) throw new Error(`the menu has no ${label}`);
  item.click?.();
};

test('every item runs its command in the window in front, and takes no key from it', () => {
  for (const [label, id] of [['Undo', 'app.undo'], ['Redo', 'app.redo'], ['Command palette', 'app.palette'], ['Home', 'app.home'], ['Keyboard shortcuts', 'app.keys']] as const) {
    const item = items().find((one) => one.label?.startsWith(label));
    expect(item, label).toBeDefined();
    item?.click?.();
    expect(ran.splice(0), label).toEqual([id]);
  }
  // Whatever is in the menu: one command each, none unknown to the window. One item makes a window instead.
  for (const item of items()) {
    item.click?.();
    expect([item.label, ran.splice(0).length + fake.windows.splice(1).length]).toEqual([item.label, 1]);
  }
  expect(items().filter((item) => item.accelerator !== undefined)).toEqual([]);
});

test('what cannot be done now is not done: a dialog is open, nobody does it, it is switched off', () => {
  dispatcher.setLayers([7]);
  choose('Undo');
  expect(ran).toEqual([]);
  dispatcher.setLayers([]);
  const off = dispatcher.register('app.undo', { run: () => void ran.push('app.home'), enabled: () => false });
  choose('Undo');
  expect(ran.splice(0), 'the next one that can').toEqual(['app.undo']);
  off();
  for (const stop of stops.splice(0)) stop();
  choose('Undo');
  expect(ran).toEqual([]);
});

test('a name that is no command of the window does nothing, whatever it is', () => {
  for (const name of ['app.nothing', 'toString', '__proto__', '', 7, null, { id: 'app.undo' }]) fake.windows[0]!.webContents.send('labelwright:menu', name);
  expect(ran).toEqual([]);
});

test('without a window there is nobody to run it', () => {
  fake.windows.length = 0;
  choose('Undo');
  expect(ran).toEqual([]);
});

test('the same window talks to the host through the port that the preload script handed over', async () => {
  const client = await openClient();
  clients.push(client);
  expect(await client.request('settings.get', {})).toEqual({ values: { theme: 'dark' } });
  expect(host.windows).toBe(1);
  choose('Undo');
  expect(ran).toEqual(['app.undo']);
});
