import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxTool, NO_MODS, panTool, selectTool, type Effect, type Hit, type Input, type Item, type Mods, type Scene, type Tool } from '.';

const scene: Scene = { image: { width: 400, height: 300 }, middle: { x: 200, y: 150 }, scale: 1, selected: [] };
const SHIFT: Mods = { ...NO_MODS, shift: true };

function at(kind: 'down' | 'move' | 'up', x: number, y: number, hit: Hit = null, mods: Mods = NO_MODS): Input {
  return { kind, at: { x, y }, screen: { x, y }, hit, mods };
}

/** Runs inputs as the editor does: selections take effect before the next input. */
function run<S>(tool: Tool<S>, inputs: readonly Input[], start: Scene = scene, objects: readonly Item[] = start.selected): { effects: Effect[]; state: S; scene: Scene } {
  let state = tool.start;
  let now = start;
  const effects: Effect[] = [];
  for (const input of inputs) {
    const step = tool.step(state, input, now);
    state = step.state;
    for (const e of step.effects) if (e.kind === 'select' && e.mode === 'replace') now = { ...now, selected: objects.filter((o) => e.ids.includes(o.id)) };
    effects.push(...step.effects);
  }
  return { effects, state, scene: now };
}

const one: Item = { id: 'a', box: { x: 100, y: 100, width: 50, height: 40 } };
const two: Item = { id: 'b', box: { x: 300, y: 200, width: 60, height: 80 } };
const onA: Hit = { kind: 'object', id: 'a' };
const onB: Hit = { kind: 'object', id: 'b' };

describe('box tool', () => {
  it('draws by a drag, in any direction', () => {
    expect(run(boxTool, [at('down', 50, 60), at('move', 30, 20), at('up', 20, 10)]).effects).toEqual([{ kind: 'create', box: { x: 20, y: 10, width: 30, height: 50 } }]);
  });

  it('draws by two clicks', () => {
    const { effects } = run(boxTool, [at('down', 10, 10), at('up', 10, 10), at('move', 60, 40), at('down', 60, 40), at('up', 60, 40)]);
    expect(effects).toEqual([{ kind: 'create', box: { x: 10, y: 10, width: 50, height: 30 } }]);
  });

  it('draws a square with Shift and from the middle with Alt', () => {
    expect(run(boxTool, [at('down', 10, 10), at('up', 60, 40, null, SHIFT)]).effects).toEqual([{ kind: 'create', box: { x: 10, y: 10, width: 50, height: 50 } }]);
    expect(run(boxTool, [at('down', 100, 100), at('up', 110, 120, null, { ...NO_MODS, alt: true })]).effects).toEqual([{ kind: 'create', box: { x: 90, y: 80, width: 20, height: 40 } }]);
  });

  it('gives up on Esc, and on a box that is a line', () => {
    expect(run(boxTool, [at('down', 10, 10), at('move', 60, 40), { kind: 'cancel' }, at('up', 60, 40)]).effects).toEqual([]);
    expect(run(boxTool, [at('down', 10, 10), at('up', 90, 11)]).effects).toEqual([]);
  });

  it('draws by arrow keys and Enter, from the middle of the view, never without an area', () => {
    const nudge = (dx: number, dy: number): Input => ({ kind: 'nudge', dx, dy, resize: false });
    const enter: Input = { kind: 'finish' };
    const { effects, state } = run(boxTool, [nudge(-50, -50), enter, enter, nudge(30, 0), enter, nudge(0, 20), enter]);
    expect(effects.filter((e) => e.kind !== 'reveal')).toEqual([{ kind: 'create', box: { x: 150, y: 100, width: 30, height: 20 } }]);
    expect(effects.find((e) => e.kind === 'reveal')).toEqual({ kind: 'reveal', at: { x: 150, y: 100 } });
    expect(boxTool.preview(state, scene)).toMatchObject({ crosshair: { x: 180, y: 120 }, steered: true });
    // Where the cross is, the next one begins; the picture ends it.
    expect(run(boxTool, [enter, nudge(1000, 1000), enter]).effects.at(-1)).toEqual({ kind: 'create', box: { x: 200, y: 150, width: 200, height: 150 } });
    expect(run(boxTool, [enter, nudge(9, 9), { kind: 'cancel' }, enter]).effects.filter((e) => e.kind === 'create')).toEqual([]);
  });

  it('lets keys and pointer take turns in one box', () => {
    const byKeys = run(boxTool, [at('down', 10, 10), at('up', 10, 10), { kind: 'nudge', dx: 40, dy: 30, resize: false }, { kind: 'finish' }]);
    expect(byKeys.effects.at(-1)).toEqual({ kind: 'create', box: { x: 10, y: 10, width: 40, height: 30 } });
    expect(boxTool.preview(run(boxTool, [{ kind: 'finish' }, at('move', 5, 6)]).state, scene).steered).toBe(false);
  });

  it('shows the crosshair and the unfinished box', () => {
    const { state } = run(boxTool, [at('move', 5, 6)]);
    expect(boxTool.preview(state, scene)).toMatchObject({ crosshair: { x: 5, y: 6 }, drawn: null });
    const drawing = run(boxTool, [at('down', 10, 10), at('move', 500, 40)]);
    expect(boxTool.preview(drawing.state, scene).drawn).toEqual({ x: 10, y: 10, width: 390, height: 30 });
    expect(boxTool.busy(drawing.state)).toBe(true);
  });
});

