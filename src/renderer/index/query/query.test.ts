import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEDIA_FORMATS, MEDIA_PROBLEMS } from '../../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { anyQuery, LABELS, plainRow } from './arbitraries.testing';
import { columnsOf, PLAIN, textColumn } from './columns.testing';
import type { PlainRow } from './columns.testing';
import { createQueryEngine } from './engine';
import { marksOf } from './evaluate';
import { compareNatural, orderByFloat64, orderByText, orderByUint32, randomOrder } from './order';
import { foldText, indexTexts, searchTexts } from './text';
import { packMarks } from '../../../shared/contract/columns';
import { EVERYTHING } from './types';
import type { Query } from './types';

const ALL = { names: true, dataset: true, job: true };

/** Says in the plainest way whether a row passes; `without` leaves one facet out. */
function passes(row: PlainRow, q: Query, without?: 'states' | 'labels' | 'marks' | 'problems' | 'formats' | 'statuses'): boolean {
  const marks: readonly string[] = marksOf(packMarks(row.marks.hard, row.marks.flag, row.marks.stars));
  const inText = q.text === '' || foldText(row.path).includes(foldText(q.text)) || row.labels.some((label) => q.textLabels.includes(label));
  return (q.tab === 'all' || row.state === q.tab)
    && (without === 'states' || q.states.length === 0 || q.states.includes(row.state))
    && (without === 'labels' || (q.labels.length === 0 && !q.unlabeled) || (q.unlabeled && row.labels.length === 0) || row.labels.some((label) => q.labels.includes(label)))
    && (without === 'marks' || q.marks.length === 0 || q.marks.some((mark) => marks.includes(mark)))
    && (without === 'problems' || q.problems.length === 0 || q.problems.includes(row.problem))
    && (without === 'formats' || q.formats.length === 0 || q.formats.includes(row.format))
    && (without === 'statuses' || (q.statuses.length === 0 ? row.status !== 'removed' : q.statuses.includes(row.status)))
    && (!q.twins || row.twins !== 0) && (q.from === null || row.mtime >= q.from) && (q.to === null || row.mtime <= q.to) && inText;
}

