import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from '../../kernel/zod';
import { CATALOGUE, checkDraft, EVENT_TYPES, isEventType, knownEvent, upcast } from './index';

/** Every place of a JSON value: where it is and how to put something else there. */
function places(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))];
}

function replaced(value: unknown, at: readonly string[], by: (old: unknown) => unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return by(value);
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

describe('the catalogue', () => {
  it('lists exactly the files of its folder', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((f) => /^[a-z-]+\.[a-z-]+\.ts$/.test(f) && !f.endsWith('.test.ts')).map((f) => f.slice(0, -3));
    expect(files.sort()).toEqual([...EVENT_TYPES].sort());
    expect(EVENT_TYPES.length).toBe(38);
    for (const type of EVENT_TYPES) expect(CATALOGUE[type].type).toBe(type);
  });

  it.each(EVENT_TYPES)('%s: its example is valid and survives JSON', (type) => {
    const body = JSON.parse(JSON.stringify(CATALOGUE[type].example)) as unknown;
    expect(checkDraft({ type, base: ['ab'.repeat(32)], body })).toEqual({ ok: true, value: { type, base: ['ab'.repeat(32)], body } });
    expect(CATALOGUE[type].upcasts.length).toBe(CATALOGUE[type].version - 1);
    expect(CATALOGUE[type].blob !== null).toBe('blob' in CATALOGUE[type].example);
  });

  it.each(EVENT_TYPES)('%s: refuses any value of a wrong kind, a missing field, an extra field', (type) => {
    const example: unknown = CATALOGUE[type].example;
    for (const at of places(example)) {
      for (const wrong of [undefined, [[]], { extra: 1 }, Number.NaN, '\ud800', -1.5e300]) {
        const here = at.join('.');
        if (wrong === -1.5e300 && /(^|\.)(x|y)$/.test(here)) continue;
        const body = replaced(example, at, () => wrong);
        expect(checkDraft({ type, base: [], body }).ok, `${here} = ${String(JSON.stringify(wrong))}`).toBe(false);
      }
    }
    for (const at of places(example)) {
      const extra = replaced(example, at, (old) => (typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, unexpected: 1 } : old));
      if (JSON.stringify(extra) !== JSON.stringify(example)) expect(checkDraft({ type, base: [], body: extra }).ok, `extra field at ${at.join('.')}`).toBe(false);
    }
  });

  it('refuses unknown types, also names every object has', () => {
    for (const type of ['annotation.exploded', 'constructor', '__proto__', 'toString']) {
      expect(isEventType(type)).toBe(false);
      expect(checkDraft({ type, base: [], body: {} })).toMatchObject({ ok: false, error: { code: 'unknown-event' } });
    }
  });

  it('says which field is wrong', () => {
    const body = { ...CATALOGUE['mark.set'].example, to: 6 };
    expect(checkDraft({ type: 'mark.set', base: [], body })).toMatchObject({ ok: false, error: { code: 'bad-event', details: { field: 'to' } } });
    expect(checkDraft({ type: 'mark.set', base: ['x'], body: CATALOGUE['mark.set'].example })).toMatchObject({ ok: false, error: { details: { field: 'base' } } });
  });

  it.each([
    ['a zero-width box', 'annotation.created', { geometry: { kind: 'box', x: 0, y: 0, width: 0, height: 1 } }],
    ['a label named twice', 'classes.set', { to: ['5f'.repeat(16), '5f'.repeat(16)] }],
    ['a source that leaves its root', 'dataset.source-added', { source: { root: '0a'.repeat(16), path: '../x' } }],
    ['several labels per sample in detection', 'job.created', { multiple: true }],
    ['lines of pictures', 'dataset.created', { textMode: 'line' }],
    ['an upper-case id', 'annotation.retired', { sample: '3D'.repeat(16) }],
    ['a name with a line break', 'project.named', { name: 'a\nb' }],
  ] as const)('refuses %s', (_what, type, change) => {
    expect(checkDraft({ type, base: [], body: { ...CATALOGUE[type].example, ...change } }).ok).toBe(false);
  });

  it('property: never throws, whatever the body', () => {
    fc.assert(fc.property(fc.constantFrom(...EVENT_TYPES), fc.jsonValue(), (type, body) => {
      expect(checkDraft({ type, base: [], body }).ok).toBe(false);
    }), { numRuns: 500 });
  });
});

describe('upcasting', () => {
  const definition = { version: 3, body: z.strictObject({ name: z.string(), stars: z.number() }), upcasts: [(b: unknown) => ({ name: (b as { title: string }).title }), (b: unknown) => ({ ...(b as object), stars: 0 })] } as unknown as Parameters<typeof upcast>[0];

  it('runs every step from the written version to today', () => {
    expect(upcast(definition, 1, { title: 'a' })).toEqual({ name: 'a', stars: 0 });
    expect(upcast(definition, 2, { name: 'b' })).toEqual({ name: 'b', stars: 0 });
    expect(upcast(definition, 3, { name: 'c', stars: 2 })).toEqual({ name: 'c', stars: 2 });
  });

  it('gives nothing for a version of the future or a body that does not fit', () => {
    expect(upcast(definition, 4, { name: 'c', stars: 2 })).toBeUndefined();
    expect(upcast(definition, 0, {})).toBeUndefined();
    expect(upcast(definition, 3, { name: 'c' })).toBeUndefined();
    expect(knownEvent({ type: 'mark.set', tv: 2, body: CATALOGUE['mark.set'].example })).toBeNull();
    expect(knownEvent({ type: 'mark.exploded', tv: 1, body: {} })).toBeNull();
    expect(knownEvent({ type: 'mark.set', tv: 1, body: CATALOGUE['mark.set'].example })?.body).toEqual(CATALOGUE['mark.set'].example);
  });
});
