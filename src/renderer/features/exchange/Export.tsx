import { useState } from 'react';
import type { ExportFormat, ExportOptions, Place } from '../../../shared/contract/api';
import { tasksOf } from '../../../shared/domain/job';
import type { JobId } from '../../../shared/kernel/ids';
import { setSetting, showTasks, useAsk, useClient, useDataset, useJob, useSettings, useSubmit } from '../../session';
import { Button, Checkbox, Field, Modal, Note, Segments, Select, failureText, t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import classes from './Exchange.module.css';
import { FrameChoice } from './FrameChoice';
import { EXPORT_FORMATS, folderName, formatHint, formatName } from './formats';

const ONLY = ['all', 'labeled', 'unlabeled'] as const;

/** A refusal at the end of a long dialog is seen at once. */
function intoView(node: HTMLElement | null): void {
  node?.scrollIntoView({ block: 'nearest' });
}

/** Labels out: which samples, in which format, into which new folder. Asks once about pictures that were turned. */
export function Export({ job: id, onClose }: { readonly job: JobId; readonly onClose: () => void }) {
  const client = useClient();
  const job = useJob(id);
  const dataset = useDataset(job?.dataset ?? ('' as never));
  const last = useSettings((s) => s.lastExport);
  // Classes of sounds, texts and videos have a home in the manifest only.
  const formats: readonly ExportFormat[] = dataset && tasksOf(dataset.dataType).length === 1 ? ['modelarts-manifest'] : EXPORT_FORMATS;
  const [format, setFormat] = useState<ExportFormat>(() => formats.find((f) => f === last.format) ?? formats[0] ?? 'coco');
  const [only, setOnly] = useState<ExportOptions['only']>(() => ONLY.find((o) => o === last.only) ?? 'labeled');
  const [copyMedia, setCopy] = useState(last.copyMedia === true);
  const [frame, setFrame] = useState<ExportOptions['frame']>('upright');
  const [where, setWhere] = useState<Place | null>(null);
  const [name, setName] = useState<string | null>(null);
  const { busy, trouble, clear, submit } = useSubmit();
  const options: ExportOptions = { format, frame, copyMedia, only };
  const preview = useAsk('export.preview', { job: id, options });
  const start = useAsk('places.start', {}).data?.places[0] ?? null;
  const place = where ?? start;
  const shownName = name ?? folderName(t('export.folder-default', { job: job?.name ?? '', format: formatName(format) }));
  const samples = preview.data?.samples ?? 0;
  const ready = place !== null && shownName.trim() !== '' && samples > 0 && !preview.busy;

  const run = (): void => {
    if (ready) submit(async () => {
      await client.request('export.start', { job: id, options, place: place.place, folderName: shownName.trim() });
      setSetting('lastExport', { format, only, copyMedia });
      onClose();
      showTasks(true);
    });
  };
  return (
    <Modal
      title={t('export.title')}
      width={560}
      onClose={onClose}
      onSubmit={run}
      footerStart={<span className={classes.hint} role="status">{preview.data ? t('export.summary', { samples, annotations: preview.data.annotations }) : t('export.counting')}</span>}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!ready || busy}>{t('export.do', { count: samples })}</Button>
        </>
      }
    >
      <div>
        <Select autoFocus label={t('export.format')} value={format} onChange={setFormat} options={formats.map((value) => ({ value, label: formatName(value) }))} />
        <p className={classes.hint}>{formatHint(format)}</p>
      </div>
      <Segments labeled label={t('export.which')} value={only} onChange={setOnly} options={[{ value: 'all', label: t('export.all') }, { value: 'labeled', label: t('export.labeled') }, { value: 'unlabeled', label: t('export.unlabeled') }]} />
      <div>
        <Checkbox label={t('export.copy')} checked={copyMedia} onChange={setCopy} />
        <p className={classes.hint}>{t('export.copy-hint')}</p>
      </div>
      {preview.data && preview.data.rotated > 0 ? <FrameChoice title={t('export.rotated', { count: preview.data.rotated })} value={frame} onChange={setFrame} upright={[t('export.upright'), t('export.upright-hint')]} stored={[t('export.stored'), t('export.stored-hint')]}><p className={classes.hint}>{t('export.rotated-hint', { count: preview.data.rotated })}</p></FrameChoice> : null}
      {preview.data && preview.data.losses.length > 0 ? (
        <Note tone="warn">
          <b>{t('export.losses')}</b>
          {preview.data.losses.map((loss) => <p key={loss.kind}>{loss.becomes === null ? t('export.loss-out', { count: loss.count, kind: loss.kind }) : t('export.loss-becomes', { count: loss.count, kind: loss.kind, becomes: loss.becomes })}</p>)}
        </Note>
      ) : null}
      {preview.data && preview.data.twins > 0 ? <Note>{t('export.twins', { count: preview.data.twins })}</Note> : null}
      {preview.data && preview.data.missing > 0 ? <Note tone="warn">{t('export.missing', { count: preview.data.missing })}</Note> : null}
      {preview.data && preview.data.changed > 0 ? <Note tone="warn">{t('export.changed', { count: preview.data.changed })}</Note> : null}
      <PlaceField label={t('export.where')} purpose="save-folder" value={place} onChange={(chosen) => { setWhere(chosen); clear(); }} />
      <Field label={t('export.folder-name')} value={shownName} onChange={(value) => { setName(value); clear(); }} hint={t('export.folder-hint', { place: place?.display ?? '' })} />
      {preview.failure ? <Note tone="bad">{failureText(preview.failure)}</Note> : null}
      {trouble ? <div ref={intoView}><Note tone="bad">{trouble}</Note></div> : null}
    </Modal>
  );
}
