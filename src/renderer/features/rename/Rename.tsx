/** Another name for a job or a dataset. */
import { useState } from 'react';
import { IconPencil } from '@tabler/icons-react';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { CommandId, DatasetId, JobId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { randomId } from '../../client';
import { useIndex } from '../../index';
import { failureOf, useReadOnly, whileSaving } from '../../session';
import { Button, Field, IconButton, Modal, failureText, t, toast } from '../../ui';
import { stepsOf } from '../undo';

/** What gets the name. */
export type Named = { readonly kind: 'job'; readonly id: JobId } | { readonly kind: 'dataset'; readonly id: DatasetId };

function draftOf(what: Named, to: string, was: string): Draft {
  switch (what.kind) {
    case 'job': return { type: 'job.renamed', base: [], body: { job: what.id, to, was } };
    case 'dataset': return { type: 'dataset.renamed', base: [], body: { dataset: what.id, to, was } };
  }
}

export function RenameButton({ what, name }: { readonly what: Named; readonly name: string }) {
  const readOnly = useReadOnly();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={readOnly ? t('frame.read-only-hint') : t('common.rename')} icon={<IconPencil size={14} stroke={1.75} />} disabled={readOnly} onClick={() => setOpen(true)} />
      {open ? <RenameDialog what={what} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

export function RenameDialog({ what, name, onClose }: { readonly what: Named; readonly name: string; readonly onClose: () => void }) {
  const index = useIndex();
  const [text, setText] = useState(name);
  const save = (): void => {
    const to = nameIn(text);
    onClose();
    if (to === '' || to === name) return;
    const command = { id: randomId<CommandId>(), name: what.kind === 'job' ? 'command.rename-job' : 'command.rename-dataset', undoes: null, redoes: null };
    const work = index.outbox.commit(what.kind === 'job' ? what.id : null, command, [draftOf(what, to, name)]).then((outcome) => {
      if (!outcome.ok) throw new FailureError(outcome.failure);
      toast(t('common.renamed', { name: to }), stepsOf(index, what.id).offer(command.id));
    });
    whileSaving(work, failureOf).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
  };
  return (
    <Modal title={t('common.rename')} onClose={onClose} onSubmit={save} footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" disabled={nameIn(text) === ''}>{t('common.rename')}</Button></>}>
      <Field label={t('common.name')} value={text} onChange={setText} maxLength={LONGEST_NAME} autoFocus onFocus={(event) => event.currentTarget.select()} />
    </Modal>
  );
}
