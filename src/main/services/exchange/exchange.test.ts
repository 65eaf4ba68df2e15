import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportOptions } from '../../../shared/contract/api';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { AnnotationId, AttributeId } from '../../../shared/kernel/ids';
import { nodeFileSystem } from '../../adapters/fs-node';
import { createExchange } from '.';
import { DATASET, facts, fakeWorkspace, JOB, label, labelId, sampleId, type Fake, type FakeWorkspace } from './fakes.testing';

/** Recognised, and the frame by what the file shows. */
const BY_EVIDENCE = { as: null, frame: null };
let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'lw-exchange-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function put(path: string, text: string): string {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
  return join(dir, path);
}
const workspace = (w: Partial<FakeWorkspace>): Fake => fakeWorkspace(nodeFileSystem, { dataType: 'image', task: 'detection', labels: [label(1, 'boat')], samples: [], folder: join(dir, 'data'), ...w });
const options = (o: Partial<ExportOptions> = {}): ExportOptions => ({ format: 'coco', frame: 'upright', copyMedia: false, only: 'all', ...o });
const box = (n: number, x: number, y: number, width: number, height: number, more: Partial<Annotation> = {}): Annotation => ({ id: n.toString(16).padStart(32, '0') as AnnotationId, label: labelId(1), geometry: { kind: 'box', x, y, width, height }, attributes: {}, origin: 'person', retired: false, ...more });

const coco = (images: readonly object[], annotations: readonly object[], categories: readonly object[] = [{ id: 7, name: 'boat' }, { id: 9, name: 'buoy' }]): string => JSON.stringify({ images, categories, annotations: annotations.map((a, i) => ({ id: i + 1, iscrowd: 0, ...a })) });

