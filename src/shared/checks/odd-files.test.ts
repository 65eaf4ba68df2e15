/** Label files as they are met in the field: each is read without a crash, counted by the rules, and its faults are named. */
import { describe, expect, it } from 'vitest';
import { memoryTree } from '../formats/tree';
import { PROBLEM_CODES } from './codes';
import { inspect } from './inspection';

type Files = Readonly<Record<string, string | Uint8Array>>;
interface Expected {
  readonly total?: number;
  readonly kinds?: Readonly<Record<string, number>>;
  /** Every code that is told, sorted; `index-base-unknown` aside. */
  readonly codes?: readonly string[];
  /** Total and missing. */
  readonly media?: readonly [number, number];
  readonly labels?: readonly string[];
  readonly splits?: Readonly<Record<string, number>>;
  readonly base?: 0 | 1;
  readonly encoding?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}
type Case = readonly [name: string, files: Files, expected: Expected];

const image = { id: 1, file_name: 'a.jpg', width: 100, height: 80 };
const categories = [{ id: 1, name: 'x' }, { id: 2, name: 'y' }];
const object = (more: object = {}): object => ({ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 3, 4], area: 12, iscrowd: 0, segmentation: [], ...more });
const cocoText = (annotations: readonly object[], more: object = {}): string => JSON.stringify({ images: [image], annotations, categories, ...more });
const coco = (annotations: readonly object[], more: object = {}): Files => ({ 'f.json': cocoText(annotations, more), 'a.jpg': 'x' });
const small = { images: [{ id: 1, file_name: 'a.jpg', width: 4, height: 3 }] };
const rle = (counts: unknown, size = [3, 4]): object => object({ bbox: [1, 0, 3, 3], segmentation: { size, counts } });
const named = (name: string, file: string): Files => ({ 'f.json': cocoText([object()], { images: [{ ...image, file_name: name }] }), [file]: 'x' });

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, little);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), little);
  return bytes;
}
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const COCO: readonly Case[] = [
  ['a byte order mark', { 'f.json': `\ufeff${cocoText([object()])}`, 'a.jpg': 'x' }, { total: 1, codes: [], encoding: 'utf-8-bom' }],
  ['UTF-16, little end first', { 'f.json': utf16(cocoText([object()], { categories: [{ id: 1, name: '船😀' }] }), true), 'a.jpg': 'x' }, { total: 1, codes: [], encoding: 'utf-16le', labels: ['船😀'] }],
  ['UTF-16, big end first, categories last', { 'f.json': utf16(cocoText([object()]), false), 'a.jpg': 'x' }, { kinds: { box: 1 }, codes: [], encoding: 'utf-16be' }],
  ['NaN in a box', { 'f.json': cocoText([object({ bbox: ['NaN', 1, 2, 3] })]).replace('"NaN"', 'NaN'), 'a.jpg': 'x' }, { total: 1, codes: ['not-finite'] }],
  ['an infinite area and score', { 'f.json': cocoText([object({ area: 'I', score: 'I' })]).replaceAll('"I"', 'Infinity'), 'a.jpg': 'x' }, { total: 1, codes: ['not-finite', 'not-finite'] }],
  ['numbers as text', coco([object({ bbox: ['1', '2', '3', '4'] })]), { total: 1, codes: ['bad-box'] }],
  ['ids as text', coco([object()], { images: [{ ...image, id: '1' }] }), { total: 1, codes: ['id-as-text'], media: [1, 0] }],
  ['ids of 64 bits', { 'f.json': '{"images":[{"id":9007199254740993,"file_name":"a.jpg","width":9,"height":9},{"id":9007199254740992,"file_name":"b.jpg","width":9,"height":9}],"categories":[{"id":1,"name":"x"}],"annotations":[{"id":9007199254740993,"image_id":9007199254740993,"category_id":1,"bbox":[0,0,1,1]},{"id":9007199254740992,"image_id":9007199254740992,"category_id":1,"bbox":[0,0,1,1]}]}', 'a.jpg': 'x', 'b.jpg': 'x' }, { total: 2, codes: [], media: [2, 0] }],
  ['an annotation id twice', coco([object(), object({ bbox: [5, 5, 5, 5] })]), { total: 2, codes: ['duplicate-annotation-id'] }],
  ['an image id twice', coco([object()], { images: [image, { ...image, file_name: 'b.jpg' }] }), { total: 1, codes: ['duplicate-image-id', 'missing-media'], media: [2, 1] }],
  ['no such image', coco([object({ image_id: 9 })]), { total: 1, codes: ['missing-image'] }],
  ['no such category', coco([object({ category_id: 9 })]), { total: 1, codes: ['unknown-category'], detail: { withoutLabel: 1 } }],
  ['no list of images', coco([object(), object({ id: 2, bbox: [9, 9, 9, 9] })], { images: undefined }), { total: 2, codes: ['coco-missing-list'] }],
  ['no list of categories', coco([object()], { categories: undefined }), { total: 1, codes: ['coco-missing-list'], media: [1, 0] }],
  ['compressed runs', coco([rle('326O')], small), { kinds: { mask: 1 }, codes: [] }],
  ['plain runs', coco([rle([3, 2, 6, 1])], small), { kinds: { mask: 1 }, codes: [] }],
  ['runs of another picture count as a mask', coco([rle([3, 2])], small), { kinds: { mask: 1 }, codes: ['bad-mask'] }],
  ['a mask with its sides swapped', coco([rle([3, 2, 6, 1], [4, 3])], small), { kinds: { mask: 1 }, codes: ['mask-size', 'partly-outside'] }],
  ['a polygon of odd length', coco([object({ segmentation: [[1, 2, 3, 4, 5]] })]), { kinds: { polygon: 1 }, codes: ['bad-polygon'] }],
  ['a polygon of two points', coco([object({ segmentation: [[1, 2, 3, 4]] })]), { kinds: { polygon: 1 }, codes: ['bad-polygon'] }],
  ['a polygon without its inner list', coco([object({ segmentation: [1, 2, 30, 4, 5, 60] })]), { kinds: { polygon: 1 }, codes: ['bad-polygon'] }],
  ['an empty and a null segmentation', coco([object(), object({ id: 2, bbox: [9, 9, 9, 9], segmentation: null })]), { kinds: { box: 2 }, codes: [] }],
  ['a box with a negative side', coco([object({ bbox: [1, 2, -3, 4] })]), { total: 1, codes: ['negative-size'] }],
  ['a box without extent', coco([object({ bbox: [1, 2, 0, 4] })]), { total: 1, codes: ['zero-size'] }],
  ['boxes outside and over the edge', coco([object({ bbox: [200, 2, 3, 4] }), object({ id: 2, bbox: [98, 2, 3, 4] })]), { total: 2, codes: ['outside', 'partly-outside'] }],
  ['keypoints with a visibility of 3', coco([object({ keypoints: [1, 2, 3] })]), { kinds: { keypoints: 1 }, codes: ['bad-visibility'] }],
  ['keypoints that are no triples', coco([object({ keypoints: [1, 2] })]), { kinds: { keypoints: 1 }, codes: ['bad-keypoints'] }],
  ['nested 5,000 deep', { 'f.json': `{"images":[{"id":1,"file_name":"a.jpg","width":9,"height":9}],"categories":[],"annotations":[{"id":1,"image_id":1,"x":${'['.repeat(5000)}${']'.repeat(5000)}}]}`, 'a.jpg': 'x' }, { codes: ['json-depth'] }],
  ['two documents in one file', { 'f.json': cocoText([object()]) + cocoText([object()]), 'a.jpg': 'x' }, { total: 1, codes: ['json-syntax'] }],
  ['torn behind the objects', { 'f.json': cocoText([object(), object({ id: 2, bbox: [9, 9, 9, 9] })]).slice(0, -20), 'a.jpg': 'x' }, { total: 2, codes: ['json-truncated'] }],
  ['torn inside the second object', { 'f.json': cocoText([object(), object({ id: 2 })]).slice(0, -110), 'a.jpg': 'x' }, { total: 1, codes: ['json-truncated'] }],
  ['a comma too many', { 'f.json': cocoText([object()]).replace('}],"cat', '},],"cat'), 'a.jpg': 'x' }, { total: 1, codes: ['json-syntax'] }],
  ['a key that stands twice', { 'f.json': `{"images":[${JSON.stringify(image)}],"categories":${JSON.stringify(categories)},"annotations":[${JSON.stringify(object())}],"annotations":[${JSON.stringify(object({ id: 2, bbox: [9, 9, 9, 9] }))}]}`, 'a.jpg': 'x' }, { total: 2, codes: ['duplicate-key'] }],
  ['__proto__ as a key and a name', { 'f.json': cocoText([object()], { categories: [{ id: 1, name: '__proto__' }] }).replace('"area"', '"__proto__":{"a":1},"area"'), 'a.jpg': 'x' }, { total: 1, codes: [], labels: ['__proto__'] }],
  ['half a surrogate pair as a name', coco([object()], { categories: [{ id: 1, name: '\ud800' }] }), { total: 1, codes: ['odd-label-name'] }],
  ['a path of Windows', named('sub\\a.jpg', 'sub/a.jpg'), { codes: [], media: [1, 0] }],
  ['a path out of the folder', named('../../etc/a.jpg', 'b.jpg'), { codes: ['media-not-found', 'path-outside'], media: [2, 1] }],
  ['a path of Windows out of the folder', named('..\\..\\a.jpg', 'a.jpg'), { codes: ['path-outside'], media: [1, 0] }],
  ['a path to a folder beside that of the file', { 'annotations/f.json': cocoText([object()], { images: [{ ...image, file_name: '../images/a.jpg' }] }), 'images/a.jpg': 'x' }, { codes: [], media: [1, 0] }],
  ['a picture without a size', coco([object()], { images: [{ id: 1, file_name: 'a.jpg' }] }), { total: 1, codes: ['no-size'], media: [1, 0] }],
  ['a picture with sizes that are none', coco([object()], { images: [{ ...image, width: '100', height: -80 }] }), { total: 1, codes: ['bad-size'] }],
  ['a crowd whose box is a pixel off its mask', coco([object({ bbox: [0, 0, 1, 3], iscrowd: 1, segmentation: { size: [3, 4], counts: [0, 6, 6] } })], small), { kinds: { mask: 1 }, codes: ['box-differs'] }],
  ['a crowd whose box is that of its mask, and an object that is no crowd', coco([object({ bbox: [0, 0, 2, 3], iscrowd: 1, segmentation: { size: [3, 4], counts: [0, 6, 6] } }), object({ id: 2, bbox: [0, 0, 1, 3], segmentation: { size: [3, 4], counts: [0, 6, 6] } })], small), { kinds: { mask: 2 }, codes: ['duplicate-object'] }],
  ['an address with %20 and a query', named('https://host/x/a%20b.jpg?k=1', 'a b.jpg'), { codes: [], media: [1, 0] }],
  ['a file that is really called %20', named('a%20b.jpg', 'a%20b.jpg'), { codes: [], media: [1, 0] }],
  ['an accent composed in one place and not in the other', named('caf\u00e9.jpg', 'cafe\u0301.jpg'), { codes: [], media: [1, 0] }],
  ['another case, an emoji, blanks', named('QUAY 😀 1.JPG', 'quay 😀 1.jpg'), { codes: [], media: [1, 0] }],
];

