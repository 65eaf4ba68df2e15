import { useEffect, useState } from 'react';
import type { Place } from '../../../shared/contract/api';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import { failureOf, navigate, useAsk, useClient } from '../../session';
import { Button, Field, Modal, Note, failureText, t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import { FolderCounts, TypeFields, useFolderCounts } from '../create/DatasetFields';
import { likelyType } from '../create/kinds';
import { welcome } from './welcome';

/** A folder of files becomes a workspace with one dataset: the shortest way from files to labels. */
export function NewWorkspace({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const [data, setData] = useState<Place | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [chosenWhere, setWhere] = useState<Place | null>(null);
  const [type, setType] = useState<DataType | null>(null);
  const [textMode, setTextMode] = useState<TextMode>('line');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const counts = useFolderCounts(data);
  const around = useAsk('places.browse', data ? { place: data.place } : null).data?.parent ?? null;
  const start = useAsk('places.start', {}).data?.places[0] ?? null;
  const where = chosenWhere ?? around ?? start;
  const shownName = name ?? (data ? t('workspace.label-default', { name: data.name }) : '');
  const shownType = type ?? (counts ? likelyType(counts) : 'image');
  useEffect(() => setTrouble(null), [data, name, chosenWhere]);

  const create = async (): Promise<void> => {
    if (!where || shownName.trim() === '') return;
    setBusy(true);
    try {
      const workspace = await client.request('workspace.create', { place: where.place, name: shownName.trim() });
      onClose();
      welcome(client, workspace);
      if (!data) return;
      const { dataset } = await client.request('dataset.create', { name: data.name, dataType: shownType, textMode: shownType === 'text' ? textMode : null, folder: data.place });
      navigate({ page: 'dataset', dataset });
    } catch (error) {
      setTrouble(failureText(failureOf(error)));
      setBusy(false);
    }
  };
  return (
    <Modal
      title={t('workspace.new')}
      width={560}
      onClose={onClose}
      onSubmit={() => void create()}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy || !where || shownName.trim() === ''}>{t('workspace.create')}</Button>
        </>
      }
    >
      <div>
        <PlaceField autoFocus label={t('workspace.data')} hint={data ? '' : t('workspace.data-hint')} purpose="choose-folder" value={data} empty={t('workspace.without-data')} onChange={setData} />
        <FolderCounts folder={data} counts={counts} />
      </div>
      {data ? <><TypeFields type={shownType} onType={setType} textMode={textMode} onTextMode={setTextMode} /></> : null}
      <Field label={t('workspace.name')} value={shownName} onChange={setName} />
      <PlaceField label={t('workspace.where')} hint={shownName.trim() === '' ? '' : t('workspace.where-hint', { name: shownName.trim() })} purpose="save-folder" value={where} onChange={setWhere} />
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}
