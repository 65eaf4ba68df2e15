import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { awaitArrival, browserCommands, hasDisplay, openBrowser, writeOpener, type Surroundings } from './open-browser';

const linux: Surroundings = { env: {}, platform: 'linux', release: '6.1.0-18-amd64' };
const wsl: Surroundings = { ...linux, release: '5.15.167.4-microsoft-standard-WSL2' };
const mac: Surroundings = { env: {}, platform: 'darwin', release: '24.0.0' };
const windows: Surroundings = { env: {}, platform: 'win32', release: '10.0.22631' };
const ADDRESS = `http://127.0.0.1:47800/#code=${'c0'.repeat(16)}`;

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-open-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('where a browser can be shown', () => {
  test.each([
    ['Linux without a display', linux, {}, false], ['an empty DISPLAY', linux, { DISPLAY: '' }, false], ['X11', linux, { DISPLAY: ':0' }, true], ['Wayland', linux, { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['X11 passed on by ssh', linux, { DISPLAY: 'localhost:10.0', SSH_CONNECTION: 'x' }, true],
    ['Linux inside Windows', wsl, {}, true], ['the same by ssh', wsl, { SSH_CONNECTION: 'x' }, false],
    ['macOS', mac, {}, true], ['macOS by ssh', mac, { SSH_CONNECTION: 'x' }, false], ['Windows', windows, {}, true],
  ])('%s', (_what, around, env, shown) => expect(hasDisplay({ ...around, env })).toBe(shown));
});

describe('what is started', () => {
  const path = '/home/a b/open/labelwright.html';
  const url = 'file:///home/a%20b/open/labelwright.html';
  const programs = (around: Surroundings): readonly string[] => browserCommands(path, around).map(([program]) => program);

  test('the usual of each system', () => {
    expect(programs(linux)).toEqual(['xdg-open', 'gio', 'x-www-browser']);
    expect(programs(wsl)).toEqual(['wslview', 'xdg-open', 'gio', 'x-www-browser']);
    expect(browserCommands(path, mac)).toEqual([['open', [url]]]);
    expect(browserCommands(path, windows)).toEqual([['rundll32', ['url.dll,FileProtocolHandler', url]]]);
  });

  test('BROWSER comes first, with its own way to name the page; none means none', () => {
    expect(browserCommands(path, { ...linux, env: { BROWSER: 'firefox --new-window %s:chromium' } }).slice(0, 2)).toEqual([['firefox', ['--new-window', url]], ['chromium', [url]]]);
    expect(programs({ ...linux, env: { BROWSER: ' : ' } })[0]).toBe('xdg-open');
    expect(programs({ ...mac, env: { BROWSER: 'none' } })).toEqual([]);
  });

  test('nothing is handed to a shell: an odd name is one argument', () => {
    const odd = '/tmp/$(touch x);`y`&\'".html';
    for (const around of [linux, mac, windows, wsl]) for (const [, args] of browserCommands(odd, around)) expect(args.at(-1)).toMatch(/^(file:\/\/\/tmp\/|\/tmp\/\$)/);
  });
});

describe('the page file', () => {
  test('leads on to the address, can be read by its owner only, and goes away with its folder', () => {
    const opener = writeOpener(join(dir, 'open'), ADDRESS);
    expect(readFileSync(opener.path, 'utf8')).toContain(`content="0;url=${ADDRESS}"`);
    expect(readFileSync(opener.path, 'utf8')).not.toContain('<script');
    expect([statSync(opener.path).mode & 0o777, statSync(dirname(opener.path)).mode & 0o777]).toEqual([0o600, 0o700]);
    const other = writeOpener(join(dir, 'open'), ADDRESS);
    expect(other.path).not.toBe(opener.path);
    opener.remove();
    opener.remove();
    expect([existsSync(dirname(opener.path)), existsSync(other.path)]).toEqual([false, true]);
  });
});

describe('starting a browser', () => {
  const script = (name: string, body: string): string => {
    const path = join(dir, name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  test.skipIf(process.platform === 'win32')('one that is missing or gives up is passed over, one that stays has it', async () => {
    const said = join(dir, 'said');
    const fails = script('fails', `echo fails >> ${said}; exit 3`);
    const works = script('works', `echo "works $1" >> ${said}`);
    expect(await openBrowser([[join(dir, 'missing'), []], [fails, []], [works, ['file:///page']]])).toBe(true);
    expect(readFileSync(said, 'utf8')).toBe('fails\nworks file:///page\n');
    expect(await openBrowser([[join(dir, 'missing'), []], [fails, []]])).toBe(false);
    expect(await openBrowser([])).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('a browser that goes on running is not waited for', async () => {
    const ended = join(dir, 'ended');
    // Waited for, it would have ended first.
    expect(await openBrowser([[script('stays', `sleep 3; echo > ${ended}`), []]], 100)).toBe(true);
    expect(existsSync(ended)).toBe(false);
  });

  test('one that brings no window is told once, one that does never', () => {
    vi.useFakeTimers();
    try {
      let late = 0;
      const stop = awaitArrival(() => late++);
      awaitArrival(() => late++);
      vi.advanceTimersByTime(14_999);
      expect(late).toBe(0);
      stop();
      vi.advanceTimersByTime(60_000);
      expect(late).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
