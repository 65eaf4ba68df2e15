import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, MAX_DEPTH, parseCanonical, parseProven, withinDepth } from './canonical-json';

/** RFC 8785, appendix B: IEEE 754 bits in hex, expected text. */
const NUMBERS: readonly (readonly [string, string])[] = [
  ['0000000000000000', '0'], ['8000000000000000', '0'], ['0000000000000001', '5e-324'], ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'], ['ffefffffffffffff', '-1.7976931348623157e+308'], ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'], ['4430000000000000', '295147905179352830000'], ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'], ['44b52d02c7e14af7', '1.0000000000000001e+23'], ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'], ['444b1ae4d6e2ef50', '1e+21'], ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'], ['41b3de4355555553', '333333333.3333332'], ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'], ['41b3de4355555556', '333333333.3333334'], ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'], ['43143ff3c1cb0959', '1424953923781206.2'],
];

function double(hex: string): number {
  return Buffer.from(hex, 'hex').readDoubleBE();
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('canonical JSON', () => {
  it('writes the numbers of RFC 8785, appendix B', () => {
    for (const [bits, text] of NUMBERS) expect([bits, canonicalize(double(bits))]).toEqual([bits, text]);
  });

  it('writes strings and sorts keys as RFC 8785, sections 3.2.2 and 3.2.3', () => {
    expect(canonicalize({ string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/', numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27], literals: [null, true, false] }))
      .toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.keys(JSON.parse(canonicalize(keys)) as object).length).toBe(7);
    expect(canonicalize(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalize('\u007f\u2028\u2029\b\t\n\f\r\u0001')).toBe('"\u007f\u2028\u2029\\b\\t\\n\\f\\r\\u0001"');
  });

  it('refuses what has two meanings or none', () => {
    const sparse: unknown[] = [];
    sparse[2] = 1;
    for (const bad of [NaN, Infinity, -Infinity, undefined, 1n, Symbol('s'), () => 0, '\ud800', 'a\udc00b', { ['\udfff']: 1 }, { a: undefined }, sparse, new Date(0), new Map(), new Uint8Array(1),
      JSON.parse('{"__proto__":1}'), { constructor: 1 }, { a: [{ prototype: 0 }] }]) {
      expect(() => canonicalize(bad)).toThrow(TypeError);
    }
    expect(canonicalize('😀')).toBe('"😀"');
    expect(canonicalize(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it('counts the depth before it parses', () => {
    expect(parseCanonical(nested(MAX_DEPTH)).ok).toBe(true);
    expect(parseCanonical(nested(MAX_DEPTH + 1)).ok).toBe(false);
    expect(parseProven(nested(1_000_000)).ok).toBe(false);
    expect(withinDepth(JSON.stringify({ a: '[[['.repeat(99) + '"\\' }), 1)).toBe(true);
  });

  it('accepts one spelling only', () => {
    for (const good of ['{"a":1,"b":[true,null,"x"]}', '0', '""', '[]', '{}', '1e+21', '"\\u0000"', '"ä"']) expect(parseCanonical(good).ok).toBe(true);
    for (const bad of ['', ' 1', '1 ', '{"b":1,"a":2}', '{"role":"labeler","role":"owner"}', '1.0', '-0', '1E3', '1e400', '9007199254740993', '"\\u0041"', '"\\/"', '"\\ud800"', '{"__proto__":{}}',
      '{"\\u005f_proto__":1}', '[1,]', 'nul', '{"a":1}{"b":2}', '\ufeff1', 'NaN']) {
      expect([bad, parseCanonical(bad).ok]).toEqual([bad, false]);
    }
  });

  it('the fast reader refuses dangerous keys, however they are spelled', () => {
    for (const bad of ['{"__proto__":1}', '{"a":[{"constructor":1}]}', '{"\\u005f_proto__":1}', '{"prototype" :1}']) expect([bad, parseProven(bad).ok]).toEqual([bad, false]);
    for (const good of ['{"a":"__proto__"}', '"constructor"', '{"a":"\\"__proto__\\":"}']) expect([good, parseProven(good).ok]).toEqual([good, true]);
  });

  it('is the identity on what it wrote, for any JSON', () => {
    const json = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' });
    fc.assert(fc.property(json, (value) => {
      let text: string;
      try { text = canonicalize(value); } catch { return; }
      const back = parseCanonical(text);
      expect(back.ok && canonicalize(back.value)).toBe(text);
      expect(parseProven(text)).toEqual(back);
    }));
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json().map((t) => t.slice(1))), (text) => { parseCanonical(text); parseProven(text); }));
  });
});
