import { useMemo, useState } from 'react';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import { NEW_READING, type TextReading } from '../../../shared/domain/text-reading';
import { formatOfName } from '../../../shared/media/sniff';
import type { DatasetId } from '../../../shared/kernel/ids';
import { navigate, openDialog, useClient, useWorkspace, type DroppedFile, type RefusedFile } from '../../session';
import { Button, Field, Modal, Note, Select, t, toast } from '../../ui';
import { TypeFields } from './DatasetFields';
import { countKinds, countOf, describeCounts, kindOfName, likelyType } from './kinds';
import { createJob } from './new-job';
import { proposedName } from './proposed-name';
import { ReadingFields } from './ReadingFields';
import { describeRefused } from './stays-out';
import { useUpload } from './use-upload';

interface Props {
  readonly files: readonly DroppedFile[];
  /** Label files that came along. */
  readonly labels: readonly DroppedFile[];
  /** How many are neither. */
  readonly others: number;
  /** What else stays out, and why. */
  readonly refused: readonly RefusedFile[];
  /** null: a new one. */
  readonly dataset: DatasetId | null;
  readonly onClose: () => void;
}

/** Dropped files: says that they are copied, into which dataset, and then does it. */
export function AddFiles({ files: dropped, labels, others, refused, dataset, onClose }: Props) {
  const client = useClient();
  const datasets = useWorkspace((s) => s.catalog?.datasets) ?? [];
  const counts = useMemo(() => countKinds(dropped.map(({ file }) => file.name)), [dropped]);
  const [to, setTo] = useState<DatasetId | 'new'>(dataset ?? 'new');
  const [name, setName] = useState(() => proposedName(dropped.map(({ path }) => path), t('drop.name')));
  const [type, setType] = useState<DataType>(() => likelyType(counts));
  const [textMode, setTextMode] = useState<TextMode>('line');
  const [reading, setReading] = useState<TextReading>(NEW_READING);
  const known = datasets.find((d) => d.id === to);
  const wanted = known?.dataType ?? type;
  const files = useMemo(() => dropped.filter(({ file }) => kindOfName(file.name) === wanted), [dropped, wanted]);
  const copied = useMemo(() => [...files, ...labels], [files, labels]);
  const upload = useUpload(copied.map(({ file }) => file));
  const size = copied.reduce((sum, { file }) => sum + file.size, 0);
  const out = others + dropped.length - files.length;
  const ready = !upload.busy && files.length > 0 && (to !== 'new' || nameIn(name) !== '');

  const copy = (): void => {
    if (!ready) return;
    upload.start(async (uploads) => {
      const target = to === 'new' ? (await client.request('dataset.create', { name: nameIn(name), dataType: type, textMode: type === 'text' ? textMode : null, folder: null, ...(type === 'text' ? { reading: textMode === 'line' ? reading : { ...reading, header: 'none' as const } } : {}) })).dataset : to;
      await client.request('dataset.add-inbox', { dataset: target, uploads: uploads.slice(0, files.length) });
      onClose();
      navigate({ page: 'dataset', dataset: target });
      if (labels.length === 0) return;
      const { place } = await client.request('inbox.labels', { files: labels.map(({ path }, i) => ({ upload: uploads[files.length + i] ?? '', path })) });
      const go = async (): Promise<void> => {
        const job = await createJob(client, { dataset: target, name: known?.name ?? nameIn(name), task: wanted === 'image' ? 'detection' : 'classification', multiple: false, labels: [] });
        navigate({ page: 'job', job });
        openDialog({ kind: 'import', job, place });
      };
      toast(t('drop.labels-came', { count: labels.length }), { lasts: 0, action: { label: t('create.found-continue'), run: () => void go() } });
    });
  };
  return (
    <Modal
      title={t('drop.add')}
      onClose={onClose}
      onSubmit={copy}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!ready}>{t('drop.do', { count: copied.length })}</Button>
        </>
      }
    >
      <div>
        <p>{describeCounts(counts)} · {t('drop.size', { size })}</p>
        {labels.length > 0 ? <p>{t('drop.with-labels', { count: labels.length })}</p> : null}
        {out > 0 ? <p>{t('drop.out', { count: out })}</p> : null}
        {describeRefused(refused).map((line) => <p key={line}>{line}</p>)}
      </div>
      <Note>{t('drop.will-copy')}</Note>
      {datasets.length > 0 ? <Select label={t('drop.to')} value={to} onChange={setTo} options={[...datasets.map((d) => ({ value: d.id, label: d.name })), { value: 'new' as const, label: t('drop.new') }]} /> : null}
      {to === 'new' ? <><Field label={t('common.name')} value={name} onChange={setName} maxLength={LONGEST_NAME} data-autofocus onFocus={(event) => event.currentTarget.select()} /><TypeFields type={type} onType={setType} textMode={textMode} onTextMode={setTextMode} />{type === 'text' ? <ReadingFields reading={reading} onReading={setReading} tables={textMode === 'line' && files.some(({ file }) => formatOfName(file.name) === 'csv')} preview={undefined} /> : null}</> : null}
      {files.length === 0 ? <Note tone="warn">{t('drop.none-fit', { kind: countOf(wanted, 0) })}</Note> : null}
      {upload.shown}
    </Modal>
  );
}
