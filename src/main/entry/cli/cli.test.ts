import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemRandom } from '../../adapters/random';
import { runCli } from './program';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lw-cli-'));
  put('good/annotations/instances_train.json', JSON.stringify({ images: [{ id: 1, width: 10, height: 10, file_name: 'a.jpg' }], categories: [{ id: 1, name: 'x' }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 4, 4], area: 16, iscrowd: 0, segmentation: [[0, 0, 4, 0, 4, 4]] }] }));
  put('good/images/train/a.jpg', 'x');
  put('bad.json', JSON.stringify({ images: [{ id: 1, width: 10, height: 10, file_name: 'nowhere.jpg' }], categories: [{ id: 1, name: 'x' }], annotations: [{ id: 1, image_id: 1, category_id: 2, bbox: [0, 0, -4, 4] }] }));
  put('other.txt', 'hello');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string; json: () => Record<string, unknown> }> {
  let out = '', err = '';
  const code = await runCli({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, cwd: dir, streams: { out: (t) => void (out += t), err: (t) => void (err += t) }, signal: new AbortController().signal, dataDir: join(dir, 'data'), distDir: dir }, args, '1.2.3');
  return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

describe('inspect', () => {
  it('prints one object with everything it promises', async () => {
    const done = await run('inspect', 'good', '--json');
    expect([done.code, done.err]).toEqual([0, '']);
    expect(Object.keys(done.json())).toEqual(['format', 'confidence', 'reasons', 'dialect', 'encoding', 'indexBase', 'media', 'annotations', 'labels', 'splits', 'detail', 'problems']);
    expect(done.json()).toMatchObject({ format: 'coco', media: { total: 1, missing: 0 }, annotations: { total: 1, byKind: { polygon: 1 } }, labels: [{ name: 'x', count: 1 }], splits: { train: 1 }, problems: [] });
  });

  it('finds the pictures of a single file too', async () => {
    expect((await run('inspect', 'good/annotations/instances_train.json', '--json')).json()).toMatchObject({ media: { total: 1, missing: 0 } });
  });

  it('ends with 1 for errors in the file, 2 for what is no label file or is not there', async () => {
    const bad = await run('inspect', 'bad.json', '--json');
    expect(bad.code).toBe(1);
    expect((bad.json()['problems'] as { code: string }[]).map((p) => p.code)).toEqual(['unknown-category', 'negative-size', 'media-not-found']);
    const other = await run('inspect', 'other.txt', '--json');
    expect([other.code, other.json()['format']]).toEqual([2, null]);
    const gone = await run('inspect', 'gone', '--json');
    expect([gone.code, gone.json()]).toMatchObject([2, { format: null, annotations: { total: 0 }, error: { code: 'no-such-path' } }]);
    expect(gone.json()['reasons']).toEqual([expect.stringContaining('There is no file or folder')]);
    expect(gone.err).toContain('There is no file or folder');
  });

  it('is readable without --json', async () => {
    const done = await run('inspect', 'good');
    expect(done.out).toMatch(/format +coco[\s\S]*annotations +1, 1 polygon/);
  });
});

describe('check', () => {
  it('lists problems with place and fix; rules change how serious they are', async () => {
    const done = await run('check', 'bad.json');
    expect(done.code).toBe(1);
    expect(done.out).toContain('bad.json:1: error unknown-category:');
    put('rules.json', JSON.stringify({ 'unknown-category': 'info', 'negative-size': 'off' }));
    const ruled = await run('check', 'bad.json', '--rules', 'rules.json', '--json');
    expect([ruled.code, ruled.json()['counts']]).toEqual([0, { error: 0, warning: 0, info: 2 }]);
    for (const [rules, said] of [[{ 'unknwon-category': 'off' }, ['"unknwon-category"', '"unknown-category"']], [{ 'zero-size': 'loud' }, ['"zero-size"', '"loud"', 'error, warning, info or off']], [{ 'zero-size': null }, ['"zero-size"', 'null']], [[], ['is not an object']]] as const) {
      put('rules.json', JSON.stringify(rules));
      const refused = await run('check', 'bad.json', '--rules', 'rules.json');
      expect([refused.code, refused.out]).toEqual([2, '']);
      for (const words of ['rules.json', ...said]) expect(refused.err).toContain(words);
    }
    const sarif = (await run('check', 'bad.json', '--sarif')).json();
    expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'unknown-category', level: 'error' }, {}, { level: 'note' }] }] });
  });
});

