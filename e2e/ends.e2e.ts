/** How the host ends, what it outlives, and how it says that it cannot begin. No browser: only the process. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createConnection } from 'node:net';
import { chmod, cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { fileKeys } from '../src/main/adapters/keys-file';
import { nodeFileSystem } from '../src/main/adapters/fs-node';
import { nodeSha256 } from '../src/main/adapters/sha256-node';
import { verifyWorkspace } from '../src/main/services/journal';
import { expect, test, TestHost } from './harness';
import { connect, enter } from './node-window';
import { freePorts } from './ports';
import { commandNamed } from './prepare';

const ENTRY = fileURLToPath(new URL('../dist/main/node.js', import.meta.url));
type Env = Readonly<Record<string, string | undefined>>;
const attempt = (args: readonly string[], env: Env, uid?: number, entry = ENTRY) => spawnSync(process.execPath, [entry, '--no-open', '--port', '0', ...args], { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000, ...(uid === undefined ? {} : { uid, gid: uid }) });
const verify = (dir: string, data: string) => verifyWorkspace({ fs: nodeFileSystem, sha256: nodeSha256, keys: fileKeys(data), dir });
const isRoot = process.getuid?.() === 0;

/** One fact in the journal of the open workspace. */
async function rename(window: Awaited<ReturnType<typeof connect>>, name: string): Promise<void> {
  await window.request('journal.commit', { job: null, command: commandNamed('command.rename'), drafts: [{ type: 'project.named', base: [], body: { name, was: (await window.request('state.catalog', {})).catalog.name } }] });
}
const nobodyListens = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = createConnection(port, '127.0.0.1');
  socket.once('connect', () => {
    socket.destroy();
    resolve(false);
  });
  socket.once('error', () => resolve(true));
});
/** Sends a signal; resolves with the exit code. */
async function signalled(host: TestHost, signal: NodeJS.Signals): Promise<number | null> {
  const gone = new Promise<number | null>((resolve) => host.process.once('exit', resolve));
  host.process.kill(signal);
  return gone;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal}: ends well, with 0: snapshot written, log sealed, sockets closed, nothing left to recover`, async ({ scratch }) => {
    const [workspace, data] = [join(scratch, 'work'), join(scratch, 'data')];
    const host = await TestHost.start({ data, workspace });
    const window = await connect(await enter(host.address));
    await rename(window, 'another name');
    const over = window.request('tasks.list', {}).then(() => undefined);
    await over;
    expect(await signalled(host, signal)).toBe(0);
    await expect(window.request('tasks.list', {})).rejects.toMatchObject({ failure: { code: 'disconnected' } });
    expect([await nobodyListens(host.port), await nobodyListens(host.port + 1)]).toEqual([true, true]);
    expect((await readdir(join(workspace, 'cache/state'))).length).toBeGreaterThan(0);
    const { problems, counts } = await verify(workspace, data);
    expect([problems, counts.unsealed]).toEqual([[], 0]);
    expect(counts.segments).toBeGreaterThan(0);
    expect(host.output.join('')).not.toMatch(/\n\s+at /);
  });
}

test('the end of its input, a hangup without a terminal and a tab that is killed do not end it', async ({ scratch }) => {
  const host = await TestHost.start({ data: join(scratch, 'data'), workspace: join(scratch, 'work') });
  const secret = await enter(host.address);
  const tab = await connect(secret);
  const asked = tab.request('state.catalog', {});
  tab.close();
  await asked.catch(() => undefined);
  host.process.stdin?.end();
  host.process.kill('SIGHUP');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(host.process.exitCode).toBeNull();
  // The same tab, loaded again, finds its workspace.
  const again = await connect(secret);
  expect((await again.request('workspace.current', {})).workspace?.name).toBe('work');
  expect(await host.stop()).toBe(0);
});

test('the terminal closed: it ends well, with a log that is sealed', async ({ scratch }) => {
  test.skip(process.platform !== 'linux' || spawnSync('python3', ['--version']).status !== 0, 'a terminal of its own is made with Python');
  const [workspace, data] = [join(scratch, 'work'), join(scratch, 'data')];
  await mkdir(workspace);
  // A shell of its own on a pseudo-terminal; closing the other side is what closing the window of a terminal does.
  const script = `
import os, pty, re, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
seen = b""
while b"#code=" not in seen or not seen.endswith(b"stop.\\r\\n"):
    seen += os.read(fd, 4096)
