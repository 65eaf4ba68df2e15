import { expect, it } from 'vitest';
import { describeRefused, withoutEmpty } from './stays-out';

it('says which files are empty and which cannot be read, the first of many by name', () => {
  const { files, empty } = withoutEmpty([{ file: new File(['x'], 'a.jpg'), path: 'quay/a.jpg' }, { file: new File([], 'b.jpg'), path: 'quay/b.jpg' }]);
  expect(files.map((f) => f.path)).toEqual(['quay/a.jpg']);
  expect(describeRefused(empty)).toEqual(['Empty, stays out: quay/b.jpg']);
  const many = Array.from({ length: 1_203 }, (_, i) => ({ path: `${i}.png`, reason: 'empty' as const }));
  expect(describeRefused([{ path: 'gone.wav', reason: 'unreadable' }, ...many])).toEqual(['Empty, stay out: 0.png, 1.png, 2.png, and 1,200 more', 'Cannot be read, stays out: gone.wav']);
  expect(describeRefused([])).toEqual([]);
});
