import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Taken } from './taken';

const side = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }), fc.constant(-0));
const thing = fc.record({ kind: fc.constantFrom('a', 'b'), x: side, y: side, width: side, height: side });

describe('places that are taken', () => {
  it('are those whose kind and four numbers are the same', () => {
    fc.assert(fc.property(fc.array(thing), fc.array(thing), (there, asked) => {
      const taken = new Taken();
      for (const t of there) taken.add(t.kind, t);
      for (const a of [...asked, ...there]) {
        const same = there.some((t) => t.kind === a.kind && t.x === a.x && t.y === a.y && t.width === a.width && t.height === a.height);
        expect(taken.has(a.kind, a)).toBe(same);
      }
    }));
  });
});
