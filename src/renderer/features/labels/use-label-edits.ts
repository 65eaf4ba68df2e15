/** Changes of a label set as commits of one job: each field is its own event, so that two people can edit at once. */
import { useMemo, useRef } from 'react';
import type { AnswerOf } from '../../../shared/contract/api';
import type { Attribute, Label, LabelDeletionPolicy, LabelSet } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { Command } from '../../../shared/events/envelope';
import type { CommandId, JobId, LabelId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { useIndex } from '../../index';
import { failureOf, newLabel, whileSaving } from '../../session';
import { failureText, t, toast } from '../../ui';
import { FailureError } from '../../../shared/kernel/result';
import { nameProblem, type NameProblem } from '../../../shared/domain/label-rules';
import { nameIn } from '../../../shared/domain/names';
import { stepsOf } from '../undo';

export type DeletionPreview = AnswerOf<'label.delete-preview'>;

/** The same object as long as the label set is the same one. */
export interface LabelEdits {
  /** What is wrong with another name for a label; null when nothing is. */
  nameProblem(label: Label, text: string): NameProblem | null;
  /** Adds a label with the next colour and free digit; false when the name is not allowed. */
  add(name: string): boolean;
  rename(label: Label, to: string): void;
  recolor(label: Label, to: number | string): void;
  setShortcut(label: Label, to: string | null): void;
  /** `to`: what becomes of the attributes as they are now, with changes that are on their way. */
  setAttributes(label: Label, to: (now: readonly Attribute[]) => readonly Attribute[]): void;
  removeAttribute(label: Label, attribute: Attribute): void;
  /** What deleting a label would reach; null when it cannot be said (told already). */
  preview(label: Label): Promise<DeletionPreview | null>;
  /** Deletes it at once and offers the way back; who must be asked was asked. */
  remove(label: Label, policy: LabelDeletionPolicy): void;
}

export function useLabelEdits(job: JobId, labelSet: LabelSet): LabelEdits {
  const index = useIndex();
  const latest = useRef(labelSet);
  // Attributes are written all at once: a change that follows another before that one came back builds on it.
  const asked = useRef(new Map<LabelId, { readonly to: readonly Attribute[]; answered: boolean }>());
  if (latest.current !== labelSet) for (const [label, { answered }] of asked.current) if (answered) asked.current.delete(label);
  latest.current = labelSet;
  // Added here, not yet heard of from the host: who types two names quickly must not give both the same key.
  const added = useRef<readonly Label[]>([]);
  added.current = added.current.filter((label) => labelSet.labels.every((known) => known.id !== label.id));
  const { id } = labelSet;
  return useMemo(() => {
    const steps = stepsOf(index, job);
    const tell = (error: unknown): void => void toast(failureText(failureOf(error)), { tone: 'bad' });
    const newCommand = (name: 'command.add-label' | 'command.edit-label' | 'command.delete-label'): Command => ({ id: randomId<CommandId>(), name, undoes: null, redoes: null });
    const known = (label: LabelId): readonly Attribute[] => latest.current.labels.find((one) => one.id === label)?.attributes ?? [];
    function changeAttributes(command: Command, label: LabelId, change: (now: readonly Attribute[]) => readonly Attribute[], done?: () => void): void {
      const was = asked.current.get(label)?.to ?? known(label);
      const to = change(was);
      const mine = { to, answered: false };
      asked.current.set(label, mine);
      const settle = (here: boolean): void => {
        if (here && asked.current.get(label) === mine) asked.current.delete(label);
        mine.answered = true;
      };
      commit(command, { type: 'label.changed', base: [], body: { labelSet: id, label, field: 'attributes', to, was } },
        () => { settle(JSON.stringify(known(label)) === JSON.stringify(to)); done?.(); }, () => settle(true));
    }
    function commit(command: Command, draft: Draft, done: () => void = () => undefined, failed: () => void = () => undefined): void {
      const work = index.outbox.commit(job, command, [draft]).then((outcome) => {
        if (!outcome.ok) throw new FailureError(outcome.failure);
        done();
      });
      whileSaving(work, failureOf).catch((error: unknown) => {
        failed();
        added.current = added.current.filter((label) => !('label' in draft.body) || label.id !== draft.body.label);
        tell(error);
      });
    }
    const change = (body: Extract<Draft, { type: 'label.changed' }>['body']): void => commit(newCommand('command.edit-label'), { type: 'label.changed', base: [], body });
    return {
      nameProblem: (label, text) => nameProblem(latest.current.labels, label.id, text),
      add(text) {
        const name = nameIn(text);
        const labels = [...latest.current.labels, ...added.current];
        if (nameProblem(labels, null, name)) return false;
        const draft = newLabel({ id, labels }, randomId<LabelId>(), name);
        const { label, color, shortcut, attributes } = draft.body;
        added.current = [...added.current, { id: label, name, color, shortcut, attributes, retired: false }];
        commit(newCommand('command.add-label'), { ...draft, base: [] });
        return true;
      },
      rename(label, text) {
        const to = nameIn(text);
        if (to !== label.name && !nameProblem(latest.current.labels, label.id, to)) change({ labelSet: id, label: label.id, field: 'name', to, was: label.name });
      },
      recolor: (label, to) => { if (to !== label.color) change({ labelSet: id, label: label.id, field: 'color', to, was: label.color }); },
      setShortcut: (label, to) => { if (to !== label.shortcut) change({ labelSet: id, label: label.id, field: 'shortcut', to, was: label.shortcut }); },
      setAttributes: (label, to) => changeAttributes(newCommand('command.edit-label'), label.id, to),
      removeAttribute(label, attribute) {
        const command = newCommand('command.edit-label');
        changeAttributes(command, label.id, (now) => now.filter((one) => one.id !== attribute.id), () => toast(t('labels.attribute-removed', { name: attribute.name }), steps.offer(command.id)));
      },
      preview: (label) => index.client.request('label.delete-preview', { job, labelSet: id, label: label.id }).catch((error: unknown) => {
        tell(error);
        return null;
      }),
      remove(label, policy) {
        const command = newCommand('command.delete-label');
        const work = index.client.request('label.delete', { job, labelSet: id, label: label.id, policy, command }).then(({ files }) => {
          toast(files > 0 ? t('labels.deleted-files', { name: label.name, count: files }) : t('labels.deleted', { name: label.name }), steps.offer(command.id));
        });
        whileSaving(work, failureOf).catch(tell);
      },
    };
  }, [index, job, id]);
}
