/** What becomes of the samples of a label that is deleted: one of three policies, each with what it does to how many. */
import { useState } from 'react';
import { LABEL_DELETION_POLICIES } from '../../../shared/domain/label-set';
import type { Label, LabelDeletionPolicy } from '../../../shared/domain/label-set';
import { Button, Modal, t } from '../../ui';
import classes from './labels.module.css';
import type { DeletionPreview } from './use-label-edits';

interface Props { readonly label: Label; readonly preview: DeletionPreview; readonly onDelete: (policy: LabelDeletionPolicy) => void; readonly onClose: () => void }

const TITLES = { label: 'labels.policy-label', 'label-and-samples': 'labels.policy-samples', 'label-samples-and-files': 'labels.policy-files' } as const;

export function DeleteLabel({ label, preview, onDelete, onClose }: Props) {
  const [policy, setPolicy] = useState<LabelDeletionPolicy>('label');
  const files = policy === 'label-samples-and-files' ? preview.files : 0;
  return (
    <Modal title={t('labels.delete-title', { name: label.name })} width={520} onClose={onClose}
      footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button kind="danger" onClick={() => onDelete(policy)}>{files > 0 ? t('labels.delete-files', { count: files }) : t('labels.delete')}</Button></>}>
      <p>{t('labels.delete-lead', { count: preview.samples })}</p>
      {LABEL_DELETION_POLICIES.map((one) => (
        <label key={one} className={classes.policy} data-danger={(one === 'label-samples-and-files' && preview.files > 0) || undefined}>
          <input type="radio" name="policy" value={one} checked={policy === one} onChange={() => setPolicy(one)} />
          <span>{t(TITLES[one])}</span>
          <small>{whatItDoes(one, preview)}</small>
        </label>
      ))}
    </Modal>
  );
}

function whatItDoes(policy: LabelDeletionPolicy, { samples, onlyThis, files }: DeletionPreview): string {
  switch (policy) {
    case 'label': return t('labels.policy-label-does', { count: samples });
    case 'label-and-samples': return t('labels.policy-samples-does', { count: onlyThis });
    case 'label-samples-and-files': return t('labels.policy-files-does', { count: files, samples: t('common.samples', { count: onlyThis }) });
  }
}
