import { describe, expect, it } from 'vitest';
import { Collector } from '../collect';
import { readAll } from '../formats.testing';
import { memoryOut, memoryTree } from '../tree';
import { voc } from '.';

const size = '<size><width>100</width><height>80</height><depth>3</depth></size>';
function box(x0: number | string, y0: number | string, x1: number | string, y1: number | string, name = 'crane'): string {
  return `<object><name>${name}</name><bndbox><xmax>${x1}</xmax><ymin>${y0}</ymin><xmin>${x0}</xmin><ymax>${y1}</ymax></bndbox></object>`;
}
function xml(objects: string, more = `<folder>quay</folder><filename>a.jpg</filename>${size}`): string {
  return `<annotation>${more}${objects}</annotation>`;
}

describe('reading', () => {
  it('a set with lists, parts, attributes and the shapes of ModelArts', async () => {
    const shapes = `<object><name>hull &amp; keel</name><pose>Left</pose><difficult>1</difficult><polygon><x1>3</x1><y1>4</y1><x2>30</x2><y2>6</y2><x3>9</x3><y3>40</y3><x4>3</x4><y4>4</y4></polygon>
      <properties><property><key>paint</key><value>red</value></property></properties></object>
      <object><name>rope</name><dashed><x1>1</x1><y1>1</y1><x2>9</x2><y2>9</y2></dashed></object><object><name>lamp</name><circle><cx>5</cx><cy>6</cy><r>2</r></circle></object>
      <object><name>nail</name><point><x1>4</x1><y1>0</y1></point></object>
      <object><name>person</name><bndbox><xmin>0</xmin><ymin>1</ymin><xmax>20</xmax><ymax>30</ymax></bndbox><part><name>head</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>9</xmax><ymax>6</ymax></bndbox></part></object>`;
    const read = await readAll(voc, { 'Annotations/a.xml': xml(shapes), 'JPEGImages/a.jpg': 'x', 'ImageSets/Main/train.txt': 'a\n', 'ImageSets/Main/rope_train.txt': 'a 1\n' });
    expect(read.annotations.map((a) => a.shape)).toEqual([
      { kind: 'polygon', rings: [[3, 4, 30, 6, 9, 40]] }, { kind: 'dashed_line', points: [1, 1, 9, 9] }, { kind: 'circle', cx: 5, cy: 6, r: 2 }, { kind: 'point', x: 4, y: 0 }, { kind: 'box', x: 0, y: 1, width: 20, height: 29 },
    ]);
    expect(read.labels.map((l) => l.name)).toEqual(['hull & keel', 'rope', 'lamp', 'nail', 'person']);
    expect(read.annotations[0]?.attributes).toEqual({ pose: 'Left', difficult: '1', paint: 'red' });
    expect(read.items).toMatchObject([{ path: 'JPEGImages/a.jpg', present: true, splits: ['train'], width: 100 }]);
    expect(read.counts).toEqual({ parts: 1 });
    expect(read.outcome.dialect).toBe('extended');
    expect(read.codes()).toEqual([]);
  });

  it('says whether the first pixel is 0 or 1, by evidence', async () => {
    const one = await readAll(voc, { 'a.xml': xml(box(1, 1, 100, 80)) });
    expect([one.outcome.indexBase, one.annotations[0]?.shape]).toEqual([1, { kind: 'box', x: 0, y: 0, width: 100, height: 80 }]);
    const zero = await readAll(voc, { 'a.xml': xml(box(0, 0, 100, 80)), 'b.xml': xml(box(1, 1, 100, 80)) });
    expect([zero.outcome.indexBase, zero.annotations[1]?.shape]).toEqual([0, { kind: 'box', x: 1, y: 1, width: 99, height: 79 }]);
    const unknown = await readAll(voc, { 'a.xml': xml(box(5, 5, 9, 9)) });
    expect([unknown.outcome.indexBase, unknown.codes()]).toEqual([0, ['index-base-unknown']]);
    const told = await readAll(voc, { 'a.xml': xml(box(5, 5, 9, 9)) }, { indexBase: 1 });
    expect([told.outcome.indexBase, told.annotations[0]?.shape]).toEqual([1, { kind: 'box', x: 4, y: 4, width: 5, height: 5 }]);
    const pascal = await readAll(voc, { 'a.xml': xml(box(5, 5, 9, 9), `<filename>a.jpg</filename><source><database>The VOC2007 Database</database></source>${size}`) });
    expect(pascal.outcome.indexBase).toBe(1);
  });

  it('takes the picture of the same name when the named one is not there, and says so', async () => {
    const read = await readAll(voc, { 'a.xml': xml(box(0, 0, 9, 9), `<filename>other.jpg</filename>${size}`), 'a.png': 'x' });
    expect(read.items[0]).toMatchObject({ path: 'a.png', present: true });
    expect(read.codes()).toEqual(['file-name-differs']);
  });

  it.each([
    ['xml-doctype', '<!DOCTYPE annotation [<!ENTITY a "aaaa">]><annotation><filename>&a;</filename></annotation>', 0],
    ['xml-syntax', '<annotation><filename>a.jpg</filename><object><name>x</object></annotation>', 0],
    ['xml-depth', `<annotation><filename>a</filename>${'<object>'.repeat(40)}${'</object>'.repeat(40)}</annotation>`, 0],
    ['empty-label-name', xml('<object><bndbox><xmin>0</xmin><ymin>0</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></object>'), 1],
    ['no-geometry', xml('<object><name>x</name></object>'), 1],
    ['bad-box', xml(box('NaN', 0, 4, 4)), 1], ['bad-box', xml(box('1,5', 0, 4, 4)), 1], ['bad-box', xml('<object><name>x</name><bndbox><xmin>1</xmin></bndbox></object>'), 1],
    ['several-shapes', xml('<object><name>x</name><point><x>0</x><y>0</y></point><circle><cx>1</cx><cy>1</cy><r>1</r></circle></object>'), 1],
    ['bad-polygon', xml('<object><name>x</name><polygon><x1>1</x1><y1>1</y1></polygon></object>'), 1], ['bad-polygon', xml('<object><name>x</name><polygon><x1>1</x1><y1>1</y1><x3>1</x3><y3>1</y3></polygon></object>'), 1],
    ['bad-size', xml(box(0, 0, 4, 4), '<filename>a.jpg</filename><size><width>-4</width><height>80</height></size>'), 1],
    ['no-size', xml(box(0, 0, 4, 4), '<filename>a.jpg</filename>'), 1], ['no-file-name', xml(box(0, 0, 4, 4), size), 1],
  ])('tells %s', async (code, text, annotations) => {
    const read = await readAll(voc, { 'a.xml': text });
    expect(read.codes()).toContain(code);
    expect(read.annotations).toHaveLength(annotations);
    expect(read.problems.every((p) => p.path === 'a.xml' || p.code === 'index-base-unknown')).toBe(true);
  });

  it('reads UTF-16 and old encodings by what the file says', async () => {
    const text = xml(box(0, 0, 4, 4, 'Fähre'));
    const utf16 = new Uint8Array(2 + text.length * 2);
    utf16.set([0xff, 0xfe]);
    [...text].forEach((c, i) => utf16.set([c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8], 2 + i * 2));
    const latin = Uint8Array.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, (c) => c.charCodeAt(0));
    for (const bytes of [utf16, latin]) expect((await readAll(voc, { 'a.xml': bytes })).labels.map((l) => l.name)).toEqual(['Fähre']);
  });
});

