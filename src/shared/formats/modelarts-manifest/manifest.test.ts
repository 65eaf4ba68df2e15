import { describe, expect, it } from 'vitest';
import { Collector } from '../collect';
import { inPieces, readAll } from '../formats.testing';
import { memoryOut, memoryTree } from '../tree';
import golden from './golden/mixed.manifest?raw';
import { modelartsManifest } from '.';
import { secondsOf, timeText } from './words';

const xml = '<annotation><folder>NA</folder><filename>b.png</filename><size><width>64</width><height>48</height><depth>3</depth></size><object><name>boat</name><bndbox><xmin>0</xmin><ymin>0</ymin><xmax>64</xmax><ymax>48</ymax></bndbox></object><object><name>rope</name><line><x1>1</x1><y1>2</y1><x2>3</x2><y2>4</y2></line></object></annotation>';
const files = { 'mixed.manifest': golden, 'annotations/b.xml': xml, 'pictures/a.png': 'x', 'sounds/horn.wav': 'x' };

describe('reading', () => {
  it('every type of line, local and in a bucket, with underscores and any case of usage', async () => {
    const read = await readAll(modelartsManifest, files);
    expect(read.confidence).toBeGreaterThan(0.9);
    expect(read.items.map((m) => [m.dataType, m.path, m.present, m.splits])).toEqual([
      ['image', 'pictures/a.png', true, ['train']], ['image', 'in/pictures/b.png', false, ['eval']], ['text', 'mixed.manifest#3', true, []], ['text', 'mixed.manifest#4', true, []], ['text', 'mixed.manifest#5', true, []], ['audio', 'sounds/horn.wav', true, []],
    ]);
    expect(read.annotations.map((a) => [a.media, a.shape.kind, read.labels[a.label]?.name ?? null, a.author])).toEqual([
      [0, 'classification', 'ferry', 'person'], [0, 'classification', 'sea', 'model'], [1, 'box', 'boat', 'person'], [1, 'line', 'rope', 'person'], [2, 'classification', 'complaint', null],
      [4, 'text_span', 'Person', null], [4, 'text_span', 'City', null], [4, 'relation', 'travels', null], [5, 'classification', 'horn', null], [5, 'transcript', null, null], [5, 'audio_span', 'mate', null],
    ]);
    expect(read.annotations[5]?.shape).toEqual({ kind: 'text_span', start: 2, end: 5 });
    expect(read.annotations[10]?.shape).toEqual({ kind: 'audio_span', start: 1.2, end: 3603.05, text: 'hi' });
    expect(read.annotations[2]?.shape).toEqual({ kind: 'box', x: 0, y: 0, width: 64, height: 48 });
    expect(read.counts).toEqual({ unlabeled: 1 });
    expect(read.codes()).toEqual([]);
    expect((await readAll(modelartsManifest, inPieces(memoryTree('set', files), 3))).annotations).toEqual(read.annotations);
  });

  it.each([
    ['manifest-line', '{"source":"a.png",}'], ['manifest-line', '[1]'], ['manifest-no-source', '{"annotation":[]}'], ['manifest-annotation', '{"source":"a.png","annotation":{}}'], ['manifest-annotation', '{"source":"a.png","annotation":[7]}'],
    ['manifest-type', '{"source":"a.png","annotation":[{"type":"modelarts/other"}]}'], ['missing-xml', '{"source":"a.png","annotation":[{"type":"modelarts/object_detection","annotation-loc":"gone.xml"}]}'],
    ['manifest-no-loc', '{"source":"a.png","annotation":[{"type":"modelarts/object_detection"}]}'], ['empty-label-name', '{"source":"a.png","annotation":[{"type":"modelarts/image_classification"}]}'],
    ['manifest-property', '{"source":"content://x","annotation":[{"type":"modelarts/text_entity","name":"a"}]}'], ['span-outside', '{"source":"content://x","annotation":[{"type":"modelarts/text_entity","name":"a","property":{"@modelarts:start_index":0,"@modelarts:end_index":2}}]}'],
    ['manifest-property', '{"source":"a.wav","annotation":[{"type":"modelarts/audio_segmentation","property":{"@modelarts:start_time":"1","@modelarts:end_time":"2"}}]}'], ['manifest-usage', '{"source":"a.png","usage":"often"}'],
  ])('tells %s, with the line, and reads the rest', async (code, line) => {
    const read = await readAll(modelartsManifest, { 'a.manifest': `{"source":"first.png","annotation":[{"type":"modelarts/image_classification","name":"x"}]}\n${line}\n{"source":"last.png"}` });
    expect(read.problems.filter((p) => p.code === code).map((p) => p.line)).toEqual([2]);
    expect(read.items.map((m) => m.path)).toEqual(expect.arrayContaining(['first.png', 'last.png']));
  });

  it('a SageMaker manifest and plain JSON lines are not taken for it', async () => {
    for (const text of ['{"source-ref":"s3://b/a.png","label":1}', '{"text":"a","label":[]}', '']) {
      const tree = memoryTree('set', { 'a.manifest': text });
      expect((await modelartsManifest.detect(tree, tree.files)).confidence).toBeLessThan(0.5);
    }
  });
});

