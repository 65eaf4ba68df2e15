import { describe, expect, it } from 'vitest';
import { NO_MARKS } from '../../domain/job';
import type { LabelId } from '../../kernel/ids';
import type { ColumnBlob } from '../blob-types';
import { BLOB_COLUMNS, BLOB_KINDS, decodeBlob, encodeBlob, MARK_FIELDS, parseAttributes, type BlobKind, type BlobMetas } from './kinds';
import { markField, markNumber, withMark } from './marks';

const metas: BlobMetas = {
  samples: null, facts: null, status: null, relinks: null, annotations: null, geometries: null, answers: null, marks: null,
  classes: { palette: [[], ['5f'.repeat(16) as LabelId]] }, boxes: { labels: ['5f'.repeat(16) as LabelId] }, relabels: { labels: ['5f'.repeat(16) as LabelId] },
};

function example(kind: BlobKind, rows = 3): ColumnBlob {
  const columns = Object.fromEntries(Object.entries(BLOB_COLUMNS[kind]).map(([name, type]) => {
    switch (type) {
      case 'text': return [name, Array.from({ length: rows }, (_, i) => (name === 'attributes' || kind === 'answers' ? '' : `p/${i}`))];
      case 'id': return [name, new Uint8Array(16 * rows).fill(7)];
      case 'hash': return [name, new Uint8Array(32 * rows).fill(9)];
      case 'u8': return [name, new Uint8Array(rows)];
      case 'u16': return [name, new Uint16Array(rows)];
      case 'u32': return [name, new Uint32Array(rows)];
      case 'f64': return [name, new Float64Array(rows).fill(1.5)];
    }
  }));
  return encodeBlob(kind, rows, metas[kind], columns as never);
}

describe('blobs', () => {
  it.each(BLOB_KINDS)('%s: encoded and decoded again', (kind) => {
    const blob = example(kind);
    const back = decodeBlob(kind, blob);
    expect(back.ok && back.value.rows).toBe(3);
    expect(back.ok && Object.keys(back.value.columns)).toEqual(Object.keys(BLOB_COLUMNS[kind]));
  });

  it.each(BLOB_KINDS)('%s: refused when a column is missing, too short, of another type or unexpected', (kind) => {
    const blob = example(kind);
    for (const name of Object.keys(blob.columns)) {
      const { [name]: gone, ...others } = blob.columns;
      expect(decodeBlob(kind, { ...blob, columns: others }).ok).toBe(false);
      expect(decodeBlob(kind, { ...blob, columns: { ...others, [name]: { type: 'f32', data: new Float32Array(3) } } }).ok).toBe(false);
      expect(decodeBlob(kind, { ...blob, columns: { ...others, [name]: { ...gone, data: gone?.type === 'text' ? [...gone.data].slice(1) : (gone?.data as Uint8Array).slice(1) } } } as ColumnBlob).ok).toBe(false);
    }
    expect(decodeBlob(kind, { ...blob, columns: { ...blob.columns, more: { type: 'u8', data: new Uint8Array(3) } } }).ok).toBe(false);
    expect(decodeBlob(kind, { ...blob, kind: 'other' }).ok).toBe(false);
    expect(decodeBlob(kind, { ...blob, rows: 0 }).ok).toBe(false);
    expect(decodeBlob(kind, { ...blob, meta: { palette: 'x' } }).ok).toBe(false);
  });

  const bad: readonly [BlobKind, string, unknown][] = [
    ['samples', 'path', ['a', '../b', 'c']], ['samples', 'path', ['a', '/b', 'c']], ['samples', 'size', Float64Array.of(1, -1, 2)], ['samples', 'mtime', Float64Array.of(1, Number.NaN, 2)],
    ['relinks', 'wasPath', ['', 'a', 'b']], ['facts', 'format', Uint8Array.of(0, 99, 0)], ['facts', 'orientation', Uint8Array.of(0, 9, 0)], ['facts', 'duration', Float64Array.of(0, Infinity, 0)],
    ['status', 'to', Uint8Array.of(0, 4, 0)], ['classes', 'to', Uint16Array.of(0, 1, 2)], ['boxes', 'label', Uint16Array.of(0, 0, 1)],
    ['boxes', 'width', Float64Array.of(1, 0, 1)], ['boxes', 'height', Float64Array.of(1, 1, Number.NaN)], ['boxes', 'attributes', ['', '{', '']], ['boxes', 'attributes', ['', '{"a":"b"}', '']],
    ['geometries', 'x', Float64Array.of(1, Number.NaN, 1)], ['geometries', 'height', Float64Array.of(1, -1, 1)], ['geometries', 'wasY', Float64Array.of(1, Infinity, 1)], ['geometries', 'wasWidth', Float64Array.of(1, 0, 1)],
    ['relabels', 'to', Uint16Array.of(0, 1, 0)], ['relabels', 'was', Uint16Array.of(0, 0, 9)], ['answers', 'to', ['', '[]', '']], ['answers', 'was', ['', '', '{"a":"b"}']],
    ['marks', 'field', Uint8Array.of(0, 3, 0)], ['marks', 'to', Uint8Array.of(0, 2, 0)],
  ];
  it.each(bad)('%s: refuses values out of range in column %s', (kind, column, data) => {
    const blob = example(kind);
    const broken = { ...blob, columns: { ...blob.columns, [column]: { ...blob.columns[column], data } } } as ColumnBlob;
    expect(decodeBlob(kind, broken)).toMatchObject({ ok: false, error: { code: 'bad-blob' } });
  });

  it('throws when a service makes a blob that nobody could read', () => {
    expect(() => encodeBlob('status', 2, null, { sample: new Uint8Array(32), to: Uint8Array.of(0, 9), was: new Uint8Array(2) })).toThrow(RangeError);
    expect(() => encodeBlob('status', 2, null, { sample: new Uint8Array(31), to: new Uint8Array(2), was: new Uint8Array(2) })).toThrow(RangeError);
  });

  it('carries attributes as JSON', () => {
    expect(parseAttributes('')).toEqual({});
    expect(parseAttributes(JSON.stringify({ ['8b'.repeat(16)]: 'ketch' }))).toEqual({ ['8b'.repeat(16)]: 'ketch' });
    expect(parseAttributes('[]')).toBeNull();
  });

  it('carries marks as numbers', () => {
    const marks = { hard: true, flag: 'reject', stars: 4 } as const;
    const back = MARK_FIELDS.reduce((m, _f, i) => withMark(m, markField(i), markNumber(marks, markField(i))), NO_MARKS);
    expect(back).toEqual(marks);
  });
});