describe('lists of parts', () => {
  const files = (names: readonly string[], lists: Readonly<Record<string, string>>): Record<string, string> => ({
    ...Object.fromEntries(names.flatMap((name) => [[`Annotations/${name}.xml`, xml(box(0, 0, 9, 9, 'boat'), `<filename>${name.split('/').at(-1) ?? ''}.jpg</filename>${size}`)], [`JPEGImages/${name}.jpg`, 'x']])),
    ...Object.fromEntries(Object.entries(lists).map(([list, text]) => [`ImageSets/Main/${list}.txt`, text])),
  });
  const partsOf = async (all: Record<string, string>): Promise<{ parts: Record<string, readonly string[]>; codes: string[] }> => {
    const read = await readAll(voc, all);
    return { parts: Object.fromEntries(read.items.map((m) => [m.path.slice('JPEGImages/'.length, -4), m.splits])), codes: read.codes() };
  };

  it('name pictures with blanks, emoji and numbers by the whole line', async () => {
    expect(await partsOf(files(['img 1', 'img 2', '\u{1f6a2} quay/a b 3', 'img'], { train: 'img 1\n\u{1f6a2} quay/a b 3\r\n', val: 'img 2\n' }))).toEqual({ parts: { 'img 1': ['train'], 'img 2': ['val'], '\u{1f6a2} quay/a b 3': ['train'], img: [] }, codes: [] });
  });

  it('may carry a flag behind each name, also behind one with blanks', async () => {
    expect((await partsOf(files(['a', 'b', 'img 1'], { hulls_train: 'a  1\nb -1\nimg 1  0\n' }))).parts).toEqual({ a: ['hulls_train'], b: ['hulls_train'], 'img 1': ['hulls_train'] });
    // The flags of a class are no part; a part may be called like a class.
    expect((await partsOf(files(['a', 'b', 'img 1'], { boat_train: 'a  1\nb -1\n', boat_val: 'img 1\n' }))).parts).toEqual({ a: [], b: [], 'img 1': ['boat_val'] });
  });

  it('do not reach a picture whose name only begins the same', async () => {
    expect(await partsOf(files(['img'], { train: 'img 1 small\n', val: 'img 2\nimg\n' }))).toEqual({ parts: { img: ['val'] }, codes: ['list-without-file', 'list-without-file'] });
  });

  it('are found beside an Annotations folder that lies deeper', async () => {
    const deep = Object.fromEntries(Object.entries(files(['north/a', 'south/a'], { train: 'north/a\n', val: 'south/a\n' })).map(([path, text]) => [`VOCdevkit/set/${path}`, text]));
    expect((await readAll(voc, deep)).items.map((m) => [m.path, m.splits])).toEqual([['VOCdevkit/set/JPEGImages/north/a.jpg', ['train']], ['VOCdevkit/set/JPEGImages/south/a.jpg', ['val']]]);
  });

  it('count what has no file, and a conversion counts it as lost', async () => {
    const all = files(['a'], { train: 'a\ngone 1\ngone 2\n' });
    expect((await readAll(voc, all)).counts).toEqual({ listedWithoutFile: 2 });
    const collected = new Collector();
    await voc.read(memoryTree('set', all), ['Annotations/a.xml'], collected, {});
    expect(collected.losses({ listsLabels: true })).toEqual([{ kind: 'picture that only a list names', count: 2, becomes: null }]);
  });
});