describe('select tool', () => {
  it('selects on click, clears on a click beside, toggles with Shift', () => {
    expect(run(selectTool, [at('down', 110, 110, onA), at('up', 110, 110, onA)], scene, [one]).effects).toEqual([{ kind: 'select', ids: ['a'], mode: 'replace' }]);
    expect(run(selectTool, [at('down', 5, 5), at('up', 5, 5)], { ...scene, selected: [one] }).effects).toEqual([{ kind: 'select', ids: [], mode: 'replace' }]);
    expect(run(selectTool, [at('down', 310, 210, onB, SHIFT), at('up', 310, 210, onB, SHIFT)], { ...scene, selected: [one] }).effects).toEqual([{ kind: 'select', ids: ['b'], mode: 'toggle' }]);
  });

  it('selects and moves in one gesture, as one command', () => {
    const { effects } = run(selectTool, [at('down', 110, 110, onA), at('move', 120, 110, onA), at('move', 130, 125), at('up', 130, 125)], scene, [one, two]);
    expect(effects).toEqual([{ kind: 'select', ids: ['a'], mode: 'replace' }, { kind: 'change', what: 'move', changes: [{ id: 'a', box: { ...one.box, x: 120, y: 115 } }] }]);
  });

  it('moves several together and stops all of them at the edge', () => {
    const { effects } = run(selectTool, [at('down', 110, 110, onA), at('move', 300, 110), at('up', 300, 110)], { ...scene, selected: [one, two] });
    expect(effects).toEqual([{ kind: 'change', what: 'move', changes: [{ id: 'a', box: { ...one.box, x: 140 } }, { id: 'b', box: { ...two.box, x: 340 } }] }]);
  });

  it('chooses one of several by a click without moving', () => {
    expect(run(selectTool, [at('down', 110, 110, onA), at('up', 111, 110, onA)], { ...scene, selected: [one, two] }).effects).toEqual([{ kind: 'select', ids: ['a'], mode: 'replace' }]);
  });

  it('resizes by each of the eight handles', () => {
    const expected = {
      nw: { x: 110, y: 105, width: 40, height: 35 }, n: { x: 100, y: 105, width: 50, height: 35 }, ne: { x: 100, y: 105, width: 60, height: 35 }, e: { x: 100, y: 100, width: 60, height: 40 },
      se: { x: 100, y: 100, width: 60, height: 45 }, s: { x: 100, y: 100, width: 50, height: 45 }, sw: { x: 110, y: 100, width: 40, height: 45 }, w: { x: 110, y: 100, width: 40, height: 40 },
    } as const;
    for (const grip of ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const) {
      const hit: Hit = { kind: 'grip', grip };
      const { effects } = run(selectTool, [at('down', 100, 100, hit), at('move', 110, 105, hit), at('up', 110, 105, hit)], { ...scene, selected: [one] });
      expect(effects).toEqual([{ kind: 'change', what: 'resize', changes: [{ id: 'a', box: expected[grip] }] }]);
    }
  });

  it('turns a box over, keeps its proportions with Shift, pulls both sides with Alt', () => {
    const se: Hit = { kind: 'grip', grip: 'se' };
    const pull = (dx: number, dy: number, mods: Mods): Effect[] => run(selectTool, [at('down', 150, 140, se), at('move', 150 + dx, 140 + dy, se, mods), at('up', 150 + dx, 140 + dy, se, mods)], { ...scene, selected: [one] }).effects;
    expect(pull(-80, 0, NO_MODS)).toEqual([{ kind: 'change', what: 'resize', changes: [{ id: 'a', box: { x: 70, y: 100, width: 30, height: 40 } }] }]);
    expect(pull(50, 0, SHIFT)).toEqual([{ kind: 'change', what: 'resize', changes: [{ id: 'a', box: { x: 100, y: 100, width: 100, height: 80 } }] }]);
    expect(pull(10, 5, { ...NO_MODS, alt: true })).toEqual([{ kind: 'change', what: 'resize', changes: [{ id: 'a', box: { x: 90, y: 95, width: 70, height: 50 } }] }]);
  });

  it('draws a rubber band on empty ground; with Shift it adds', () => {
    expect(run(selectTool, [at('down', 10, 10), at('move', 60, 60), at('up', 90, 50)]).effects).toEqual([{ kind: 'select-window', window: { x: 10, y: 10, width: 80, height: 40 }, mode: 'replace' }]);
    expect(run(selectTool, [at('down', 10, 10, null, SHIFT), at('move', 60, 60, null, SHIFT), at('up', 60, 60)]).effects[0]).toMatchObject({ mode: 'add' });
  });

  it('takes back a drag on Esc', () => {
    const { effects, state } = run(selectTool, [at('down', 110, 110, onA), at('move', 150, 150), { kind: 'cancel' }, at('up', 150, 150)], { ...scene, selected: [one] });
    expect(effects.filter((e) => e.kind === 'change')).toEqual([]);
    expect(selectTool.busy(state)).toBe(false);
  });

  it('makes one command of a held arrow key', () => {
    const right: Input = { kind: 'nudge', dx: 1, dy: 0, resize: false };
    const { effects } = run(selectTool, [right, right, right, { kind: 'release' }], { ...scene, selected: [one] });
    expect(effects).toEqual([{ kind: 'change', what: 'move', changes: [{ id: 'a', box: { ...one.box, x: 103 } }] }]);
  });

  it('resizes by keys at the lower right and never below one pixel', () => {
    const less: Input = { kind: 'nudge', dx: -30, dy: 0, resize: true };
    const { effects } = run(selectTool, [less, less, less, { kind: 'release' }], { ...scene, selected: [one] });
    expect(effects).toEqual([{ kind: 'change', what: 'resize', changes: [{ id: 'a', box: { ...one.box, width: 1 } }] }]);
  });

  it('writes nothing when nothing moved', () => {
    expect(run(selectTool, [at('down', 110, 110, onA), at('move', 150, 150), at('move', 110, 110), at('up', 110, 110)], { ...scene, selected: [one] }).effects).toEqual([]);
  });
});

