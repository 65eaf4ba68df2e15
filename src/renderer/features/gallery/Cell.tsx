/** One sample in the grid, and one in the list. */
import { memo } from 'react';
import { IconAlertTriangle, IconBookmarkFilled, IconCheck, IconFlagFilled, IconStarFilled, IconX } from '@tabler/icons-react';
import { formatBytes, formatLength, formatNumber } from '../../../shared/messages';
import { StateMark, Swatch, labelColor, t } from '../../ui';
import { useGallery } from './context';
import classes from './gallery.module.css';
import { SampleMedia } from './SampleMedia';
import type { SampleView } from './sample-view';
import type { LiveColumns } from '../../index';
import { sampleAt } from './sample-view';

export interface CellProps {
  readonly columns: LiveColumns;
  readonly row: number;
  readonly position: number;
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly overlay: boolean;
  readonly id: string;
}

export const CAPTION = 24;
/** Labels named in a line of the list; the others are counted. */
const LABELS_IN_LINE = 2;

/** True when the two would draw the same: columns are new objects after every patch, wherever it was. */
function sameCell(a: CellProps, b: CellProps): boolean {
  return a.row === b.row && a.position === b.position && a.count === b.count && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
    && a.selected === b.selected && a.focused === b.focused && a.overlay === b.overlay && (a.columns === b.columns || sameRow(a.columns, b.columns, a.row));
}

function sameRow(a: LiveColumns, b: LiveColumns, row: number): boolean {
  // Patches are written into the same arrays: what was drawn before can no longer be told, so only equal versions are equal.
  return a.version === b.version && row >= 0;
}

export const GridCell = memo(function GridCell(props: CellProps) {
  const { job, labels } = useGallery();
  const sample = sampleAt(props.columns, props.row);
  if (!sample) return null;
  return (
    <div id={props.id} className={classes.cell} role="option" aria-selected={props.selected} aria-posinset={props.position + 1} aria-setsize={props.count} aria-label={describe(sample, { job, labels })}
      data-focus={props.focused || undefined} data-dim={sample.marks.flag === 'reject' || sample.status === 'missing' || undefined} data-position={props.position}
      style={{ width: props.width, height: props.height, transform: `translate(${props.x}px, ${props.y}px)` }}>
      <div className={classes.media} style={{ height: props.height - CAPTION }}>
        <SampleMedia sample={sample.id} name={sample.name} problem={sample.problem} missing={sample.status === 'missing'} width={sample.width} height={sample.height} overlay={props.overlay} rank={0} />
        {props.selected ? <span className={classes.tick}><span className={classes.box} data-on="true"><IconCheck size={12} stroke={3} aria-hidden="true" /></span></span> : null}
        <Marks sample={sample} />
        {props.overlay && job?.task === 'classification' && sample.combo.length > 0 ? (
          <span className={classes.chips}>
            {sample.combo.map((id) => <span key={id} className={classes.chip} style={{ ['--c' as string]: labelColor(labels.get(id)?.color ?? 0) }}><i /><span className={classes.cut}>{labels.get(id)?.name ?? ''}</span></span>)}
          </span>
        ) : null}
      </div>
      <p className={classes.caption}>
        {job ? <StateMark state={sample.state} label={stateWord(sample)} /> : null}
        <span className={classes.cut} title={sample.path} dir="auto">{sample.name}</span>
        <em>{job?.task === 'detection' ? (sample.state === 'unlabeled' ? '–' : formatNumber(sample.objects)) : sample.duration > 0 ? formatLength(sample.duration) : null}</em>
      </p>
    </div>
  );
}, sameCell);

