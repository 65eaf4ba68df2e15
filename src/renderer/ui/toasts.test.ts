import { beforeEach, describe, expect, it } from 'vitest';
import { dismissToast, toast, useToasts } from './toasts';

const texts = (): readonly string[] => useToasts.getState().toasts.map(({ text }) => text);

describe('notes', () => {
  beforeEach(() => useToasts.setState({ toasts: [] }));

  it('a new one takes the place of one that only told how something went', () => {
    toast('2 boxes removed');
    toast('3 boxes removed');
    expect(texts()).toEqual(['3 boxes removed']);
  });
  it('warnings, failures and what waits for an answer stay beside it', () => {
    toast('3 files have problems', { tone: 'warn' });
    toast('Labels came with the files', { lasts: 0 });
    toast('2 boxes removed');
    expect(texts()).toEqual(['3 files have problems', 'Labels came with the files', '2 boxes removed']);
    toast('Nothing to undo');
    expect(texts()).toEqual(['3 files have problems', 'Labels came with the files', 'Nothing to undo']);
  });
  it('the same words are there once, a failure stays until it is closed', () => {
    toast('It failed', { tone: 'bad' });
    const close = toast('It failed', { tone: 'bad' });
    expect(useToasts.getState().toasts).toMatchObject([{ lasts: 0 }]);
    close();
    expect(texts()).toEqual([]);
  });
  it('at most three; taking away one that is gone changes nothing', () => {
    for (const n of [1, 2, 3, 4]) toast(`Failure ${n}`, { tone: 'bad' });
    expect(texts()).toEqual(['Failure 2', 'Failure 3', 'Failure 4']);
    dismissToast(-1);
    expect(texts()).toHaveLength(3);
  });
});