const box = (x0: number | string, y0: number, x1: number, y1: number, name = 'x', more = ''): string => `<object><name>${name}</name>${more}<bndbox><xmin>${x0}</xmin><ymin>${y0}</ymin><xmax>${x1}</xmax><ymax>${y1}</ymax></bndbox></object>`;
const xml = (body = box(1, 2, 30, 40), head = '<?xml version="1.0"?>', file = 'a.jpg'): string => `${head}<annotation><folder>f</folder><filename>${file}</filename><size><width>100</width><height>80</height><depth>3</depth></size>${body}</annotation>`;
const voc = (text: string | Uint8Array): Files => ({ 'a.xml': text, 'a.jpg': 'x' });
const bomb = `<!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]>`;

const VOC: readonly Case[] = [
  ['UTF-16', voc(utf16(xml(undefined, '<?xml version="1.0" encoding="UTF-16"?>'), true)), { total: 1, codes: [] }],
  ['Latin-1 that says so', voc(latin(xml(box(1, 2, 3, 4, 'café'), '<?xml version="1.0" encoding="ISO-8859-1"?>'))), { labels: ['café'], codes: [] }],
  ['Latin-1 that does not say so', voc(latin(xml(box(1, 2, 3, 4, 'café')))), { total: 0, codes: ['text-encoding'] }],
  ['a foreign entity', voc(xml(undefined, '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')), { total: 0, codes: ['xml-doctype'] }],
  ['entities that grow', voc(xml(box(1, 2, 3, 4, '&e9;'), bomb)), { total: 0, codes: ['xml-doctype'] }],
  ['an entity that nobody defined', voc(xml(box(1, 2, 3, 4, '&foo;'))), { total: 0, codes: ['xml-syntax'] }],
  ['a bare ampersand', voc(xml(box(1, 2, 3, 4, 'a & b'))), { total: 0, codes: ['xml-syntax'] }],
  ['nested folders', { 'n/1/a.xml': xml(), 'n/2/b.xml': xml(undefined, '', 'b.jpg'), 'n/1/a.jpg': 'x', 'n/2/b.jpg': 'x' }, { total: 2, codes: [], media: [2, 0] }],
  ['pictures without a file', { ...voc(xml()), 'b.jpg': 'x' }, { total: 1, codes: [], media: [2, 0], detail: { mediaNotNamed: 1 } }],
  ['lists of parts, per class and with CRLF', { 'Annotations/a.xml': xml(), 'Annotations/b.xml': xml(undefined, '', 'b.jpg'), 'JPEGImages/a.jpg': 'x', 'JPEGImages/b.jpg': 'x', 'ImageSets/Main/train.txt': 'a\r\n', 'ImageSets/Main/val.txt': 'b\n', 'ImageSets/Main/x_train.txt': 'a 1\nb -1\n' }, { splits: { train: 1, val: 1 }, codes: [] }],
  ['a list that names what is not there', { 'Annotations/a.xml': xml(), 'JPEGImages/a.jpg': 'x', 'ImageSets/Main/train.txt': 'a\nzz\n' }, { splits: { train: 1 }, codes: ['list-without-file'] }],
  ['a part of an object', voc(xml(box(1, 2, 30, 40, 'x', '<part><name>head</name><bndbox><xmin>2</xmin><ymin>3</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>'))), { total: 1, codes: [], detail: { parts: 1 } }],
  ['a rotated box', voc(xml('<object><name>x</name><robndbox><cx>30</cx><cy>30</cy><w>10</w><h>4</h><angle>0.5</angle></robndbox></object>')), { kinds: { rotated_box: 1 }, codes: [] }],
  ['counted from 1', voc(xml(box(1, 1, 100, 80))), { base: 1, codes: [] }],
  ['counted from 0', voc(xml(box(0, 0, 100, 80))), { base: 0, codes: [] }],
  ['a decimal comma', voc(xml(box('1,5', 2, 30, 40))), { total: 1, codes: ['bad-box'] }],
  ['corners swapped', voc(xml(box(30, 2, 1, 40))), { total: 1, codes: ['negative-size'] }],
  ['an object without a place', voc(xml('<object><name>x</name></object>')), { total: 1, codes: ['no-geometry'] }],
  ['blanks, comments and CDATA', voc(xml(`<!-- x --><object><name><![CDATA[x]]></name><bndbox><xmin> 1 </xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object>`)), { kinds: { box: 1 }, labels: ['x'], codes: [] }],
  ['one torn file among good ones', { 'a.xml': xml(), 'b.xml': xml().slice(0, 60), 'c.xml': xml(undefined, '', 'c.jpg'), 'a.jpg': 'x', 'c.jpg': 'x' }, { total: 2, codes: ['xml-syntax'] }],
  ['a path of another computer', voc(xml(undefined, '', 'C:\\data\\a.jpg')), { codes: [], media: [1, 0] }],
];

