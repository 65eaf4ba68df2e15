/** Label files in and out of real workspaces: every service as the application runs it, on the real file system. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportOptions, TaskId, TaskInfo } from '../../shared/contract/api';
import type { DataType, TextMode } from '../../shared/domain/dataset';
import type { Task } from '../../shared/domain/job';
import { LONGEST_NAME, nameIn } from '../../shared/domain/names';
import { livingWork } from '../../shared/fold/item';
import { canonicalize } from '../../shared/kernel/canonical-json';
import { idFromBytes, type CommandId, type DatasetId, type Id, type JobId, type LabelId, type LabelSetId } from '../../shared/kernel/ids';
import { systemClock } from '../adapters/clock';
import { nodeFileSystem } from '../adapters/fs-node';
import { fileKeys } from '../adapters/keys-file';
import { nodeProcesses } from '../adapters/processes-node';
import { systemRandom } from '../adapters/random';
import { nodeSha256 } from '../adapters/sha256-node';
import { directPool } from '../processes/common/direct-pool.testing';
import { openSession } from './open-session';
import type { WorkspaceSession } from './types';

const SAMPLES = fileURLToPath(new URL('../../../assets/samples/', import.meta.url));
/** Recognised, and the frame by what the file shows. */
const BY_EVIDENCE = { as: null, frame: null };
let dir = '';
let close: () => Promise<void> = () => Promise.resolve();
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'lw-exchange-'))));
afterEach(async () => {
  await close();
  close = () => Promise.resolve();
  rmSync(dir, { recursive: true, force: true });
});

async function open(create: string | null): Promise<WorkspaceSession> {
  await close();
  const dataDir = join(dir, 'data');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const parts = { fs: nodeFileSystem, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys: fileKeys(dataDir), processes: nodeProcesses, pool: directPool(), dataDir, appOrigin: 'null', requireOrigin: true, display: (p: string) => p };
  const opened = await openSession(parts, join(dir, 'work'), create);
  close = opened.close;
  return opened.session;
}

function put(path: string, bytes: string | Uint8Array): string {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), bytes);
  return join(dir, path);
}

async function done(session: WorkspaceSession, task: TaskId | null): Promise<TaskInfo> {
  if (task === null) throw new Error('nothing was started');
  const info = await session.tasks.wait(task);
  expect([info.state, info.failures]).toEqual(['done', []]);
  return info;
}

const fresh = <I extends Id<string>>(): I => idFromBytes<I>(systemRandom.bytes(16));

async function addJob(session: WorkspaceSession, dataset: DatasetId, task: Task, labels: readonly string[]): Promise<JobId> {
  const job = fresh<JobId>(), labelSet = fresh<LabelSetId>();
  await session.commits.commit(null, session.commits.command('command.create-job'), [
    { type: 'job.created', base: [], body: { job, dataset, name: 'J', task, multiple: task === 'classification', labelSet } },
    ...labels.map((name, i) => ({ type: 'label.added' as const, base: [], body: { labelSet, label: fresh<LabelId>(), name, color: i, shortcut: null, attributes: [] } })),
  ]);
  return job;
}

async function addDataset(session: WorkspaceSession, folder: string, dataType: DataType, textMode: TextMode | null = null): Promise<DatasetId> {
  const { dataset, task } = await session.datasets.create(folder, dataType, textMode, join(dir, folder));
  await done(session, task);
  return dataset;
}

/** Everything that stands in a job, byte for byte. */
async function standing(session: WorkspaceSession, job: JobId): Promise<string> {
  const { jobs, labelSets } = session.state.catalog();
  const of = jobs.find((j) => j.id === job);
  if (!of) throw new Error('the job is gone');
  const { count } = session.state.datasetColumns(of.dataset);
  const works = [];
  for (let row = 0; row < count; row++) works.push(livingWork((await session.state.work(job, session.state.sampleIdAt(of.dataset, row))).work));
  return canonicalize([works, labelSets.find((l) => l.id === of.labelSet)?.labels.filter((l) => !l.retired)]);
}

