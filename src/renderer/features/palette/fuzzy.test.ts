import { describe, expect, it } from 'vitest';
import { fuzzyScore } from './fuzzy';

const best = (query: string, texts: readonly string[]): string | undefined =>
  texts.map((text) => ({ text, score: fuzzyScore(query, text) })).filter((x) => x.score !== null).sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.text;

describe('fuzzy search', () => {
  const commands = ['New workspace from a folder…', 'New job…', 'Next sample', 'Next unlabeled sample', 'Export…', 'Import labels…', 'Go to Datasets', 'Show keys'];
  it('finds by beginnings of words', () => {
    expect(best('nj', commands)).toBe('New job…');
    expect(best('new w', commands)).toBe('New workspace from a folder…');
    expect(best('nus', commands)).toBe('Next unlabeled sample');
    expect(best('exp', commands)).toBe('Export…');
  });
  it('finds letters in order, and nothing when they are not', () => {
    expect(fuzzyScore('dts', 'Go to Datasets')).not.toBeNull();
    expect(fuzzyScore('xq', 'Export…')).toBeNull();
    expect(fuzzyScore('', 'anything')).toBe(0);
    expect(fuzzyScore('stad', 'datas')).toBeNull();
  });
  it('likes whole words more than scattered letters', () => {
    expect(fuzzyScore('label', 'Import labels…') ?? 0).toBeGreaterThan(fuzzyScore('label', 'Look at a big elephant, l') ?? 99);
  });
});
