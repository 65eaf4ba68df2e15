/** What `npm start` decides, and what it finds on the disk. */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { electronOnDisk, fetchElectron, hasDisplay } from './lib/electron-runtime.mjs';
import { hashOf, isFresh } from './lib/stale.mjs';
import { abandoned, absoluteWorkspace, NO_RUNTIME, NO_WINDOW, outlivesHangup, showedNothing, SHOWN_MS, TRY_AGAIN_MS, wayToShow } from './lib/start-plan.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const put = (path: string, text: string): void => {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
};

describe('the way the application is shown', () => {
  const found = { display: true, shellBuilt: true, onDisk: '/e/electron', mayFetch: true, failedAt: null, now: 1_000_000_000_000 };

  test('Electron where its runtime, its shell and a display are', () => {
    expect(wayToShow([], found)).toEqual({ way: 'electron', path: '/e/electron' });
    expect(wayToShow(['--workspace', '/w'], found)).toEqual({ way: 'electron', path: '/e/electron' });
  });

  test('no display or --no-open: the browser, and nothing is fetched', () => {
    for (const onDisk of ['/e/electron', null]) {
      expect(wayToShow([], { ...found, onDisk, display: false })).toMatchObject({ way: 'browser', say: expect.stringMatching(/^There is no display here.*browser.*\.$/) as unknown });
      expect(wayToShow(['--no-open'], { ...found, onDisk })).toMatchObject({ way: 'browser', say: expect.stringContaining('browser') as unknown });
    }
  });

  test('a missing runtime is fetched when that is allowed and did not fail within a day', () => {
    const missing = { ...found, onDisk: null };
    expect(wayToShow([], missing)).toEqual({ way: 'fetch' });
    expect(wayToShow([], { ...missing, mayFetch: false })).toEqual({ way: 'browser', say: NO_RUNTIME });
    expect(wayToShow([], { ...missing, failedAt: found.now - TRY_AGAIN_MS + 1 })).toEqual({ way: 'browser', say: NO_RUNTIME });
    expect(wayToShow([], { ...missing, failedAt: found.now - TRY_AGAIN_MS })).toEqual({ way: 'fetch' });
    // A clock that was set back does not forbid it for years.
    expect(wayToShow([], { ...missing, failedAt: found.now + 1 })).toEqual({ way: 'fetch' });
  });

  test('without the shell of Electron in dist there is nothing to show in it', () => {
    expect(wayToShow([], { ...found, shellBuilt: false })).toEqual({ way: 'browser', say: NO_RUNTIME });
  });

  test('what is said is one line', () => {
    for (const way of [wayToShow(['--no-open'], found), wayToShow([], { ...found, display: false }), wayToShow([], { ...found, onDisk: null, mayFetch: false })]) expect((way as { say: string }).say).not.toContain('\n');
  });
});

test('a relative workspace is relative to where the person is', () => {
  expect(absoluteWorkspace(['--workspace', 'w', '--port', '1'], '/home/a')).toEqual(['--workspace', '/home/a/w', '--port', '1']);
  expect(absoluteWorkspace(['--workspace=../w'], '/home/a')).toEqual(['--workspace=/home/w']);
  expect(absoluteWorkspace(['--workspace', '/w', '--no-open'], '/home/a')).toEqual(['--workspace', '/w', '--no-open']);
});

test('a runtime that ends at once by itself has shown nothing; one that was asked to, or said why it cannot, has', () => {
  const ends = { code: null, signal: 'SIGTRAP', ranMs: 300, asked: false };
  expect([showedNothing(ends), showedNothing({ ...ends, code: 1, signal: null })]).toEqual([true, true]);
  for (const not of [{ asked: true }, { ranMs: SHOWN_MS }, { code: 0, signal: null }, { code: 2, signal: null }]) expect([not, showedNothing({ ...ends, ...not })]).toEqual([not, false]);
  expect(NO_WINDOW).not.toContain('\n');
});

test('left alone by what started it', () => {
  expect([abandoned(50, 50), abandoned(50, 1), abandoned(50, 60), abandoned(1, 1)]).toEqual([false, true, true, false]);
});

test('a hangup is outlived where no terminal could have been closed', () => {
  expect([outlivesHangup(false, false), outlivesHangup(undefined, undefined), outlivesHangup(true, true), outlivesHangup(false, true), outlivesHangup(true, false)]).toEqual([true, true, false, false, false]);
});

