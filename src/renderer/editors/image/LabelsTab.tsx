import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { useKeyText } from '../../commands';
import { useEditorSession } from '../../session';
import { Cut, EmptyState, Key, Row, Swatch, t } from '../../ui';
import type { EditorActions } from './actions';
import { AddLabel } from './AddLabel';
import classes from './editor.module.css';
import { useLabelKeys } from './label-keys';
import { living } from './proposals';

interface Props {
  readonly actions: EditorActions;
  readonly labelSet: LabelSet;
  readonly work: SampleWork | null;
  readonly active: string | null;
}

/** The labels with their keys and how often each occurs here. A press chooses it, or sets it on what is selected. */
export function LabelsTab({ actions, labelSet, work, active }: Props) {
  const keyText = useKeyText();
  const selected = useEditorSession((s) => s.selection.size);
  const chords = new Map(useLabelKeys(labelSet).map((k) => [k.label, k.chord]));
  const labels = labelSet.labels.filter((l) => !l.retired);
  const add = <div className={classes.find}><AddLabel actions={actions} labelSet={labelSet} /></div>;
  if (labels.length === 0) return <>{add}<EmptyState title={t('editor.no-labels')}>{t('editor.no-labels.hint')}</EmptyState></>;
  const counts = new Map<string, number>();
  for (const a of work === null ? [] : living(work)) counts.set(a.label, (counts.get(a.label) ?? 0) + 1);
  return (
    <>
      {add}
      <div className={classes.labels} role="radiogroup" aria-label={t('editor.tab.labels')}>
        {labels.map((label) => {
          const chord = chords.get(label.id);
          return (
            <Row key={label.id} selected={label.id === active} role="radio" aria-checked={label.id === active} tabIndex={0} onClick={() => actions.chooseLabel(label.id)}
              onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), actions.chooseLabel(label.id))}
              end={<>{counts.get(label.id) ?? ''}{chord === undefined ? <span className={classes.noKey} /> : <Key>{keyText(chord)}</Key>}</>}>
              <Swatch color={label.color} />
              <Cut>{label.name}</Cut>
            </Row>
          );
        })}
      </div>
      <p className={classes.hint}>{selected > 0 ? t('editor.relabel', { count: selected }) : t('editor.active-label')}</p>
    </>
  );
}