describe('import', () => {
  const samples = [{ path: 'north/a.jpg', facts: facts(100, 50) }, { path: 'south/a.jpg', facts: facts(100, 50) }, { path: 'south/b.jpg', facts: facts(50, 100, 6) }];

  it('is a dry run first, then one command with boxes, new labels and everything that was left out', async () => {
    const fake = workspace({ samples, labels: [label(1, 'boat', { attributes: [{ id: 'f'.repeat(32) as AttributeId, kind: 'text', name: 'colour' }] })] });
    const exchange = createExchange(fake.parts);
    const path = put('labels.json', coco(
      [{ id: 1, file_name: 'north/a.jpg', width: 100, height: 50 }, { id: 2, file_name: 'elsewhere/b.jpg', width: 100, height: 50 }, { id: 3, file_name: 'a.jpg', width: 100, height: 50 }, { id: 4, file_name: 'gone.jpg' }],
      [{ image_id: 1, category_id: 7, bbox: [1, 2, 3, 4], attributes: { colour: 'red', size: 'big' } }, { image_id: 1, category_id: 9, segmentation: [[10, 10, 30, 10, 30, 20]] }, { image_id: 1, category_id: 7, bbox: [0, 0, 0, 4] }, { image_id: 2, category_id: 7, bbox: [0, 0, 10, 20] }, { image_id: 3, category_id: 7, bbox: [0, 0, 1, 1] }],
    ));
    const preview = await exchange.previewImport(JOB, path, BY_EVIDENCE);
    // a.jpg is the name of two samples: that is not clear enough.
    expect(preview).toMatchObject({ format: 'coco', media: { total: 4, matched: 2, missing: 2 }, willImport: 3, byKind: { box: 4, polygon: 1 }, labels: [{ name: 'boat', count: 4, existing: labelId(1) }, { name: 'buoy', count: 1, existing: null }] });
    expect(preview.losses).toEqual([{ kind: 'attribute', count: 1, becomes: null }, { kind: 'polygon', count: 1, becomes: 'box' }, { kind: 'box without an extent', count: 1, becomes: null }, { kind: 'box on media that are not in the dataset', count: 1, becomes: null }]);
    expect(preview.problems.map((p) => p.code)).toEqual(expect.arrayContaining(['not-in-dataset', 'turned-pictures', 'zero-size']));
    expect(fake.commits).toEqual([]);

    const done = await fake.tasks.wait(exchange.startImport(JOB, path, BY_EVIDENCE));
    expect([done.state, done.outcome['imported'], done.outcome['missing'], done.outcome['rotated']]).toEqual(['done', 3, 2, 1]);
    expect(fake.commits).toHaveLength(1);
    const drafts = fake.commits[0]?.drafts ?? [];
    expect(drafts.map((d) => d.type)).toEqual(['label.added', 'annotations.imported']);
    expect(drafts[0]?.body).toMatchObject({ name: 'buoy', color: 1, shortcut: '2' });
    const rows = fake.boxes(drafts[1] ?? (() => { throw new Error(); })());
    expect([Array.from(rows.x), Array.from(rows.y), Array.from(rows.width), Array.from(rows.height)]).toEqual([[1, 10, 30], [2, 10, 0], [3, 20, 20], [4, 10, 10]]);
    expect([0, 1, 2].map((i) => rows.attributes.at(i))).toEqual([`{"${'f'.repeat(32)}":"red"}`, '', '']);
    expect(Array.from(rows.label, (i) => rows.meta.labels[i]).slice(0, 1)).toEqual([labelId(1)]);
  });

  it('a path means the sample whose file is there, not a missing one that had it before', async () => {
    for (const order of [['missing', 'present'], ['present', 'missing'], ['missing', 'changed']] as const) {
      const fake = workspace({ samples: order.map((status) => ({ path: 'a.jpg', status, facts: facts(100, 50) })) });
      const path = put('labels.json', coco([{ id: 1, file_name: 'a.jpg', width: 100, height: 50 }], [{ image_id: 1, category_id: 7, bbox: [1, 2, 3, 4] }]));
      await fake.tasks.wait(createExchange(fake.parts).startImport(JOB, path, BY_EVIDENCE));
      const draft = fake.commits[0]?.drafts.find((d) => d.type === 'annotations.imported');
      const rows = fake.boxes(draft ?? (() => { throw new Error('nothing came in'); })());
      expect([order, Buffer.from(rows.sample).toString('hex')]).toEqual([order, sampleId(order[0] === 'missing' ? 2 : 1)]);
    }
  });

  it('25,000 boxes are three blobs of one command', async () => {
    const fake = workspace({ samples });
    const path = put('labels.json', coco([{ id: 1, file_name: 'north/a.jpg', width: 100, height: 50 }], Array.from({ length: 25_000 }, (_, i) => ({ image_id: 1, category_id: 7, bbox: [i / 1000, 0, 1, 1] }))));
    await fake.tasks.wait(createExchange(fake.parts).startImport(JOB, path, { as: 'coco', frame: null }));
    expect(fake.commits).toHaveLength(1);
    expect(fake.commits[0]?.drafts.map((d) => (d.type === 'annotations.imported' ? d.body.blob.rows : d.type))).toEqual(['label.added', 10_000, 10_000, 5000]);
  });

  it('classes: repeated lines go to samples of their own, one label where only one may be', async () => {
    const fake = workspace({ dataType: 'text', task: 'classification', samples: [{ path: 't.txt', part: 1, text: 'same' }, { path: 't.txt', part: 2, text: 'same', work: { classes: [labelId(1)] } }, { path: 't.txt', part: 3, text: 'other' }] });
    const line = (text: string, ...names: string[]): string => JSON.stringify({ source: `content://${text}`, annotation: names.map((name) => ({ type: 'modelarts/text_classification', name })) });
    const path = put('t.manifest', [line('same', 'boat'), line('same', 'buoy', 'boat'), line('unknown', 'boat')].join('\n'));
    const exchange = createExchange(fake.parts);
    expect((await exchange.previewImport(JOB, path, BY_EVIDENCE)).losses).toEqual([{ kind: 'further class', count: 1, becomes: null }, { kind: 'classification on media that are not in the dataset', count: 1, becomes: null }]);
    await fake.tasks.wait(exchange.startImport(JOB, path, BY_EVIDENCE));
    const set = fake.commits[0]?.drafts.find((d) => d.type === 'classes.bulk-set');
    const added = fake.commits[0]?.drafts.find((d) => d.type === 'label.added');
    if (!set || added?.type !== 'label.added') throw new Error('nothing was set');
    expect(fake.classes(set)).toEqual([{ sample: sampleId(1), to: [labelId(1)], was: [] }, { sample: sampleId(2), to: [added.body.label], was: [labelId(1)] }]);
  });

  it('names come in as typed ones would, told with the old and the new one; the same name is one label', async () => {
    const fake = workspace({ samples, labels: [label(1, 'boat'), label(2, 'a b', { retired: true }), label(3, ' kept ')] });
    const long = 'x'.repeat(1024);
    const names = ['a\u0007b', ' boat', 'boat', '\u200b', ' kept ', `${long}1`, `${long}2`];
    const path = put('labels.json', coco([{ id: 1, file_name: 'north/a.jpg', width: 100, height: 50 }], names.map((_, i) => ({ image_id: 1, category_id: i + 1, bbox: [i, 0, 1, 1] })), names.map((name, i) => ({ id: i + 1, name }))));
    const exchange = createExchange(fake.parts);
    const preview = await exchange.previewImport(JOB, path, BY_EVIDENCE);
    expect(preview.willImport).toBe(6);
    expect(preview.labels.map((l) => l.existing)).toEqual([null, labelId(1), labelId(1), null, labelId(3), null, null]);
    const told = preview.problems.filter((p) => ['label-renamed', 'labels-merged', 'empty-label-name'].includes(p.code));
    expect(told.map((p) => [p.code, p.severity, p.path])).toEqual([
      ['empty-label-name', 'error', 'labels.json'], ['label-renamed', 'warning', 'labels.json'], ['label-renamed', 'warning', 'labels.json'], ['labels-merged', 'warning', 'labels.json'],
      ['label-renamed', 'warning', 'labels.json'], ['label-renamed', 'warning', 'labels.json'], ['labels-merged', 'warning', 'labels.json'],
    ]);
    expect(told[1]?.message).toBe('The label "a\\u0007b" comes in as "a b": names hold no control characters and no blanks at their ends.');
    expect(told[3]?.message).toBe('The labels " boat" and "boat" both come in as "boat".');
    expect(told[4]?.message).toContain('names end after 1024 characters');
    await fake.tasks.wait(exchange.startImport(JOB, path, BY_EVIDENCE));
    expect(fake.commits[0]?.drafts.map((d) => (d.type === 'label.added' ? ['new', d.body.name] : d.type === 'label.restored' ? ['back', d.body.label] : d.type))).toEqual([['back', labelId(2)], ['new', long], 'annotations.imported']);
  });

  it('a deleted label comes back, unless its key or its name belongs to another one now', async () => {
    const gone = [label(1, 'boat', { retired: true, shortcut: '1' }), label(2, 'buoy', { retired: true, shortcut: '2' }), label(4, 'quay', { retired: true, shortcut: null })];
    const fake = workspace({ samples, labels: [...gone, label(3, 'quay', { shortcut: '1' }), label(5, 'quay', { retired: true, shortcut: '5' })] });
    const path = put('labels.json', coco([{ id: 1, file_name: 'north/a.jpg', width: 100, height: 50 }], [1, 2, 3].map((n) => ({ image_id: 1, category_id: n, bbox: [n, 0, 1, 1] })), ['boat', 'buoy', 'quay'].map((name, i) => ({ id: i + 1, name }))));
    await fake.tasks.wait(createExchange(fake.parts).startImport(JOB, path, BY_EVIDENCE));
    const drafts = fake.commits[0]?.drafts ?? [];
    expect(drafts.slice(0, 2)).toMatchObject([{ type: 'label.added', body: { name: 'boat', shortcut: '2' } }, { type: 'label.added', body: { name: 'buoy', shortcut: '3' } }]);
    const rows = fake.boxes(drafts[2] ?? (() => { throw new Error(); })());
    expect(rows.meta.labels[rows.label[2] ?? -1]).toBe(labelId(3));
  });

  it('no more classes of one sample than events can hold', async () => {
    const fake = workspace({ dataType: 'text', task: 'classification', multiple: true, samples: [{ path: 't.txt', part: 1, text: 'many', work: { classes: [labelId(1)] } }] });
    const path = put('t.manifest', JSON.stringify({ source: 'content://many', annotation: Array.from({ length: 1200 }, (_, i) => ({ type: 'modelarts/text_classification', name: `n${i}` })) }));
    const exchange = createExchange(fake.parts);
    expect(await exchange.previewImport(JOB, path, BY_EVIDENCE)).toMatchObject({ willImport: 999, losses: [{ kind: 'class beyond 1000 of one sample', count: 201, becomes: null }] });
    await fake.tasks.wait(exchange.startImport(JOB, path, BY_EVIDENCE));
    const set = fake.commits[0]?.drafts.find((d) => d.type === 'classes.bulk-set');
    expect(fake.classes(set ?? (() => { throw new Error(); })())[0]?.to).toHaveLength(1000);
  });

  it('what is no label file is refused, and a cancelled import saves nothing', async () => {
    const fake = workspace({ samples });
    const exchange = createExchange(fake.parts);
    await expect(exchange.previewImport(JOB, put('x.json', '{"a":1}'), BY_EVIDENCE)).rejects.toMatchObject({ failure: { code: 'format-unknown' } });
    const task = exchange.startImport(JOB, put('l.json', coco([{ id: 1, file_name: 'north/a.jpg' }], [{ image_id: 1, category_id: 7, bbox: [0, 0, 1, 1] }])), BY_EVIDENCE);
    fake.tasks.cancel(task);
    expect((await fake.tasks.wait(task)).state).toBe('cancelled');
    expect(fake.commits).toEqual([]);
  });

  it('label files in the folder of the dataset are offered', async () => {
    put('data/labels.json', coco([{ id: 1, file_name: 'a.jpg' }], [{ image_id: 1, category_id: 7, bbox: [0, 0, 1, 1] }]));
    expect(await createExchange(workspace({ samples }).parts).foundLabels(DATASET)).toMatchObject([{ format: 'coco', name: 'labels.json', annotations: 1, labels: ['boat', 'buoy'], path: join(dir, 'data/labels.json') }]);
  });
});

