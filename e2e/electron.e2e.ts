/** The list of docs/electron.md, in a real Electron. Run by build/test-electron.mjs where there is one. */
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeFileSystem } from '../src/main/adapters/fs-node';
import { fileKeys } from '../src/main/adapters/keys-file';
import { nodeSha256 } from '../src/main/adapters/sha256-node';
import { verifyWorkspace } from '../src/main/services/journal';
import { makeFolder, removeFolder } from './leftovers';
import { makePictures } from './pictures';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function launch(data: string, more: readonly string[] = []): Promise<ElectronApplication> {
  return _electron.launch({ executablePath: process.env['LABELWRIGHT_ELECTRON'] ?? '', args: [ROOT, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...more], env: { ...(process.env as Record<string, string>), LABELWRIGHT_DATA: data } });
}

const test = base.extend<{ data: string; shell: ElectronApplication; window: Page }>({
  data: async ({}, use) => {
    const dir = await makeFolder('labelwright-electron-');
    await use(dir);
    await removeFolder(dir);
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
  expect(await window.evaluate(() => [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process])).toEqual(['undefined', 'undefined']);
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
  for (const elsewhere of ['https://example.com', 'labelwright://app/assets/', 'about:blank']) {
    await window.evaluate((url) => {
      location.href = url;
    }, elsewhere);
    await window.waitForTimeout(500);
    expect(window.url()).toMatch(/^labelwright:\/\/app\/(#.*)?$/);
  }
  // "Try again" loads the page anew.
  await window.evaluate(() => {
    (globalThis as { before?: boolean }).before = true;
    location.reload();
  });
  await window.waitForFunction(() => !('before' in globalThis));
  await expect(window.getByRole('button', { name: /^New workspace/ })).toBeVisible();
  expect(shell.windows()).toHaveLength(1);
});

test('a second start hands over; bounds come back', async ({ data, shell, window }) => {
  await window.waitForLoadState();
  const second = await launch(data).catch(() => null);
  await expect.poll(() => second === null || second.process().exitCode !== null).toBe(true);
  expect(shell.windows()).toHaveLength(1);
  // One that names a workspace opens it in a window of the first.
  await mkdir(join(data, 'named'));
  await launch(data, ['--workspace', join(data, 'named')]).catch(() => null);
  await expect.poll(() => shell.windows().length).toBe(2);
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.close());
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 70, width: 900, height: 640 }));
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => readdir(join(data, 'window')).then((names) => names.length)).toBeGreaterThan(0);
  // Ended by its menu while a window is open: what the window was is on the disk before the program is gone.
  const again = await launch(data);
  const bounds = await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: 900, height: 640 });
  await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 70, width: 940, height: 660 }));
  const gone = again.waitForEvent('close');
  await again.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await gone;
  const third = await launch(data);
  expect(await third.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toMatchObject({ width: 940, height: 660 });
  await third.close();
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

test('the message port and the paths of files: requests are answered, files of the disk become places', async ({ data, window }) => {
  const picture = join(data, 'chosen.txt');
  await writeFile(picture, 'x');
  await window.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'chosen';
    document.body.append(input);
  });
  await window.setInputFiles('#chosen', picture);
  const answer = await window.evaluate(async () => {
    const files = [...((document.querySelector('#chosen') as HTMLInputElement).files ?? []), new File(['made'], 'made.txt')];
    return (globalThis as unknown as { labelwright: { dropped(files: File[]): Promise<unknown> } }).labelwright.dropped(files);
  });
  expect(answer).toEqual([expect.objectContaining({ name: 'chosen.txt', kind: 'file', place: expect.stringMatching(/^[0-9a-f]{32}$/) }), null]);
  // Home shows the version and the recent workspaces: both came through the port.
  await expect(window.getByRole('button', { name: /^New workspace/ })).toBeVisible();
});

test('an unknown address of either protocol', async ({ window }) => {
  const asked = await window.evaluate(async () => Promise.all(['labelwright://app/../secret', 'labelwright-media://m/m/00000000000000000000000000000000', 'labelwright-media://other/'].map((url) => fetch(url).then((r) => r.status, () => 0))));
  expect(asked).toEqual([404, 404, 404]);
});

test('a menu command reaches the window', async ({ shell, window }) => {
  await expect(window.getByRole('button', { name: /^New workspace/ })).toBeVisible();
  await shell.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) => menu.submenu?.items ?? []);
    items.find((item) => /palette|command/i.test(item.label))?.click();
  });
  await expect(window.getByRole('dialog')).toBeVisible();
});

test('a folder becomes a dataset by utility processes, its pixels can be read, quitting seals the log', async ({ data }) => {
  const [workspace, folder] = [join(data, 'work'), join(data, 'pictures')];
  await mkdir(workspace);
  await makePictures(folder, { count: 3 });
  const shell = await launch(data, ['--workspace', workspace]);
  const window = await shell.firstWindow();
  await window.getByRole('button', { name: 'Datasets', exact: true }).first().click();
  await shell.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  await window.getByRole('button', { name: /New dataset/ }).first().click();
  await window.getByRole('button', { name: 'Folder: Choose…' }).click();
  await window.getByRole('button', { name: 'Create dataset' }).click();
  const cells = window.getByRole('listbox', { name: 'Samples' }).getByRole('option');
  await expect(cells).toHaveCount(3);
  await cells.first().dblclick();
  const read = await window.waitForFunction(() => {
    const image = [...document.images].find((one) => one.src.startsWith('labelwright-media:') && one.complete && one.naturalWidth > 0);
    if (!image) return false;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, 1, 1);
    return context?.getImageData(0, 0, 1, 1).data[3] === 255;
  });
  expect(await read.jsonValue()).toBe(true);
  await shell.close();
  const { problems, counts } = await verifyWorkspace({ fs: nodeFileSystem, sha256: nodeSha256, keys: fileKeys(data), dir: workspace });
  expect([problems, counts.unsealed]).toEqual([[], 0]);
});
