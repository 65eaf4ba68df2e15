import { useState } from 'react';
import type { Place } from '../../../shared/contract/api';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import { failureOf, navigate, useClient } from '../../session';
import { Button, Field, Modal, Note, Segments, failureText, t } from '../../ui';
import { useSource } from './use-source';

/** A dataset from a folder, or an empty one for files that are dropped later. */
export function NewDataset({ folder: first, onClose }: { readonly folder: Place | null; readonly onClose: () => void }) {
  const client = useClient();
  const [from, setFrom] = useState<'folder' | 'empty'>('folder');
  const [name, setName] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const source = useSource(first, () => setTrouble(null));
  const shownName = name ?? source.folder?.name ?? '';
  const ready = nameIn(shownName) !== '' && (from === 'empty' || (source.folder !== null && source.ready));

  const create = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      const { dataset } = await client.request('dataset.create', source.request(shownName, from === 'folder'));
      onClose();
      navigate({ page: 'dataset', dataset });
    } catch (error) {
      setTrouble(failureText(failureOf(error)));
      setBusy(false);
    }
  };
  return (
    <Modal
      title={t('create.dataset')}
      width={560}
      onClose={onClose}
      onSubmit={() => void create()}
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
