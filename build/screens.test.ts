/** What runs side by side is read one after the other. */
import { expect, test } from 'vitest';
import { screens } from './lib/screens.mjs';

test('the first is passed on at once, the others when those before them have ended', () => {
  const said: (string | Uint8Array)[] = [];
  const [a, b, c] = screens(3, (piece) => said.push(piece)) as [ReturnType<typeof screens>[0], ReturnType<typeof screens>[0], ReturnType<typeof screens>[0]];
  c.write('c1');
  b.write('b1');
  a.write('a1');
  expect(said).toEqual(['a1']);
  c.end();
  expect(said).toEqual(['a1']);
  a.end();
  expect(said).toEqual(['a1', 'b1']);
  b.write('b2');
  expect(said).toEqual(['a1', 'b1', 'b2']);
  b.end();
  expect(said).toEqual(['a1', 'b1', 'b2', 'c1']);
  expect(() => c.write('late')).toThrow();
});
