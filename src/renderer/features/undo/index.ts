/** Undo and redo of a job or a dataset, asked for outside of the editors: one after the other, each told in words. */
import { useMemo } from 'react';
import type { UndoOutcome } from '../../../shared/contract/api';
import type { CommandId, HistoryId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import { commandKey } from '../../commands';
import { useIndex } from '../../index';
import type { WorkspaceIndex } from '../../index';
import { failureOf, whileSaving } from '../../session';
import { failureText, t, toast, words } from '../../ui';
import type { Toast } from '../../ui';

export interface Steps {
  undo(): void;
  redo(): void;
  /** Takes back this command, and no other: when something else was done since, it says so. */
  takeBack(command: CommandId): void;
  /** The way back beside the words about a command. */
  offer(command: CommandId): Pick<Toast, 'action'>;
}

/** Steps of one history follow each other: each knows what the one before left. */
const running = new Map<HistoryId, Promise<unknown>>();

/** `show`: what to do after a step, e.g. go to the samples it touched. */
export function stepsOf(index: WorkspaceIndex, of: HistoryId, show?: (outcome: UndoOutcome) => void): Steps {
  function step(kind: 'undo' | 'redo', wanted: CommandId | null): void {
    const before = running.get(of) ?? Promise.resolve();
    const work = before.catch(() => undefined).then(async () => {
      await index.outbox.drained();
      const command = wanted ?? (await index.client.request('history.state', { of }))[kind]?.id;
      if (command === undefined) return void toast(t(kind === 'undo' ? 'job.nothing-to-undo' : 'job.nothing-to-redo'));
      tell(kind, await index.client.request(kind === 'undo' ? 'history.undo' : 'history.redo', { of, command }));
    });
    running.set(of, work);
    whileSaving(work, failureOf).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
  }

  function tell(kind: 'undo' | 'redo', outcome: UndoOutcome): void {
    // What could not be turned round is said, never passed over silently.
    for (const text of refusedTexts(outcome.refused)) toast(text, { tone: 'warn' });
    if (!outcome.command) return;
    const command = words().find(outcome.command.name) ?? t('command.unknown');
    toast(t(kind === 'undo' ? 'job.undid' : 'job.redid', { command, count: outcome.touched }), { action: kind === 'undo' ? { label: t('common.redo'), keys: commandKey('app.redo'), run: () => step('redo', null) } : null });
    show?.(outcome);
  }

  return {
    undo: () => step('undo', null),
    redo: () => step('redo', null),
    takeBack: (command) => step('undo', command),
    offer: (command) => ({ action: { label: t('common.undo'), keys: commandKey('app.undo'), run: () => step('undo', command) } }),
  };
}

/** Steps of a history of the open workspace. */
export function useSteps(of: HistoryId): Steps {
  const index = useIndex();
  return useMemo(() => stepsOf(index, of), [index, of]);
}

/** One sentence for all parts that somebody changed since, one for each other reason. */
export function refusedTexts(refused: readonly Failure[]): readonly string[] {
  let changed = 0;
  const others = new Set<string>();
  for (const failure of refused) {
    const { count } = failure.details ?? {};
    if (failure.code === 'changed-since') changed += typeof count === 'number' ? count : 1;
    else others.add(failureText(failure));
  }
  return [...(changed > 0 ? [t('job.part-refused', { count: changed })] : []), ...others];
}
