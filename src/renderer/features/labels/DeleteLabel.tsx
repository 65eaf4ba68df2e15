/** Deleting a label asks, because it reaches far: what will happen to how many samples and files, by policy. */
import { useState } from 'react';
import type { AnswerOf } from '../../../shared/contract/api';
import { LABEL_DELETION_POLICIES } from '../../../shared/domain/label-set';
import type { Label, LabelDeletionPolicy } from '../../../shared/domain/label-set';
import type { CommandId, JobId, LabelSetId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { commandKey } from '../../commands';
import { failureOf, useAsk, useClient, whileSaving } from '../../session';
import { Button, Modal, Note, Skeleton, failureText, t, toast } from '../../ui';
import classes from './labels.module.css';

interface Props { readonly job: JobId; readonly labelSet: LabelSetId; readonly label: Label; readonly onClose: () => void }

const TITLES = { label: 'labels.policy-label', 'label-and-samples': 'labels.policy-samples', 'label-samples-and-files': 'labels.policy-files' } as const;

export function DeleteLabel({ job, labelSet, label, onClose }: Props) {
  const client = useClient();
  const { data: preview, failure } = useAsk('label.delete-preview', { job, labelSet, label: label.id });
  const [policy, setPolicy] = useState<LabelDeletionPolicy>('label');
  const remove = (): void => {
    const work = async (): Promise<void> => {
      await client.request('label.delete', { job, labelSet, label: label.id, policy, command: { id: randomId<CommandId>(), name: 'command.delete-label', undoes: null, redoes: null } });
      toast(t('labels.deleted', { name: label.name }), { action: policy === 'label-samples-and-files' ? null : { label: t('common.undo'), keys: commandKey('app.undo'), run: () => void undo().catch(tell) } });
    };
    const undo = async (): Promise<void> => {
      const history = await client.request('history.state', { job });
      if (history.undo) await client.request('history.undo', { job, command: history.undo.id });
    };
    const tell = (error: unknown): void => void toast(failureText(failureOf(error)), { tone: 'bad' });
    whileSaving(work(), failureOf).catch(tell);
    onClose();
  };
  return (
    <Modal title={t('labels.delete-title', { name: label.name })} width={520} onClose={onClose}
      footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button kind="danger" disabled={!preview} onClick={remove}>{t('labels.delete')}</Button></>}>
      {failure ? <Note tone="bad">{failureText(failure)}</Note> : null}
      {preview ? <p>{t('labels.delete-lead', { count: preview.samples })}</p> : failure ? null : <Skeleton height={20} />}
      {preview ? LABEL_DELETION_POLICIES.map((one) => (
        <label key={one} className={classes.policy} data-danger={one === 'label-samples-and-files' || undefined}>
          <input type="radio" name="policy" value={one} checked={policy === one} onChange={() => setPolicy(one)} />
          <span>{t(TITLES[one])}</span>
          <small>{whatItDoes(one, preview)}</small>
        </label>
      )) : null}
    </Modal>
  );
}

function whatItDoes(policy: LabelDeletionPolicy, preview: AnswerOf<'label.delete-preview'>): string {
  switch (policy) {
    case 'label': return t('labels.policy-label-does', { count: preview.samples });
    case 'label-and-samples': return t('labels.policy-samples-does', { count: preview.onlyThis });
    case 'label-samples-and-files': return t('labels.policy-files-does', { count: preview.onlyThis });
  }
}
