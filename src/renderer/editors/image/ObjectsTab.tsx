import { IconEye, IconEyeOff, IconLock, IconLockOpen, IconSearch, IconSquare } from '@tabler/icons-react';
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { useCommandKey } from '../../commands';
import { useEditorSession } from '../../session';
import { EmptyState, Field, Row, Swatch, t } from '../../ui';
import type { EditorActions } from './actions';
import { Attributes, attributesHeight } from './Attributes';
import classes from './editor.module.css';
import { isOccluded } from './occlusion';
import { listObjects } from './shapes';

const ROW = 28;
const OVERSCAN = 8;

interface Props {
  readonly actions: EditorActions;
  readonly labelSet: LabelSet;
  readonly work: SampleWork;
}

/**
 * The objects of the picture; only rows in view exist. The attributes of the selected one open below its row: they lie
 * over the gap that the list leaves there, not in the list, which holds options and nothing else.
 */
export function ObjectsTab({ actions, labelSet, work }: Props) {
  const [filter, setFilter] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const selection = useEditorSession((s) => s.selection);
  const filterKey = useCommandKey('app.filter');
  const filtering = useEditorSession((s) => s.filtering);
  useEffect(() => {
    if (!filtering) return;
    field.current?.focus();
    useEditorSession.setState({ filtering: false });
  }, [filtering]);
  const listed = useMemo(() => {
    const all = listObjects(work, labelSet);
    const text = filter.trim().toLowerCase();
    return text === '' ? all : all.filter((l) => `${l.label.name} ${l.number}`.toLowerCase().includes(text));
  }, [work, labelSet, filter]);
  const open = selection.size === 1 ? listed.findIndex((l) => selection.has(work.annotations[l.row]!.id)) : -1;
  const opened = open < 0 ? null : work.annotations[listed[open]!.row]!;
  const extra = open < 0 ? 0 : attributesHeight(listed[open]!.label);
  const topOf = (i: number): number => i * ROW + (open >= 0 && i > open ? extra : 0);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  // What was chosen on the picture comes into view in the list.
  useEffect(() => {
    const element = scroller.current;
    if (element === null || open < 0) return;
    if (open * ROW < element.scrollTop) element.scrollTop = open * ROW;
    else if (open * ROW + ROW + extra > element.scrollTop + element.clientHeight) element.scrollTop = open * ROW + ROW + extra - element.clientHeight;
  }, [open, extra]);

  const first = Math.max(0, Math.floor((view.top - extra) / ROW) - OVERSCAN);
  const shown = listed.slice(first, Math.ceil((view.top + view.height) / ROW) + OVERSCAN);
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    actions.cycle(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <>
      <div className={classes.find}>
        <Field ref={field} dense icon={<IconSearch size={16} stroke={1.75} />} aria-label={t('editor.filter-objects')} placeholder={t('editor.filter-objects')} keys={filterKey} value={filter} onChange={setFilter}
          onKeyDown={(event) => event.key === 'Escape' && (setFilter(''), event.currentTarget.blur())} />
      </div>
      <div ref={scroller} className={classes.objects}>
        {listed.length === 0 ? <EmptyState title={filter === '' ? t('editor.no-objects') : t('editor.no-match', { text: filter })}>{filter === '' ? t('editor.no-objects.hint') : null}</EmptyState> : null}
        <div className={classes.objectList} style={{ height: listed.length * ROW + extra, minHeight: listed.length > 0 ? '100%' : 0 }} role="listbox" aria-multiselectable="true" aria-label={t('editor.tab.objects')} aria-activedescendant={opened && open >= first && open < first + shown.length ? rowId(opened.id) : undefined} tabIndex={0} data-own-arrows onKeyDown={keys}>
          {shown.map((l, i) => {
            const annotation = work.annotations[l.row]!;
            return <ObjectRow key={annotation.id} actions={actions} annotation={annotation} label={l.label} number={l.number} top={topOf(first + i)} open={first + i === open} />;
          })}
        </div>
        {opened && extra > 0 ? (
          <div className={classes.answers} style={{ top: topOf(open) + ROW }} role="group" aria-label={t('editor.object', { label: listed[open]!.label.name, number: listed[open]!.number })}>
            <Attributes actions={actions} annotation={opened} label={listed[open]!.label} />
          </div>
        ) : null}
      </div>
    </>
  );
}

function rowId(annotation: string): string {
  return `object-${annotation}`;
}

interface RowProps {
  readonly actions: EditorActions;
  readonly annotation: Annotation;
  readonly label: Label;
  readonly number: number;
  readonly top: number;
  readonly open: boolean;
}

/** Drawn again only when its own object changes: a new box must not cost more where there are many. */
const ObjectRow = memo(function ObjectRow({ actions, annotation, label, number, top, open }: RowProps) {
  const { id } = annotation;
  const selected = useEditorSession((s) => s.selection.has(id));
  const hidden = useEditorSession((s) => s.hidden.has(id) || s.onlyShown?.has(id) === false);
  const locked = useEditorSession((s) => s.locked.has(id));
  const object = t('editor.object', { label: label.name, number });
  return (
    <div className={classes.object} style={{ top }} data-open={(open && label.attributes.length > 0) || undefined}>
      <Row id={rowId(id)} role="option" aria-selected={selected} selected={selected} muted={hidden} onClick={(event) => actions.pick(id, event.shiftKey || event.ctrlKey || event.metaKey ? 'toggle' : 'replace')} onDoubleClick={() => actions.askLabel()}
        end={<>
          {isOccluded(annotation, label) ? <span className={classes.quiet}>{t('editor.occluded')}</span> : null}
          {locked || hidden ? <span className="visually-hidden">{[...(locked ? [t('editor.object.locked')] : []), ...(hidden ? [t('editor.object.hidden')] : [])].join(', ')}</span> : null}
          <Toggle label={t(locked ? 'editor.object.unlock' : 'editor.object.lock', { object })} on={locked} onClick={() => actions.lock([id])}>{locked ? <IconLock size={14} stroke={1.75} /> : <IconLockOpen size={14} stroke={1.75} />}</Toggle>
          <Toggle label={t(hidden ? 'editor.object.show' : 'editor.object.hide', { object })} on={hidden} onClick={() => actions.hide([id])}>{hidden ? <IconEyeOff size={14} stroke={1.75} /> : <IconEye size={14} stroke={1.75} />}</Toggle>
          <IconSquare size={14} stroke={1.75} aria-hidden="true" />
        </>}>
        <Swatch color={label.color} dashed={annotation.origin === 'model'} />
        <span className={classes.called} title={object}><span className={classes.cut} dir="auto">{label.name}</span> <span className={classes.quiet}>{number}</span></span>
      </Row>
    </div>
  );
});

/**
 * For the pointer alone: nothing inside an option can be reached by a screen reader or takes the focus. What it does
 * has a key of its own, and the option says in words that it is locked or hidden.
 */
function Toggle({ label, on, onClick, children }: { readonly label: string; readonly on: boolean; readonly onClick: () => void; readonly children: ReactNode }) {
  const stop = (event: MouseEvent): void => event.stopPropagation();
  return (
    <span className={classes.toggle} title={label} aria-hidden="true" data-on={on || undefined} onMouseDown={(event) => event.preventDefault()} onDoubleClick={stop}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}>
      {children}
    </span>
  );
}
