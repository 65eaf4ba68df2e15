import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../shared/contract/api';
import type { SampleFacts } from '../../../shared/domain/dataset';
import type { RootId, SampleId } from '../../../shared/kernel/ids';
import type { SampleFile } from '../../session';
import { isSameFile } from './same-file';

const factsOf = (hash: string): SampleFacts => ({ hash: hash.repeat(64), format: 'jpeg', problem: 'none', width: 4, height: 3, orientation: 1, duration: 0, rate: 0, length: 0 });
const file = (hash: string | null, { media = 'm', size = 100, mtime = 1000 }: { readonly media?: string | null; readonly size?: number; readonly mtime?: number } = {}): SampleFile => ({
  media: media as MediaId | null,
  sample: { id: 's' as SampleId, root: 'r' as RootId, path: 'a.jpg', part: 0, size, mtime, status: 'present', facts: hash === null ? null : factsOf(hash) },
});

describe('the file of a sample', () => {
  it('is the same after a host was started again, after it was measured, and when only its time was touched', () => {
    expect(isSameFile(file('a'), file('a', { media: 'other' }))).toBe(true);
    expect(isSameFile(file(null), file('a'))).toBe(true);
    expect(isSameFile(file('a'), file('a', { mtime: 2000, media: 'other' }))).toBe(true);
    expect(isSameFile(file('0'), file('0'))).toBe(true);
  });
  it('is another one with other bytes, when it is gone, and when it is back', () => {
    expect(isSameFile(file('a'), file('b'))).toBe(false);
    expect(isSameFile(file('a'), file('a', { media: null }))).toBe(false);
    expect(isSameFile(file('a', { media: null }), file('a'))).toBe(false);
    expect(isSameFile(file(null), file(null, { size: 101 }))).toBe(false);
    expect(isSameFile(file('0'), file('0', { mtime: 2000 }))).toBe(false);
  });
});