describe('pan tool', () => {
  it('moves by what the pointer moved', () => {
    expect(run(panTool, [at('move', 1, 1), at('down', 10, 10), at('move', 15, 7), at('up', 15, 7), at('move', 50, 50)]).effects).toEqual([{ kind: 'pan', dx: 5, dy: -3 }]);
  });
});

describe('whatever the inputs', () => {
  const mods = fc.record({ shift: fc.boolean(), alt: fc.boolean(), ctrl: fc.boolean() });
  const hit: fc.Arbitrary<Hit> = fc.constantFrom<Hit[]>(null, onA, onB, ...(['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const).map((grip) => ({ kind: 'grip' as const, grip })));
  const coordinate = fc.double({ min: -300, max: 900, noNaN: true });
  const pointing = fc.record({ kind: fc.constantFrom<('down' | 'move' | 'up')[]>('down', 'move', 'move', 'up'), x: coordinate, y: coordinate, hit, mods }).map(({ kind, x, y, hit: h, mods: m }) => at(kind, x, y, h, m));
  const key = fc.record({ kind: fc.constant('nudge' as const), dx: fc.constantFrom(-10, -1, 0, 1, 10, 400), dy: fc.constantFrom(-10, -1, 0, 1, 10, -400), resize: fc.boolean() });
  const input: fc.Arbitrary<Input> = fc.oneof({ weight: 6, arbitrary: pointing }, { weight: 2, arbitrary: key }, fc.constantFrom<Input[]>({ kind: 'cancel' }, { kind: 'leave' }, { kind: 'release' }, { kind: 'finish' }, { kind: 'finish' }));
  const scenes: fc.Arbitrary<Scene> = fc.record({
    image: fc.record({ width: fc.integer({ min: 360, max: 2000 }), height: fc.integer({ min: 280, max: 2000 }) }),
    middle: fc.record({ x: coordinate, y: coordinate }),
    scale: fc.double({ min: 0.05, max: 32, noNaN: true }),
    selected: fc.constantFrom<(readonly Item[])[]>([], [one], [two], [one, two]),
  });

  for (const [name, tool] of [['select', selectTool], ['box', boxTool], ['pan', panTool]] as [string, Tool<unknown>][]) {
    it(`${name}: every box lies inside the picture and has an area, and every change can be taken back`, () => {
      fc.assert(fc.property(scenes, fc.array(input, { maxLength: 30 }), (s, inputs) => {
        const before = new Map(s.selected.map((i) => [i.id, i.box]));
        const { effects, state, scene: after } = run(tool, inputs, s, [one, two]);
        const preview = tool.preview(state, after);
        const boxes = [...effects.flatMap((e) => (e.kind === 'change' ? e.changes.map((c) => c.box) : e.kind === 'create' ? [e.box] : [])), ...preview.changed.map((c) => c.box), ...(preview.drawn === null ? [] : [preview.drawn])];
        for (const b of boxes) {
          expect(b.width).toBeGreaterThan(0);
          expect(b.height).toBeGreaterThan(0);
          expect(b.x).toBeGreaterThanOrEqual(0);
          expect(b.y).toBeGreaterThanOrEqual(0);
          expect(b.x + b.width).toBeLessThanOrEqual(s.image.width);
          expect(b.y + b.height).toBeLessThanOrEqual(s.image.height);
        }
        for (const e of effects) {
          if (e.kind !== 'change') continue;
          expect(e.changes.length).toBeGreaterThan(0);
          // Only objects that were selected, so that their old box is known and the inverse can be written.
          for (const c of e.changes) expect(before.has(c.id) || c.id === 'a' || c.id === 'b').toBe(true);
        }
        const ended = tool.step(state, { kind: 'cancel' }, after);
        expect(tool.busy(ended.state)).toBe(false);
      }), { numRuns: 300 });
    });
  }
});
