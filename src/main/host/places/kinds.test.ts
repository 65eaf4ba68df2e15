import { describe, expect, it } from 'vitest';
import type { DirEntry } from '../../ports/file-system';
import { FileSystemError } from '../../ports/file-system';
import { countKinds, MOST_FOLDERS, MOST_NAMES } from './kinds';

/** Folders by path; names that end in "/" are folders, those with "->" links. */
function tree(folders: Readonly<Record<string, readonly string[] | null>>) {
  const listed: string[] = [];
  const list = (path: string): Promise<readonly DirEntry[]> => {
    listed.push(path);
    const names = folders[path];
    if (!names) return Promise.reject(new FileSystemError('EACCES', path));
    return Promise.resolve(names.map((name): DirEntry => (name.endsWith('/') ? { name: name.slice(0, -1), kind: 'folder' } : name.endsWith('->') ? { name: name.slice(0, -2), kind: 'link' } : { name, kind: 'file' })));
  };
  return { fs: { list }, listed };
}

describe('kinds in a folder', () => {
  it('counts what lies in folders inside, and nothing that a dataset would not list', async () => {
    const { fs, listed } = tree({
      '/calls': ['readme.txt', 'day 1/', 'day 2/', '.git/', '__MACOSX/', 'Thumbs.db', 'linked.wav->', 'elsewhere->'],
      '/calls/day 1': ['a.wav', 'b.MP3', 'notes.docx', 'deep/'],
      '/calls/day 1/deep': ['c.flac'],
      '/calls/day 2': ['cover.jfif', '~$a.wav'],
    });
    expect(await countKinds(fs, '/calls')).toEqual({ byType: { image: 1, audio: 4, text: 1, video: 0 }, folders: 3, complete: true });
    expect(listed).toEqual(['/calls', '/calls/day 1', '/calls/day 2', '/calls/day 1/deep']);
  });

  it('stops at its limits and says so', async () => {
    const wide = tree({ '/w': Array.from({ length: MOST_FOLDERS + 50 }, (_, i) => `${i}/`), ...Object.fromEntries(Array.from({ length: MOST_FOLDERS + 50 }, (_, i) => [`/w/${i}`, ['a.mp4']])) });
    expect(await countKinds(wide.fs, '/w')).toEqual({ byType: { image: 0, audio: 0, text: 0, video: MOST_FOLDERS }, folders: MOST_FOLDERS, complete: false });
    const full = tree({ '/f': [...Array.from({ length: MOST_NAMES }, (_, i) => `${i}.png`), 'inside/'], '/f/inside': ['a.wav'] });
    expect(await countKinds(full.fs, '/f')).toMatchObject({ byType: { image: MOST_NAMES, audio: 0 }, folders: 0, complete: false });
    expect(full.listed).toEqual(['/f']);
  });

  it('passes over a folder inside that it may not read, but not over the folder itself', async () => {
    const { fs } = tree({ '/p': ['a.jpg', 'locked/', 'open/'], '/p/locked': null, '/p/open': ['b.jpg'] });
    expect(await countKinds(fs, '/p')).toEqual({ byType: { image: 2, audio: 0, text: 0, video: 0 }, folders: 1, complete: false });
    await expect(countKinds(fs, '/none')).rejects.toBeInstanceOf(FileSystemError);
  });
});
