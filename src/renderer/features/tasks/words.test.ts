import { describe, expect, it } from 'vitest';
import type { TaskInfo } from '../../../shared/contract/api';
import { taskProblems } from './words';

const task = (codes: readonly string[], title = 'task.scan', dataType = 'image'): TaskInfo => ({
  id: 'a'.repeat(32) as TaskInfo['id'], title, values: { dataType, name: 'quay' }, state: 'done', done: 9, total: 9, started: 0, ended: 1, problems: codes.length, outcome: {}, again: false,
  failures: codes.map((code) => ({ code, message: code, details: { name: 'x.png' } })),
});

describe('what is said of files with problems', () => {
  it('of pictures that cannot be read: that', () => {
    expect(taskProblems(task(['file-empty', 'file-disguised']))).toBe('2 pictures could not be read');
  });
  it('never that a picture could not be read that only has the wrong name', () => {
    expect(taskProblems(task(['file-empty', 'file-misnamed']))).toBe('2 files have problems');
    expect(taskProblems(task(['file-misnamed']))).toBe('1 file has a problem');
    expect(taskProblems(task(['file-encoding', 'file-encoding'], 'task.sync', 'text'))).toBe('2 files have problems');
  });
  it('of other work, and of nothing', () => {
    expect(taskProblems(task(['file-misnamed'], 'task.export'))).toBe('1 could not be done');
    expect(taskProblems(task([]))).toBeNull();
  });
});
