import { afterAll, expect, test, vi } from 'vitest';

vi.stubGlobal('location', { href: 'http://127.0.0.1:47800/', origin: 'http://127.0.0.1:47800' });
const made: [string, object][] = [];
vi.stubGlobal('trustedTypes', { createPolicy: (name: string, given: object) => made.push([name, given]) });
const { rules } = await import('./trusted-types');
afterAll(() => vi.unstubAllGlobals());

test('there is one policy, the default one, made when the file is loaded', () => {
  expect(made).toEqual([['default', rules]]);
});

test('text with < never becomes HTML, other text stays as it is', () => {
  for (const text of ['<b>', 'a < b', '<!--', 'x<svg onload=1>', '\u003c']) expect(() => rules.createHTML(text)).toThrow(TypeError);
  for (const text of ['', 'plain', 'a &lt; b', '＜b＞']) expect(rules.createHTML(text)).toBe(text);
});

test('text never becomes a script', () => {
  expect(() => rules.createScript()).toThrow(TypeError);
});

test('scripts and workers come from our own built files', () => {
  for (const url of ['/assets/index.worker-1.js', 'http://127.0.0.1:47800/assets/a.js']) expect(rules.createScriptURL(url)).toBe(url);
  for (const url of ['/a.js', 'http://127.0.0.1:47801/assets/a.js', 'https://evil.example/assets/a.js', '//evil.example/assets/a.js', 'blob:http://127.0.0.1:47800/1', 'data:text/javascript,1', '/assets/../m/1', 'javascript:1', '/assets/%2e%2e/m/1']) expect(() => rules.createScriptURL(url), url).toThrow(TypeError);
});
