/** Files that were renumbered, swapped, replaced and copied: each content keeps its sample. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SampleStatus } from '../../../shared/domain/dataset';
import { pairLines, pairMoved, settle, type After, type Before } from './compare';

const was = (path: string, hash: string, status: SampleStatus = 'present'): Before<string> => ({ sample: `${path}=${hash}`, path, size: 1, status, hash });
const is = (path: string, hash: string): After => ({ path, size: 1, hash });
const look = (displaced: readonly Before<string>[], found: readonly After[]) => {
  const { moved, changed, missing, fresh } = settle(displaced, found);
  return { moved: moved.map(({ from, to }) => `${from.path}>${to.path}`), changed: changed.map(({ from }) => from.path), missing: missing.map(({ path }) => path), fresh: fresh.map(({ path }) => path) };
};

it('a swap is two moves', () => {
  expect(look([was('a', 'x'), was('b', 'y')], [is('a', 'y'), is('b', 'x')])).toEqual({ moved: ['a>b', 'b>a'], changed: [], missing: [], fresh: [] });
});

it('everything renumbered by one, with a new file in the gap', () => {
  expect(look([was('1', 'x'), was('2', 'y'), was('3', 'z')], [is('1', 'new'), is('2', 'x'), is('3', 'y'), is('4', 'z')])).toEqual({ moved: ['1>2', '2>3', '3>4'], changed: [], missing: [], fresh: ['1'] });
});

it('a file that was replaced by one that was renamed is missing, not changed', () => {
  expect(look([was('a', 'x'), was('b', 'y')], [is('b', 'x')])).toEqual({ moved: ['a>b'], changed: [], missing: ['b'], fresh: [] });
});

it('another content at the same path, and nowhere the old one: changed', () => {
  expect(look([was('a', 'x')], [is('a', 'y')])).toEqual({ moved: [], changed: ['a'], missing: [], fresh: [] });
  expect(look([was('a', 'x')], [is('a', '')])).toEqual({ moved: [], changed: ['a'], missing: [], fresh: [] });
});

it('of several samples of a path the one that is not missing is changed', () => {
  const { changed, missing } = settle([was('a', 'x', 'missing'), was('a', 'y')], [is('a', 'z')]);
  expect([changed.map(({ from }) => from.sample), missing.map(({ sample }) => sample)]).toEqual([['a=y'], ['a=x']]);
});

it('a removed sample follows its content, but takes it from nobody', () => {
  expect(look([was('a', 'x', 'removed')], [is('b', 'x')]).moved).toEqual(['a>b']);
  expect(look([was('a', 'x', 'removed'), was('c', 'x')], [is('b', 'x')])).toMatchObject({ moved: ['c>b'], missing: ['a'] });
});

it('any renaming of files with different content is understood whole, whatever else was deleted or added', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(30), { minLength: 1 }), fc.array(fc.nat(30)), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (ids, gone, random) => {
    const paths = ids.map((id) => `p${id}`), deleted = new Set(gone.map((id) => `p${id}`));
    const kept = paths.filter((path) => !deleted.has(path));
    const order = kept.map((path) => ({ path, at: random.next().value })).sort((a, b) => a.at - b.at).map(({ path }) => path);
    // The content of kept[i] stands at order[i] now; at deleted paths there is nothing, or a new content.
    const displaced = [...kept.flatMap((path, i) => (order[i] === path ? [] : [was(path, path)])), ...paths.filter((path) => deleted.has(path)).map((path) => was(path, path))];
    const found = kept.flatMap((path, i) => (order[i] === path ? [] : [is(order[i] ?? '', path)]));
    const result = settle(displaced, found);
    expect(result.changed).toEqual([]);
    expect(result.fresh).toEqual([]);
    expect(result.missing.map(({ path }) => path).sort()).toEqual(paths.filter((path) => deleted.has(path)).sort());
    for (const { from, to } of result.moved) expect(to.hash).toBe(from.hash);
  }));
});

it('files of one content: those whose paths end alike first, then those of one folder, then in order', () => {
  const pairs = pairMoved([was('old/x/1.jpg', 's'), was('old/y/1.jpg', 's'), was('k/2.jpg', 's'), was('left.jpg', 's'), was('too many.jpg', 's')], [is('z.jpg', 's'), is('k/3.jpg', 's'), is('new/y/1.jpg', 's'), is('new/x/1.jpg', 's')]);
  expect(pairs.map(({ from, to }) => `${from.path}>${to.path}`)).toEqual(['old/x/1.jpg>new/x/1.jpg', 'old/y/1.jpg>new/y/1.jpg', 'k/2.jpg>k/3.jpg', 'left.jpg>z.jpg']);
});

/** These would take minutes if each looked at all others. */
it('a hundred thousand files of one content are paired one by one', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => i);
  const pairs = pairMoved(many.map((i) => was(`a/${i}.jpg`, 's')), many.map((i) => is(`b/${i + 200_000}.jpg`, 's')));
  expect(pairs.length).toBe(many.length);
  expect(new Set(pairs.map(({ to }) => to.path)).size).toBe(many.length);
});

it('lines of one text keep their order, and a file that was written anew changes line by line, however long', () => {
  const lines = Array.from({ length: 200_000 }, (_, i) => i + 1);
  const before = (hash: (part: number) => string) => lines.map((part) => ({ sample: part, part, hash: hash(part) }));
  const after = (hash: (part: number) => string) => lines.map((part, row) => ({ part: part + 1, hash: hash(part), row }));
  // One line came first: all others moved down by one, though all say the same.
  const moved = pairLines(before((part) => (part === 1 ? 'first' : 'ok')), [{ part: 1, hash: 'new', row: 0 }, ...after((part) => (part === 1 ? 'first' : 'ok'))]);
  expect([moved.same.length, moved.changed.length, moved.missing.length, moved.added.map(({ part }) => part)]).toEqual([lines.length, 0, 0, [1]]);
  const anew = pairLines(before((part) => `a${part}`), after((part) => `b${part}`));
  expect([anew.same.length, anew.changed.length, anew.missing.length, anew.added.length]).toEqual([0, lines.length, 0, 0]);
  expect(anew.changed.every(({ from, to }) => to.part === from.part + 1)).toBe(true);
});