describe('a folder with files of several formats', () => {
  const samples = [{ path: 'a.jpg', facts: facts(100, 50) }, { path: 'b.jpg', facts: facts(100, 50) }];
  const image = { id: 1, file_name: 'a.jpg', width: 100, height: 50 };
  const fill = (): void => {
    for (const part of ['train', 'more']) put(`data/coco/${part}.json`, coco([image, { id: 2, file_name: `${part}-gone.jpg` }, { id: 3, file_name: 'gone.jpg' }], [{ image_id: 1, category_id: 7, bbox: [0, 0, 1, 1] }]));
    for (const name of ['a', 'b']) put(`data/voc/${name}.xml`, `<annotation><filename>${name}.jpg</filename><size><width>100</width><height>50</height><depth>3</depth></size><object><name>crane</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>`);
  };

  it('offers each by where its files lie, and reads the one that is asked for', async () => {
    fill();
    const exchange = createExchange(workspace({ samples }).parts);
    const found = await exchange.foundLabels(DATASET);
    expect(found.map(({ format, name, annotations, path }) => [format, name, annotations, path])).toEqual([['coco', 'coco', 2, join(dir, 'data')], ['voc', 'voc', 2, join(dir, 'data')]]);
    for (const { format, path } of found) expect(await exchange.previewImport(JOB, path, { as: format, frame: null })).toMatchObject({ format, willImport: 2 });
  });

  it('counts a picture that several files name once', async () => {
    fill();
    const { media } = await createExchange(workspace({ samples }).parts).previewImport(JOB, join(dir, 'data'), { as: 'coco', frame: null });
    expect(media).toEqual({ matched: 1, missing: 3, total: 4 });
  });
});