const line = (value: unknown): string => JSON.stringify(value);
const klass = (name: string, source = 'a.jpg', more: object = {}): string => line({ source, annotation: [{ type: 'modelarts/image_classification', name }], ...more });
const manifest = (...lines: readonly string[]): Files => ({ 'm.manifest': lines.join('\n'), 'a.jpg': 'x', 'b.jpg': 'x' });
const entities = (changed: readonly object[]): string => line({
  source: 'content://😀 Ada in Oslo', annotation: [
    { type: 'modelarts/text_entity', name: 'Person', id: 'E1', property: { '@modelarts:start_index': 2, '@modelarts:end_index': 5 } }, { type: 'modelarts/text_entity', name: 'City', id: 'E2', property: { '@modelarts:start_index': 9, '@modelarts:end_index': 13 } },
    { type: 'modelarts/text_triplet', name: 'in', id: 'R1', property: { '@modelarts:from': 'E1', '@modelarts:to': 'E2' } }, ...changed,
  ],
});
const span = (start: unknown, end: unknown): object => ({ type: 'modelarts/text_entity', name: 'x', property: { '@modelarts:start_index': start, '@modelarts:end_index': end } });
const sound = (start: unknown, end: unknown): string => line({ source: 'a.wav', annotation: [{ type: 'modelarts/audio_segmentation', property: { '@modelarts:start_time': start, '@modelarts:end_time': end, '@modelarts:source': 's1' } }] });
const detection = line({ source: 'obs://b/in/a.jpg', annotation: [{ type: 'modelarts/object_detection', 'annotation-loc': 'obs://b/out/a.xml' }] });

