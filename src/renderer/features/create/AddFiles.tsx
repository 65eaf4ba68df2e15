import { useEffect, useMemo, useRef, useState } from 'react';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import type { DatasetId } from '../../../shared/kernel/ids';
import { failureOf, isCancelled, navigate, useClient, useWorkspace } from '../../session';
import { Button, Field, Meter, Modal, Note, Select, failureText, t } from '../../ui';
import { TypeFields } from './DatasetFields';
import { countKinds, describeCounts, likelyType } from './kinds';
import { uploadFiles } from './upload';

/** Dropped files: says that they are copied, into which dataset, and then does it. */
export function AddFiles({ files, dataset, onClose }: { readonly files: readonly File[]; readonly dataset: DatasetId | null; readonly onClose: () => void }) {
  const client = useClient();
  const datasets = useWorkspace((s) => s.catalog?.datasets) ?? [];
  const counts = useMemo(() => countKinds(files.map((file) => ({ name: file.name, kind: 'file' as const }))), [files]);
  const [to, setTo] = useState<DatasetId | 'new'>(dataset ?? 'new');
  const [name, setName] = useState('');
  const [type, setType] = useState<DataType>(() => likelyType(counts));
  const [textMode, setTextMode] = useState<TextMode>('line');
  const [sent, setSent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const ready = sent === null && (to !== 'new' || name.trim() !== '');

  const copy = async (): Promise<void> => {
    if (!ready) return;
    const controller = new AbortController();
    abort.current = controller;
    setSent(0);
    setTrouble(null);
    try {
      const uploads = await uploadFiles(client, files, setSent, controller.signal);
      const target = to === 'new' ? (await client.request('dataset.create', { name: name.trim(), dataType: type, textMode: type === 'text' ? textMode : null, folder: null })).dataset : to;
      await client.request('dataset.add-inbox', { dataset: target, uploads });
      onClose();
      navigate({ page: 'dataset', dataset: target });
    } catch (error) {
      if (!isCancelled(error)) setTrouble(failureText(failureOf(error)));
      setSent(null);
    }
  };
  return (
    <Modal
      title={t('drop.add')}
      onClose={onClose}
      onSubmit={() => void copy()}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!ready}>{t('drop.do', { count: files.length })}</Button>
        </>
      }
    >
      <div>
        <p>{describeCounts(counts) ?? t('drop.files', { count: files.length, size })}</p>
        <Note>{t('drop.will-copy')}</Note>
      </div>
      {datasets.length > 0 ? <Select label={t('drop.to')} value={to} onChange={setTo} options={[...datasets.map((d) => ({ value: d.id, label: d.name })), { value: 'new' as const, label: t('drop.new') }]} /> : null}
      {to === 'new' ? <><Field label={t('common.name')} value={name} onChange={setName} data-autofocus /><TypeFields type={type} onType={setType} textMode={textMode} onTextMode={setTextMode} /></> : null}
      {sent === null ? null : <div role="status"><p>{t('drop.copying', { done: sent, total: size })}</p><Meter label={t('drop.copying', { done: sent, total: size })} parts={[{ share: size > 0 ? sent / size : 0 }]} /></div>}
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}
