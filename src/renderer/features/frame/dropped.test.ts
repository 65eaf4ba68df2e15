import { describe, expect, it } from 'vitest';
import { entriesOf, looksLikeLabels, MOST_FILES } from './dropped';

type Tree = { readonly [name: string]: Tree | string };

function entryOf(name: string, content: Tree | string): FileSystemEntry {
  if (typeof content === 'string') return { name, isFile: true, isDirectory: false, file: (done: (file: File) => void, failed: () => void) => (content === 'gone' ? failed() : done(new File([content], name))) } as unknown as FileSystemEntry;
  const all = Object.entries(content).map(([inside, what]) => entryOf(inside, what));
  return {
    name, isFile: false, isDirectory: true,
    createReader: () => {
      let at = 0;
      return { readEntries: (done: (entries: FileSystemEntry[]) => void) => { done(all.slice(at, at + 100)); at += 100; } };
    },
  } as unknown as FileSystemEntry;
}

const drop = (tree: Tree): DataTransfer => ({ items: Object.entries(tree).map(([name, content]) => ({ kind: 'file', webkitGetAsEntry: () => entryOf(name, content), getAsFile: () => new File([], name) })) }) as unknown as DataTransfer;

describe('what is dropped', () => {
  it('is read through all folders, however many there are in one, without what systems scatter', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}.jpg`, 'x']));
    const { files, unreadable, more } = await entriesOf(drop({ 'a.jpg': 'a', quay: { 'b.jpg': 'b', '.DS_Store': 'x', march: { 'c.jpg': 'c', 'lost.jpg': 'gone' } }, many })).read();
    expect(more).toBe(false);
    expect(files.slice(0, 3).map((f) => f.path)).toEqual(['a.jpg', 'quay/b.jpg', 'quay/march/c.jpg']);
    expect(files).toHaveLength(253);
    expect(unreadable).toEqual(['quay/march/lost.jpg']);
  });
  it('stops where it becomes too much', async () => {
    const { files, more } = await entriesOf(drop({ many: Object.fromEntries(Array.from({ length: MOST_FILES + 5 }, (_, i) => [`${i}.jpg`, 'x'])) })).read();
    expect([files.length, more]).toEqual([MOST_FILES, true]);
  });
  it('knows folders at once', () => {
    expect(entriesOf(drop({ quay: {}, 'a.jpg': 'a' })).folders.map((f) => f.name)).toEqual(['quay']);
  });
  it('tells label files by their names', () => {
    expect(['a.json', 'b.XML', 'c.manifest', 'd.jpg', 'json'].map(looksLikeLabels)).toEqual([true, true, true, false, false]);
  });
});
