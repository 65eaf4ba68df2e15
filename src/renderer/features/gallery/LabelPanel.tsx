/** The labels of a classification job: set by click or key for what is selected. */
import { IconPencil } from '@tabler/icons-react';
import { keyText, labelChord, commandKey, useFreeKeys } from '../../commands';
import { useReadOnly } from '../../session';
import { Button, Cut, IconButton, Key, Swatch, Switch, t } from '../../ui';
import type { GalleryActions } from './actions';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';
import { sampleAt } from './sample-view';
import { Stars } from './Stars';

/** Above this many selected rows the buttons do not say what each of them has. */
const MAX_LOOKED_AT = 5_000;

export function LabelPanel({ actions, onEditLabels: given }: { readonly actions: GalleryActions; readonly onEditLabels: (() => void) | null }) {
  const readOnly = useReadOnly();
  const onEditLabels = readOnly ? null : given;
  const { labelSet, columns, store } = useGallery();
  const selection = useGalleryState((state) => state.selection);
  const advance = useGalleryState((state) => state.advance);
  const labels = (labelSet?.labels ?? []).filter((label) => !label.retired);
  const { size } = selection.rows;
  const rows = size > MAX_LOOKED_AT ? [] : size > 0 ? [...selection.rows.toRows()] : selection.focus >= 0 ? [selection.focus] : [];
  const combos = rows.map((row) => columns.job?.combos[columns.job.combo[row] ?? 0] ?? []);
  const focused = sampleAt(columns, selection.focus);
  return (
    <section className={classes.section}>
      <h2 data-small>{t('gallery.labels')}{onEditLabels ? <IconButton label={t('job.edit-labels')} icon={<IconPencil size={14} stroke={1.75} />} onClick={onEditLabels} /> : null}</h2>
      {labels.length === 0 ? <><p>{t('job.no-labels-hint')}</p>{onEditLabels ? <Button dense onClick={onEditLabels}>{t('job.edit-labels')}</Button> : null}</> : null}
      {readOnly ? <p>{t('frame.read-only-hint')}</p> : null}
      <div role="group" aria-label={t('gallery.labels')}>
        {labels.map((label) => {
          const have = combos.filter((combo) => combo.includes(label.id)).length;
          return (
            <button key={label.id} type="button" className={classes.label} disabled={readOnly} aria-pressed={have === 0 ? false : have === combos.length ? true : 'mixed'} onClick={() => actions.classify(label)}>
              <Swatch color={label.color} /><Cut>{label.name}</Cut>{have > 0 && have < combos.length ? <em className={classes.some}>{t('gallery.some-of', { count: have, all: combos.length })}</em> : null}{label.shortcut === null ? <span /> : <Key>{keyText(labelChord(label.shortcut))}</Key>}
            </button>
          );
        })}
      </div>
      <button type="button" className={classes.label} disabled={readOnly} onClick={() => actions.nothingHere()}><span className={classes.noSwatch} /><span className={classes.cut}>{t('job.nothing-here')}</span><Key>{commandKey('list.nothing-here') ?? ''}</Key></button>
      <button type="button" className={classes.label} disabled={readOnly} onClick={() => actions.clearLabels()}><span className={classes.noSwatch} /><span className={classes.cut}>{t('job.clear-labels')}</span><Key>{commandKey('list.no-label') ?? ''}</Key></button>
      <div className={classes.switchRow}><Switch label={t('job.advance')} checked={advance} onChange={(on) => store.setState({ advance: on })} /></div>
      {focused ? <div className={classes.switchRow}><span>{t('gallery.stars')}</span><Stars stars={focused.marks.stars} onChange={(stars) => actions.setStars(stars)} /></div> : null}
    </section>
  );
}

/** Keys of the labels, while a classification job is shown. */
export function useLabelKeys(actions: GalleryActions): void {
  const { job, labelSet } = useGallery();
  const labels = job?.task === 'classification' ? (labelSet?.labels ?? []) : [];
  useFreeKeys(labels.flatMap((label) => (label.retired || label.shortcut === null ? [] : [{ chord: labelChord(label.shortcut), run: () => actions.classify(label) }])));
}
