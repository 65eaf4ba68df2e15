import { IconFlag, IconPencil } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import type { SampleId } from '../../../shared/kernel/ids';
import { shownName } from '../../../shared/kernel/shown-name';
import { StateMark, t } from '../../ui';
import classes from './editor.module.css';
import type { SampleList } from './types';

const STEP = 104;
const EDGE = 12;

interface Props {
  readonly list: SampleList;
  readonly index: number;
  readonly thumbnail: (sample: SampleId) => ReactNode;
  readonly onNavigate: (sample: SampleId) => void;
}

/** The samples around this one; only those in view exist. */
export const Filmstrip = memo(function Filmstrip({ list, index, thumbnail, onNavigate }: Props) {
  const strip = useRef<HTMLElement>(null);
  const [view, setView] = useState({ left: 0, width: 1280 });
  useEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const measure = (): void => setView({ left: Math.abs(element.scrollLeft), width: element.clientWidth });
    const wheel = (event: WheelEvent): void => {
      if (Math.abs(event.deltaY) > Math.abs(event.deltaX)) element.scrollLeft += event.deltaY;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    element.addEventListener('wheel', wheel, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
      element.removeEventListener('wheel', wheel);
    };
  }, []);
  // The current one stands a quarter from the start: more of what comes than of what was.
  useEffect(() => {
    const element = strip.current;
    if (element === null || index < 0) return;
    const left = Math.max(0, EDGE + index * STEP - element.clientWidth / 4);
    element.scrollLeft = getComputedStyle(element).direction === 'rtl' ? -left : left;
  }, [index]);
  const first = Math.max(0, Math.floor((view.left - EDGE) / STEP) - 2);
  const last = Math.min(list.count, Math.ceil((view.left + view.width) / STEP) + 2);
  const frames: ReactNode[] = [];
  for (let i = first; i < last; i++) {
    const info = list.at(i);
    if (info === null) continue;
    const state = t(`common.${info.state}`);
    frames.push(
      <button key={info.id} type="button" className={classes.frame} style={{ insetInlineStart: EDGE + i * STEP }} aria-current={i === index || undefined} tabIndex={i === index ? 0 : -1}
        aria-label={info.hard ? t('editor.film.item-hard', { name: info.name, state }) : t('editor.film.item', { name: info.name, state })} title={info.name}
        onMouseDown={(event) => event.preventDefault()} onClick={() => onNavigate(info.id)}>
        <span className={classes.thumb}>{thumbnail(info.id)}</span>
        <span className={classes.caption}>
          {i === index ? <IconPencil size={12} stroke={1.75} aria-hidden="true" /> : <StateMark state={info.state} />}
          <span className={classes.cut} dir="auto">{shownName(info.name.replace(/\.[^.]+$/, ''))}</span>
          {info.hard ? <IconFlag className={classes.flag} size={12} stroke={1.75} aria-hidden="true" /> : null}
        </span>
      </button>,
    );
  }
  return (
    <nav ref={strip} className={classes.film} aria-label={t('editor.film')}>
      <div style={{ width: 2 * EDGE + list.count * STEP, height: 1 }} aria-hidden="true" />
      {frames}
    </nav>
  );
});