describe('writing', () => {
  it('what was read reads back the same', async () => {
    const all = new Collector();
    await modelartsManifest.read(memoryTree('set', files), ['mixed.manifest'], all, {});
    const out = memoryOut();
    expect(await modelartsManifest.write(all.source(), out, { file: null, mediaFolder: '' })).toEqual([]);
    const before = await readAll(modelartsManifest, files);
    const after = await readAll(modelartsManifest, { 'pictures/a.png': 'x', 'sounds/horn.wav': 'x', ...Object.fromEntries(out.written) });
    const plain = (r: typeof before): unknown[] => r.annotations.map(({ media, shape, label, confidence }) => ({ media, shape, name: r.labels[label]?.name, confidence })).sort((a, b) => a.media - b.media);
    expect(plain(after)).toEqual(plain(before));
    expect(after.items.map((m) => [m.source.replace(/^s3:.*b\.png$/, 'b'), m.splits, m.text])).toEqual(before.items.map((m) => [m.source.replace(/^(obs:\/\/bay\/in|\.)\//, '').replace(/^s3:.*b\.png$/, 'b'), m.splits, m.text]));
    expect(after.codes()).toEqual([]);
  });

  it('classes of a clip become a property, which is said, and come back', async () => {
    const all = new Collector();
    all.label({ name: 'landing', extra: null });
    all.media({ path: 'clip.mp4', source: 'clip.mp4', present: true, dataType: 'video', width: 0, height: 0, splits: [], text: null, file: '', line: 0, id: '', extra: null });
    all.annotation({ media: 0, label: 0, shape: { kind: 'classification' }, box: null, area: null, id: '', file: '', line: 0, crowd: false, attributes: null, author: null, confidence: null, extra: null });
    const out = memoryOut();
    expect(await modelartsManifest.write(all.source(), out, { file: null, mediaFolder: 'media' })).toEqual([{ kind: 'classification of a clip', count: 1, becomes: 'property' }]);
    const line = JSON.parse(new TextDecoder().decode(out.written.get('labels.manifest'))) as unknown;
    expect(line).toEqual({ source: 'media/clip.mp4', 'sample-type': 6, property: { 'labelwright:labels': ['landing'] } });
    const back = await readAll(modelartsManifest, Object.fromEntries(out.written));
    expect([back.items[0]?.dataType, back.annotations.map((a) => a.shape.kind)]).toEqual(['video', ['classification']]);
  });

  it('times', () => {
    expect([0, 1.2, 59.9996, 3603.05, 360_000].map(timeText)).toEqual(['00:00:00.000', '00:00:01.200', '00:01:00.000', '01:00:03.050', '100:00:00.000']);
    expect(['00:00:01.200', '100:00:00', '0:61:00', 'x', 3].map(secondsOf)).toEqual([1.2, 360_000, null, null, 3]);
  });
});