describe('recognising', () => {
  it.each([['LabelMe XML', '<annotation><filename>a</filename><object><polygon><pt><x>1</x></pt></polygon></object><imagesize><nrows>4</nrows></imagesize></annotation>'], ['CVAT', '<annotations><image name="a"/></annotations>'], ['other', '<annotation/>'], ['nothing', '']])('%s is not taken for VOC', async (_, text) => {
    const tree = memoryTree('set', { 'a.xml': text });
    expect((await voc.detect(tree, tree.files)).confidence).toBeLessThan(0.5);
  });
});

describe('writing', () => {
  it('a full-size box, pictures of one name in two folders and odd names survive', async () => {
    const all = new Collector();
    all.label({ name: 'a<b>&"c', extra: null });
    const common = { box: null, area: null, id: '', file: '', line: 0, crowd: false, attributes: { note: 'x & y', truncated: '1' }, author: null, confidence: null, extra: null };
    for (const [i, path] of ['north/a.jpg', 'south/a.jpg', 'south/a.png'].entries()) {
      all.media({ path, source: path, present: true, dataType: 'image', width: 64, height: 48, splits: i === 2 ? ['val'] : ['train'], text: null, file: '', line: 0, id: '', extra: null });
      all.annotation({ ...common, media: i, label: 0, shape: { kind: 'box', x: 0, y: 0, width: 64, height: 48 } });
      all.annotation({ ...common, media: i, label: 0, shape: { kind: 'box', x: 1.25, y: 2, width: 3.5, height: i + 1 } });
    }
    const out = memoryOut();
    expect(await voc.write(all.source(), out, { file: null, mediaFolder: 'JPEGImages' })).toEqual([]);
    expect([...out.written.keys()].sort()).toEqual(['Annotations/north/a.xml', 'Annotations/south/a-2.xml', 'Annotations/south/a.xml', 'ImageSets/Main/train.txt', 'ImageSets/Main/val.txt']);
    const media = { 'JPEGImages/north/a.jpg': 'x', 'JPEGImages/south/a.jpg': 'x', 'JPEGImages/south/a.png': 'x' };
    const back = await readAll(voc, { ...Object.fromEntries(out.written), ...media });
    expect(back.items.map((m) => [m.path, m.splits]).sort()).toEqual([['JPEGImages/north/a.jpg', ['train']], ['JPEGImages/south/a.jpg', ['train']], ['JPEGImages/south/a.png', ['val']]]);
    expect(back.labels.map((l) => l.name)).toEqual(['a<b>&"c']);
    expect(back.annotations.filter((a) => a.shape.kind === 'box' && a.shape.width === 64)).toHaveLength(3);
    expect(back.annotations[1]?.shape).toEqual({ kind: 'box', x: 1.25, y: 2, width: 3.5, height: 1 });
    expect(back.annotations[0]?.attributes).toMatchObject({ note: 'x & y', truncated: '1' });
    expect(back.outcome.indexBase).toBe(0);
  });

  it('labels with characters that XML cannot hold are counted', async () => {
    const all = new Collector();
    all.label({ name: 'a\u0007b', extra: null });
    all.label({ name: 'a\tb \u{1f6a2}', extra: null });
    all.media({ path: 'a.jpg', source: 'a.jpg', present: true, dataType: 'image', width: 64, height: 48, splits: [], text: null, file: '', line: 0, id: '', extra: null });
    for (const label of [0, 0, 1]) all.annotation({ media: 0, label, shape: { kind: 'box', x: 0, y: 0, width: 4, height: 4 }, box: null, area: null, id: '', file: '', line: 0, crowd: false, attributes: null, author: null, confidence: null, extra: null });
    expect(await voc.write(all.source(), memoryOut(), { file: null, mediaFolder: '' })).toEqual([{ kind: 'object whose label has characters that XML cannot hold', count: 2, becomes: 'object of a label with \ufffd instead' }]);
  });

  it('parts that need another name, or pictures whose name breaks a line, are counted as lost', async () => {
    const all = new Collector();
    for (const [path, split] of [['a.jpg', 'a b'], ['b.jpg', 'a_b'], ['c.jpg', 'a b'], ['d\n.jpg', 'a_b']] as const) {
      all.media({ path, source: path, present: true, dataType: 'image', width: 64, height: 48, splits: [split], text: null, file: '', line: 0, id: '', extra: null });
    }
    const out = memoryOut();
    expect(await voc.write(all.source(), out, { file: null, mediaFolder: '' })).toEqual([{ kind: 'part named a b', count: 2, becomes: 'a_b' }, { kind: 'part named a_b', count: 1, becomes: 'a_b-2' }, { kind: 'part of a picture', count: 1, becomes: null }]);
    expect(new TextDecoder().decode(out.written.get('ImageSets/Main/a_b.txt'))).toBe('a\nc\n');
    expect(new TextDecoder().decode(out.written.get('ImageSets/Main/a_b-2.txt'))).toBe('b\n');
  });
});
