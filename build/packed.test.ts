/** What is packed: the assertion of `npm run package` told of planted files, and the real configuration of the packager. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { archiveOf, problemsOf, readArchive, startParts, unpackArchive } from './lib/packed.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const inside = (path: string) => ({ path, outside: false });
const outside = (path: string) => ({ path, outside: true });
const RIGHT = [
  outside('package.json'), ...['dist/electron/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html', 'dist/renderer/assets/index-1.js', 'dist/THIRD-PARTY-NOTICES.txt', 'assets/samples/samples.json'].map(inside),
  ...['dist/main/processes/pictures.js', 'node_modules/sharp/package.json', 'node_modules/detect-libc/package.json', 'node_modules/semver/package.json', 'node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node', 'node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.8.17.3'].map(outside),
];
const wrongOf = (files: readonly { path: string; outside: boolean }[]): readonly string[] => problemsOf(files, ['pictures.js'], 'linux', 'x64');

describe('the list of packed files', () => {
  test('is right as it is', () => expect(wrongOf(RIGHT)).toEqual([]));

  test.each([
    ['src/main/host/serve.ts', 'a source'], ['build/start.mjs', 'a source'], ['e2e/harness.ts', 'a source'], ['docs/electron.md', 'a source'],
    ['dist/main/serve.test.js', 'a test'], ['dist/main/host.testing.js', 'a test'], ['node_modules/semver/test/index.js', 'a test'], ['dist/main/node.js.map', 'a test, source or map'], ['node_modules/sharp/lib/index.d.ts', 'a test, source or map'],
    ['.env', 'nobody'], ['assets/samples/.DS_Store', 'nobody'], ['.npmrc', 'nobody'], ['dist/.git/config', 'nobody'],
    ['node_modules/react/index.js', 'bundled already'],
    ['node_modules/@img/sharp-win32-x64/lib/sharp-win32-x64.node', 'another system'], ['node_modules/@img/sharp-linuxmusl-x64/lib/sharp.node', 'another system'], ['node_modules/@img/sharp-linux-arm64/lib/sharp.node', 'another system'],
    ['node_modules/@img/sharp-libvips-darwin-arm64/lib/libvips-cpp.8.17.3.dylib', 'another system'], ['dist/main/tool.exe', 'another system'],
  ])('%s is reported', (path, words) => {
    const wrong = wrongOf([...RIGHT, inside(path)]).filter((line) => line.includes(path));
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain(words);
  });

  test('what is missing, and what lies inside where it must lie outside, is reported', () => {
    for (const { path } of RIGHT.filter((file) => !/@img|assets\/index/.test(file.path))) expect(wrongOf(RIGHT.filter((file) => file.path !== path)).join('\n'), path).toContain(path);
    for (const { path } of RIGHT.filter((file) => file.outside && !/@img/.test(file.path))) expect(wrongOf(RIGHT.map((file) => (file.path === path ? inside(path) : file)))).toEqual([`${path} must lie outside the archive`]);
  });
});

describe('an archive', () => {
  let dir = '';
  let archive = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'labelwright-asar-'));
    mkdirSync(join(dir, 'resources'));
    archive = join(dir, 'resources/app.asar');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** Packs files as the packager does: a pickle of a header in JSON, then the bytes of what lies inside. */
  function pack(files: Readonly<Record<string, { readonly text: string; readonly outside?: boolean }>>): void {
    const tree: { files: Record<string, unknown> } = { files: {} };
    let offset = 0;
    let body = '';
    for (const [path, { text, outside: beside }] of Object.entries(files)) {
      const names = path.split('/');
      const last = names.pop() ?? '';
      let at = tree;
      for (const name of names) at = (at.files[name] ??= { files: {} }) as typeof tree;
      at.files[last] = beside ? { size: text.length, unpacked: true } : { size: text.length, offset: String(offset) };
      if (beside) {
        mkdirSync(join(`${archive}.unpacked`, ...names), { recursive: true });
        writeFileSync(join(`${archive}.unpacked`, path), text);
      } else {
        offset += text.length;
        body += text;
      }
    }
    const json = Buffer.from(JSON.stringify(tree));
    const padded = Math.ceil(json.length / 4) * 4;
    const head = Buffer.alloc(16 + padded);
    head.writeUInt32LE(4, 0);
    head.writeUInt32LE(padded + 8, 4);
    head.writeUInt32LE(padded + 4, 8);
    head.writeUInt32LE(json.length, 12);
    json.copy(head, 16);
    writeFileSync(archive, Buffer.concat([head, Buffer.from(body)]));
  }

  test('is read and unpacked as a program sees it', () => {
    pack({ 'package.json': { text: '{}' }, 'dist/a.js': { text: 'one' }, 'dist/deep/b.js': { text: 'three', outside: true }, 'dist/c.js': { text: 'fourth' } });
    expect(archiveOf(dir)).toBe(archive);
    expect(readArchive(archive).files.map(({ path, outside: beside }) => [path, beside])).toEqual([['package.json', false], ['dist/a.js', false], ['dist/deep/b.js', true], ['dist/c.js', false]]);
    unpackArchive(archive, join(dir, 'out'));
    expect(['package.json', 'dist/a.js', 'dist/deep/b.js', 'dist/c.js'].map((path) => readFileSync(join(dir, 'out', path), 'utf8'))).toEqual(['{}', 'one', 'three', 'fourth']);
  });

  test('parts that do not start are named with the reason', { timeout: 60_000 }, async () => {
    const good = "process.on('message', (m) => process.send({ id: m.id })); process.on('disconnect', () => process.exit(0));";
    pack({ 'package.json': { text: '{}' }, 'dist/main/cli.js': { text: '' }, 'dist/main/node.js': { text: "require('not-packed')" }, 'dist/main/processes/good.js': { text: good, outside: true }, 'dist/main/processes/bad.js': { text: "require('detect-libc')", outside: true } });
    const wrong = await startParts(archive);
    expect(wrong).toEqual([expect.stringMatching(/processes\/bad\.js does not start: .*detect-libc/), expect.stringMatching(/node\.js does not start: .*not-packed/)]);
  });
});

