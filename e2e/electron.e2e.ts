/** The list of docs/electron.md, in a real Electron. Run by build/test-electron.mjs where there is one. */
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function launch(data: string): Promise<ElectronApplication> {
  return _electron.launch({ executablePath: process.env['LABELWRIGHT_ELECTRON'] ?? '', args: [ROOT, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], env: { ...(process.env as Record<string, string>), LABELWRIGHT_DATA: data } });
}

const test = base.extend<{ data: string; shell: ElectronApplication; window: Page }>({
  data: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'labelwright-electron-'));
    await use(dir);
    await rm(dir, { recursive: true, force: true });
  },
  shell: async ({ data }, use) => {
    const shell = await launch(data);
    await use(shell);
    await shell.close();
  },
  window: async ({ shell }, use) => use(await shell.firstWindow()),
});

test('one window on the application, with something in it', async ({ shell, window }) => {
  expect(window.url()).toBe('labelwright://app/');
  await expect(window.locator('#root > *').first()).toBeVisible();
  expect(shell.windows()).toHaveLength(1);
});

test('the real settings of the window', async ({ shell, window }) => {
  const preferences = await shell.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true });
  expect(await window.evaluate(() => [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process, crossOriginIsolated])).toEqual(['undefined', 'undefined', true]);
});

test('nothing navigates, opens, reaches out or is granted', async ({ shell, window }) => {
  const tried = await window.evaluate(async () => ({
    opened: globalThis.open('https://example.com') === null,
    fetched: await fetch('https://example.com').then(() => 'answered', () => 'refused'),
    unknown: await fetch('/nothing').then((r) => r.status, () => 0),
    permission: await navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state, () => 'denied'),
    script: (() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
        return 'inserted';
      } catch {
        return 'refused';
      }
    })(),
  }));
  expect(tried).toEqual({ opened: true, fetched: 'refused', unknown: 404, permission: 'denied', script: 'refused' });
  await window.evaluate(() => {
    location.href = 'https://example.com';
  });
  await window.waitForTimeout(500);
  expect(window.url()).toMatch(/^labelwright:\/\/app\//);
  expect(shell.windows()).toHaveLength(1);
});

test('a second start hands over; bounds come back', async ({ data, shell, window }) => {
  await window.waitForLoadState();
  const second = await launch(data).catch(() => null);
  await expect.poll(() => second === null || second.process().exitCode !== null).toBe(true);
  expect(shell.windows()).toHaveLength(1);
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 70, width: 900, height: 640 }));
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => readdir(join(data, 'window')).then((names) => names.length)).toBeGreaterThan(0);
  const again = await launch(data);
  const bounds = await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: 900, height: 640 });
  await again.close();
});

test('the cryptography of the runtime gives the values of Node', async ({ shell }) => {
  const values = await shell.evaluate(async () => {
    const { createHash, createPrivateKey, sign } = process.getBuiltinModule('node:crypto');
    const key = createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'}`, 'hex'), format: 'der', type: 'pkcs8' });
    return [createHash('sha256').update('abc').digest('hex'), sign(null, Buffer.alloc(0), key).toString('hex')];
  });
  // FIPS 180-2, appendix B.1; RFC 8032, section 7.1, test 1.
  expect(values).toEqual(['ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b']);
});
