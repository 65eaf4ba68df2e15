// What lies in a packed program: its archive (asar) read without its library, what must and must not be in it, and
// whether its Node parts start from where they were packed.
import { fork, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NEEDED = ['package.json', 'dist/electron/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html', 'dist/THIRD-PARTY-NOTICES.txt', 'assets/samples/samples.json'];
/** Everything else is bundled; these hold native code or are what it loads. */
const PACKAGES = /^node_modules\/(sharp|@img\/[^/]+|detect-libc|semver)\//;
/** Children are started outside the archive: what they load must lie there, too. */
const OUTSIDE = ['package.json', 'node_modules/sharp/package.json', 'node_modules/detect-libc/package.json', 'node_modules/semver/package.json'];

/** Files of an asar archive: { path, outside (lies beside the archive), from, size }. Its header is JSON behind four lengths. */
export function readArchive(path) {
  const bytes = readFileSync(path);
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8'));
  const start = 8 + bytes.readUInt32LE(4);
  const files = [];
  const visit = (node, at) => {
    for (const [name, child] of Object.entries(node.files ?? {})) {
      const full = at ? `${at}/${name}` : name;
      if (child.files) visit(child, full);
      else files.push({ path: full, outside: child.unpacked === true, from: start + Number(child.offset ?? 0), size: child.size });
    }
  };
  visit(header, '');
  return { bytes, files };
}

/** Writes the whole program of an archive to `to`, as Electron shows it to itself. */
export function unpackArchive(path, to) {
  const { bytes, files } = readArchive(path);
  for (const file of files) {
    const target = join(to, file.path);
    mkdirSync(dirname(target), { recursive: true });
    if (file.outside) copyFileSync(join(`${path}.unpacked`, file.path), target);
    else writeFileSync(target, bytes.subarray(file.from, file.from + file.size));
  }
}

/** What is wrong with a list of packed files, in words. `processes`: names of the built entries of children. */
export function problemsOf(files, processes, platform = process.platform, arch = process.arch) {
  const wrongs = [];
  const there = new Map(files.map((file) => [file.path, file.outside]));
  for (const path of NEEDED) if (!there.has(path)) wrongs.push(`${path} is missing`);
  for (const path of [...processes.map((name) => `dist/main/processes/${name}`), ...OUTSIDE]) if (there.get(path) !== true) wrongs.push(`${path} must lie outside the archive`);
  for (const { path } of files) {
    if (/^(src|e2e|build|docs|tsconfig|\.ci|\.cache|release|shots|test-results)\//.test(path)) wrongs.push(`a source was packed: ${path}`);
    else if (/\.(test|testing|e2e|spec)\.[a-z]+$|\.tsx?$|\.map$|(^|\/)(__tests__|tests?)\//.test(path)) wrongs.push(`a test, source or map was packed: ${path}`);
    else if (/(^|\/)(\.env|\.git|\.npmrc|id_rsa|\.DS_Store)/.test(path)) wrongs.push(`a file that is nobody's business was packed: ${path}`);
    else if (path.startsWith('node_modules/') && !PACKAGES.test(path)) wrongs.push(`a package that is bundled already was packed: ${path}`);
    else if (/\.(node|so|dylib|dll|exe)(\.[0-9.]+)?$/.test(path) && !path.includes(`-${platform}-${arch}/`)) wrongs.push(`a binary for another system was packed: ${path}`);
  }
  return [...new Set(wrongs)];
}

/** Archive of a packed program, or null. */
export function archiveOf(packed) {
  return [join(packed, 'resources/app.asar'), join(packed, 'Labelwright.app/Contents/Resources/app.asar')].find((path) => existsSync(path)) ?? null;
}

/**
 * Starts every Node part: each child process from beside the archive, the host and the command line from the program as
 * the archive holds it. Resolves with what does not start, in words.
 */
export async function startParts(archive) {
  const wrongs = [];
  // Far from the project: above its folder lie packages and a package.json that a packed program does not have.
  const away = mkdtempSync(join(tmpdir(), 'labelwright-packed-'));
  const whole = join(away, 'app');
  try {
    const beside = join(away, 'app.asar.unpacked');
    if (existsSync(`${archive}.unpacked`)) cpSync(`${archive}.unpacked`, beside, { recursive: true });
    const dir = join(beside, 'dist/main/processes');
    const names = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.js')) : [];
    if (names.length === 0) wrongs.push('no child process lies outside the archive');
    for (const name of names) {
      const why = await startChild(join(dir, name));
      if (why) wrongs.push(`dist/main/processes/${name} does not start: ${why}`);
    }
    unpackArchive(archive, whole);
    const cli = spawnSync(process.execPath, [join(whole, 'dist/main/cli.js'), 'formats', '--json'], { encoding: 'utf8', timeout: 20_000, cwd: whole });
    if (cli.status !== 0) wrongs.push(`dist/main/cli.js does not start: ${lastLine(cli.stderr)}`);
    const why = await startHost(join(whole, 'dist/main/node.js'), join(whole, 'data'));
    if (why) wrongs.push(`dist/main/node.js does not start: ${why}`);
  } finally {
    rmSync(away, { recursive: true, force: true });
  }
  return wrongs;
}

const lastLine = (text) => (text ?? '').trim().split('\n').filter((line) => /\S/.test(line)).find((line) => /Error/.test(line)) ?? (text ?? '').trim().split('\n').at(-1) ?? '';

function startChild(path) {
  return new Promise((resolve) => {
    const child = fork(path, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { PATH: process.env.PATH } });
    let said = '';
    let answered = false;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, 20_000);
    child.stderr.on('data', (data) => (said += data));
    child.once('message', () => {
      answered = true;
      child.kill('SIGKILL');
    });
    // However it goes, the process is gone when the answer is there: the folder that it runs in is removed then.
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(answered ? null : late ? 'it does not answer' : `it ended with ${code}: ${lastLine(said)}`);
    });
    // One that ends at once takes no message; how it ended is said above.
    child.on('error', () => {});
    // A job it does not know is refused in words: it is there and reads.
    child.send({ id: 1, input: { kind: 'no such job' } });
  });
}

function startHost(entry, data) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [entry, '--no-open', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, HOME: data, LABELWRIGHT_DATA: data } });
    let said = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => {
      said += text;
      if (/#code=/.test(said)) child.kill('SIGTERM');
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 && /#code=/.test(said) ? null : `it ended with ${code}: ${lastLine(said)}`);
    });
  });
}
