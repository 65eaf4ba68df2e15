import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import { describeDay, formatBytes, formatDuration, formatLength, formatNumber, formatPercent } from './format';
import { parse } from './template';
import { translator } from './translate';

const en = translator('en');
const pseudo = translator('pseudo');

describe('numbers', () => {
  it('writes thousands with a comma and a space before the percent sign', () => {
    expect(formatNumber(4210)).toBe('4,210');
    expect(formatPercent(0.55)).toBe('55\u00a0%');
  });
  it('says 100 % and 0 % only when they are true', () => {
    expect(formatPercent(0.9999)).toBe('99\u00a0%');
    expect(formatPercent(1)).toBe('100\u00a0%');
    expect(formatPercent(0.0001)).toBe('1\u00a0%');
    expect(formatPercent(0)).toBe('0\u00a0%');
    expect(formatPercent(Number.NaN)).toBe('–');
  });
  it('writes sizes and times with their two largest units', () => {
    expect(formatBytes(812)).toBe('812\u00a0B');
    expect(formatBytes(3_100_000)).toBe('3.1\u00a0MB');
    expect(formatBytes(999_999)).toBe('1\u00a0MB');
    expect(formatDuration(80)).toBe('1\u00a0min 20\u00a0s');
    expect(formatDuration(55_740)).toBe('15\u00a0h 29\u00a0min');
    expect(formatDuration(0)).toBe('0\u00a0s');
    expect(formatDuration(3600)).toBe('1\u00a0h');
    expect([0, 0.02, 0.34, 4, 9.9, 9.97, 80].map(formatLength)).toEqual(['0\u00a0s', '0.1\u00a0s', '0.3\u00a0s', '4\u00a0s', '9.9\u00a0s', '10\u00a0s', '1\u00a0min 20\u00a0s']);
  });
  it('names days as people do, by the calendar and not by hours', () => {
    const now = Date.UTC(2026, 10, 18, 9, 0);
    expect(describeDay(Date.UTC(2026, 10, 18, 8, 31), now, 'UTC')).toMatchObject({ kind: 'today', time: '08:31' });
    expect(describeDay(Date.UTC(2026, 10, 17, 23, 59), now, 'UTC').kind).toBe('yesterday');
    expect(describeDay(Date.UTC(2026, 10, 14, 12), now, 'UTC')).toMatchObject({ kind: 'weekday', text: 'Saturday' });
    expect(describeDay(Date.UTC(2026, 10, 2, 12), now, 'UTC').text).toBe('2 November');
    expect(describeDay(Date.UTC(2025, 10, 2, 12), now, 'UTC').text).toBe('2 November 2025');
    expect(describeDay(Date.UTC(2026, 10, 18, 0, 30), now, 'America/New_York').kind).toBe('yesterday');
  });
});

describe('messages', () => {
  it('chooses the plural by its value', () => {
    expect(en.t('frame.tasks', { count: 1 })).toBe('1 task');
    expect(en.t('frame.tasks', { count: 2 })).toBe('2 tasks');
    expect(en.t('common.pictures', { count: 4210 })).toBe('4,210 pictures');
  });
  it('refuses missing and misspelt values at compile time', () => {
    // @ts-expect-error count is missing
    expect(en.t('frame.tasks')).toBe(' tasks');
    // @ts-expect-error no such key
    expect(() => en.t('frame.nothing')).toThrow();
  });
  it('translates a failure by its code, and keeps its own words when code or details are unknown', () => {
    expect(en.failure({ code: 'never-heard-of', message: 'the disk said no' })).toBe('the disk said no');
    expect(en.failure({ code: 'missing', message: 'b.png is gone', details: {} })).toBe('b.png is gone');
    expect(en.failure({ code: 'missing', message: 'x', details: { name: 'b.png' } })).toContain('b.png');
  });
  it('finds keys that come as text, and only own ones', () => {
    expect(en.find('command.draw-box')).toBe('draw box');
    expect(en.find('toString')).toBeNull();
  });
  it('keeps a doubled brace as a brace', () => {
    expect(parse('a {{b} {c:percent}')).toEqual([{ text: 'a {b} ' }, { name: 'c', formatting: 'percent' }]);
  });
});

describe('the pseudo-language', () => {
  it('is about 40 % longer, accented, bracketed, and keeps values as they are', () => {
    const text = pseudo.t('common.not-saved', { reason: 'disk full' });
    expect(text).toContain('disk full');
    expect(text.startsWith('[')).toBe(true);
    expect(text).not.toContain('Not saved');
    expect(text.length).toBeGreaterThanOrEqual(Math.floor(en.t('common.not-saved', { reason: 'disk full' }).length * 1.3));
    expect(pseudo.direction).toBe('rtl');
  });
});

describe('the catalogue', () => {
  const all = Object.entries(catalogue as Record<string, unknown>).flatMap(([key, m]) =>
    typeof m === 'string' ? [[key, m] as const] : Object.entries(m as Record<string, string>).filter(([f]) => f !== 'on').map(([f, text]) => [`${key}/${f}`, text] as const),
  );
  it('has no empty text, no three dots, no exclamation mark and no straight double quotes', () => {
    const wrong = all.filter(([, text]) => text.trim() === '' || /\.\.\.|!|"/.test(text));
    expect(wrong).toEqual([]);
  });
  it('has places with known formattings only', () => {
    const wrong = all.filter(([, text]) => [...text.matchAll(/\{[a-zA-Z]+:([a-z]+)\}/g)].some((m) => !['percent', 'bytes', 'duration', 'plain'].includes(m[1] ?? '')));
    expect(wrong).toEqual([]);
  });
});

describe('direction', () => {
  const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');
  it('of a value is kept apart from that of the words around it, where they differ', () => {
    expect(translator('en').t('create.labels-remove', { name: 'ferry' })).toBe('Remove label ferry');
    expect(translator('en').t('create.labels-remove', { name: 'סירה' })).toBe('Remove label \u2068סירה\u2069');
    const pseudo = translator('pseudo').t('create.labels-remove', { name: 'ferry' });
    expect(pseudo).toContain('\u2068ferry\u2069');
    expect(plain(pseudo)).toContain('ferry');
    expect(translator('pseudo').t('tasks.left', { seconds: 80 })).toContain('\u20681\u00a0min 20\u00a0s\u2069');
  });
});

it('names in sentences cannot lie about themselves', () => {
  const name = 'photo\u202egpj.exe';
  expect(en.failure({ code: 'file-empty', message: '', details: { name } })).toBe('“photo[U+202E]gpj.exe” is empty.');
  expect(en.failure({ code: 'not-known-here', message: `${name} is odd.` })).toBe('photo[U+202E]gpj.exe is odd.');
});