const MANIFEST: readonly Case[] = [
  ['UTF-16', { 'm.manifest': utf16(`${klass('x')}\r\n`, true), 'a.jpg': 'x' }, { total: 1, codes: [], encoding: 'utf-16le' }],
  ['blank lines and CRLF', { 'm.manifest': `\ufeff${klass('x')}\r\n\r\n  \r\n${klass('y', 'b.jpg')}\r\n`, 'a.jpg': 'x', 'b.jpg': 'x' }, { total: 2, codes: [], media: [2, 0] }],
  ['objects of a bucket', { 'm.manifest': detection, 'out/a.xml': xml(), 'in/a.jpg': 'x' }, { kinds: { box: 1 }, codes: [], media: [1, 0] }],
  ['objects that are not there', manifest(detection), { total: 0, codes: ['missing-xml'] }],
  ['classes and objects on one line', { ...manifest(line({ source: 'a.jpg', annotation: [{ type: 'modelarts/image_classification', name: 'x' }, { type: 'modelarts/object_detection', annotation_loc: './a.xml' }] })), 'a.xml': xml() }, { kinds: { classification: 1, box: 1 }, codes: [] }],
  ['usage in any case', manifest(klass('x', 'a.jpg', { usage: 'TRAIN' }), klass('x', 'b.jpg', { usage: 'Eval' })), { splits: { train: 1, eval: 1 }, codes: [] }],
  ['a picture twice, a line of text twice', manifest(klass('x'), klass('y'), line({ source: 'content://hi' }), line({ source: 'content://hi' })), { total: 2, codes: ['duplicate-media'], media: [4, 0] }],
  ['entities and a relation, counted in code points', manifest(entities([])), { kinds: { text_span: 2, relation: 1 }, codes: [] }],
  ['a relation to nobody', manifest(entities([{ type: 'modelarts/text_triplet', name: 'in', property: { '@modelarts:from': 'E1', '@modelarts:to': 'E9' } }])), { total: 4, codes: ['relation-end-missing'] }],
  ['an id twice', manifest(entities([{ ...span(0, 1), id: 'E1' }])), { total: 4, codes: ['duplicate-annotation-id'] }],
  ['offsets as text, behind the end, none at all', manifest(entities([span('0', '1'), span(10, 14), span(null, 2)])), { kinds: { text_span: 5, relation: 1 }, codes: ['manifest-property', 'span-outside'] }],
  ['times that are none, that run backwards, that are one', { 'm.manifest': [sound('1s', '2s'), sound('00:00:05', '00:00:02'), sound('00:00:05', '00:00:05')].join('\n'), 'a.wav': 'x' }, { kinds: { audio_span: 3 }, codes: ['duplicate-media', 'duplicate-media', 'interval-empty', 'interval-reversed', 'manifest-property'] }],
  ['a key frame of a clip', { 'm.manifest': line({ source: 's3://b/in/v_t2.500.jpg', 'sample-type': 0, property: { '@modelarts:parent_source': 's3://b/in/v.mp4', '@modelarts:time_in_video': 2.5 }, annotation: [{ type: 'modelarts/object_detection', 'annotation-loc': 's3://b/out/v_t2.500.xml' }] }), 'out/v_t2.500.xml': xml(undefined, '', 'v_t2.500.jpg'), 'in/v_t2.500.jpg': 'x' }, { kinds: { box: 1 }, codes: [], media: [1, 0] }],
  ['a table', { 'm.manifest': line({ source: 'obs://b/t.csv', 'sample-type': 4, property: '{"@modelarts:schema":[]}' }), 't.csv': 'a,b' }, { total: 0, codes: ['manifest-table'], detail: { tables: 1 } }],
  ['a type of tomorrow', manifest(line({ source: 'a.jpg', annotation: [{ type: 'modelarts/quantum', name: 'x' }, { type: 'modelarts/image_classification', name: 'y' }] })), { total: 1, codes: ['manifest-type'] }],
  ['a torn line', manifest(klass('x'), '{"source":', klass('y', 'b.jpg')), { total: 2, codes: ['manifest-line'] }],
  ['paths that lead out', { 'm.manifest': line({ source: '../../../etc/passwd', annotation: [{ type: 'modelarts/object_detection', 'annotation-loc': '../../../../etc/passwd.xml' }] }) }, { total: 0, codes: ['media-not-found', 'missing-xml', 'path-outside'], media: [1, 1] }],
  ['a class twice', manifest(line({ source: 'a.jpg', annotation: [{ type: 'modelarts/image_classification', name: 'x' }, { type: 'modelarts/image_classification', name: 'x' }] })), { total: 2, codes: ['duplicate-class'] }],
];