describe('check with the pictures', () => {
  it('holds sizes against the headers of the pictures, EXIF and all', async () => {
    const flat = { create: { width: 40, height: 20, channels: 3 as const, background: '#345' } };
    for (const [name, orientation] of [['plain', 1], ['side', 6], ['stored', 8], ['mirror', 2], ['wrong', 1]] as const) put(`shots/${name}.jpg`, await sharp(flat).withMetadata({ orientation }).jpeg().toBuffer());
    put('shots/torn.jpg', 'not a picture');
    const sizes = { plain: [40, 20], side: [20, 40], stored: [40, 20], mirror: [40, 20], wrong: [41, 20], torn: [40, 20], bare: [0, 0] } as const;
    put('shots.json', JSON.stringify({
      images: Object.entries(sizes).map(([name, [width, height]], i) => ({ id: i + 1, file_name: name === 'bare' ? 'plain2.jpg' : `${name}.jpg`, ...(width > 0 ? { width, height } : {}) })),
      categories: [{ id: 1, name: 'x' }], annotations: [{ id: 1, image_id: 7, category_id: 1, bbox: [30, 0, 20, 5], area: 100, iscrowd: 0, segmentation: [] }],
    }));
    put('shots/plain2.jpg', await sharp(flat).jpeg().toBuffer());
    const done = await run('check', 'shots.json', '--media', 'shots', '--json');
    const problems = done.json()['problems'] as { code: string; message: string }[];
    expect([done.code, problems.map((p) => p.code).sort()], done.err).toEqual([1, ['frame-unclear', 'no-size', 'partly-outside', 'size-mismatch', 'stored-frame', 'unreadable-media']]);
    const of = (code: string): string => problems.find((p) => p.code === code)?.message ?? '';
    expect([of('size-mismatch').includes('wrong.jpg is 40 x 20'), of('stored-frame').includes('stored.jpg'), of('unreadable-media').includes('torn.jpg'), of('frame-unclear').includes('mirror.jpg')]).toEqual([true, true, true, true]);
  });
});

