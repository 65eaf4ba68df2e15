import { describe, expect, it } from 'vitest';
import type { UndoOutcome } from '../../../shared/contract/api';
import type { CommandId, SampleId } from '../../../shared/kernel/ids';
import { pressTurnBack, type Told, type TurnBackPorts } from './turn-back';

const outcome = (samples: readonly string[], refused: UndoOutcome['refused'] = [], command = true): UndoOutcome => ({
  command: command ? { id: 'c'.repeat(32) as CommandId, name: 'command.move', undoes: null, redoes: null } : null,
  samples: samples as readonly SampleId[], touched: samples.length, refused, history: { undo: null, redo: null },
});

function window(answers: (UndoOutcome | null | Error)[], start = 'a') {
  let place = start as SampleId;
  let moves = 0;
  const went: string[] = [];
  const told: Told[] = [];
  const ports: TurnBackPorts = {
    turnBack: () => {
      const answer = answers.shift() ?? null;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    place: () => place,
    moves: () => moves,
    go: (to) => {
      place = to;
      went.push(to);
    },
    tell: (what) => told.push(what),
  };
  const walk = (to: string): void => {
    place = to as SampleId;
    moves++;
  };
  return { ports, went, told, place: () => place, walk };
}

describe('a press of undo', () => {
  it('ends where the last of many fast presses was, also when it comes back to the first sample', async () => {
    const w = window([outcome(['b']), outcome(['a']), outcome(['b']), outcome(['a'])]);
    await Promise.all(Array.from({ length: 4 }, () => pressTurnBack('undo', w.ports)));
    expect(w.went).toEqual(['b', 'a', 'b', 'a']);
    expect(w.place()).toBe('a');
  });

  it('does not take back who went on before the answer came; what happened elsewhere is still gone to', async () => {
    const w = window([outcome(['a']), outcome(['c'])]);
    const pressed = pressTurnBack('redo', w.ports);
    w.walk('b');
    await pressed;
    expect([w.went, w.told, w.place()]).toEqual([[], [], 'b']);
    const again = pressTurnBack('undo', w.ports);
    w.walk('d');
    await again;
    expect([w.went, w.place()]).toEqual([['c'], 'c']);
  });

  it('stays when the sample shown is among those touched', async () => {
    const w = window([outcome(['b', 'a'])]);
    await pressTurnBack('redo', w.ports);
    expect(w.went).toEqual([]);
    expect(w.told).toEqual([]);
  });

  it('says why nothing happened: nothing there, refused, failed', async () => {
    const failure = { code: 'changed-since', message: 'Changed since.' };
    const w = window([null, outcome(['a'], [failure], false), new Error('broken')]);
    for (let i = 0; i < 3; i++) await pressTurnBack('undo', w.ports);
    expect(w.told.map((x) => x.kind)).toEqual(['nothing', 'refused', 'failed']);
  });
});