describe('the configuration of the packager', () => {
  interface Configuration {
    readonly asar: boolean;
    readonly electronFuses: Readonly<Record<string, boolean>>;
    readonly files: readonly { readonly filter: readonly string[] }[];
    readonly npmRebuild: boolean;
    readonly publish: unknown;
  }
  const load = async (): Promise<Configuration> => {
    const { getConfig, validateConfiguration } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config') as { getConfig(dir: string, path: null, given: null): Promise<Configuration>; validateConfiguration(config: Configuration, log: object): Promise<void> };
    const config = await getConfig(ROOT, null, null);
    await validateConfiguration(config, { isEnabled: false });
    return config;
  };

  test('the fuses: no way to make a plain Node of the program, to load other code, or to read files with special rights', async () => {
    expect((await load()).electronFuses).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, grantFileProtocolExtraPrivileges: false,
    });
  });

  test('nothing is packed but what is named, nothing is built or published on the way', async () => {
    const config = await load();
    expect([config.asar, config.npmRebuild, config.publish ?? null]).toEqual([true, false, null]);
    expect(config.files[0]?.filter[0]).toBe('!**/*');
  });

  test('the version of Electron is pinned exactly', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

test('no code of the shell opens something outside, runs text in a page or switches features on', () => {
  const files = ['src/main/entry/electron', 'src/main/entry/preload', 'src/main/transports', 'src/main/adapters'].flatMap((dir) => readdirSync(join(ROOT, dir), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, dir, name)));
  const sources = files.filter((path) => path.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(path));
  expect(sources.length).toBeGreaterThan(20);
  const found = sources.flatMap((path) => /openExternal|executeJavaScript|insertCSS|enableBlinkFeatures|appendSwitch|allowpopups|loadFile\(|ipcRenderer\.sendSync|BrowserView|setAsDefaultProtocolClient/.exec(readFileSync(path, 'utf8'))?.map((word) => `${path}: ${word}`) ?? []);
  expect(found).toEqual([]);
});