describe('convert', () => {
  it('counts labels without objects where the target has no list of labels, and parts that come back under another name', async () => {
    put('lone.json', JSON.stringify({ images: [{ id: 1, file_name: 'val/a.jpg', width: 40, height: 20 }], annotations: [{ id: 1, image_id: 1, category_id: 2, bbox: [1, 1, 4, 4], area: 16, iscrowd: 0 }], categories: [{ id: 1, name: 'idle' }, { id: 2, name: 'used' }, { id: 3, name: 'spare' }] }));
    const unused = { kind: 'label without objects', count: 2, becomes: null };
    for (const [to, losses] of [['voc', [unused]], ['modelarts-manifest', [unused]], ['coco', []]] as const) expect((await run('convert', 'lone.json', `lone-${to}`, '--to', to, '--json')).json()['losses']).toEqual(losses);
    put('parts/Annotations/a.xml', '<annotation><filename>a.jpg</filename><size><width>9</width><height>9</height><depth>3</depth></size></annotation>');
    put('parts/ImageSets/Main/val.txt', 'a\n');
    expect((await run('convert', 'parts', 'parts-ma', '--to', 'modelarts-manifest', '--json')).json()['losses']).toEqual([{ kind: 'part named val', count: 1, becomes: 'EVAL' }]);
  });

  it('writes, says what is lost, and never overwrites by itself', async () => {
    const done = await run('convert', 'good', 'out-voc', '--to', 'voc', '--json');
    expect([done.code, done.json()['losses']]).toEqual([0, [{ kind: 'polygon', count: 1, becomes: 'box' }]]);
    expect((await run('inspect', 'out-voc', '--json')).json()).toMatchObject({ format: 'voc', annotations: { byKind: { box: 1 } }, splits: { train: 1 } });
    const before = readFileSync(join(dir, 'out-voc/Annotations/images/train/a.xml'), 'utf8');
    expect((await run('convert', 'bad.json', 'out-voc', '--to', 'voc')).code).toBe(2);
    expect(readFileSync(join(dir, 'out-voc/Annotations/images/train/a.xml'), 'utf8')).toBe(before);
    expect((await run('convert', 'good', 'out-voc', '--to', 'voc', '--force')).code).toBe(0);
  });

  it('to one file, to a manifest with its objects beside it, and back', async () => {
    expect((await run('convert', 'good', 'one.json', '--to', 'coco')).code).toBe(0);
    expect((await run('convert', 'one.json', 'm.manifest', '--to', 'modelarts-manifest')).code).toBe(0);
    expect((await run('inspect', 'm.manifest', '--json')).json()).toMatchObject({ format: 'modelarts-manifest', annotations: { byKind: { polygon: 1 } }, labels: [{ name: 'x', count: 1 }] });
  });

  it('takes sizes that the labels do not state from the pictures, and says where there are none', async () => {
    const flat = { create: { width: 40, height: 20, channels: 3 as const, background: '#345' } };
    put('bare-media/a.jpg', await sharp(flat).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    put('bare/labels.json', JSON.stringify({ images: [{ id: 1, file_name: 'a.jpg' }, { id: 2, file_name: 'gone.jpg' }], categories: [{ id: 1, name: 'x' }], annotations: [1, 2].map((id) => ({ id, image_id: id, category_id: 1, bbox: [1, 2, 3, 4] })) }));
    const lost = { kind: 'size of a picture that nothing states', becomes: null };
    const voc = await run('convert', 'bare/labels.json', 'bare-voc', '--to', 'voc', '--media', 'bare-media', '--json');
    expect(voc.json()).toMatchObject({ losses: [{ ...lost, count: 1 }] });
    expect(readFileSync(join(dir, 'bare-voc/Annotations/a.xml'), 'utf8')).toMatch(/<width>20<\/width>\s*<height>40<\/height>/);
    expect(readFileSync(join(dir, 'bare-voc/Annotations/gone.xml'), 'utf8')).not.toContain('<size>');
    expect((await run('convert', 'bare/labels.json', 'bare-coco.json', '--to', 'coco', '--json')).json()).toMatchObject({ losses: [{ ...lost, count: 2 }] });
    expect((JSON.parse(readFileSync(join(dir, 'bare-coco.json'), 'utf8')) as { images: object[] }).images).toEqual([{ id: 1, file_name: 'a.jpg' }, { id: 2, file_name: 'gone.jpg' }]);
  });

  it('counts parts that go, and pictures that only a list names', async () => {
    put('listed/Annotations/img 1.xml', '<annotation><filename>img 1.jpg</filename><size><width>9</width><height>9</height><depth>3</depth></size></annotation>');
    put('listed/ImageSets/Main/train.txt', 'img 1\ngone 2\n');
    const gone = { kind: 'picture that only a list names', count: 1, becomes: null };
    expect((await run('convert', 'listed', 'listed-voc', '--to', 'voc', '--json')).json()).toMatchObject({ losses: [gone] });
    expect(readFileSync(join(dir, 'listed-voc/ImageSets/Main/train.txt'), 'utf8')).toBe('img 1\n');
    expect((await run('convert', 'listed', 'listed.json', '--to', 'coco', '--json')).json()).toMatchObject({ losses: [{ kind: 'part of a picture', count: 1, becomes: null }, gone] });
    expect((await run('convert', 'listed', 'listed_train.json', '--to', 'coco', '--json')).json()).toMatchObject({ losses: [gone] });
  });

  it('writes nothing among the data of a workspace', async () => {
    put('w/labelwright.json', '{}');
    put('w/cache/x', 'x');
    const refused = await run('convert', 'good', 'w/cache/out', '--to', 'voc', '--force', '--json');
    expect([refused.code, refused.json()]).toMatchObject([2, { error: { code: 'own-folder' } }]);
    expect(readdirSync(join(dir, 'w/cache'))).toEqual(['x']);
  });

  it('leaves nothing behind when it cannot', async () => {
    const before = readdirSync(dir).sort();
    for (const args of [['other.txt', 'o', '--to', 'coco'], ['gone', 'o', '--to', 'coco'], ['good', 'o', '--to', 'nothing'], ['good', 'no/such/folder/o', '--to', 'coco']]) expect((await run('convert', ...args)).code, args.join(' ')).toBe(2);
    expect(readdirSync(dir).sort()).toEqual(before);
  });
});

describe('--json', () => {
  it.each([
    ['no-such-path', ['inspect', 'gone']], ['no-such-path', ['check', 'gone']], ['unknown-format', ['inspect', 'good', '--as', 'nothing']], ['format-unknown', ['convert', 'other.txt', 'o', '--to', 'coco']], ['target-exists', ['convert', 'good', 'good', '--to', 'coco']],
    ['no-such-path', ['convert', 'gone', 'o', '--to', 'coco']], ['bad-command-line', ['convert', 'good', 'o']], ['bad-command-line', ['frobnicate']], ['bad-command-line', ['inspect']], ['folder-not-empty', ['init', 'good']], ['bad-command-line', ['init', 'w', '--type', 'image']],
    ['no-workspace', ['verify', '--workspace', 'good']], ['no-workspace', ['rebuild', '--workspace', 'good']], ['no-workspace', ['export', '--to', 'coco', '--out', 'o', '--workspace', 'good']], ['no-workspace', ['import', 'bad.json', '--workspace', 'good']],
  ])('is one object with %s when it fails: %j', async (code, args) => {
    const before = readdirSync(dir).sort();
    const done = await run(...args, '--json');
    expect([done.code, (done.json()['error'] as { code: string }).code]).toEqual([2, code]);
    expect(done.out.trim().split('\n')).toHaveLength(1);
    expect(done.err.length).toBeGreaterThan(0);
    expect(readdirSync(dir).filter((name) => name !== 'data').sort()).toEqual(before.filter((name) => name !== 'data'));
  });
});

describe('bad command lines', () => {
  it.each([[[]], [['frobnicate']], [['inspect']], [['inspect', 'a', 'b']], [['convert', 'a', 'b']], [['inspect', 'good', '--colour']], [['inspect', 'good', '--as', 'nothing']], [['convert', 'good', 'x', '--to', 'voc', '--index-base', '2']], [['serve', '--port', 'x']]])('%j ends with 2 and a message', async (args) => {
    const done = await run(...args);
    expect([done.code, done.out]).toEqual([2, '']);
    expect(done.err.length).toBeGreaterThan(0);
  });

  it('help and version end with 0', async () => {
    expect([(await run('--help')).code, (await run('--version')).out.trim()]).toEqual([0, '1.2.3']);
  });
});

it('verify of what is no workspace ends with 2', async () => {
  const done = await run('verify', '--workspace', 'good', '--json');
  expect([done.code, done.json()]).toMatchObject([2, { error: { code: 'no-workspace' } }]);
  expect(done.err).toContain('is not a Labelwright workspace');
});

it('formats lists what every format holds', async () => {
  const list = (await run('formats', '--json')).json()['formats'] as { id: string; writes: boolean }[];
  expect(list.map((f) => f.id).sort()).toEqual(['coco', 'modelarts-manifest', 'voc']);
});
