import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { LONGEST_NAME } from '../../../shared/domain/names';
import { labelChord, useKeyText } from '../../commands';
import { Button, Field, IconButton, Key, Swatch, t } from '../../ui';
import classes from './Create.module.css';
import { addLabels, namesIn, removeLabel, type NewLabel } from './job-labels';

interface Props {
  readonly labels: readonly NewLabel[];
  readonly onChange: (labels: readonly NewLabel[]) => void;
  /** What stands in the field and is no label yet. */
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Labels, typed one after the other. Enter adds; a pasted list adds all of it. */
export function LabelsField({ labels, onChange, text, onText: setText }: Props) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const keyText = useKeyText();
  const add = (typed: string): void => {
    const names = namesIn(typed);
    const twice = names.find((name) => labels.some((label) => label.name === name));
    setTrouble(names.some((name) => name.length > LONGEST_NAME) ? t('create.label-long') : twice !== undefined && names.length === 1 ? t('create.label-twice', { name: twice }) : null);
    onChange(addLabels(labels, names));
    setText('');
  };
  return (
    <div>
      <Field
        label={t('create.labels')}
        data-autofocus
        value={text}
        placeholder={t('create.labels-add')}
        hint={t(labels.length === 0 ? 'create.labels-hint' : 'create.labels-hint-next')}
        error={trouble}
        onChange={(value) => { setTrouble(null); if (/[,;\n]/.test(value)) add(value); else setText(value); }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (namesIn(pasted).length < 2) return;
          event.preventDefault();
          add(text + pasted);
        }}
        onKeyDown={(event) => {
          // Blanks are no label, and no "done" either: only an empty field below which labels stand lets Enter through to the dialog, as the hint says.
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || (text === '' && labels.length > 0)) return;
          event.preventDefault();
          if (text !== '') add(text);
        }}
        end={text.trim() === '' ? null : <Button dense kind="ghost" onClick={() => add(text)}>{t('common.add')}</Button>}
      />
      <ul className={classes.labels} aria-label={t('create.labels')}>
        {labels.map((label) => (
          <li key={label.name} className={classes.labelRow}>
            <Swatch color={label.color} />
            <span dir="auto" title={label.name}>{label.name}</span>
            {label.shortcut === null ? null : <Key>{keyText(labelChord(label.shortcut))}</Key>}
            <IconButton label={t('create.labels-remove', { name: label.name })} icon={<IconX size={14} stroke={1.75} />} onClick={() => onChange(removeLabel(labels, label.name))} side="left" />
          </li>
        ))}
      </ul>
    </div>
  );
}
