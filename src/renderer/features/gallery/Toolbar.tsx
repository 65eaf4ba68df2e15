/** Above the grid: how many, in which order, how large. */
import { IconArrowsSort, IconColumns2, IconLayoutGrid, IconLayoutList } from '@tabler/icons-react';
import { formatNumber } from '../../../shared/messages';
import { SORT_KEYS } from '../../index/query/types';
import { Button, IconButton, Menu, t } from '../../ui';
import { commandKey, useCommand } from '../../commands';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';
import { OverlaySwitch } from './OverlaySwitch';
import { SIZES } from './store';

const KINDS = { image: 'common.pictures', audio: 'common.sounds', text: 'common.texts', video: 'common.videos' } as const;
const STEP = 1.25;

export function Toolbar() {
  const { dataset, job, view, store } = useGallery();
  const selected = useGalleryState((state) => state.selection.rows.size);
  const layout = useGalleryState((state) => state.layout);
  const size = useGalleryState((state) => state.size);
  const query = useGalleryState((state) => state.query);
  const resize = (to: number): void => store.setState({ size: Math.round(Math.min(SIZES.largest, Math.max(SIZES.smallest, to))) });
  const comparable = selected >= 2 && selected <= 8;
  useCommand('list.larger', () => resize(store.getState().size * STEP));
  useCommand('list.smaller', () => resize(store.getState().size / STEP));
  useCommand('list.compare', () => store.setState({ view: 'compare' }), { enabled: comparable });
  const words = t(KINDS[dataset.dataType], { count: view.rows.length });
  const number = formatNumber(view.rows.length);
  const sorts = SORT_KEYS.filter((key) => job !== null || (key !== 'state' && key !== 'objects'));

  return (
    <div className={classes.tools}>
      <span>{words.startsWith(number) ? <><b>{number}</b>{words.slice(number.length)}</> : words}</span>
      {selected > 0 ? <span className={classes.quiet} role="status">· {t('gallery.selected', { count: selected })}</span> : null}
      <span className={classes.push} />
      {selected >= 2 ? <Button dense kind="ghost" icon={<IconColumns2 size={16} stroke={1.75} />} keys={commandKey('list.compare')} disabled={!comparable} title={comparable ? undefined : t('gallery.compare-hint')} onClick={() => store.setState({ view: 'compare' })}>{t('gallery.compare')}</Button> : null}
      <Menu side="bottom-end" entries={[
        ...sorts.map((key) => ({ label: t(`gallery.sort-${key}`), checked: query.sort === key, run: () => store.setState((state) => ({ query: { ...state.query, sort: key } })) })),
        null,
        query.sort === 'random' ? { label: t('gallery.sort-shuffle'), run: () => store.setState((state) => ({ query: { ...state.query, seed: state.query.seed + 1 } })) }
          : { label: t('gallery.sort-reverse'), checked: query.descending, run: () => store.setState((state) => ({ query: { ...state.query, descending: !state.query.descending } })) },
      ]}>
        <Button dense kind="ghost" icon={<IconArrowsSort size={16} stroke={1.75} />} aria-label={`${t('gallery.sort')}: ${t(`gallery.sort-${query.sort}`)}`}>{t(`gallery.sort-${query.sort}`)}</Button>
      </Menu>
      {job ? <OverlaySwitch /> : null}
      <IconButton label={t('gallery.grid')} icon={<IconLayoutGrid size={16} stroke={1.75} />} pressed={layout === 'grid'} onClick={() => store.setState({ layout: 'grid' })} />
      <IconButton label={t('gallery.list')} icon={<IconLayoutList size={16} stroke={1.75} />} pressed={layout === 'list'} onClick={() => store.setState({ layout: 'list' })} />
      <input className={classes.size} type="range" min={SIZES.smallest} max={SIZES.largest} step={4} value={size} disabled={layout === 'list'} aria-label={t('gallery.size')} title={t('gallery.size')} onChange={(event) => resize(event.target.valueAsNumber)} />
    </div>
  );
}