describe.each([['coco', COCO], ['voc', VOC], ['modelarts-manifest', MANIFEST]] as const)('%s', (format, cases) => {
  it.each(cases)('%s', async (_, files, expected) => {
    const found = await inspect(memoryTree('set', files), null);
    const codes = found.problems.map((p) => p.code).filter((c) => c !== 'index-base-unknown').sort();
    expect([found.format, codes]).toEqual([format, expected.codes ?? codes]);
    const { total, kinds, media, labels, splits, base, encoding, detail } = expected;
    if (kinds) expect(found.annotations.byKind).toEqual(kinds);
    if (total !== undefined) expect(found.annotations.total).toBe(total);
    if (media) expect(found.media).toEqual({ total: media[0], missing: media[1] });
    if (labels) expect(found.labels.filter((l) => l.count > 0).map((l) => l.name)).toEqual(labels);
    if (splits) expect(found.splits).toEqual(splits);
    if (base !== undefined) expect(found.indexBase).toBe(base);
    if (encoding) expect(found.encoding).toBe(encoding);
    if (detail) expect(found.detail).toMatchObject(detail);
    // Whatever is told can be ruled on.
    expect(codes.filter((code) => !PROBLEM_CODES.includes(code))).toEqual([]);
    for (const p of found.problems) if (p.severity === 'error') expect(p.path, p.code).not.toBe('');
  });
});

