import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../../shared/contract/channel';
import { systemRandom } from '../../adapters/random';
import type { Host, WindowOptions } from '../../host/create-host';
import { staticFiles } from '../../host/window/static-files';
import type { MediaRequest } from '../../services/media/types';
import { fitBounds, isBounds } from './bounds';
import { fakeElectron, FakeWindow, type Fake } from './fake-electron.testing';
import { menuTemplate } from './menu';
import { SCHEMES, WEB_PREFERENCES } from './settings';
import { startShell } from './shell';
import { Asked, shellArguments } from './shell-arguments';

let dir = '';
let fake: Fake;
let connected: { channel: Channel; options: WindowOptions }[];
let saved: unknown[];
let reported: unknown[];
let now = 0;
let hostClosed = 0;
const media: MediaRequest[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-shell-'));
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><script nonce="__NONCE__"></script>');
  writeFileSync(join(dir, 'assets/a.js'), 'export {};');
});
afterAll(() => rmSync(dir, { recursive: true }));

/** How a place of a window comes to the disk. */
let save: (bounds: unknown) => Promise<void>;

beforeEach(async () => {
  save = (bounds) => {
    saved.push(bounds);
    return Promise.resolve();
  };
  fake = fakeElectron();
  connected = [];
  saved = [];
  reported = [];
  now = 0;
  FakeWindow.nextLoad = () => Promise.resolve();
  hostClosed = 0;
  media.length = 0;
  const host: Host = {
    connect: (channel, options) => void connected.push({ channel, options }),
    places: { describe: (path: string) => (path === '/gone' ? Promise.reject(new Error('gone')) : Promise.resolve({ place: `id of ${path}` })) } as unknown as Host['places'],
    media: (request) => {
      media.push(request);
      return Promise.resolve({ status: 206, headers: { 'Content-Type': 'image/png' }, body: (async function* () { yield Uint8Array.of(1, 2); yield Uint8Array.of(3); await Promise.resolve(); })() });
    },
    close: () => {
      hostClosed++;
      return Promise.resolve();
    },
  };
  startShell(fake.api, { host, files: staticFiles(dir), random: systemRandom, preload: '/x/preload.cjs', workspace: '/w', takeWorkspace: (at) => (at === '/none' ? Promise.reject(new Error('There is no folder /none.')) : Promise.resolve()), asked: new Asked(fake.app), bounds: { last: null, save: (b) => save(b) }, now: () => now, report: (e) => reported.push(e) });
  await expect.poll(() => fake.windows.length).toBe(1);
});

const first = (): FakeWindow => fake.windows[0] as FakeWindow;
/** The page asks for a port, from `frame` (the top frame when not said). */
function ask(frame: unknown = first().webContents.mainFrame): void {
  fake.ipc.emit('labelwright:connect', { sender: first().webContents, senderFrame: frame });
}

