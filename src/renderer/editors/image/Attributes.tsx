import { useState } from 'react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Label } from '../../../shared/domain/label-set';
import { useCommandKey } from '../../commands';
import { Field, Key, Select, Switch, t } from '../../ui';
import type { EditorActions } from './actions';
import classes from './editor.module.css';
import { occlusionOf } from './occlusion';

/** Height of the attributes of an object of this label, in CSS pixels: fixed, so that the list can be laid out. */
export function attributesHeight(label: Label): number {
  return label.attributes.length === 0 ? 0 : label.attributes.length * 32 + 8;
}

interface Props {
  readonly actions: EditorActions;
  readonly annotation: Annotation;
  readonly label: Label;
  /** On the ground of the panel, not in the row of the object. */
  readonly plain?: boolean;
}

/** The questions of a label about one object. */
export function Attributes({ actions, annotation, label, plain = false }: Props) {
  const key = useCommandKey('editor.occluded');
  const occlusion = occlusionOf(label);
  if (label.attributes.length === 0) return null;
  return (
    <div className={classes.attributes} data-plain={plain || undefined}>
      {label.attributes.map((attribute) => {
        const value = annotation.attributes[attribute.id] ?? '';
        const set = (to: string): void => actions.setAttribute(annotation.id, attribute.id, to);
        return [
          <span key={`${attribute.id}-name`} title={attribute.name} dir="auto">{attribute.name}</span>,
          occlusion?.attribute === attribute
            ? <span key={attribute.id} className={classes.answer}>{key === null ? null : <Key>{key}</Key>}<Switch name={attribute.name} checked={value === occlusion.yes} onChange={(on) => set(on ? occlusion.yes : occlusion.no)} /></span>
          : attribute.kind === 'select'
            ? <Select key={attribute.id} dense name={attribute.name} value={value} options={[{ value: '', label: t('editor.no-value') }, ...attribute.values.map((v) => ({ value: v, label: v }))]} onChange={set} />
            : <TextAttribute key={`${attribute.id}-${annotation.id}-${value}`} name={attribute.name} value={value} onSet={set} />,
        ];
      })}
    </div>
  );
}

/** Committed by Enter or by leaving the field; Esc takes the typing back. */
function TextAttribute({ name, value, onSet }: { readonly name: string; readonly value: string; readonly onSet: (to: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <Field dense aria-label={name} value={text} onChange={setText} maxLength={4096} onBlur={() => onSet(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
        else if (event.key === 'Escape') {
          event.stopPropagation();
          setText(value);
        }
      }} />
  );
}