describe('what is none of them', () => {
  it.each([
    ['an empty file', { 'a.json': '' }, 'it is empty'], ['CVAT', { 'a.xml': '<annotations><version>1.1</version></annotations>' }, 'looks like CVAT XML'], ['MIT LabelMe', { 'a.xml': '<annotation><filename>a</filename><imagesize/></annotation>' }, 'LabelMe XML'],
    ['labelme', { 'a.json': '{"shapes":[],"imagePath":"a.jpg"}' }, 'labelme JSON'], ['YOLO', { 'data.yaml': 'train: images\nnames: [a]\n' }, 'a YOLO data set'], ['Datumaro', { 'a.json': '{"categories":{},"items":[]}' }, 'Datumaro JSON'], ['VIA', { 'a.json': '{"_via_img_metadata":{}}' }, 'a VIA project'],
    ['doccano', { 'a.jsonl': '{"text":"a","label":[]}' }, 'doccano'], ['Label Studio', { 'a.json': '[{"data":{},"annotations":[{"result":[{"from_name":"x"}]}]}]' }, 'Label Studio JSON'], ['subtitles', { 'a.vtt': 'WEBVTT\n' }, 'WebVTT'], ['COCO panoptic', { 'a.json': cocoText([{ image_id: 1, segments_info: [] }]) }, 'COCO panoptic'],
    ['a list of results', { 'a.json': '[{"image_id":1,"category_id":1,"score":1}]' }, 'detection results'], ['SageMaker', { 'a.manifest': '{"source-ref":"a.jpg"}' }, 'SageMaker'], ['a manifest as one list', { 'a.json': `[${klass('x')}]` }, 'one JSON object on each line'], ['a manifest in GBK', { 'a.manifest': latin(`{"source":"\xb4\xac.jpg"}`) }, 'not UTF-8'],
    ['torn JSON', { 'a.json': '{"images":[{"id":1,"fi' }, 'ends in the middle'], ['the three lists with something else in them', { 'a.json': '{"images":[1],"annotations":["a"],"categories":[]}' }, 'not what COCO keeps there'], ['pictures alone', { 'a.jpg': 'x' }, 'none of the formats'], ['an archive', { 'a.zip': latin('PK\u0003\u0004\u0000\u0000') }, 'an archive; unpack it first'], ['nothing', {}, 'there are no files'],
  ] as readonly (readonly [string, Files, string])[])('%s: no format, no count, and the reason', async (_, files, reason) => {
    const found = await inspect(memoryTree('set', files), null);
    expect([found.format, found.annotations.total]).toEqual([null, 0]);
    expect(found.reasons.join('\n')).toContain(reason);
  });

  it('a file that cannot be read beside others that can is told, and they are counted', async () => {
    const tree = memoryTree('set', { ...coco([object()]), 'b.json': cocoText([object()]) });
    const broken = { ...tree, stream: (path: string, from?: number) => (path === 'b.json' ? memoryTree('', {}).stream(path) : tree.stream(path, from)) };
    const found = await inspect(broken, null);
    expect([found.format, found.annotations.total, found.problems.map((p) => [p.severity, p.code, p.path])]).toEqual(['coco', 1, [['error', 'file-unreadable', 'b.json']]]);
  });

  it('two formats in one folder: one is read, the other is named', async () => {
    const found = await inspect(memoryTree('set', { ...coco([object()]), 'a.xml': xml() }), null);
    expect([found.format, found.annotations.total]).toEqual(['coco', 1]);
    expect(found.reasons.at(-1)).toContain('it also holds files of the format voc');
  });
});
