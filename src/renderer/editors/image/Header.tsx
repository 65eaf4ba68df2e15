import { IconArrowBackUp, IconArrowForwardUp, IconChevronLeft, IconChevronRight, IconFlag, IconPencil, IconZoom } from '@tabler/icons-react';
import { memo } from 'react';
import { shownName } from '../../../shared/kernel/shown-name';
import { useCommandKey } from '../../commands';
import { useEditorSession } from '../../session';
import { Button, IconButton, Pill, StateMark, t } from '../../ui';
import classes from './editor.module.css';
import type { EditorActions } from './actions';

interface Props {
  readonly actions: EditorActions;
  readonly position: number;
  readonly count: number;
  readonly name: string;
  readonly state: 'unlabeled' | 'labeled' | 'to-be-confirmed';
  readonly inWork: boolean;
  readonly nothingHere: boolean;
  readonly hard: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Where one is, what this sample is, undo and redo, zoom, and the one primary button. */
export const Header = memo(function Header({ actions, position, count, name, state, inWork, nothingHere, hard, canUndo, canRedo }: Props) {
  const key = { previous: useCommandKey('editor.previous'), next: useCommandKey('editor.next'), hard: useCommandKey('editor.hard'), undo: useCommandKey('app.undo'), redo: useCommandKey('app.redo'), fit: useCommandKey('image.fit'), one: useCommandKey('image.one-to-one'), submit: useCommandKey('editor.submit') };
  return (
    <div className={classes.head}>
      <IconButton keepFocus label={t('editor.previous')} keys={key.previous} icon={<IconChevronLeft size={16} stroke={1.75} />} disabled={position <= 1} onClick={actions.previous} />
      <span className={classes.position} aria-label={t('editor.position-name', { position, count })}>
        <b>{position.toLocaleString('en')}</b> <span className={classes.muted}>{t('editor.position', { position: '', count }).trim()}</span>
      </span>
      <IconButton keepFocus label={t('editor.next')} keys={key.next} icon={<IconChevronRight size={16} stroke={1.75} />} disabled={position >= count} onClick={actions.next} />
      <span className={classes.sep} />
      <span className={classes.name} title={shownName(name)} dir="auto">{shownName(name)}</span>
      {inWork ? <Pill icon={<IconPencil size={12} stroke={1.75} />}>{t('editor.in-work')}</Pill>
        : <Pill tone={state === 'labeled' ? 'ok' : state === 'to-be-confirmed' ? 'machine' : 'neutral'} icon={<StateMark state={state} />}>{nothingHere ? t('editor.nothing-here') : t(`common.${state}`)}</Pill>}
      <Button kind="ghost" dense className={classes.hard} pressed={hard} icon={<IconFlag size={16} stroke={1.75} />} onClick={actions.toggleHard} title={t('common.tip-key', { text: t('editor.hard-example'), key: key.hard ?? '' })}>{t('editor.hard')}</Button>
      <span className={classes.push} />
      <IconButton keepFocus label={t('common.undo')} keys={key.undo} icon={<IconArrowBackUp size={16} stroke={1.75} />} disabled={!canUndo} onClick={actions.undo} />
      <IconButton keepFocus label={t('common.redo')} keys={key.redo} icon={<IconArrowForwardUp size={16} stroke={1.75} />} disabled={!canRedo} onClick={actions.redo} />
      <span className={classes.sep} />
      <Button kind="ghost" dense onClick={actions.fit} title={t('common.tip-key', { text: t('editor.fit'), key: key.fit ?? '' })}>{t('editor.fit')}</Button>
      <Zoom onClick={actions.oneToOne} />
      <span className={classes.sep} />
      <Button kind="primary" dense keys={key.submit} onClick={actions.submit}>{t('editor.submit')}</Button>
    </div>
  );
});

/** Its own component: it alone is drawn again while the zoom changes. */
function Zoom({ onClick }: { readonly onClick: () => void }) {
  const percent = useEditorSession((s) => Math.round(s.scale * 100));
  const key = useCommandKey('image.one-to-one');
  const text = `${percent} %`;
  return (
    <Button kind="ghost" dense className={classes.zoom} icon={<IconZoom size={16} stroke={1.75} />} onClick={onClick} title={t('common.tip-key', { text: t('editor.zoom', { scale: text }), key: key ?? '' })}>{text}</Button>
  );
}
