import { useState } from 'react';
import type { Place } from '../../../shared/contract/api';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import { failureOf, navigate, useClient } from '../../session';
import { Button, Field, Modal, Note, Segments, failureText, t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import { FolderCounts, TypeFields, useFolderCounts } from './DatasetFields';
import { likelyType } from './kinds';

/** A dataset from a folder, or an empty one for files that are dropped later. */
export function NewDataset({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const [source, setSource] = useState<'folder' | 'empty'>('folder');
  const [folder, setFolder] = useState<Place | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [type, setType] = useState<DataType | null>(null);
  const [textMode, setTextMode] = useState<TextMode>('line');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const counts = useFolderCounts(folder);
  const shownName = name ?? folder?.name ?? '';
  const shownType = type ?? (counts ? likelyType(counts) : 'image');
  const ready = shownName.trim() !== '' && (source === 'empty' || folder !== null);

  const create = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      const { dataset } = await client.request('dataset.create', { name: shownName.trim(), dataType: shownType, textMode: shownType === 'text' ? textMode : null, folder: source === 'folder' ? folder?.place ?? null : null });
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
      <Segments label={t('create.folder')} value={source} onChange={setSource} options={[{ value: 'folder', label: t('create.from-folder') }, { value: 'empty', label: t('create.empty') }]} />
      {source === 'folder' ? (
        <div>
          <PlaceField autoFocus label={t('create.folder')} hint={folder ? '' : t('workspace.data-hint')} purpose="choose-folder" value={folder} onChange={(place) => { setFolder(place); setType(null); setTrouble(null); }} />
          <FolderCounts folder={folder} counts={counts} />
        </div>
      ) : null}
      <Field label={t('common.name')} value={shownName} onChange={setName} />
      <TypeFields type={shownType} onType={setType} textMode={textMode} onTextMode={setTextMode} />
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}