describe('a query', () => {
  it('gives the rows that a plain filter gives, and counts every facet without its own condition', () => {
    fc.assert(fc.property(fc.array(plainRow, { maxLength: 40 }), anyQuery, fc.boolean(), (rows, query, prepared) => {
      const engine = createQueryEngine();
      const { dataset, job } = columnsOf(rows);
      engine.setColumns(dataset, job, ALL);
      if (prepared) engine.prepare();
      const { rows: got, counts } = engine.run(query);
      const expected = rows.flatMap((row, i) => (passes(row, query) ? [i] : []));
      expect([...got].sort((a, b) => a - b)).toEqual(expected);
      expect(counts.total).toBe(expected.length);
      const facet = (without: 'states' | 'labels' | 'marks' | 'problems' | 'formats' | 'statuses', is: (row: PlainRow) => boolean): number => rows.filter((row) => passes(row, query, without) && is(row)).length;
      expect(counts.states).toEqual(SAMPLE_STATES.map((state) => facet('states', (row) => row.state === state && (query.tab === 'all' || query.tab === state))));
      for (const label of LABELS) expect(counts.labels[label] ?? 0).toBe(facet('labels', (row) => row.labels.includes(label)));
      expect(counts.unlabeled).toBe(facet('labels', (row) => row.labels.length === 0));
      expect(counts.problems).toEqual(MEDIA_PROBLEMS.map((problem) => facet('problems', (row) => row.problem === problem)));
      expect(counts.formats).toEqual(MEDIA_FORMATS.map((format) => facet('formats', (row) => row.format === format)));
      expect(counts.marks.hard).toBe(facet('marks', (row) => row.marks.hard));
      expect(counts.tabs.all).toBe(rows.filter((row) => row.status !== 'removed').length);
    }), { numRuns: 400 });
  });

  it('orders by the asked key, and descending is the reverse', () => {
    fc.assert(fc.property(fc.array(plainRow, { maxLength: 40 }), anyQuery, (rows, query) => {
      const engine = createQueryEngine();
      const { dataset, job } = columnsOf(rows);
      engine.setColumns(dataset, job, ALL);
      const up = [...engine.run({ ...query, descending: false }).rows];
      expect([...engine.run({ ...query, descending: true }).rows].reverse()).toEqual(up);
      const key = (row: number): number => {
        const plain = rows[row] ?? PLAIN;
        switch (query.sort) {
          case 'date': return plain.mtime;
          case 'size': return plain.size;
          case 'objects': return plain.objects;
          case 'state': return SAMPLE_STATES.indexOf(plain.state);
          default: return 0;
        }
      };
      for (let i = 1; i < up.length; i++) expect(key(up[i - 1] ?? 0)).toBeLessThanOrEqual(key(up[i] ?? 0));
    }));
  });

  it('sees what changed in the columns after a patch', () => {
    const { dataset, job } = columnsOf([{ ...PLAIN, objects: 1 }, { ...PLAIN, objects: 2 }]);
    const engine = createQueryEngine();
    engine.setColumns(dataset, job, ALL);
    expect([...engine.run({ ...EVERYTHING, sort: 'objects' }).rows]).toEqual([0, 1]);
    job.objects[0] = 9;
    engine.setColumns(dataset, job, { names: false, dataset: false, job: true });
    expect([...engine.run({ ...EVERYTHING, sort: 'objects' }).rows]).toEqual([1, 0]);
  });

  it('keeps a random order while samples are added', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ ...PLAIN, path: `${i}` }));
    const { dataset } = columnsOf(rows);
    const thirty = [...randomOrder(dataset.ids, 30, 5)];
    expect(thirty).not.toEqual(rows.map((_, i) => i));
    expect([...randomOrder(dataset.ids, 20, 5)]).toEqual(thirty.filter((row) => row < 20));
    expect([...randomOrder(dataset.ids, 30, 6)]).not.toEqual(thirty);
  });
});

describe('search in a text column', () => {
  it('finds what includes() finds, never across two rows', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '/', 'Σ', 'ß', 'İ', 'e\u0301', '好', '-'), maxLength: 6 });
    fc.assert(fc.property(fc.array(text, { maxLength: 20 }), text, text, (texts, needle, more) => {
      const index = indexTexts(textColumn(texts), texts.length);
      const holds = (wanted: string): number[] => texts.map((t) => (foldText(t).includes(foldText(wanted)) ? 1 : 0));
      const hits = searchTexts(index, needle);
      expect([...hits]).toEqual(holds(needle));
      // Typed on: only what is left is looked at, with the same answer.
      if (foldText(needle + more).includes(foldText(needle))) expect([...searchTexts(index, needle + more, hits)]).toEqual(holds(needle + more));
    }), { numRuns: 1000 });
  });
});

describe('orders', () => {
  it('sorts numbers like Array.sort, stable', () => {
    fc.assert(fc.property(fc.array(fc.nat(0xffffffff)), (keys) => {
      const expected = keys.map((_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
      expect([...orderByUint32(Uint32Array.from(keys))]).toEqual(expected);
      expect([...orderByFloat64(Float64Array.from(keys, (k) => k * 1.7))]).toEqual(expected);
    }));
  });
  it('puts shot2 before shot10 and lines of a file in their order', () => {
    const column = textColumn(['shot10', 'shot2', 'shot02', 'a', 'shot', 'shot2b']);
    const order = [...orderByText(column, new Uint32Array(6), 6)].map((i) => ['shot10', 'shot2', 'shot02', 'a', 'shot', 'shot2b'][i]);
    expect(order).toEqual(['a', 'shot', 'shot2', 'shot02', 'shot2b', 'shot10']);
    expect(compareNatural(column, 1, 2)).toBe(0);
    expect([...orderByText(textColumn(['t', 't', 't']), Uint32Array.of(3, 1, 2), 3)]).toEqual([1, 2, 0]);
  });
});
