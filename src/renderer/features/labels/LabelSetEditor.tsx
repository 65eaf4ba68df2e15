/** The labels of a job: add, rename, colour, key, attributes, delete. */
import { memo, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { IconCheck, IconListDetails, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { JobId } from '../../../shared/kernel/ids';
import { keyText, labelChord, useActionsHidden, useCommand } from '../../commands';
import type { Scope } from '../../commands';
import { useCatalog, useIndex } from '../../index';
import { Button, Field, IconButton, LABEL_COLORS, Modal, Select, Swatch, labelColor, t } from '../../ui';
import { useSteps } from '../undo';
import { Attributes } from './Attributes';
import { DeleteLabel } from './DeleteLabel';
import { freeShortcuts, nameProblem } from '../../../shared/domain/label-rules';
import classes from './labels.module.css';
import { withUnansweredLabels } from './unanswered';
import { useLabelEdits } from './use-label-edits';
import type { DeletionPreview, LabelEdits } from './use-label-edits';

export function LabelSetEditor({ job, labelSet: settled, onClose }: { readonly job: JobId; readonly labelSet: LabelSet; readonly onClose: () => void }) {
  const { outbox } = useIndex();
  const unanswered = useSyncExternalStore(outbox.subscribe, outbox.pending);
  const labelSet = useMemo(() => withUnansweredLabels(settled, unanswered), [settled, unanswered]);
  const edits = useLabelEdits(job, labelSet);
  const [name, setName] = useState('');
  const [open, setOpen] = useState<Label['id'] | null>(null);
  const [deleting, setDeleting] = useState<{ readonly label: Label; readonly preview: DeletionPreview } | null>(null);
  const living = labelSet.labels.filter((label) => !label.retired);
  const hidden = useActionsHidden();
  const scopes = useScopes(labelSet);
  const problem = name === '' ? null : nameProblem(labelSet.labels, null, name);
  const add = (): void => { if (edits.add(name)) setName(''); };
  // A label that no sample has is gone at once; else the person says what becomes of its samples.
  const askDelete = useCallback((label: Label): void => void edits.preview(label).then((preview) => {
    if (preview?.samples === 0) edits.remove(label, 'label');
    else if (preview) setDeleting({ label, preview });
  }), [edits]);
  const toggle = useCallback(({ id }: Label): void => setOpen((old) => (old === id ? null : id)), []);
  return (
    <>
      <Modal title={t('labels.title')} width={640} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{t('common.done')}</Button>}>
        <Field aria-label={t('labels.add-placeholder')} placeholder={t('labels.add-placeholder')} value={name} onChange={setName} autoFocus error={problem === null || problem === 'empty' ? null : t(`labels.name-${problem}`)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            add();
          }}
          end={<IconButton label={t('labels.add')} icon={<IconPlus size={16} stroke={1.75} />} onClick={add} disabled={name.trim() === '' || problem !== null} />} />
        <Keys job={job} />
        {living.length === 0 ? <p>{t('labels.none')}</p> : null}
        <div className={classes.list} role="list">
          {living.map((label) => <Item key={label.id} label={label} hides={label.shortcut === null ? '' : hidden(labelChord(label.shortcut), scopes).join('”, “')} keys={freeShortcuts(living, label.id)} edits={edits} asked={scopes.includes('image')} open={open === label.id} onOpen={toggle} onDelete={askDelete} />)}
        </div>
      </Modal>
      {deleting ? <DeleteLabel {...deleting} onDelete={(policy) => { edits.remove(deleting.label, policy); setDeleting(null); }} onClose={() => setDeleting(null)} /> : null}
    </>
  );
}

/** Where the keys of these labels are heard: boxes take them in the editor, classes in the gallery. */
function useScopes(labelSet: LabelSet): readonly Scope[] {
  const jobs = useCatalog()?.jobs ?? [];
  return [...new Set(jobs.flatMap((job): readonly Scope[] => (job.labelSet === labelSet.id ? [job.task === 'detection' ? 'image' : 'list'] : [])))];
}

