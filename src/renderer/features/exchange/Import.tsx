import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { FrameQuestion, ImportPreview, LabelFileProblem, PictureFrame, Place, PlaceId } from '../../../shared/contract/api';
import type { JobId } from '../../../shared/kernel/ids';
import { shownName } from '../../../shared/kernel/shown-name';
import { useAsk, useClient, useSubmit } from '../../session';
import { Button, Modal, Note, Select, Skeleton, failureText, t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import classes from './Exchange.module.css';
import { FrameChoice } from './FrameChoice';
import { FORMAT_NAMES, formatName } from './formats';

const SHOWN_PROBLEMS = 200;

/** Labels from a file: first a dry run that says what would come in and what is wrong, then the import itself. */
export function Import({ job, place: given, format, onClose }: { readonly job: JobId; readonly place: PlaceId | null; readonly format: string | null; readonly onClose: () => void }) {
  const client = useClient();
  const [chosen, setChosen] = useState<Place | null>(null);
  const [as, setAs] = useState(format ?? 'auto');
  const [frame, setFrame] = useState<PictureFrame | null>(null);
  const { busy, trouble, clear, submit } = useSubmit();
  const place = chosen?.place ?? given;
  const preview = useAsk('import.preview', place ? { job, place, as: as === 'auto' ? null : as, frame } : null);
  const ready = preview.data !== null && !preview.busy && preview.data.willImport > 0;

  const start = (): void => {
    if (ready && place) submit(async () => {
      await client.request('import.start', { job, place, as: as === 'auto' ? null : as, frame });
      onClose();
    });
  };
  return (
    <Modal
      title={t('import.title')}
      width={600}
      onClose={onClose}
      onSubmit={start}
      footerStart={<span className={classes.hint}>{place ? t('import.nothing-changed') : null}</span>}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!ready || busy}>{preview.data ? t('import.do', { count: preview.data.willImport }) : t('import.start')}</Button>
        </>
      }
    >
      {given === null ? <PlaceField autoFocus label={t('import.file')} hint={t('import.choose-hint')} purpose="choose-file" empty={t('import.none')} value={chosen} onChange={(to) => { setChosen(to); setFrame(null); clear(); }} /> : null}
      {place ? <Select label={t('import.read-as')} value={as} onChange={setAs} options={[{ value: 'auto', label: t('import.read-as-auto') }, ...FORMAT_NAMES.map(([value, label]) => ({ value, label: label() }))]} /> : null}
      {preview.failure ? <Note tone="bad">{failureText(preview.failure)}</Note> : null}
      {preview.data && preview.data.frames.unclear > 0 ? <Turned frames={preview.data.frames} value={frame ?? preview.data.frames.taken} onChange={setFrame} /> : null}
      {place && preview.busy ? <div role="status"><p className={classes.hint}>{t('import.reading')}</p><Skeleton height={96} /></div> : null}
      {preview.data && !preview.busy ? <Preview preview={preview.data} /> : null}
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}

/** The question that neither sizes nor boxes of the file answer, with what speaks for either. */
function Turned({ frames, value, onChange }: { readonly frames: FrameQuestion; readonly value: PictureFrame; readonly onChange: (frame: PictureFrame) => void }) {
  return (
    <FrameChoice title={t('import.turned', { count: frames.unclear })} value={value} onChange={onChange} upright={[t('import.turned-upright'), t('import.turned-upright-hint')]} stored={[t('import.turned-stored'), t('import.turned-stored-hint')]}>
      <p className={classes.hint}>{frames.upright + frames.stored > 0 ? t('import.turned-others', { upright: frames.upright, stored: frames.stored }) : t('import.turned-alone')}</p>
      <p className={classes.hint} dir="auto">{t('import.turned-examples', { names: frames.examples.join(', ') })}</p>
    </FrameChoice>
  );
}

function Preview({ preview }: { readonly preview: ImportPreview }) {
  return (
    <>
      <section className={classes.section}>
        <p className={classes.big} role="status">{t('import.will', { count: preview.willImport })}</p>
        <dl className={classes.facts}>
          <dt>{t('import.format')}</dt>
          <dd>{formatName(preview.format)}{preview.dialect ? ` · ${preview.dialect}` : ''} · {t('import.sure', { share: preview.confidence })}</dd>
          <dt>{t('import.media')}</dt>
          <dd>{t('import.media-matched', { matched: preview.media.matched, total: preview.media.total })}{preview.media.missing > 0 ? <span className={classes.warning}> · {t('import.media-missing', { count: preview.media.missing })}</span> : null}</dd>
        </dl>
        <p className={classes.reasons}>{preview.reasons.join(' · ')}</p>
      </section>
      {preview.labels.length > 0 ? (
        <section className={classes.section}>
          <h3>{t('import.labels')}</h3>
          <ul className={classes.labels}>
            {preview.labels.map((label) => <li key={label.name}><span dir="auto" title={shownName(label.name)}>{shownName(label.name)}</span><span>{t('common.objects', { count: label.count })} · {label.existing === null ? t('import.label-new') : t('import.label-known')}</span></li>)}
          </ul>
        </section>
      ) : null}
      {preview.losses.length > 0 ? (
        <Note tone="warn">
          <b>{t('import.losses')}</b>
          {preview.losses.map((loss) => <p key={loss.kind}>{loss.becomes === null ? t('import.loss-out', { count: loss.count, kind: loss.kind }) : t('import.loss-becomes', { count: loss.count, kind: loss.kind, becomes: loss.becomes })}</p>)}
        </Note>
      ) : null}
      <section className={classes.section}>
        <h3>{t('import.problems', { count: preview.problemCount })}</h3>
        {preview.problems.length > 0 ? <Problems problems={preview.problems} count={preview.problemCount} /> : null}
      </section>
    </>
  );
}

const ICONS = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle };

function Problems({ problems, count }: { readonly problems: readonly LabelFileProblem[]; readonly count: number }) {
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  return (
    <ul className={classes.problems} tabIndex={0} aria-label={t('import.problems', { count })}>
      {shown.map((problem, i) => {
        const Shape = ICONS[problem.severity];
        return (
          <li key={i}>
            <Shape size={14} stroke={1.75} className={classes[problem.severity]} aria-hidden="true" />
            <span dir="auto">{problem.message}{problem.fix === undefined ? '' : ` ${problem.fix}`} <span className={classes.where}>{shownName(problem.path)}{problem.line === undefined ? '' : `, ${t('import.line', { line: problem.line })}`}</span></span>
          </li>
        );
      })}
      {count > shown.length ? <li>{t('common.and-more', { count: count - shown.length })}</li> : null}
    </ul>
  );
}
