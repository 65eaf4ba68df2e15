/** One sample in the grid, and one in the list. */
import { memo, type ReactNode } from 'react';
import { IconAlertTriangle, IconBookmarkFilled, IconCheck, IconFlagFilled, IconStarFilled, IconX } from '@tabler/icons-react';
import { formatBytes, formatLength, formatNumber } from '../../../shared/messages';
import { shownName } from '../../../shared/kernel/shown-name';
import { StateMark, Swatch, t } from '../../ui';
import { useGallery } from './context';
import classes from './gallery.module.css';
import { LabelChips } from './LabelChips';
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
  /** Only its name and state: while one flies past it. */
  readonly bare: boolean;
  readonly id: string;
}

export const CAPTION = 24;
/** Labels named in a line of the list; the others are counted. */
const LABELS_IN_LINE = 2;

/** True when the two would draw the same: columns are new objects after every patch, wherever it was. */
function sameCell(a: CellProps, b: CellProps): boolean {
  return a.row === b.row && a.position === b.position && a.count === b.count && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
    && a.selected === b.selected && a.focused === b.focused && a.overlay === b.overlay && a.bare === b.bare && (a.columns === b.columns || sameRow(a.columns, b.columns, a.row));
}

function sameRow(a: LiveColumns, b: LiveColumns, row: number): boolean {
  // Patches are written into the same arrays: what was drawn before can no longer be told, so only equal versions are equal.
  return a.version === b.version && row >= 0;
}

/** Its words are its name for a screen reader, in the order of the document: the name of the file, then what is known of it. */
export const GridCell = memo(function GridCell(props: CellProps) {
  const { job, labels } = useGallery();
  const sample = sampleAt(props.columns, props.row);
  if (!sample) return null;
  const named = sample.combo.map((id) => labels.get(id)?.name ?? '');
  return (
    <div id={props.id} className={classes.cell} role="option" aria-selected={props.selected} aria-posinset={props.position + 1} aria-setsize={props.count}
      data-focus={props.focused || undefined} data-dim={sample.marks.flag === 'reject' || sample.status === 'missing' || undefined} data-position={props.position}
      style={{ width: props.width, height: props.height, transform: `translate(${props.x}px, ${props.y}px)` }}>
      <p className={classes.caption}>
        <FileName name={sample.name} path={sample.path} />
        {job ? <StateMark state={sample.state} label={stateWord(sample)} /> : null}
        <Objects sample={sample} detection={job?.task === 'detection'} />
      </p>
      <div className={classes.media} style={{ height: props.height - CAPTION }}>
        {props.bare ? null : <SampleMedia key={sample.id} sample={sample.id} name={sample.name} problem={sample.problem} missing={sample.status === 'missing'} width={sample.width} height={sample.height} overlay={props.overlay} rank={0} inCell />}
        {props.selected ? <span className={classes.tick}><span className={classes.box} data-on="true"><IconCheck size={12} stroke={3} aria-hidden="true" /></span></span> : null}
        <Marks sample={sample} />
        {props.bare || named.length === 0 ? null : props.overlay && job?.task === 'classification' ? (
          <span className={classes.chips}><LabelChips combo={sample.combo} /></span>
        ) : <span className="visually-hidden">{named.join(', ')}</span>}
      </div>
    </div>
  );
}, sameCell);

