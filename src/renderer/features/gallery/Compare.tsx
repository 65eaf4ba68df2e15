/** Two to eight selected samples side by side with what is labeled on them; zoom and pan move all of them. */
import { useEffect, useRef, useState } from 'react';
import { IconArrowLeft, IconZoomReset } from '@tabler/icons-react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { SampleId } from '../../../shared/kernel/ids';
import { wantsScreenCopy } from '../../../shared/media/screen-copy';
import { commandKey, useCommand } from '../../commands';
import type { Loader } from '../../media/loaders';
import { IconButton, t } from '../../ui';
import { FIT, looksCloser, panBy, panesFor, zoomAt } from './compare-camera';
import type { CompareCamera } from './compare-camera';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';
import { LabelChips } from './LabelChips';
import { OverlaySwitch } from './OverlaySwitch';
import { NoPreview, useLoaded, useMediaUrl } from './parts';
import { ObjectOutlines, SampleMedia } from './SampleMedia';
import { contentKey, sampleAt } from './sample-view';
import type { SampleView } from './sample-view';
import { useFullText } from './use-full-text';
import { wantMedia } from './want-media';

export function Compare() {
  const gallery = useGallery();
  const { store, columns, view, dataset, job, objects } = gallery;
  // Only they have a zoom.
  const pictures = dataset.dataType === 'image';
  const overlay = useGalleryState((state) => state.overlay);
  const selection = useGalleryState((state) => state.selection);
  const [camera, setCamera] = useState<CompareCamera>(FIT);
  const panes = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState({ columns: 2, rows: 1, pane: { width: 0, height: 0 } });
  // In the order of the view, and the same while labels change what is shown where.
  const [rows] = useState(() => Array.from(selection.rows.toRows()).sort((a, b) => view.placeOf(a) - view.placeOf(b)).slice(0, 8));
  // Whoever takes all compares also what was never scrolled to. Pictures are shown whole, not by what cells show of them.
  useEffect(() => { if (!pictures) wantMedia(gallery, Uint32Array.from(rows), 'view', true); }, [gallery, pictures, rows]);
  const samples = rows.map((row) => sampleAt(columns, row)).filter((sample) => sample !== null);
  // As one word: a new array with every stroke would ask again for the same.
  const labeled = overlay && pictures ? samples.filter((sample) => sample.objects > 0).map((sample) => sample.id).join() : '';
  useEffect(() => objects?.want(labeled === '' ? [] : labeled.split(',') as SampleId[]), [objects, labeled]);
  const back = (): void => store.setState({ view: 'gallery' });
  const focusBy = (by: number): void => {
    const at = rows.indexOf(store.getState().selection.focus);
    const row = rows[(at + by + rows.length) % rows.length];
    if (row !== undefined) store.setState((state) => ({ selection: { ...state.selection, focus: row } }));
  };
  useCommand('list.clear', back);
  useCommand('list.compare', back);
  useCommand('list.next', () => focusBy(1));
  useCommand('list.previous', () => focusBy(-1));
  useCommand('list.larger', () => setCamera((old) => zoomAt(old, 1.25, 0.5, 0.5)));
  useCommand('list.smaller', () => setCamera((old) => zoomAt(old, 0.8, 0.5, 0.5)));

  useEffect(() => {
    const element = panes.current;
    if (!element) return;
    const measure = (): void => {
      const split = panesFor(rows.length, element.clientWidth, element.clientHeight);
      setShape({ ...split, pane: { width: element.clientWidth / split.columns, height: element.clientHeight / split.rows } });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const wheel = (event: WheelEvent): void => {
      const pane = (event.target as Element).closest('[data-pane]');
      if (!pane || !pictures) return;
      event.preventDefault();
      const box = pane.getBoundingClientRect();
      setCamera((old) => zoomAt(old, Math.exp(-event.deltaY / 400), (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, [rows.length, pictures]);

  return (
    <div className={classes.loupe} role="region" aria-label={t('gallery.compare')}>
      <div className={classes.loupeBar}>
        <IconButton label={t('common.back')} keys={commandKey('list.clear')} icon={<IconArrowLeft size={16} stroke={1.75} />} onClick={back} />
        <b>{t('gallery.compare')}</b>
        <span className={classes.push} />
        {pictures ? <span className={classes.quiet}>{t('gallery.zoom', { share: camera.scale })}</span> : null}
        {job ? <OverlaySwitch /> : null}
        {pictures ? <IconButton label={t('gallery.fit')} icon={<IconZoomReset size={16} stroke={1.75} />} onClick={() => setCamera(FIT)} /> : null}
      </div>
      <div ref={panes} className={classes.panes} style={{ gridTemplateColumns: `repeat(${shape.columns}, minmax(0, 1fr))`, gridTemplateRows: `repeat(${shape.rows}, minmax(0, 1fr))` }}>
        {samples.map((sample) => (
          <div key={sample.id} className={classes.pane} data-pane={sample.row} data-focus={sample.row === selection.focus || undefined} data-moves={pictures || undefined}
            onPointerDown={(event) => {
              store.setState((state) => ({ selection: { ...state.selection, focus: sample.row } }));
              if (pictures) event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={(event) => {
              if (event.buttons === 0 || !pictures) return;
              const box = event.currentTarget.getBoundingClientRect();
              setCamera((old) => panBy(old, event.movementX / box.width, event.movementY / box.height));
            }}>
            {pictures ? <Pane key={contentKey(sample)} sample={sample} camera={camera} closer={looksCloser(camera, shape.pane, window.devicePixelRatio)} />
              : dataset.dataType === 'text' ? <TextPane key={contentKey(sample)} sample={sample} />
                : <SampleMedia key={contentKey(sample)} sample={sample.id} name={sample.name} problem={sample.problem} missing={sample.status === 'missing'} width={sample.width} height={sample.height} overlay rank={0} />}
            {pictures && overlay && objects && sample.objects > 0 && sample.width > 0 ? <Outlines sample={sample} camera={camera} loader={objects} /> : null}
            <span className={classes.paneChips}>
              <span className={classes.chip}><span className={classes.cut}>{sample.name}</span></span>
              {overlay && job?.task === 'classification' ? <LabelChips combo={sample.combo} /> : null}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** The whole text, to be scrolled where it is longer than the pane. */
function TextPane({ sample }: { readonly sample: SampleView }) {
  const read = useFullText(sample.id);
  if (read === null || sample.problem === 'empty') return <NoPreview problem={sample.problem} missing={sample.status === 'missing'} />;
  return <div className={classes.paneText} dir="auto" tabIndex={0} role="group" aria-label={sample.name}>{read?.text ?? ''}</div>;
}

/** Laid out anew with every zoom instead of scaled: the lines stay as thin as they are. */
function Outlines({ sample, camera, loader }: { readonly sample: SampleView; readonly camera: CompareCamera; readonly loader: Loader<readonly Annotation[]> }) {
  const annotations = useLoaded(loader, sample.id);
  if (!annotations) return null;
  const at = { left: `${camera.x * 100}%`, top: `${camera.y * 100}%`, width: `${camera.scale * 100}%`, height: `${camera.scale * 100}%` };
  return <span className={classes.paneObjects} style={at}><ObjectOutlines objects={annotations} part={{ x: 0, y: 0, width: sample.width, height: sample.height }} /></span>;
}

/** Eight very large pictures at once are too much for any window: the smaller copies do until one looks `closer`. */
function Pane({ sample, camera, closer }: { readonly sample: SampleView; readonly camera: CompareCamera; readonly closer: boolean }) {
  // How large it is is not known before it is measured.
  const large = !sample.measured || wantsScreenCopy(sample);
  const whole = !large || closer;
  const [there, setThere] = useState(false);
  if (there && !whole) setThere(false);
  return (
    <>
      {large && !there ? <Picture key="screen" sample={sample} camera={camera} copy="screen" /> : null}
      {whole ? <Picture key="whole" sample={sample} camera={camera} copy="whole" over={large && !there} onThere={() => setThere(true)} /> : null}
    </>
  );
}

/** `over`: it lies over a copy, which says its name, and goes on being shown where this one does not come. */
function Picture({ sample, camera, copy, over = false, onThere }: { readonly sample: SampleView; readonly camera: CompareCamera; readonly copy: 'whole' | 'screen'; readonly over?: boolean; readonly onThere?: () => void }) {
  const url = useMediaUrl(sample.id, copy);
  const [broken, setBroken] = useState(false);
  if (broken || !url) {
    const words = broken && sample.problem !== 'none' ? t(`gallery.problem-${sample.problem}`) : broken || url === '' ? t('gallery.no-picture') : null;
    return over ? null : <span className={classes.none}>{words}</span>;
  }
  return <img src={url} crossOrigin="anonymous" alt={over ? '' : sample.name} draggable={false} onLoad={onThere} onError={() => setBroken(true)} style={{ transform: `translate(${camera.x * 100}%, ${camera.y * 100}%) scale(${camera.scale})` }} />;
}