export const ListLine = memo(function ListLine(props: CellProps) {
  const { job, labels, dataset } = useGallery();
  const sample = sampleAt(props.columns, props.row);
  if (!sample) return null;
  const slash = sample.path.lastIndexOf('/');
  return (
    <div id={props.id} className={classes.line} data-kind={dataset.dataType} role="option" aria-selected={props.selected} aria-posinset={props.position + 1} aria-setsize={props.count} aria-label={describe(sample, { job, labels })}
      data-focus={props.focused || undefined} data-position={props.position} style={{ width: props.width, height: props.height, transform: `translate(${props.x}px, ${props.y}px)` }}>
      <span className={classes.box} data-on={props.selected || undefined}>{props.selected ? <IconCheck size={12} stroke={3} aria-hidden="true" /> : null}</span>
      <span className={classes.media}><SampleMedia sample={sample.id} name={sample.name} problem={sample.problem} missing={sample.status === 'missing'} width={sample.width} height={sample.height} overlay={false} rank={0} /></span>
      {job ? <StateMark state={sample.state} label={stateWord(sample)} /> : <span />}
      <span className={classes.cut} title={sample.path} dir="auto">{sample.name}</span>
      <span className={classes.lineLabels} title={sample.combo.map((id) => labels.get(id)?.name ?? '').join(', ')}>
        {sample.combo.slice(0, LABELS_IN_LINE).map((id) => <span key={id}><Swatch color={labels.get(id)?.color ?? 0} /><span className={classes.cut}>{labels.get(id)?.name ?? ''}</span></span>)}
        {sample.combo.length > LABELS_IN_LINE ? <em>+{formatNumber(sample.combo.length - LABELS_IN_LINE)}</em> : null}
      </span>
      <span className={classes.num}>{job?.task === 'detection' && sample.state !== 'unlabeled' ? formatNumber(sample.objects) : sample.duration > 0 ? formatLength(sample.duration) : null}</span>
      <span className={classes.num}>{sample.width > 0 ? t('gallery.pixels', { width: sample.width, height: sample.height }) : null}</span>
      <span className={classes.num}>{formatBytes(sample.size)}</span>
      <span className={`${classes.cut} ${classes.num} ${classes.folder}`} title={sample.path}>{slash > 0 ? sample.path.slice(0, slash) : null}</span>
    </div>
  );
}, sameCell);

function stateWord(sample: SampleView): string {
  return t(`common.${sample.state}`);
}

/** What a screen reader says of it: name, state, and what is seen on it. */
function describe(sample: SampleView, { job, labels }: Pick<ReturnType<typeof useGallery>, 'job' | 'labels'>): string {
  const { hard, flag, stars } = sample.marks;
  return [
    sample.name, ...(job ? [stateWord(sample)] : []), ...sample.combo.map((id) => labels.get(id)?.name ?? ''),
    ...(job?.task === 'detection' && sample.objects > 0 ? [t('common.objects', { count: sample.objects })] : []),
    ...(hard ? [t('gallery.mark-hard')] : []), ...(flag === 'none' ? [] : [t(`gallery.mark-${flag}`)]), ...(stars > 0 ? [t('gallery.mark-stars', { count: stars })] : []),
  ].join(', ');
}

function Marks({ sample }: { readonly sample: SampleView }) {
  const { hard, flag, stars } = sample.marks;
  const trouble = sample.problem !== 'none' ? t(`gallery.problem-${sample.problem}`) : sample.status === 'changed' ? t('gallery.changed-file') : sample.status === 'missing' ? t('gallery.missing-file') : null;
  if (!hard && flag === 'none' && stars === 0 && trouble === null) return null;
  return (
    <span className={classes.marks}>
      {trouble === null ? null : <span className={classes.mark} title={trouble}><IconAlertTriangle size={12} aria-label={trouble} /></span>}
      {stars > 0 ? <span className={classes.mark} title={t('gallery.mark-stars', { count: stars })}>{stars}<IconStarFilled size={10} aria-label={t('gallery.mark-stars', { count: stars })} /></span> : null}
      {flag === 'flag' ? <span className={classes.mark} title={t('gallery.mark-flag')}><IconBookmarkFilled size={12} aria-label={t('gallery.mark-flag')} /></span> : null}
      {flag === 'reject' ? <span className={classes.mark} title={t('gallery.mark-reject')}><IconX size={12} stroke={3} aria-label={t('gallery.mark-reject')} /></span> : null}
      {hard ? <span className={classes.mark} title={t('gallery.mark-hard')}><IconFlagFilled size={12} aria-label={t('gallery.mark-hard')} /></span> : null}
    </span>
  );
}