export const ListLine = memo(function ListLine(props: CellProps) {
  const { job, labels, dataset } = useGallery();
  const sample = sampleAt(props.columns, props.row);
  if (!sample) return null;
  const slash = sample.path.lastIndexOf('/');
  const named = sample.combo.map((id) => labels.get(id)?.name ?? '');
  return (
    <div id={props.id} className={classes.line} data-kind={dataset.dataType} role="option" aria-selected={props.selected} aria-posinset={props.position + 1} aria-setsize={props.count}
      data-focus={props.focused || undefined} data-position={props.position} style={{ width: props.width, height: props.height, transform: `translate(${props.x}px, ${props.y}px)` }}>
      <span className={classes.box} data-on={props.selected || undefined}>{props.selected ? <IconCheck size={12} stroke={3} aria-hidden="true" /> : null}</span>
      <span className={classes.media}>{props.bare ? null : <SampleMedia key={sample.id} sample={sample.id} name={sample.name} problem={sample.problem} missing={sample.status === 'missing'} width={sample.width} height={sample.height} overlay={false} rank={0} inCell />}</span>
      {job ? <StateMark state={sample.state} label={stateWord(sample)} /> : <span />}
      <span className={classes.lineName}><FileName name={sample.name} path={sample.path} /><Marks sample={sample} /></span>
      <span className={classes.lineLabels} title={named.join(', ')}>
        {sample.combo.slice(0, LABELS_IN_LINE).map((id, i) => <span key={id}><Swatch color={labels.get(id)?.color ?? 0} /><span className={classes.cut}>{named[i]}</span></span>)}
        {named.length > LABELS_IN_LINE ? <em role="img" aria-label={named.slice(LABELS_IN_LINE).join(', ')}>+{formatNumber(named.length - LABELS_IN_LINE)}</em> : null}
      </span>
      <span className={classes.num}><Objects sample={sample} detection={job?.task === 'detection'} /></span>
      <span className={classes.num}>{sample.width > 0 ? t('gallery.pixels', { width: sample.width, height: sample.height }) : null}</span>
      <span className={classes.num}>{formatBytes(sample.size)}</span>
      <span className={`${classes.cut} ${classes.num} ${classes.folder}`} title={sample.path}>{slash > 0 ? sample.path.slice(0, slash) : null}</span>
    </div>
  );
}, sameCell);

/** How many objects it has, a number for the eye that is said with its unit; of sounds and clips how long they are. */
function Objects({ sample, detection }: { readonly sample: SampleView; readonly detection: boolean }) {
  if (!detection) return <em>{sample.duration > 0 ? formatLength(sample.duration) : null}</em>;
  return sample.state === 'unlabeled' ? <em aria-hidden="true">–</em> : <em role="img" aria-label={t('common.objects', { count: sample.objects })}>{formatNumber(sample.objects)}</em>;
}

function stateWord(sample: SampleView): string {
  return t(`common.${sample.state}`);
}

/** Characters at the end of a name that are never cut: the number by which a camera tells its pictures apart, and the kind of file. */
const TAIL = 9;

/** A name is cut in its middle: names of one camera begin alike. */
function FileName({ name: exact, path }: { readonly name: string; readonly path: string }) {
  const name = shownName(exact);
  const at = name.length > 2 * TAIL ? name.length - TAIL : name.length;
  return <span className={classes.fileName} title={shownName(path)} dir="auto"><span className={classes.cut}>{name.slice(0, at)}</span>{at < name.length ? <span>{name.slice(at)}</span> : null}</span>;
}

function Marks({ sample }: { readonly sample: SampleView }) {
  const { hard, flag, stars } = sample.marks;
  const trouble = sample.problem !== 'none' ? t(`gallery.problem-${sample.problem}`) : sample.status === 'changed' ? t('gallery.changed-file') : sample.status === 'missing' ? t('gallery.missing-file') : null;
  if (!hard && flag === 'none' && stars === 0 && trouble === null) return null;
  return (
    <span className={classes.marks}>
      {trouble === null ? null : <One says={trouble}><IconAlertTriangle size={12} /></One>}
      {stars > 0 ? <One says={t('gallery.mark-stars', { count: stars })}>{stars}<IconStarFilled size={10} /></One> : null}
      {flag === 'flag' ? <One says={t('gallery.mark-flag')}><IconBookmarkFilled size={12} /></One> : null}
      {flag === 'reject' ? <One says={t('gallery.mark-reject')}><IconX size={12} stroke={3} /></One> : null}
      {hard ? <One says={t('gallery.mark-hard')}><IconFlagFilled size={12} /></One> : null}
    </span>
  );
}

function One({ says, children }: { readonly says: string; readonly children: ReactNode }) {
  return <span className={classes.mark} role="img" aria-label={says} title={says}>{children}</span>;
}