describe('settings of every window', () => {
  test('are the frozen literal of docs/security.md, and nothing more', () => {
    expect(Object.isFrozen(WEB_PREFERENCES)).toBe(true);
    expect(first().options['webPreferences']).toEqual({
      nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, contextIsolation: true, sandbox: true, webSecurity: true, webviewTag: false,
      allowRunningInsecureContent: false, experimentalFeatures: false, navigateOnDragDrop: false, safeDialogs: true, spellcheck: false, preload: '/x/preload.cjs',
    });
  });

  test('the two schemes may do what they need: no service workers, no way around the content policy', () => {
    expect(SCHEMES.map((s) => s.scheme)).toEqual(['labelwright', 'labelwright-media']);
    for (const { privileges } of SCHEMES) expect(privileges).toMatchObject({ standard: true, secure: true, bypassCSP: false, allowServiceWorkers: false });
    expect(SCHEMES.every((s) => Object.isFrozen(s) && Object.isFrozen(s.privileges))).toBe(true);
  });

  test('a page goes nowhere and opens nothing', () => {
    const prevented = (name: string, url: string, isMainFrame = true): boolean => {
      let was = false;
      first().webContents.emit(name, { url, isMainFrame, preventDefault: () => (was = true) });
      return was;
    };
    const elsewhere = ['https://example.com/', 'labelwright://app/assets/a.js', 'labelwright://app.evil/', 'labelwright-media://m/m/1', 'file:///etc/passwd', 'about:blank', 'labelwright://app', 'labelwright://app/?x'];
    expect(elsewhere.filter((url) => !prevented('will-navigate', url))).toEqual([]);
    for (const name of ['will-redirect', 'will-attach-webview']) expect([name, prevented(name, 'labelwright://app/')]).toEqual([name, true]);
    expect(prevented('will-frame-navigate', 'labelwright://app/', false)).toBe(true);
    // "Try again" loads the same page anew: Electron tells it as a navigation of the page.
    first().webContents.mainFrame.url = 'labelwright://app/#/job/1';
    expect([prevented('will-frame-navigate', 'labelwright://app/#/job/1'), prevented('will-navigate', 'labelwright://app/#/job/1')]).toEqual([false, false]);
    expect([prevented('will-navigate', 'labelwright://app/', false)]).toEqual([true]);
    first().webContents.mainFrame.url = 'labelwright-media://m/m/1';
    expect(prevented('will-navigate', 'labelwright://app/')).toBe(true);
    expect(first().webContents.openHandler?.({ url: 'labelwright://app/' })).toEqual({ action: 'deny' });
    expect(first().loaded).toEqual(['labelwright://app/']);
  });

  test('permissions are refused but for four, and those to nobody else', () => {
    const asked = (permission: string, requestingUrl: string): boolean => {
      let granted: boolean | null = null;
      fake.session.request?.(null, permission, (answer) => (granted = answer), { requestingUrl });
      expect(granted).toBe(fake.session.check?.(null, permission, requestingUrl));
      return granted ?? true;
    };
    expect(['media', 'geolocation', 'notifications', 'midi', 'hid', 'serial', 'usb', 'openExternal', 'clipboard-read', 'display-capture', 'fileSystem'].filter((p) => asked(p, 'labelwright://app/'))).toEqual([]);
    expect(['persistent-storage', 'fullscreen', 'clipboard-sanitized-write', 'keyboardLock'].filter((p) => asked(p, 'labelwright://app/'))).toHaveLength(4);
    expect(['persistent-storage', 'fullscreen', 'keyboardLock'].filter((p) => asked(p, 'https://evil.example/') || asked(p, 'labelwright://app.evil/') || asked(p, 'labelwright-media://m/'))).toEqual([]);
    expect(fake.session.device?.()).toBe(false);
  });

  test.each([
    ['labelwright://app/', false], ['labelwright-media://m/m/1', false], ['blob:labelwright://app/1', false],
    ['https://example.com/', true], ['http://127.0.0.1:47800/', true], ['file:///etc/passwd', true], ['ws://127.0.0.1/', true], ['data:text/html,x', true], ['ftp://x/', true], ['nonsense', true],
  ])('a request for %s: cancelled %s', (url, cancel) => {
    let result: { cancel?: boolean } | null = null;
    fake.session.before?.({ url }, (answer) => (result = answer));
    expect(result).toEqual({ cancel });
  });
});

describe('ports', () => {
  test('the top frame of our window gets one, with its workspace and the system\'s choosers', async () => {
    ask();
    expect(first().webContents.posted).toHaveLength(1);
    expect(connected[0]?.options).toMatchObject({ mediaOrigin: 'labelwright-media://m', workspace: '/w' });
    fake.chosen = { canceled: false, filePaths: ['/pictures'] };
    expect(await connected[0]?.options.dialogs?.choose('choose-folder')).toBe('/pictures');
    fake.chosen = { canceled: true, filePaths: ['/pictures'] };
    expect(await connected[0]?.options.dialogs?.choose('choose-file')).toBeNull();
    expect(fake.dialogs).toEqual([{ title: 'Choose a folder', message: 'Choose a folder', properties: ['openDirectory', 'createDirectory'] }, { title: 'Choose a file', message: 'Choose a file', properties: ['openFile'] }]);
  });

  test('a sub-frame, a strange page and a strange window get none', () => {
    const top = first().webContents.mainFrame;
    ask({ url: 'labelwright://app/', frameTreeNodeId: top.frameTreeNodeId + 1000, parent: top, detached: false });
    ask({ url: 'labelwright://app/', frameTreeNodeId: top.frameTreeNodeId + 1001, parent: null, detached: false });
    ask(null);
    ask({ ...top, detached: true });
    ask({ get detached(): boolean { throw new Error('Render frame was disposed before WebFrameMain could be accessed'); } });
    expect(connected).toEqual([]);
    // Electron may make another object for the same frame.
    ask({ ...top });
    expect(connected).toHaveLength(1);
    connected.length = 0;
    first().webContents.posted.length = 0;
    first().webContents.mainFrame.url = 'labelwright-media://m/m/1';
    ask();
    fake.ipc.emit('labelwright:connect', { sender: {}, senderFrame: { ...first().webContents.mainFrame, url: 'labelwright://app/' } });
    expect(connected).toEqual([]);
    expect(first().webContents.posted).toEqual([]);
  });

  test('a reload gets a new one, the old one ends, the workspace stays', async () => {
    ask();
    const old = connected[0]?.channel as Channel;
    const ended = new Promise((resolve) => old.onClose(resolve));
    connected[0]?.options.onWorkspace('/other');
    ask();
    await ended;
    expect(connected[1]?.options.workspace).toBe('/other');
    const closed = new Promise((resolve) => (connected[1]?.channel as Channel).onClose(resolve));
    first().emit('closed');
    await closed;
  });

  test('frames pass', async () => {
    ask();
    const port = first().webContents.posted[0]?.ports[0] as unknown as MessagePortMain;
    const got = new Promise<Uint8Array>((resolve) => connected[0]?.channel.onMessage(resolve));
    port.postMessage(Uint8Array.of(1, 2, 3));
    expect([...(await got)]).toEqual([1, 2, 3]);
  });

  test('dropped files become places in their order; their paths stay here', async () => {
    const drop = fake.ipc.handlers.get('labelwright:dropped');
    const event = { sender: first().webContents, senderFrame: first().webContents.mainFrame };
    expect(await drop?.(event, ['/a.jpg', '', 7, '/gone', 'b.jpg', '\\\\server\\share\\b.jpg', '//server/share', '/folder'])).toEqual([{ place: 'id of /a.jpg' }, null, null, null, null, null, null, { place: 'id of /folder' }]);
    expect(await drop?.({ ...event, senderFrame: { url: 'labelwright://app/', frameTreeNodeId: -1, parent: first().webContents.mainFrame, detached: false } }, ['/a.jpg'])).toEqual([]);
    expect(await drop?.({ ...event, sender: {} }, ['/a.jpg'])).toEqual([]);
    expect(await drop?.(event, 'no list')).toEqual([]);
    expect(await drop?.(event, new Array(10_001).fill('/a.jpg'))).toEqual([]);
  });
});

