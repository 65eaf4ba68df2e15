/** Filters, samples, details: the same three columns for a job and for a dataset. */
import { IconFilterOff, IconPhoto } from '@tabler/icons-react';
import { flushSync } from 'react-dom';
import { runCommand, useCommand, useCommandKey } from '../../commands';
import { EVERYTHING, isNarrowed } from '../../index';
import { usePanel } from '../../session';
import { Button, EmptyState, SidePanel, panelSizes, t, toast } from '../../ui';
import { useGalleryActions } from './actions';
import { Compare } from './Compare';
import { useGallery, useGalleryState } from './context';
import { Details } from './Details';
import { Facets } from './Facets';
import classes from './gallery.module.css';
import { useLabelKeys } from './LabelPanel';
import { Loupe } from './Loupe';
import { togglePlay } from './player';
import { sampleAt, sampleIdAt } from './sample-view';
import { NO_SELECTION, selectAll, selectAt, selectOnly } from './selection';
import { Toolbar } from './Toolbar';
import { VirtualGrid } from './VirtualGrid';

export function GalleryView({ onEditLabels }: { readonly onEditLabels: (() => void) | null }) {
  const gallery = useGallery();
  const { store, view, columns, dataset, onOpen } = gallery;
  const actions = useGalleryActions();
  const mode = useGalleryState((state) => state.view);
  const facets = usePanel('facets');
  const details = usePanel('details');
  useCommand('app.panel-start', () => facets.close(!facets.closed));
  useCommand('app.panel-end', () => details.close(!details.closed));
  // The field to filter by stands in the panel: hidden, it is shown first, and takes the keys that follow at once.
  useCommand('app.filter', () => { flushSync(() => facets.close(false)); runCommand('app.filter'); }, { enabled: facets.closed });
  const focusRow = (): number => {
    const { selection } = store.getState();
    return selection.focus >= 0 ? selection.focus : view.rows[0] ?? -1;
  };
  const loupe = (): void => {
    const row = focusRow();
    if (row < 0) return;
    store.setState((state) => ({ view: 'loupe', selection: state.selection.focus >= 0 ? state.selection : selectOnly(row) }));
  };
  /** Detection: the editor. Everything else is looked at here. */
  const open = (): void => {
    const row = focusRow();
    if (row < 0) return;
    if (onOpen) onOpen(sampleIdAt(columns, row));
    else if (store.getState().view === 'loupe') store.setState({ view: 'gallery' });
    else loupe();
  };
  const play = (): void => {
    const row = focusRow();
    const sample = sampleAt(columns, row);
    if (sample && !togglePlay(sample.id)) toast(t('gallery.cannot-play', { name: sample.name }), { tone: 'warn' });
  };
  const plays = dataset.dataType === 'audio' || dataset.dataType === 'video';
  useLabelKeys(actions);
  useCommand('list.open', open);
  useCommand('list.loupe', loupe, { enabled: mode === 'gallery' });
  useCommand('list.play', play, { enabled: plays && mode !== 'loupe' });
  useCommand('list.select-all', () => store.setState((state) => ({ selection: selectAll(state.selection, view.rows) })));
  useCommand('list.clear', () => store.setState({ selection: NO_SELECTION }), { enabled: mode === 'gallery' });
  useCommand('list.toggle', () => store.setState((state) => ({ selection: selectAt(state.selection, view, view.placeOf(state.selection.focus), 'toggle') })));
  const job = gallery.job !== null;
  useCommand('list.overlay', () => store.setState((state) => ({ overlay: !state.overlay })), { enabled: job });
  useCommand('list.hard', () => actions.toggleHard(), { enabled: job });
  useCommand('list.flag', () => actions.setFlag(1), { enabled: job });
  useCommand('list.reject', () => actions.setFlag(2), { enabled: job });
  useCommand('list.unflag', () => actions.setFlag(0), { enabled: job });
  useCommand('list.stars-0', () => actions.setStars(0), { enabled: job });
  useCommand('list.stars-1', () => actions.setStars(1), { enabled: job });
  useCommand('list.stars-2', () => actions.setStars(2), { enabled: job });
  useCommand('list.stars-3', () => actions.setStars(3), { enabled: job });
  useCommand('list.stars-4', () => actions.setStars(4), { enabled: job });
  useCommand('list.stars-5', () => actions.setStars(5), { enabled: job });
  useCommand('list.no-label', () => actions.clearLabels(), { enabled: gallery.job?.task === 'classification' });
  useCommand('list.nothing-here', () => actions.nothingHere(), { enabled: job });
  useCommand('list.remove', () => actions.removeSamples(), { enabled: !job });
  useCommand('app.undo', () => actions.undo());
  useCommand('app.redo', () => actions.redo());

  return (
    <div className={classes.gallery} data-panels style={panelSizes({ '--facets': facets, '--details': details })}>
      <SidePanel name={t('gallery.filters')} panel={facets} edge="start" variable="--facets" keys={useCommandKey('app.panel-start')}><Facets /></SidePanel>
      <section className={classes.main}>
        {mode === 'loupe' ? <Loupe /> : mode === 'compare' ? <Compare /> : <><Toolbar />{view.rows.length === 0 ? <Nothing /> : <VirtualGrid onOpen={open} />}</>}
      </section>
      <SidePanel name={t('common.details')} panel={details} edge="end" variable="--details" keys={useCommandKey('app.panel-end')}><Details actions={actions} onOpen={open} onEditLabels={onEditLabels} /></SidePanel>
    </div>
  );
}

function Nothing() {
  const { store, result, dataset } = useGallery();
  const query = useGalleryState((state) => state.query);
  if (isNarrowed(query)) {
    return (
      <EmptyState icon={<IconFilterOff size={32} stroke={1.5} />} title={t('gallery.none-match')} actions={<Button onClick={() => store.setState({ query: { ...EVERYTHING, tab: query.tab, sort: query.sort, descending: query.descending } })}>{t('gallery.clear-filters')}</Button>}>
        {t('gallery.none-match-hint')}
      </EmptyState>
    );
  }
  return result.counts.tabs.all === 0
    ? <EmptyState icon={<IconPhoto size={32} stroke={1.5} />} title={t('gallery.empty')}>{dataset.sources.length === 0 ? t('gallery.empty-drop') : t('gallery.empty-hint')}</EmptyState>
    : <EmptyState icon={<IconPhoto size={32} stroke={1.5} />} title={query.tab === 'unlabeled' ? t('gallery.all-done') : t('gallery.empty')} />;
}
