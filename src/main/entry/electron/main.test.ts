/** The entry itself, with a fake in the place of Electron: what must come before Electron is ready, and when it gives up. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({ calls: [] as unknown[][], lock: true, ready: new Promise<void>(() => undefined), existed: false }));
vi.mock('electron', async () => {
  const { statSync: look } = await import('node:fs');
  const note = (name: string) => (...args: unknown[]): void => void electron.calls.push([name, ...args]);
  const app = {
    isPackaged: true, on: note('on'), enableSandbox: note('enableSandbox'), quit: note('quit'),
    // As Electron documents it: a folder that is not there is an error.
    setPath: (name: string, path: string) => {
      if (!look(path).isDirectory()) throw new Error('Failed to set path');
      note('setPath')(name, path);
    },
    requestSingleInstanceLock: (data: unknown) => {
      note('lock')(data);
      return electron.lock;
    },
    whenReady: () => {
      note('whenReady')();
      return electron.ready;
    },
  };
  const nothing = {};
  return { app, protocol: { registerSchemesAsPrivileged: note('schemes') }, dialog: { showErrorBox: note('error') }, utilityProcess: nothing, BrowserWindow: nothing, ipcMain: nothing, Menu: nothing, MessageChannelMain: nothing, screen: nothing, session: nothing };
});

// Each test loads the whole program anew.
vi.setConfig({ testTimeout: 60_000 });

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-main-'));
  electron.calls.length = 0;
  electron.lock = true;
  electron.ready = new Promise(() => undefined);
  vi.stubEnv('LABELWRIGHT_DATA', join(dir, 'data'));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${String(code)}`);
  });
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true });
});
const names = (): unknown[] => electron.calls.map(([name]) => name);

test('sandbox, schemes, folder and lock come before Electron is ready, in this order', async () => {
  await import('./main');
  expect(names()).toEqual(['on', 'enableSandbox', 'schemes', 'setPath', 'lock', 'whenReady']);
  expect(electron.calls[3]).toEqual(['setPath', 'userData', join(dir, 'data/electron')]);
  expect(statSync(join(dir, 'data/electron')).mode & 0o777).toBe(0o700);
});

test('where a program has the lock, this one ends and starts nothing', async () => {
  electron.lock = false;
  await import('./main');
  expect(names().slice(-2)).toEqual(['lock', 'quit']);
});

test('a data folder that cannot be used is said in a box: there may be no terminal', async () => {
  writeFileSync(join(dir, 'data'), '');
  await expect(import('./main')).rejects.toThrow('exit 2');
  expect(electron.calls.at(-1)).toEqual(['error', 'Labelwright', expect.stringContaining(join(dir, 'data'))]);
});

test('so is whatever else keeps it from starting', async () => {
  // Beside the sources there is no built window.
  let failed: (reason: unknown) => void = () => undefined;
  const ended = new Promise((resolve) => (failed = resolve));
  vi.mocked(process.exit).mockImplementation((code) => {
    failed(code);
    return undefined as never;
  });
  electron.ready = Promise.resolve();
  await import('./main');
  expect(await ended).toBe(2);
  expect(electron.calls.at(-1)?.[0]).toBe('error');
});