describe('export', () => {
  /** A picture whose upright size is 60 x 100, stored 100 x 60 and turned a quarter clockwise to stand (EXIF 6). */
  const turned = { path: 'in/t.jpg', facts: facts(60, 100, 6), work: { annotations: [box(1, 0, 0, 10, 20), box(2, 5, 5, 1, 1, { retired: true })] } };
  const plain = { path: 'p.jpg', facts: facts(40, 30), work: { annotations: [box(3, 0, 0, 40, 30)] }, twin: 1 };
  const copy = { path: 'q.jpg', facts: facts(40, 30), twin: 1 };
  const files = (): void => {
    for (const path of ['in/t.jpg', 'p.jpg', 'q.jpg']) put(`data/${path}`, path);
  };
  interface Written { images: { id: number; width: number; height: number; file_name: string }[]; annotations: { id: number; image_id: number; category_id: number; bbox: number[]; area: number; iscrowd: number; segmentation: unknown[] }[]; categories: { id: number; name: string }[] }
  const readCoco = (folder: string): Written => JSON.parse(readFileSync(join(dir, folder, 'annotations/instances_default.json'), 'utf8')) as Written;

  it('says which files are missing or have changed, of the samples that are written', async () => {
    const fake = workspace({ samples: [{ ...turned, status: 'missing' }, { ...plain, status: 'changed' }, { ...copy, status: 'missing' }, { path: 'gone.jpg', status: 'removed' }] });
    const exchange = createExchange(fake.parts);
    expect(await exchange.previewExport(JOB, options())).toMatchObject({ samples: 3, annotations: 2, missing: 2, changed: 1 });
    expect(await exchange.previewExport(JOB, options({ only: 'labeled' }))).toMatchObject({ samples: 2, missing: 1, changed: 1 });
    const done = await fake.tasks.wait(await exchange.startExport(JOB, options(), join(dir, 'out')));
    expect(done.outcome).toMatchObject({ missing: 2, changed: 1 });
    expect(readCoco('out').annotations).toHaveLength(2);
  });

  it('is refused among the data of a workspace, before a task begins', async () => {
    put('work/labelwright.json', '{}');
    put('work/journal/x', 'x');
    const fake = workspace({ samples: [plain] });
    await expect(createExchange(fake.parts).startExport(JOB, options(), join(dir, 'work/journal/out'))).rejects.toMatchObject({ failure: { code: 'own-folder' } });
    expect(readdirSync(join(dir, 'work/journal'))).toEqual(['x']);
  });

  it.each([['upright', 60, 100, [0, 0, 10, 20]], ['stored', 100, 60, [0, 50, 20, 10]]] as const)('COCO in the %s frame, read by plain JSON', async (frame, width, height, bbox) => {
    const fake = workspace({ samples: [turned, plain, copy] });
    const exchange = createExchange(fake.parts);
    expect(await exchange.previewExport(JOB, options({ frame }))).toEqual({ samples: 3, annotations: 2, rotated: 1, twins: 2, missing: 0, changed: 0, losses: [] });
    const done = await fake.tasks.wait(await exchange.startExport(JOB, options({ frame }), join(dir, 'out')));
    expect(done.failures).toEqual([]);
    const out = readCoco('out');
    expect(out.images.map((i) => [i.file_name, i.width, i.height])).toEqual([['in/t.jpg', width, height], ['p.jpg', 40, 30], ['q.jpg', 40, 30]]);
    expect(out.annotations.map((a) => [a.image_id, a.bbox, a.area])).toEqual([[out.images[0]?.id, bbox, 200], [out.images[1]?.id, [0, 0, 40, 30], 1200]]);
    // Rules of the format, written down independently.
    const ids = new Set(out.images.map((i) => i.id)), categories = new Set(out.categories.map((c) => c.id));
    expect(new Set(out.annotations.map((a) => a.id)).size).toBe(out.annotations.length);
    for (const a of out.annotations) {
      expect(ids.has(a.image_id) && categories.has(a.category_id) && a.iscrowd === 0 && Array.isArray(a.segmentation)).toBe(true);
      const image = out.images.find((i) => i.id === a.image_id);
      expect((a.bbox[0] ?? -1) >= 0 && (a.bbox[0] ?? 0) + (a.bbox[2] ?? 0) <= (image?.width ?? 0) && (a.bbox[1] ?? 0) + (a.bbox[3] ?? 0) <= (image?.height ?? 0)).toBe(true);
    }
  });

  it.each([['upright', ['60', '100', '0', '0', '10', '20']], ['stored', ['100', '60', '0', '50', '20', '60']]] as const)('VOC in the %s frame, read by searching for its elements', async (frame, expected) => {
    files();
    const fake = workspace({ samples: [turned, plain, copy] });
    const done = await fake.tasks.wait(await createExchange(fake.parts).startExport(JOB, options({ format: 'voc', frame, copyMedia: true }), join(dir, 'out')));
    expect([done.state, done.outcome['copied'], done.outcome['rotated']]).toEqual(['done', 3, 1]);
    const text = readFileSync(join(dir, 'out/Annotations/in/t.xml'), 'utf8');
    expect(['width', 'height', 'xmin', 'ymin', 'xmax', 'ymax'].map((name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1])).toEqual(expected);
    expect(readFileSync(join(dir, 'out/JPEGImages/in/t.jpg'), 'utf8')).toBe('in/t.jpg');
    expect(readFileSync(join(dir, 'out/ImageSets/Main/default.txt'), 'utf8')).toBe('in/t\np\nq\n');
  });

  it('a manifest names pictures and XML; identical files are entries of their own', async () => {
    const fake = workspace({ samples: [turned, plain, copy] });
    await fake.tasks.wait(await createExchange(fake.parts).startExport(JOB, options({ format: 'modelarts-manifest' }), join(dir, 'out')));
    const lines = readFileSync(join(dir, 'out/labels.manifest'), 'utf8').trim().split('\n').map((l) => JSON.parse(l) as { source: string; annotation?: { type: string; 'annotation-loc': string }[] });
    expect(lines.map((l) => [l.source, l.annotation?.[0]?.type, l.annotation?.[0]?.['annotation-loc']])).toEqual([['in/t.jpg', 'modelarts/object_detection', 'annotations/in/t.xml'], ['p.jpg', 'modelarts/object_detection', 'annotations/p.xml'], ['q.jpg', undefined, undefined]]);
  });

  it('classes of sounds and lines; the same state gives the same bytes', async () => {
    const classes = { classes: [labelId(1)] };
    for (const [dataType, type, samples] of [['audio', 'audio_classification', [{ path: 'a.wav', work: classes }]], ['text', 'text_classification', [{ path: 't.txt', part: 1, text: 'twice', work: classes }, { path: 't.txt', part: 2, text: 'twice' }]]] as const) {
      const fake = workspace({ dataType, task: 'classification', samples });
      const exchange = createExchange(fake.parts);
      for (const name of ['one', 'two']) await fake.tasks.wait(await exchange.startExport(JOB, options({ format: 'modelarts-manifest' }), join(dir, dataType + name)));
      const text = readFileSync(join(dir, `${dataType}one/labels.manifest`), 'utf8');
      expect(text).toBe(readFileSync(join(dir, `${dataType}two/labels.manifest`), 'utf8'));
      expect(text).toContain(`modelarts/${type}`);
      expect(text.trim().split('\n')).toHaveLength(samples.length);
      expect((await exchange.previewExport(JOB, options())).losses).toEqual([{ kind: `${dataType} item`, count: samples.length, becomes: null }, { kind: 'classification', count: 1, becomes: null }]);
    }
  });

  it('only what is labeled; never over what is there; nothing stays of one that was cancelled', async () => {
    const fake = workspace({ samples: [turned, plain, copy] });
    const exchange = createExchange(fake.parts);
    await fake.tasks.wait(await exchange.startExport(JOB, options({ only: 'labeled' }), join(dir, 'out')));
    expect(readCoco('out').images).toHaveLength(2);
    await expect(exchange.startExport(JOB, options(), join(dir, 'out'))).rejects.toMatchObject({ failure: { code: 'target-exists' } });
    const task = await exchange.startExport(JOB, options(), join(dir, 'cancelled'));
    fake.tasks.cancel(task);
    expect((await fake.tasks.wait(task)).state).toBe('cancelled');
    expect(readdirSync(dir)).toEqual(['out']);
  });
});
