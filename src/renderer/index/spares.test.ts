import { describe, expect, it } from 'vitest';
import { createSpares } from './spares';

const LARGE = 512 * 1024;

/** Idle moments come when the test says so. */
function world() {
  const actions: (() => void)[] = [];
  const spares = createSpares((action) => actions.push(action));
  const rest = (): void => { while (actions.length > 0) actions.shift()!(); };
  return { spares, actions, rest };
}

describe('spare columns', () => {
  it('a copy is equal and its own, with or without a spare', () => {
    const { spares, rest } = world();
    const column = Uint8Array.from({ length: LARGE }, (_, i) => i % 251);
    for (const prepare of [false, true]) {
      if (prepare) spares.prepare([column]);
      rest();
      const copy = spares.copy(column);
      expect(Buffer.compare(copy, column)).toBe(0);
      copy[5] = 99;
      expect(column[5]).toBe(5);
    }
  });

  it('no two copies share memory', () => {
    const { spares, rest } = world();
    const column = new Uint32Array(LARGE);
    spares.prepare([column, column]);
    rest();
    const copies = [spares.copy(column), spares.copy(column), spares.copy(column)];
    rest();
    copies.push(spares.copy(column));
    expect(new Set(copies.map((copy) => copy.buffer)).size).toBe(4);
  });

  it('one column is made in an idle moment, what was used is made again in the next, small ones are not', () => {
    const { spares, actions, rest } = world();
    const [bytes, numbers, small] = [new Uint8Array(LARGE), new Uint32Array(LARGE), new Uint8Array(100)];
    spares.prepare([small]);
    expect(actions).toHaveLength(0);
    spares.prepare([bytes, numbers, small]);
    spares.prepare([bytes, numbers, small]);
    expect(actions).toHaveLength(1);
    actions.shift()!();
    expect(actions).toHaveLength(1);
    rest();
    spares.copy(small);
    expect(actions).toHaveLength(0);
    spares.copy(bytes);
    expect(actions).toHaveLength(1);
  });

  it('other sizes than the last ones wanted are forgotten', () => {
    const { spares, actions, rest } = world();
    const [one, other] = [new Uint8Array(LARGE), new Uint8Array(LARGE + 1)];
    spares.prepare([one]);
    rest();
    spares.prepare([]);
    rest();
    // Nothing lies ready: no spare is used up, none is made again.
    spares.copy(one);
    expect(actions).toHaveLength(0);
    spares.prepare([other]);
    rest();
    spares.copy(other);
    expect(actions).toHaveLength(1);
  });
});