describe('the runtime on the disk', () => {
  test('is found where the package says it lies, or where the environment says', () => {
    expect(electronOnDisk(dir, {}, 'linux')).toBeNull();
    put('node_modules/electron/dist/electron', '');
    expect(electronOnDisk(dir, {}, 'linux')).toBe(join(dir, 'node_modules/electron/dist/electron'));
    expect(electronOnDisk(dir, {}, 'win32')).toBeNull();
    put('node_modules/electron/path.txt', 'other/electron\n');
    expect(electronOnDisk(dir, {}, 'linux')).toBeNull();
    put('over/electron', '');
    expect(electronOnDisk(dir, { ELECTRON_OVERRIDE_DIST_PATH: join(dir, 'over') }, 'linux')).toBe(join(dir, 'over/electron'));
  });

  test('a folder of that name is none', () => {
    mkdirSync(join(dir, 'node_modules/electron/dist/electron'), { recursive: true });
    expect(electronOnDisk(dir, {}, 'linux')).toBeNull();
  });

  test('a display', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect([hasDisplay({}, 'darwin'), hasDisplay({}, 'win32')]).toEqual([true, true]);
  });

  test('a fetch over a silent network is given up in time, one that fails at once, too', async () => {
    expect(await fetchElectron(dir, 1000, () => undefined)).toBeNull();
    put('node_modules/electron/install.js', 'setInterval(() => {}, 1000);');
    const started = process.hrtime.bigint();
    expect(await fetchElectron(dir, 300, () => undefined)).toBeNull();
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(18_000);
    put('node_modules/electron/install.js', 'process.exit(1);');
    expect(await fetchElectron(dir, 20_000, () => undefined)).toBeNull();
    put('node_modules/electron/install.js', "const fs = require('fs'); fs.mkdirSync('dist'); fs.writeFileSync('dist/electron', ''); fs.writeFileSync('path.txt', 'electron');");
    const fetched = await fetchElectron(dir, 20_000, () => undefined);
    if (process.platform === 'linux') expect(fetched).toBe(join(dir, 'node_modules/electron/dist/electron'));
  });
});

test('the real installer of the runtime on a network that takes connections and never answers: given up in time, with progress shown', { timeout: 120_000 }, async () => {
  let reached = 0;
  const sockets: Socket[] = [];
  const silent = createServer((socket) => {
    reached++;
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const mirror = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  for (const [name, value] of Object.entries({ ELECTRON_MIRROR: mirror, electron_config_cache: join(dir, 'cache'), HTTP_PROXY: '', http_proxy: '' })) vi.stubEnv(name, value);
  // The package without its runtime, beside everything it needs.
  const modules = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules');
  mkdirSync(join(dir, 'node_modules/electron'), { recursive: true });
  for (const name of ['install.js', 'package.json', 'checksums.json']) copyFileSync(join(modules, 'electron', name), join(dir, 'node_modules/electron', name));
  for (const name of readdirSync(modules)) if (name !== 'electron' && !name.startsWith('.')) symlinkSync(join(modules, name), join(dir, 'node_modules', name));
  let shown = '';
  try {
    // A machine that does much else may not even have started the installer within the first limit.
    let limit = 4000;
    for (; ; limit *= 3) {
      shown = '';
      const started = performance.now();
      expect(await fetchElectron(dir, limit, (text) => (shown += text))).toBeNull();
      expect(performance.now() - started).toBeGreaterThan(limit - 500);
      if (reached > 0 || limit > 30_000) break;
    }
    expect(reached, 'it was the network that was silent').toBeGreaterThan(0);
    expect(shown).toMatch(new RegExp(`^Fetching the Electron runtime \\(once, at most ${limit / 1000} s\\) \\.{2,}\\n$`));
  } finally {
    vi.unstubAllEnvs();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  }
});

describe('what is built', () => {
  test('is stale when a source changed, came or went, not when a test did', () => {
    put('src/a.ts', 'a');
    put('src/deep/b.ts', 'b');
    const first = hashOf(dir, ['src', 'missing']);
    put('src/a.test.ts', 'test');
    put('src/notes.md', 'notes');
    chmodSync(join(dir, 'src/a.ts'), 0o600);
    expect(hashOf(dir, ['src', 'missing'])).toBe(first);
    put('src/deep/b.ts', 'c');
    const second = hashOf(dir, ['src', 'missing']);
    expect(second).not.toBe(first);
    rmSync(join(dir, 'src/deep/b.ts'));
    expect([first, second]).not.toContain(hashOf(dir, ['src', 'missing']));
  });

  test('is fresh only with its stamp and all its files', () => {
    const fresh = (hash: string): boolean => isFresh(dir, hash, join(dir, 'dist/.stamps/x'), ['dist/x.js', 'dist/y.js']);
    expect(fresh('h')).toBe(false);
    put('dist/.stamps/x', 'h');
    put('dist/x.js', '');
    expect(fresh('h')).toBe(false);
    put('dist/y.js', '');
    expect(fresh('h')).toBe(true);
    expect(fresh('other')).toBe(false);
  });
});