/** Undo and redo while the dialog is open; fields of text have their own. */
function Keys({ job }: { readonly job: JobId }) {
  const steps = useSteps(job);
  useCommand('app.undo', steps.undo);
  useCommand('app.redo', steps.redo);
  return null;
}

interface ItemProps {
  readonly label: Label;
  /** Names of the actions that its key takes the place of; '' when there are none. */
  readonly hides: string;
  /** Keys it may have: free ones and its own. */
  readonly keys: readonly string[];
  readonly edits: LabelEdits;
  /** Whether a job asks the attributes. */
  readonly asked: boolean;
  readonly open: boolean;
  readonly onOpen: (label: Label) => void;
  readonly onDelete: (label: Label) => void;
}

/** Of two hundred rows only the one that changed is drawn again; labels are new objects after every change of any of them. */
function sameItem(a: ItemProps, b: ItemProps): boolean {
  return a.open === b.open && a.hides === b.hides && a.asked === b.asked && a.edits === b.edits && a.keys.join() === b.keys.join() && (a.label === b.label || JSON.stringify(a.label) === JSON.stringify(b.label));
}

const Item = memo(function Item({ label, hides, keys, edits, asked, open, onOpen, onDelete }: ItemProps) {
  const [name, setName] = useState(label.name);
  const [known, setKnown] = useState(label.name);
  if (known !== label.name) {
    setKnown(label.name);
    setName(label.name);
  }
  const problem = edits.nameProblem(label, name);
  const leave = (): void => {
    if (problem) setName(label.name);
    else edits.rename(label, name);
  };
  return (
    <div className={classes.item} role="listitem" data-open={open || undefined}>
      <div className={classes.row}>
        <button type="button" className={classes.swatch} aria-label={t('labels.edit', { name: label.name })} aria-expanded={open} onClick={() => onOpen(label)}><Swatch color={label.color} /></button>
        <Field dense aria-label={t('labels.name')} value={name} onChange={setName} onBlur={leave} error={problem ? t(`labels.name-${problem}`) : null}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            event.currentTarget.blur();
          }} onEscape={name === label.name ? undefined : () => setName(label.name)} />
        <Select dense name={t('labels.shortcut')} value={label.shortcut ?? ''} options={[{ value: '', label: t('labels.no-shortcut') }, ...keys.map((key) => ({ value: key, label: keyText(labelChord(key)) }))]} onChange={(key) => edits.setShortcut(label, key === '' ? null : key)} />
        <IconButton label={t('labels.attributes')} icon={<IconListDetails size={16} stroke={1.75} />} pressed={open} onClick={() => onOpen(label)} />
        <IconButton label={t('labels.delete')} icon={<IconTrash size={16} stroke={1.75} />} onClick={() => onDelete(label)} />
      </div>
      {hides === '' ? null : <p className={classes.hides}>{t('labels.key-hides', { actions: hides })}</p>}
      {open ? <More label={label} edits={edits} asked={asked} /> : null}
    </div>
  );
}, sameItem);

function More({ label, edits, asked }: Pick<ItemProps, 'label' | 'edits' | 'asked'>) {
  const own = typeof label.color === 'string';
  return (
    <div className={classes.more}>
      <div className={classes.colors} role="radiogroup" aria-label={t('labels.color')}>
        {LABEL_COLORS.map((color, i) => (
          <button key={color} type="button" role="radio" className={classes.color} aria-checked={label.color === i} aria-label={t('labels.color-n', { number: i + 1 })} style={{ ['--c' as string]: color }} onClick={() => edits.recolor(label, i)}>
            {label.color === i ? <IconCheck size={14} stroke={3} aria-hidden="true" /> : null}
          </button>
        ))}
        <input key={labelColor(label.color)} type="color" className={classes.own} aria-label={t('labels.own-color')} title={t('labels.own-color')} defaultValue={labelColor(label.color)} data-on={own || undefined} onBlur={(event) => { if (event.target.value !== labelColor(label.color)) edits.recolor(label, event.target.value); }} />
      </div>
      <Attributes label={label} edits={edits} asked={asked} />
    </div>
  );
}
