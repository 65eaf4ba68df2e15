import { describe, expect, it } from 'vitest';
import { MEDIA_PROBLEMS } from '../../../shared/domain/dataset';
import { columnsOf, PLAIN } from '../../index/query/columns.testing';
import { figuresOf } from './figures';

describe('figures of a dataset', () => {
  it('leave removed samples out and name the rows of what needs a look', () => {
    const { dataset } = columnsOf([
      { ...PLAIN, size: 10, twins: 1 }, { ...PLAIN, size: 5, twins: 1, status: 'missing' }, { ...PLAIN, size: 100, status: 'removed', problem: 'empty' },
      { ...PLAIN, size: 1, status: 'changed', problem: 'unreadable' }, { ...PLAIN, size: 1, problem: 'unreadable' },
    ]);
    const figures = figuresOf(dataset);
    expect(figures).toMatchObject({ samples: 4, measured: 4, bytes: 17, twins: 2 });
    expect([...figures.missing]).toEqual([1]);
    expect([...figures.changed]).toEqual([3]);
    expect(figures.problems[MEDIA_PROBLEMS.indexOf('unreadable')]).toEqual([3, 4]);
    expect(figures.problems[MEDIA_PROBLEMS.indexOf('empty')]).toEqual([]);
  });
});