os.write(fd, b"\\n")
while len(set(re.findall(rb"code=([0-9a-f]{32})", seen))) < 2:
    seen += os.read(fd, 4096)
os.close(fd)
_, status = os.waitpid(pid, 0)
print(len(set(re.findall(rb"code=([0-9a-f]{32})", seen))), os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status))
`;
  const said = execFileSync('python3', ['-c', script, process.execPath, ENTRY, '--no-open', '--port', '0', '--workspace', workspace], { env: { ...process.env, LABELWRIGHT_DATA: data }, encoding: 'utf8', timeout: 100_000 });
  // Enter printed another address; then it closed its log and died of the hangup, without a core dump.
  expect(said.trim()).toBe(`2 ${-constants.signals.SIGHUP}`);
  const { problems, counts } = await verify(workspace, data);
  expect([problems, counts.unsealed]).toEqual([[], 0]);
});

test('the browser is given a page file, no code; the file is gone as soon as the code was used', async ({ scratch }) => {
  const data = join(scratch, 'data');
  const browser = join(scratch, 'browser');
  // Stands for a browser: writes down what it was started with and what it was given to read.
  await writeFile(browser, `#!/bin/sh\necho "$@" > ${scratch}/arguments\nf=$(echo "$1" | sed 's#^file://##')\ncat "$f" > ${scratch}/page\nls -ld "$(dirname "$f")" "$f" > ${scratch}/modes\n`, { mode: 0o755 });
  const child = spawn(process.execPath, [ENTRY, '--port', String(await freePorts())], { env: { ...process.env, LABELWRIGHT_DATA: data, HOME: scratch, DISPLAY: ':99', BROWSER: browser }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  await expect.poll(() => said).toContain('open in your browser');
  // A browser that takes its time is not waited for by the program.
  await expect.poll(() => readFile(join(scratch, 'modes'), 'utf8').catch(() => '')).toMatch(/\n.*\n/);
  const address = /url=([^"]+)"/.exec(await readFile(join(scratch, 'page'), 'utf8'))?.[1] ?? '';
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[0-9a-f]{32}$/);
  const code = address.slice(-32);
  expect([await readFile(join(scratch, 'arguments'), 'utf8'), said, ...execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')].filter((text) => text.includes(code))).toEqual([]);
  const modes = await readFile(join(scratch, 'modes'), 'utf8');
  expect(modes).toMatch(/^drwx------[\s\S]*\n-rw-------/);
  const left = async (): Promise<number> => (await readdir(scratch, { recursive: true })).filter((name) => name.endsWith('labelwright.html')).length;
  expect(await left()).toBe(1);
  await enter(address);
  await expect.poll(left).toBe(0);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await gone).toBe(0);
});

test('npm start: a runtime of Electron that ends at once by itself gives way to the browser', async ({ scratch }) => {
  test.skip(process.platform === 'win32', 'the stand-in is a shell script');
  // Tells its version, as start asks first, and dies as Electron does where it may not have its sandbox.
  await writeFile(join(scratch, 'electron'), '#!/bin/sh\n[ "$1" = --version ] && exit 0\nkill -TRAP $$\n', { mode: 0o755 });
  const start = fileURLToPath(new URL('../build/start.mjs', import.meta.url));
  const child = spawn(process.execPath, [start, '--port', '0'], { env: { ...process.env, LABELWRIGHT_DATA: join(scratch, 'data'), DISPLAY: ':99', BROWSER: 'none', ELECTRON_OVERRIDE_DIST_PATH: scratch, npm_lifecycle_event: undefined }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await expect.poll(() => said, { timeout: 60_000 }).toContain('#code=');
  expect(said).toContain('Electron could not show a window here: opening the same application in the local browser.\n');
  child.kill('SIGTERM');
  expect(await gone).toBe(0);
});

test('a workspace whose name is hard to type', async ({ scratch }) => {
  for (const name of ['with  blanks', 'Größe Ärger', '港湾 🚢', "it's 100% #1 & more"]) {
    const [workspace, data] = [join(scratch, name), join(scratch, 'data')];
    let host = await TestHost.start({ data, workspace });
    const window = await connect(await enter(host.address));
    expect((await window.request('workspace.current', {})).workspace).toMatchObject({ name: basename(workspace), warnings: [] });
    await rename(window, `${name}!`);
    await host.kill();
    host = await TestHost.start({ data, workspace });
    expect((await (await connect(await enter(host.address))).request('state.catalog', {})).catalog.name).toBe(`${name}!`);
    expect(await host.stop()).toBe(0);
    expect((await verify(workspace, data)).problems).toEqual([]);
    expect((await stat(workspace)).mode & 0o777).toBe(0o700);
  }
});

test('nonsense on the command line: what is wrong, how it is right, 2', ({ scratch }) => {
  for (const args of [['--nonsense'], ['word'], ['--port', '70000'], ['--port', 'x'], ['--workspace', '']]) {
    const { status, stderr, stdout } = attempt(args, { LABELWRIGHT_DATA: scratch });
    expect([args, status, stdout]).toEqual([args, 2, '']);
    expect(stderr).toContain('Usage: npm start');
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});

test('a workspace that is none is named, 2, and nothing is left there', async ({ scratch }) => {
  const env = { LABELWRIGHT_DATA: join(scratch, 'data') };
  await writeFile(join(scratch, 'file'), '');
  await mkdir(join(scratch, 'photographs'));
  await writeFile(join(scratch, 'photographs/a.jpg'), '');
  for (const name of ['missing', 'missing/deep', 'file', 'photographs']) {
    const { status, stderr, stdout } = attempt(['--workspace', join(scratch, name)], env);
    expect([name, status, stdout]).toEqual([name, 2, '']);
    expect(stderr).toContain(join(scratch, name));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
  expect((await readdir(scratch)).sort()).toEqual(['data', 'file', 'photographs']);
  expect(await readdir(join(scratch, 'photographs'))).toEqual(['a.jpg']);
});

test('a port that somebody has is named, 2', async ({ scratch }) => {
  const host = await TestHost.start({ data: join(scratch, 'data') });
  const { status, stderr } = attempt(['--port', String(host.port)], { LABELWRIGHT_DATA: join(scratch, 'other') });
  expect([status, stderr.trim()]).toEqual([2, `Port ${host.port} or ${host.port + 1} is in use.`]);
  await host.stop();
});

test('a data folder that cannot be used is named, 2', async ({ scratch }) => {
  const data = join(scratch, 'file');
  await writeFile(data, '');
  const readOnly = join(scratch, 'read-only');
  if (isRoot && process.platform === 'linux') {
    await mkdir(readOnly);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', readOnly]);
    execFileSync('mount', ['-o', 'remount,ro', readOnly]);
  } else await mkdir(readOnly, { mode: 0o500 });
  try {
    for (const dir of [data, readOnly, join(readOnly, 'below')]) {
      const { status, stderr } = attempt([], { LABELWRIGHT_DATA: dir });
      expect([dir, status]).toEqual([dir, 2]);
      expect(stderr).toContain(dir);
      expect(stderr).toContain('LABELWRIGHT_DATA');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  } finally {
    if (isRoot && process.platform === 'linux') execFileSync('umount', ['-l', readOnly]);
  }
});

test('no home folder: that of the account, else a sentence, 2', async ({ scratch }) => {
  test.skip(!isRoot || process.platform !== 'linux', 'another user number can be taken by root on Linux only');
  // Where the checkout lies nobody else may look, perhaps (in the home of root, say).
  const entry = join(scratch, 'built/dist/main/node.js');
  await chmod(scratch, 0o755);
  await cp(fileURLToPath(new URL('../dist/main', import.meta.url)), dirname(entry), { recursive: true });
  await cp(fileURLToPath(new URL('../package.json', import.meta.url)), join(scratch, 'built/package.json'));
  const none = { HOME: undefined, XDG_DATA_HOME: undefined, LABELWRIGHT_DATA: undefined };
  // A user number without an account: nobody's home.
  for (const env of [none, { ...none, HOME: '' }]) {
    const { status, stderr } = attempt([], env, 54_321, entry);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('LABELWRIGHT_DATA');
  }
  // With a home that he may not write in.
  await mkdir(join(scratch, 'home'), { mode: 0o755 });
  const { status, stderr } = attempt([], { ...none, HOME: join(scratch, 'home') }, 54_321, entry);
  expect([status, stderr]).toEqual([2, expect.stringContaining(join(scratch, 'home/.local/share/labelwright'))]);
});
