import type { UndoOutcome } from '../../../shared/contract/api';
import type { SampleId } from '../../../shared/kernel/ids';

export interface TurnBackPorts {
  readonly turnBack: (direction: 'undo' | 'redo') => Promise<UndoOutcome | null>;
  /** The sample that the window shows or is on its way to. */
  readonly place: () => SampleId;
  /** How often the person went somewhere, other than by undo and redo. */
  readonly moves: () => number;
  readonly go: (sample: SampleId) => void;
  readonly tell: (what: Told) => void;
}

export type Told =
  | { readonly kind: 'nothing'; readonly direction: 'undo' | 'redo' }
  /** Nothing of it, or not all of it, could be turned round: why. */
  | { readonly kind: 'refused'; readonly failures: UndoOutcome['refused'] }
  | { readonly kind: 'elsewhere'; readonly direction: 'undo' | 'redo'; readonly sample: SampleId; readonly name: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * One press of undo or redo: the last command is turned round, and the window goes to where that happened. Presses may
 * come faster than pictures open: each takes one command, and the window ends where the last of them was. Whoever goes
 * on before the answer comes is not taken back to where it was pressed: it happened there, in sight.
 */
export async function pressTurnBack(direction: 'undo' | 'redo', ports: TurnBackPorts): Promise<void> {
  const pressedAt = ports.place(), moves = ports.moves();
  try {
    const outcome = await ports.turnBack(direction);
    if (outcome === null) return ports.tell({ kind: 'nothing', direction });
    if (outcome.refused.length > 0) ports.tell({ kind: 'refused', failures: outcome.refused });
    if (outcome.command === null) return outcome.refused.length > 0 ? undefined : ports.tell({ kind: 'nothing', direction });
    const to = outcome.samples[0];
    if (to === undefined || outcome.samples.includes(ports.place())) return;
    if (ports.moves() !== moves && outcome.samples.includes(pressedAt)) return;
    ports.go(to);
    ports.tell({ kind: 'elsewhere', direction, sample: to, name: outcome.command.name });
  } catch (error) {
    ports.tell({ kind: 'failed', error });
  }
}
