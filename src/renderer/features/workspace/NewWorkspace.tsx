import { useState } from 'react';
import type { Place } from '../../../shared/contract/api';
import { enterWorkspace, navigate, useAsk, useClient, useSubmit } from '../../session';
import { Button, Field, Modal, Note, t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import { useSource } from '../create/use-source';

/** A folder of files becomes a workspace with one dataset: the shortest way from files to labels. */
export function NewWorkspace({ folder: first, onClose }: { readonly folder: Place | null; readonly onClose: () => void }) {
  const client = useClient();
  const [name, setName] = useState<string | null>(null);
  const [chosenWhere, setWhere] = useState<Place | null>(null);
  const { busy, trouble, clear, submit } = useSubmit();
  const source = useSource(first, clear);
  const data = source.folder;
  const around = useAsk('places.browse', data ? { place: data.place } : null).data?.parent ?? null;
  const start = useAsk('places.start', {}).data?.places[0] ?? null;
  const where = chosenWhere ?? around ?? start;
  const shownName = (name ?? (data ? t('workspace.label-default', { name: data.name }) : '')).trim();
  const ready = where !== null && shownName !== '' && source.ready;

  const create = (): void => {
    if (ready) submit(async () => {
      const workspace = await client.request('workspace.create', { place: where.place, name: shownName });
      onClose();
      enterWorkspace(client, workspace);
      if (!data) return;
      const { dataset } = await client.request('dataset.create', source.request(data.name, true));
      navigate({ page: 'dataset', dataset });
    });
  };
  return (
    <Modal
      title={t('workspace.new')}
      width={560}
      onClose={onClose}
      onSubmit={create}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy || !ready}>{t('workspace.create')}</Button>
        </>
      }
    >
      {source.folderField(t('workspace.data'), t('workspace.without-data'))}
      {data ? source.typeFields : null}
      <Field label={t('workspace.name')} value={name ?? shownName} onChange={(value) => { setName(value); clear(); }} />
      <PlaceField label={t('workspace.where')} hint={shownName === '' ? '' : t('workspace.where-hint', { name: shownName })} purpose="save-folder" value={where} onChange={(place) => { setWhere(place); clear(); }} />
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}