describe('protocols', () => {
  const get = (url: string, init?: RequestInit): Promise<Response> => (fake.session.protocols.get(new URL(url).protocol.slice(0, -1)) as (r: Request) => Promise<Response>)(new Request(url, init));

  test('the page comes with a policy and a nonce of its own', async () => {
    const [one, two] = await Promise.all([get('labelwright://app/'), get('labelwright://app/')]);
    const nonce = /nonce="([^"]+)"/.exec(await one.text())?.[1] ?? '';
    expect(nonce).not.toBe('');
    expect(one.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(one.headers.get('content-security-policy')).toContain("connect-src 'self' labelwright-media:;");
    expect(await two.text()).not.toContain(nonce);
    const script = await get('labelwright://app/assets/a.js');
    expect(await script.text()).toBe('export {};');
    // As a worker it reaches media and nothing else.
    expect(script.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src labelwright-media:;");
  });

  test.each(['labelwright://app/../secret', 'labelwright://app/assets/%2e%2e/x', 'labelwright://app/assets\\a.js%00', 'labelwright://other/', 'labelwright://app/index.html', 'labelwright://app/C:/x', 'labelwright://app.evil/'])('%s leads nowhere', async (url) => {
    const answer = await get(url);
    // `..` is resolved by the address parser itself: what is left is an address that does not exist.
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  test('only reading is answered', async () => {
    expect((await get('labelwright://app/', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('media streams with the headers of the HTTP port, to the application only', async () => {
    const answer = await get('labelwright-media://m/m/abc', { headers: { Range: 'bytes=0-2' } });
    expect([answer.status, [...new Uint8Array(await answer.arrayBuffer())]]).toEqual([206, [1, 2, 3]]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('labelwright://app');
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(media[0]).toMatchObject({ method: 'GET', path: '/m/abc', headers: { range: 'bytes=0-2' } });
    expect((await get('labelwright-media://other/m/abc')).status).toBe(404);
    expect((await get('labelwright-media://m/m/abc', { headers: { Origin: 'https://evil.example' } })).status).toBe(403);
    expect(media).toHaveLength(1);
  });
});

describe('the life of windows', () => {
  test('shown when ready, bounds remembered', () => {
    expect(first().shown).toBe(false);
    first().emit('ready-to-show');
    expect(first().shown).toBe(true);
    first().closes();
    expect(saved).toEqual([{ x: 10, y: 20, width: 1440, height: 900, maximized: false }]);
  });

  test('the next window comes where the last one was, beside one that is open; maximized again, but not before it has something to show', () => {
    first().bounds = { x: 100, y: 50, width: 1000, height: 700 };
    first().maximized = true;
    first().closes();
    fake.app.emit('activate');
    fake.app.emit('second-instance', {}, [], '', {});
    const menu = (fake.menu as { submenu?: { label?: string; click?: () => void }[] }[]).flatMap((m) => m.submenu ?? []);
    menu.find((item) => item.label === 'New window')?.click?.();
    expect(fake.windows.slice(1).map(({ options: { x, y, width, height } }) => [x, y, width, height])).toEqual([[100, 50, 1000, 700], [128, 78, 1000, 700]]);
    expect([fake.windows[1]?.maximized, fake.windows[1]?.shown]).toEqual([false, false]);
    fake.windows[1]?.emit('ready-to-show');
    expect([fake.windows[1]?.maximized, fake.windows[1]?.shown]).toEqual([true, true]);
  });

  test('a page whose process is gone is loaded again, three times a minute and then not any more', () => {
    const crash = (reason = 'crashed'): boolean => first().webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });
    crash('clean-exit');
    expect(first().reloads).toBe(0);
    for (now = 0; now < 3000; now += 1000) crash();
    now = 61_500;
    crash();
    crash();
    expect([first().reloads, fake.errors]).toEqual([5, []]);
    crash();
    expect(first().reloads).toBe(5);
    expect(fake.errors).toEqual([expect.stringContaining('ended 4 times within a minute (crashed 5)')]);
    expect(first().shown).toBe(true);
  });

  test('a page that cannot be loaded is a window all the same: a hidden program could not be ended', async () => {
    FakeWindow.nextLoad = () => Promise.reject(new Error('ERR_FAILED'));
    fake.app.emit('second-instance', {}, [], '', { workspace: '/second' });
    await expect.poll(() => fake.windows[1]?.shown).toBe(true);
    expect(reported).toHaveLength(1);
  });

  test('a second start comes to the front, or opens what it asked for', async () => {
    fake.app.emit('second-instance', {}, [], '', { workspace: null });
    expect([fake.windows.length, first().focused]).toEqual([1, true]);
    fake.app.emit('second-instance', {}, [], '', { workspace: '/second' });
    await expect.poll(() => fake.windows.length).toBe(2);
    // An older program that hands over its command line alone.
    fake.app.emit('second-instance', {}, ['labelwright', '--allow-file-access', '--workspace', 'third'], '/here', {});
    await expect.poll(() => fake.windows.length).toBe(3);
    expect(fake.errors).toEqual([]);
    const opened = fake.windows.map((window) => {
      fake.ipc.emit('labelwright:connect', { sender: window.webContents, senderFrame: window.webContents.mainFrame });
      return connected.at(-1)?.options.workspace;
    });
    expect(opened).toEqual(['/w', '/second', '/here/third']);
  });

  test('a folder that the system asks to open gets a window, one that is none is said', async () => {
    let prevented = 0;
    fake.app.emit('open-file', { preventDefault: () => prevented++ }, '/dropped');
    await expect.poll(() => fake.windows.length).toBe(2);
    fake.app.emit('open-file', { preventDefault: () => prevented++ }, '/none');
    await expect.poll(() => fake.windows.length).toBe(3);
    expect([prevented, fake.errors]).toEqual([2, ['There is no folder /none.']]);
    ask();
    fake.ipc.emit('labelwright:connect', { sender: fake.windows[2]?.webContents, senderFrame: fake.windows[2]?.webContents.mainFrame });
    expect(connected.at(-1)?.options.workspace).toBeNull();
  });

  test('quitting waits until the host has closed its logs and the places of all windows are on the disk', async () => {
    fake.app.emit('second-instance', {}, [], '', { workspace: '/second' });
    await expect.poll(() => fake.windows.length).toBe(2);
    const written: (() => void)[] = [];
    save = (bounds) => new Promise((resolve) => written.push(() => {
      saved.push(bounds);
      resolve();
    }));
    let prevented = 0;
    const quit = (): boolean => fake.app.emit('before-quit', { preventDefault: () => prevented++ });
    quit();
    // Somebody insists.
    quit();
    await expect.poll(() => [written.length, hostClosed]).toEqual([2, 1]);
    expect([fake.app.quits, prevented]).toEqual([0, 2]);
    for (const write of written) write();
    await expect.poll(() => fake.app.quits).toBe(1);
    expect(saved).toHaveLength(2);
    quit();
    expect([prevented, hostClosed]).toEqual([2, 1]);
  });

  test('what cannot be closed or written is told and ends the program all the same', async () => {
    save = () => Promise.reject(new Error('ENOSPC'));
    fake.app.emit('before-quit', { preventDefault: () => undefined });
    await expect.poll(() => fake.app.quits).toBe(1);
    expect(reported).toEqual([new Error('ENOSPC')]);
  });

  test('the menu runs commands of the window', () => {
    const items = (fake.menu as { submenu?: { label?: string; click?: () => void }[] }[]).flatMap((m) => m.submenu ?? []);
    items.find((item) => item.label === 'Undo')?.click?.();
    expect(first().webContents.sent).toEqual([['labelwright:menu', 'app.undo']]);
    expect(JSON.stringify(items)).not.toContain('toggleDevTools');
  });

  test('in a text field macOS takes undo from the menu alone', () => {
    const roles = (platform: NodeJS.Platform): readonly unknown[] => menuTemplate(platform, true, { newWindow: () => undefined, command: () => undefined }).flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []).map((item) => item.role)).filter((role) => role !== undefined);
    expect(roles('darwin')).toEqual(['close', 'undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'togglefullscreen']);
    expect(roles('linux')).toEqual(['close', 'quit', 'cut', 'copy', 'paste', 'selectAll', 'togglefullscreen']);
    expect(menuTemplate('darwin', true, { newWindow: () => undefined, command: () => undefined })[0]).toEqual({ role: 'appMenu' });
  });

  test('bounds fit the screens there are', () => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }];
    const was = { x: 100, y: 50, width: 1000, height: 700, maximized: false };
    expect(fitBounds(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({ width: 1280, height: 720 });
    expect(fitBounds(was, screens)).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
    expect(fitBounds({ ...was, width: 10, height: 10 }, screens)).toEqual({ x: 100, y: 50, width: 800, height: 560 });
    // Another screen is gone: to the right, to the left, above, below.
    for (const gone of [{ x: 3000 }, { x: -1800 }, { y: -900 }, { y: 1200 }, { x: 1801 }, { y: 921 }]) expect([gone, fitBounds({ ...was, ...gone }, screens)]).toEqual([gone, { width: 1000, height: 700 }]);
    // A little of it is enough to take hold of it; of its bar, not of its foot.
    expect(fitBounds({ ...was, x: -870 }, screens)).toMatchObject({ x: -870 });
    // A larger screen is gone, and what is left is smaller than the window was.
    expect(fitBounds({ ...was, width: 3840, height: 2100 }, screens)).toEqual({ x: 100, y: 50, width: 1920, height: 1040 });
    expect(fitBounds({ ...was, x: 4000, width: 3840, height: 2100 }, screens)).toEqual({ width: 1920, height: 1040 });
    expect(fitBounds({ ...was, x: 2000 }, [...screens, { x: 1920, y: 0, width: 2560, height: 1400 }])).toMatchObject({ x: 2000 });
    expect(fitBounds(was, [])).toEqual({ width: 1000, height: 700 });
    // Not exactly over another window, and not off the screen for it either.
    expect(fitBounds(was, screens, [was, { ...was, x: 128, y: 78 }])).toMatchObject({ x: 156, y: 106 });
    expect(fitBounds({ ...was, y: 915 }, screens, [{ ...was, y: 915 }])).toEqual({ width: 1000, height: 700 });
    expect(isBounds({ x: 1, y: 2, width: 3, height: null, maximized: true })).toBeNull();
    expect(isBounds({ x: 1, y: 2, width: 3, height: 4 })).toBeNull();
    expect(isBounds(null)).toBeNull();
  });
});

describe('the command line of the shell', () => {
  test.each([
    [['labelwright'], true, null],
    [['labelwright', '--workspace', 'w'], true, '/here/w'],
    [['labelwright', '--workspace=/w'], true, '/w'],
    [['electron', '/program', '--workspace', '/w'], false, '/w'],
    [['electron', '/program'], false, null],
    [['labelwright', '/dropped on the icon'], true, '/dropped on the icon'],
    [['labelwright', '--no-sandbox', '--remote-debugging-port=0', '--enable-features=X', '-psn_0_1', '--workspace', '/w'], true, '/w'],
    [['labelwright', '--workspace'], true, null],
    [['labelwright', '--workspace='], true, null],
  ])('%j', (argv, packaged, workspace) => expect(shellArguments(argv, packaged, '/here')).toEqual({ workspace }));

  test('folders asked for before the program is ready wait', () => {
    const heard: string[] = [];
    const asked = new Asked(fake.app);
    fake.app.emit('open-file', { preventDefault: () => undefined }, '/early');
    expect(asked.listen((dir) => heard.push(dir))).toEqual(['/early']);
    fake.app.emit('open-file', { preventDefault: () => undefined }, '/late');
    expect(heard).toEqual(['/late']);
  });
});
