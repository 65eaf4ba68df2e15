/** Contrast of the tokens (WCAG 2.2, 1.4.3 and 1.4.11), in both themes and with more contrast, on every surface they are used on. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = 0 | 1;
const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours a block defines: name -> [light, dark]. */
function colors(block: string): Map<string, readonly [string, string]> {
  const pairs = [...block.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]): [string, readonly [string, string]] => [name ?? '', [light ?? '', dark ?? '']]);
  const plain = [...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, color]): [string, readonly [string, string]] => [name ?? '', [color ?? '', color ?? '']]);
  return new Map([...pairs, ...plain]);
}
const blockOf = (selector: string): string => css.slice(css.indexOf(selector)).split('}')[0] ?? '';
const normal = colors(blockOf(':root {'));
const bySystem = colors(blockOf(':root:not([data-contrast="normal"])'));
const bySetting = colors(blockOf(':root[data-contrast="more"]'));

/** Relative luminance of sRGB, and the ratio of two colours. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ratio(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['app', 'panel-bg', 'raised', 'field', 'well', 'accent-soft'];
const needs: (readonly [number, readonly string[], readonly string[]])[] = [
  [4.5, ['text', 'text-2', 'text-3', 'accent'], SURFACES],
  [4.5, ['on-accent'], ['accent-fill', 'accent-fill-hover']],
  [4.5, ['ok', 'warn', 'bad', 'machine'], ['app', 'panel-bg', 'raised']],
  ...['ok', 'warn', 'bad', 'machine'].map((tone) => [4.5, [tone, 'text'], [`${tone}-soft`]] as const),
  // Edges of controls, marks of state, the ring of the focus.
  [3, ['field-line', 'idle', 'accent'], SURFACES],
  [3, ['accent'], ['stage']],
];

describe.each([['light', 0], ['dark', 1]] as const)('contrast, %s', (_, theme: Theme) => {
  it.each([['normal', new Map<string, readonly [string, string]>()], ['more, by the system', bySystem], ['more, by the setting', bySetting]] as const)('%s', (_name, over) => {
    const color = (name: string): string => (over.get(name) ?? normal.get(name))?.[theme] ?? `${name} is not defined`;
    const weak = needs.flatMap(([least, ones, others]) => ones.flatMap((one) => others.map((other) => ({ pair: `${one} on ${other}`, least, found: Math.floor(100 * ratio(color(one), color(other))) / 100 })))).filter(({ least, found }) => !(found >= least));
    expect(weak).toEqual([]);
  });
});

it('more contrast is the same whoever asks for it', () => {
  expect(bySetting.size).toBeGreaterThan(5);
  expect([...bySystem]).toEqual([...bySetting]);
});
