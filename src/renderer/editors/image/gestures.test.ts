import { describe, expect, it } from 'vitest';
import type { Effect, Input, Scene } from '../../tools';
import { Gestures } from './gestures';

const scene: Scene = { image: { width: 100, height: 80 }, middle: { x: 50, y: 40 }, selected: [{ id: 'one', box: { x: 10, y: 10, width: 20, height: 20 } }], scale: 1 };
const pointer = (kind: 'down' | 'move' | 'up', x: number, y: number): Input => ({ kind, at: { x, y }, screen: { x, y }, hit: null, mods: { shift: false, alt: false, ctrl: false } });
const DRAG = [pointer('down', 10, 10), pointer('move', 60, 60), pointer('up', 60, 60)];
const KEYS: readonly Input[] = [{ kind: 'nudge', dx: -20, dy: -20, resize: false }, { kind: 'release' }, { kind: 'finish' }, { kind: 'nudge', dx: 30, dy: 30, resize: false }, { kind: 'release' }, { kind: 'finish' }];
const kinds = (gestures: Gestures, inputs: readonly Input[], tool: 'box' | 'select' = 'box'): readonly Effect['kind'][] => inputs.flatMap((input) => gestures.step(tool, input, scene)).map((effect) => effect.kind);

describe('while the picture is awaited', () => {
  it.each([['the pointer', DRAG], ['the keys', KEYS]] as const)('nothing is drawn with %s; after that it is', (_, inputs) => {
    const gestures = new Gestures();
    gestures.blind = true;
    expect(kinds(gestures, inputs)).not.toContain('create');
    expect(gestures.busy('box')).toBe(false);
    expect(gestures.preview('box', scene).crosshair).toBeNull();
    gestures.blind = false;
    expect(kinds(gestures, inputs)).toContain('create');
  });

  it('a drag that began before the picture came draws nothing', () => {
    const gestures = new Gestures();
    gestures.blind = true;
    kinds(gestures, DRAG.slice(0, 1));
    gestures.blind = false;
    expect(kinds(gestures, DRAG.slice(1))).not.toContain('create');
  });

  it('what is there already can be moved', () => {
    const gestures = new Gestures();
    gestures.blind = true;
    expect(kinds(gestures, [{ kind: 'nudge', dx: 1, dy: 0, resize: false }, { kind: 'release' }], 'select')).toContain('change');
  });
});
