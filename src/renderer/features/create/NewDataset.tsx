import { useState } from 'react';
import type { Place } from '../../../shared/contract/api';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import { navigate, useClient, useSubmit } from '../../session';
import { Button, Field, Modal, Note, Segments, t } from '../../ui';
import { useSource } from './use-source';

/** A dataset from a folder, or an empty one for files that are dropped later. */
export function NewDataset({ folder: first, onClose }: { readonly folder: Place | null; readonly onClose: () => void }) {
  const client = useClient();
  const [from, setFrom] = useState<'folder' | 'empty'>('folder');
  const [name, setName] = useState<string | null>(null);
  const { busy, trouble, clear, submit } = useSubmit();
  const source = useSource(first, clear);
  const shownName = name ?? source.folder?.name ?? '';
  const ready = nameIn(shownName) !== '' && (from === 'empty' || (source.folder !== null && source.ready));

  const create = (): void => {
    if (ready) submit(async () => {
      const { dataset } = await client.request('dataset.create', source.request(shownName, from === 'folder'));
      onClose();
      navigate({ page: 'dataset', dataset });
    });
  };
  return (
    <Modal
      title={t('create.dataset')}
      width={560}
      onClose={onClose}
      onSubmit={create}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!ready || busy}>{t('create.dataset-do')}</Button>
        </>
      }
    >
      <Segments label={t('create.folder')} value={from} onChange={setFrom} options={[{ value: 'folder', label: t('create.from-folder') }, { value: 'empty', label: t('create.empty') }]} />
      {from === 'folder' ? source.folderField(t('create.folder')) : null}
      <Field label={t('common.name')} value={shownName} onChange={setName} maxLength={LONGEST_NAME} />
      {source.typeFields}
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}