const options = (o: Partial<ExportOptions> = {}): ExportOptions => ({ format: 'coco', frame: 'upright', copyMedia: false, only: 'all', ...o });

function files(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' }).sort().filter((f) => statSync(join(dir, folder, f)).isFile()).map((f) => [f, readFileSync(join(dir, folder, f)).toString('base64')]));
}

interface Coco { images: { id: number; width: number; height: number; file_name: string }[]; annotations: { image_id: number; bbox: number[] }[] }
const boxesOf = (path: string): Record<string, readonly [number, number, number[][]]> => {
  const file = JSON.parse(readFileSync(join(dir, path), 'utf8')) as Coco;
  return Object.fromEntries(file.images.map((i) => [i.file_name, [i.width, i.height, file.annotations.filter((a) => a.image_id === i.id).map((a) => a.bbox)]]));
};

describe('import', () => {
  it('one undo takes all of it back, redo brings it back, also after a restart; exports of one state are the same bytes', { timeout: 60_000 }, async () => {
    for (let i = 0; i < 40; i++) put(`p/${i}.png`, await sharp({ create: { width: 64, height: 48, channels: 3, background: { r: i, g: 2 * i, b: 9 } } }).png().toBuffer());
    let session = await open('W');
    const dataset = await addDataset(session, 'p', 'image');
    const job = await addJob(session, dataset, 'detection', ['boat']);
    const before = await standing(session, job);
    // More than one blob of 10,000 rows, and labels that the job does not have yet.
    const path = put('labels.json', JSON.stringify({
      images: Array.from({ length: 40 }, (_, i) => ({ id: i + 1, file_name: `${i}.png`, width: 64, height: 48 })), categories: [{ id: 1, name: 'boat' }, { id: 2, name: 'buoy' }, { id: 3, name: 'quay' }],
      annotations: Array.from({ length: 12_000 }, (_, i) => ({ id: i + 1, image_id: (i % 40) + 1, category_id: (i % 3) + 1, bbox: [i % 50, i % 30, 1 + (i % 7), 2.25], iscrowd: 0 })),
    }));
    const info = await done(session, session.exchange.startImport(job, path, BY_EVIDENCE));
    expect(info.outcome['imported']).toBe(12_000);
    const after = await standing(session, job);
    const history = session.commits.history(job);
    expect([history.undo?.name, history.redo]).toEqual(['command.import', null]);
    await done(session, await session.exchange.startExport(job, options(), join(dir, 'one')));
    await done(session, await session.exchange.startExport(job, options(), join(dir, 'two')));
    expect(files('two')).toEqual(files('one'));

    const undone = await session.commits.undo(null, job, history.undo?.id as CommandId);
    expect([undone.refused, undone.touched]).toEqual([[], 40]);
    expect(await standing(session, job)).toBe(before);
    expect(session.state.jobColumns(job).objects.reduce((n, o) => n + o, 0)).toBe(0);
    session = await open(null);
    expect(await standing(session, job)).toBe(before);
    const redo = session.commits.history(job).redo;
    expect(redo?.name).toBe('command.import');
    expect((await session.commits.redo(null, job, redo?.id as CommandId)).refused).toEqual([]);
    expect(await standing(session, job)).toBe(after);
    session = await open(null);
    await done(session, await session.exchange.startExport(job, options(), join(dir, 'three')));
    expect(files('three')).toEqual(files('one'));
  });
});

