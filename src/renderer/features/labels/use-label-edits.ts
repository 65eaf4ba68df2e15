/** Changes of a label set as commits of one job: each field is its own event, so that two people can edit at once. */
import { useMemo } from 'react';
import type { Attribute, Label, LabelSet } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { CommandId, JobId, LabelId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { useIndex } from '../../index';
import { failureOf, newLabel, whileSaving } from '../../session';
import { failureText, toast } from '../../ui';
import { FailureError } from '../../../shared/kernel/result';
import { nameProblem } from '../../../shared/domain/label-rules';

export interface LabelEdits {
  /** Adds a label with the next colour and free digit; false when the name is not allowed. */
  add(name: string): boolean;
  rename(label: Label, to: string): void;
  recolor(label: Label, to: number | string): void;
  setShortcut(label: Label, to: string | null): void;
  setAttributes(label: Label, to: readonly Attribute[]): void;
}

export function useLabelEdits(job: JobId, labelSet: LabelSet): LabelEdits {
  const index = useIndex();
  return useMemo(() => {
    function commit(name: 'command.add-label' | 'command.edit-label', draft: Draft): void {
      const command = { id: randomId<CommandId>(), name, undoes: null, redoes: null };
      const work = index.outbox.commit(job, command, [draft]).then((outcome) => {
        if (!outcome.ok) throw new FailureError(outcome.failure);
      });
      whileSaving(work, failureOf).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
    }
    const change = (body: Extract<Draft, { type: 'label.changed' }>['body']): void => commit('command.edit-label', { type: 'label.changed', base: [], body });
    return {
      add(text) {
        const name = text.trim();
        if (nameProblem(labelSet.labels, null, name)) return false;
        commit('command.add-label', { ...newLabel(labelSet, randomId<LabelId>(), name), base: [] });
        return true;
      },
      rename(label, text) {
        const to = text.trim();
        if (to !== label.name && !nameProblem(labelSet.labels, label.id, to)) change({ labelSet: labelSet.id, label: label.id, field: 'name', to, was: label.name });
      },
      recolor: (label, to) => { if (to !== label.color) change({ labelSet: labelSet.id, label: label.id, field: 'color', to, was: label.color }); },
      setShortcut: (label, to) => { if (to !== label.shortcut) change({ labelSet: labelSet.id, label: label.id, field: 'shortcut', to, was: label.shortcut }); },
      setAttributes: (label, to) => change({ labelSet: labelSet.id, label: label.id, field: 'attributes', to, was: label.attributes }),
    };
  }, [index, job, labelSet]);
}
