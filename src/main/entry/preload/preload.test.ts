/** The built preload script in a bare context: what it needs beyond Electron's three modules would make it fail here. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

let code = '';
let dir = '';
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-preload-'));
  const { targets } = (await import(new URL('../../../../build/vite/targets.mjs', import.meta.url).href)) as { targets(): { name: string; config(): Promise<Record<string, unknown>> }[] };
  const config = await targets().find((t) => t.name === 'preload')?.config();
  await build({ ...config, root: fileURLToPath(new URL('../../../..', import.meta.url)), build: { ...(config?.['build'] as object), outDir: dir } });
  code = readFileSync(join(dir, 'preload.cjs'), 'utf8');
});
afterAll(() => rmSync(dir, { recursive: true }));

interface Bridge {
  connect(): void;
  dropped(files: unknown[]): Promise<unknown>;
  onMenu(listener: (command: string) => void): void;
}

function run(): { bridge: Bridge; exposed: string[]; required: string[]; sent: unknown[][]; invoked: unknown[][]; posted: unknown[][]; listeners: Map<string, (...args: unknown[]) => void> } {
  const seen = { exposed: [] as string[], required: [] as string[], sent: [] as unknown[][], invoked: [] as unknown[][], posted: [] as unknown[][], listeners: new Map<string, (...args: unknown[]) => void>() };
  let bridge: Bridge | null = null;
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: Bridge) => {
      seen.exposed.push(name);
      bridge = value;
    } },
    ipcRenderer: {
      on: (name: string, listener: (...args: unknown[]) => void) => void seen.listeners.set(name, listener),
      send: (...args: unknown[]) => void seen.sent.push(args),
      invoke: (...args: unknown[]) => {
        seen.invoked.push(args);
        return Promise.resolve(['place']);
      },
    },
    webUtils: { getPathForFile: (file: { path?: string } | string) => {
      if (typeof file === 'string') throw new TypeError('Argument must be a File object');
      return file.path ?? '';
    } },
  };
  const context = createContext({
    window: { postMessage: (...args: unknown[]) => void seen.posted.push(args) },
    exports: {}, module: { exports: {} },
    require: (name: string) => {
      seen.required.push(name);
      if (name !== 'electron') throw new Error(`the sandbox has no ${name}`);
      return electron;
    },
  });
  runInContext(code, context);
  if (!bridge) throw new Error('nothing was exposed');
  return { ...seen, bridge };
}

test('needs Electron alone and exposes three functions under one name', () => {
  const { bridge, exposed, required } = run();
  expect(exposed).toEqual(['labelwright']);
  expect(new Set(required)).toEqual(new Set(['electron']));
  expect(Object.keys(bridge).sort()).toEqual(['connect', 'dropped', 'onMenu']);
});

test('asks for a port and passes it on to its own window', () => {
  const { bridge, sent, posted, listeners } = run();
  bridge.connect();
  expect(sent).toEqual([['labelwright:connect']]);
  listeners.get('labelwright:port')?.({ ports: ['port'] });
  expect(posted).toEqual([['labelwright:port', '*', ['port']]]);
});

test('paths of dropped files go to the host and not to the page', async () => {
  const { bridge, invoked } = run();
  expect(await bridge.dropped([{ path: '/a.jpg' }, {}, 'no file', { path: '/b.jpg' }])).toEqual(['place']);
  // One made by a script has no path, and what is no file makes Electron throw; their places in the list stay.
  expect(invoked).toEqual([['labelwright:dropped', ['/a.jpg', '', '', '/b.jpg']]]);
});

test('hands the page names of menu commands, never the event', () => {
  const { bridge, listeners } = run();
  const heard: unknown[][] = [];
  bridge.onMenu((...args) => heard.push(args));
  listeners.get('labelwright:menu')?.({ sender: 'secret' }, 'app.undo');
  listeners.get('labelwright:menu')?.({ sender: 'secret' }, { no: 'text' });
  expect(heard).toEqual([['app.undo']]);
});