describe('a dry run', () => {
  const LONG = 'n'.repeat(1030);
  const NAMES = ['a\u0007b', 'a b', '\u0000', '\u200b\u202e', ' boat', 'boat ', 'boat', '\tboat\n', '\u0085', '\u009f x', 'x', '\ud83d', 'half \ud83d', '\u{1f6a2}', LONG, `${LONG}2`, `${'n'.repeat(1023)}\u{1f6a2}`, '__proto__', 'constructor', '=1+1', '"quoted"', '\\', 'a/b', '../up', '\ufeffbom', '\u2028', '<b>', 'مرحبا', 'e\u0301', '\u00e9', '   ', ''];
  const ODD = ['\u0007.png', 'a\u0000b.png', ' a.png', '../../a.png', `${'f'.repeat(5000)}.png`, '\ud83d.png', 'con', ''];
  const image = (id: number, file_name: string): object => ({ id, file_name, width: 64, height: 48 });
  const boxes = (n: number): object[] => Array.from({ length: n }, (_, i) => ({ id: i + 1, image_id: 1, category_id: i + 1, bbox: [i, 1, 3, 4], iscrowd: 0, attributes: { 'a\u0007b': '\u0000', ' colour': '\ud83d', colour: 'x'.repeat(5000), '': 'empty', __proto__x: { deep: ['\u0007'] } } }));
  const files: readonly (readonly [string, Task, string, string])[] = [
    ['coco', 'detection', 'labels.json', JSON.stringify({ images: [image(1, 'a.png'), ...ODD.map((name, i) => image(i + 2, name))], categories: NAMES.map((name, i) => ({ id: i + 1, name, supercategory: '\u0007' })), annotations: [...boxes(NAMES.length), { id: 900, image_id: 1, category_id: 1, bbox: [1e308, 1e308, 1e308, 1e308] }, { id: 901, image_id: 1, category_id: 1, bbox: [5e-324, 0, 5e-324, 5e-324] }] })],
    ['voc', 'detection', 'a.xml', `<annotation><filename>a.png</filename><size><width>64</width><height>48</height></size>${NAMES.map((name) => `<object><name>${[...name].map((c) => `&#${c.codePointAt(0) ?? 0};`).filter((c) => /^&#(9|1\d|[2-9]\d|\d{3,});$/.test(c) && !/^&#(1[1-24-9]|2\d|3[01]|55\d{3}|5[67]\d{3});$/.test(c)).join('')}</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object>`).join('')}</annotation>`],
    ['modelarts-manifest', 'classification', 'labels.manifest', [...NAMES.map((name) => JSON.stringify({ source: 'a.png', annotation: [{ type: 'modelarts/image_classification', name }] })), ...ODD.map((source) => JSON.stringify({ source, annotation: [{ type: 'modelarts/image_classification', name: 'x' }] })), JSON.stringify({ source: 'b.png', annotation: Array.from({ length: 1100 }, (_, i) => ({ type: 'modelarts/image_classification', name: `m${i}` })) })].join('\n')],
  ];

  it.each(files)('of %s promises what the import does, whatever the names are', { timeout: 60_000 }, async (format, task, file, text) => {
    for (const name of ['a', 'b']) put(`p/${name}.png`, await sharp({ create: { width: 64, height: 48, channels: 3, background: '#123' } }).png().toBuffer());
    const session = await open('W');
    const job = await addJob(session, await addDataset(session, 'p', 'image'), task, ['boat']);
    const path = put(`in/${file}`, text);
    const preview = await session.exchange.previewImport(job, path, { as: format, frame: null });
    expect(preview.willImport).toBeGreaterThan(15);
    const info = await session.tasks.wait(session.exchange.startImport(job, path, { as: format, frame: null }));
    expect([info.state, info.outcome['imported']]).toEqual(['done', preview.willImport]);
    expect(session.state.jobColumns(job).objects.reduce((n, o) => n + o, 0)).toBe(preview.willImport);
    // Every label of the preview is there under a name of the journal, each once; those known were there before.
    const set = session.state.catalog().labelSets.find((s) => s.id === session.state.catalog().jobs.find((j) => j.id === job)?.labelSet);
    const names = set?.labels.map((l) => l.name) ?? [];
    expect([new Set(names).size, names.every((name) => nameIn(name) === name && name.length <= LONGEST_NAME)]).toEqual([names.length, true]);
    for (const { name } of preview.labels) {
      const clean = nameIn(nameIn(name).slice(0, LONGEST_NAME));
      if (clean !== '') expect(names).toContain(clean);
      if (clean !== name && name !== '') expect(preview.problems.map((p) => p.message).join('\n'), JSON.stringify(name).slice(0, 60)).toContain(JSON.stringify(name).slice(1, 70));
    }
    for (const { message } of [...preview.problems, ...info.failures]) expect(message, message).not.toMatch(/\\p\{|must match|Invalid|regex|expected/i);
    // Again: nothing is new, and the promise holds once more.
    const again = await session.exchange.previewImport(job, path, { as: format, frame: null });
    expect(again.labels.every((l) => l.existing !== null || nameIn(l.name) === '')).toBe(true);
  });

  it('a folder whose name holds control characters becomes a dataset of a clean name', { timeout: 60_000 }, async () => {
    put('fol\u0007der/a.txt', 'x');
    const session = await open('W');
    await addDataset(session, 'fol\u0007der', 'text', 'file').catch((error: unknown) => expect(String(error)).not.toMatch(/must match/));
    const { task } = await session.datasets.create('clean', 'text', 'file', join(dir, 'fol\u0007der'));
    await done(session, task);
    expect(session.state.catalog().roots.map((r) => r.name)).toContain('fol der');
  });
});

describe('pictures that are stored turned', () => {
  const MARK = { left: 8, top: 4, width: 24, height: 12 };
  /** Where the white mark is in a picture, by its pixels alone. */
  const markIn = async (path: string, upright: boolean): Promise<{ size: [number, number]; box: number[] }> => {
    const picture = upright ? sharp(join(dir, path)).rotate() : sharp(join(dir, path));
    const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
    let x0 = Infinity, y0 = Infinity, x1 = -1, y1 = -1;
    for (let y = 0; y < info.height; y++) for (let x = 0; x < info.width; x++) {
      if ((data[(y * info.width + x) * info.channels] ?? 0) < 128) continue;
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
    }
    return { size: [info.width, info.height], box: [x0, y0, x1 - x0, y1 - y0] };
  };
  const ALL = [1, 2, 3, 4, 5, 6, 7, 8];
  const name = (o: number): string => `o${o}.jpg`;

  async function pictures(): Promise<void> {
    const mark = await sharp({ create: { width: MARK.width, height: MARK.height, channels: 3, background: '#fff' } }).png().toBuffer();
    for (const o of ALL) {
      const flat = await sharp({ create: { width: 96, height: 64, channels: 3, background: '#000' } }).composite([{ input: mark, left: MARK.left, top: MARK.top }]).png().toBuffer();
      put(`p/${name(o)}`, await sharp(flat).withMetadata({ orientation: o }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer());
    }
  }

  const coco = async (frame: 'upright' | 'stored'): Promise<string> => {
    const marks = await Promise.all(ALL.map((o) => markIn(`p/${name(o)}`, frame === 'upright')));
    return JSON.stringify({ images: ALL.map((o, i) => ({ id: o, file_name: name(o), width: marks[i]?.size[0], height: marks[i]?.size[1] })), categories: [{ id: 1, name: 'mark' }], annotations: ALL.map((o, i) => ({ id: o, image_id: o, category_id: 1, bbox: marks[i]?.box, iscrowd: 0 })) });
  };

  it.each(['upright', 'stored'] as const)('labels in the %s frame come in upright in all eight orientations; exports lie on the pixels in both frames', { timeout: 60_000 }, async (frame) => {
    await pictures();
    const session = await open('W');
    const job = await addJob(session, await addDataset(session, 'p', 'image'), 'detection', ['mark']);
    const path = put('labels.json', await coco(frame));
    const preview = await session.exchange.previewImport(job, path, BY_EVIDENCE);
    expect(preview.problems.filter((p) => p.severity !== 'info')).toEqual([]);
    const info = await done(session, session.exchange.startImport(job, path, BY_EVIDENCE));
    expect([info.outcome['imported'], info.outcome['rotated']]).toEqual([8, frame === 'stored' ? 7 : 0]);
    for (const out of ['upright', 'stored'] as const) {
      await done(session, await session.exchange.startExport(job, options({ frame: out }), join(dir, out)));
      const written = boxesOf(`${out}/annotations/instances_default.json`);
      for (const o of ALL) {
        const { size, box } = await markIn(`p/${name(o)}`, out === 'upright');
        expect(written[name(o)], `${name(o)} ${out}`).toEqual([...size, [box]]);
      }
      await done(session, await session.exchange.startExport(job, options({ format: 'voc', frame: out }), join(dir, `voc-${out}`)));
      for (const o of ALL) {
        const { size: [width, height], box: [x = 0, y = 0, w = 0, h = 0] } = await markIn(`p/${name(o)}`, out === 'upright');
        const xml = readFileSync(join(dir, `voc-${out}/Annotations/o${o}.xml`), 'utf8');
        expect(['width', 'height', 'xmin', 'ymin', 'xmax', 'ymax'].map((n) => Number(new RegExp(`<${n}>([^<]*)</${n}>`).exec(xml)?.[1]))).toEqual([width, height, x, y, x + w, y + h]);
      }
    }
  });

  it('where nothing tells the frame it says so', async () => {
    await pictures();
    const session = await open('W');
    const job = await addJob(session, await addDataset(session, 'p', 'image'), 'detection', ['mark']);
    const path = put('labels.json', JSON.stringify({ images: [{ id: 1, file_name: name(3), width: 96, height: 64 }], categories: [{ id: 1, name: 'mark' }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 5, 5], iscrowd: 0 }] }));
    expect((await session.exchange.previewImport(job, path, BY_EVIDENCE)).problems.map((p) => p.code)).toEqual(['frame-unclear']);
    expect((await session.exchange.previewImport(job, path, BY_EVIDENCE)).frames).toEqual({ upright: 0, stored: 0, unclear: 1, examples: [name(3)], taken: 'upright', reason: 'nothing' });
    // The person's answer: a box at the corner of the stored picture stands at the opposite corner of the one upside down.
    const answered = await session.exchange.previewImport(job, path, { as: null, frame: 'stored' });
    expect([answered.frames.taken, answered.frames.reason, answered.problems.map((p) => p.code)]).toEqual(['stored', 'answer', ['turned-pictures']]);
    await done(session, session.exchange.startImport(job, path, { as: null, frame: 'stored' }));
    await done(session, await session.exchange.startExport(job, options({}), join(dir, 'answered')));
    expect(boxesOf('answered/annotations/instances_default.json')[name(3)]?.[2]).toEqual([[91, 59, 5, 5]]);
    // A box that fits only into the stored picture is evidence, also where no size is stated.
    const wide = put('wide.json', JSON.stringify({ images: [{ id: 1, file_name: name(6) }], categories: [{ id: 1, name: 'mark' }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [70, 10, 20, 20], iscrowd: 0 }] }));
    expect((await done(session, session.exchange.startImport(job, wide, BY_EVIDENCE))).outcome['rotated']).toBe(1);
    await done(session, await session.exchange.startExport(job, options({ frame: 'stored' }), join(dir, 'out')));
    expect(boxesOf('out/annotations/instances_default.json')[name(6)]?.[2]).toEqual([[70, 10, 20, 20]]);
  });
});

describe('export', () => {
  it('a cancelled one leaves nothing, wherever it is stopped', { timeout: 60_000 }, async () => {
    for (let i = 0; i < 300; i++) put(`t/${i}.txt`, `text ${i}`);
    const session = await open('W');
    const job = await addJob(session, await addDataset(session, 't', 'text', 'file'), 'classification', ['a']);
    const all = [options({ format: 'modelarts-manifest' }), options({ format: 'voc', copyMedia: true })];
    let stopped = 0;
    for (const o of all) for (const after of [0, 1, 2, 3]) {
      const task = await session.exchange.startExport(job, o, join(dir, 'out'));
      for (let turn = 0; turn < after * 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      session.tasks.cancel(task);
      const info = await session.tasks.wait(task);
      if (info.state === 'cancelled') stopped++;
      else rmSync(join(dir, 'out'), { recursive: true });
      expect(readdirSync(dir).sort()).toEqual(['data', 't', 'work']);
    }
    expect(stopped).toBeGreaterThanOrEqual(2);
  });

  it('classes of pictures, sounds, texts and clips stand in a manifest that another reader understands', { timeout: 60_000 }, async () => {
    const session = await open('W');
    const pick = (folder: string, type: RegExp): string[] => readdirSync(join(SAMPLES, folder)).filter((f) => type.test(f)).sort().slice(0, 2);
    const kinds = [['pictures', 'image', /jpg$/], ['sounds', 'audio', /\.(wav|mp3|ogg|flac)$/], ['clips', 'video', /\.(mp4|webm)$/]] as const;
    for (const [folder, , type] of kinds) for (const file of pick(folder, type)) {
      mkdirSync(join(dir, folder), { recursive: true });
      copyFileSync(join(SAMPLES, folder, file), join(dir, folder, file));
    }
    put('texts/lines.txt', 'twice\nonce\ntwice\n');
    for (const [folder, dataType] of [...kinds, ['texts', 'text'] as const]) {
      const dataset = await addDataset(session, folder, dataType, dataType === 'text' ? 'line' : null);
      const job = await addJob(session, dataset, 'classification', ['yes', 'no, “quoted”']);
      const { count } = session.state.datasetColumns(dataset);
      const set = session.state.catalog().labelSets.find((s) => s.id === session.state.catalog().jobs.find((j) => j.id === job)?.labelSet);
      const [yes, no] = set?.labels.map((l) => l.id) ?? [];
      if (!yes || !no) throw new Error('no labels');
      await session.commits.classesSetMany(null, job, Uint32Array.of(0), 'replace', [yes], session.commits.command('command.classify'));
      await session.commits.classesSetMany(null, job, Uint32Array.of(count - 1), 'replace', [yes, no], session.commits.command('command.classify'));
      await done(session, await session.exchange.startExport(job, options({ format: 'modelarts-manifest', copyMedia: true }), join(dir, `${folder}-out`)));
      // Read by the rules of the format alone: one JSON object per line, the classes by name.
      const lines = readFileSync(join(dir, `${folder}-out/labels.manifest`), 'utf8').trimEnd().split('\n').map((l) => JSON.parse(l) as { source: string; annotation?: { type: string; name: string }[] });
      expect(lines).toHaveLength(count);
      const where = (i: number): string => lines[i]?.source ?? '';
      if (dataType === 'text') expect(lines.map((l) => l.source)).toEqual(['content://twice', 'content://once', 'content://twice']);
      else for (let i = 0; i < count; i++) expect(readFileSync(join(dir, `${folder}-out`, where(i)))).toEqual(readFileSync(join(dir, folder, where(i).split('/').at(-1) ?? '')));
      if (dataType !== 'video') {
        expect(lines[0]?.annotation?.map((a) => [a.type, a.name])).toEqual([[`modelarts/${dataType}_classification`, 'yes']]);
        expect(lines.at(-1)?.annotation?.map((a) => a.name)).toEqual(['yes', 'no, “quoted”']);
      } else expect(JSON.stringify(lines[0])).toContain('yes');
      // And by our own: into a second job, it gives the same classes.
      const second = await addJob(session, dataset, 'classification', ['yes', 'no, “quoted”']);
      const back = await done(session, session.exchange.startImport(second, join(dir, `${folder}-out/labels.manifest`), BY_EVIDENCE));
      expect([dataType, back.outcome['imported']]).toEqual([dataType, 3]);
      expect(Array.from(session.state.jobColumns(second).objects)).toEqual(Array.from(session.state.jobColumns(job).objects));
    }
  });
});
