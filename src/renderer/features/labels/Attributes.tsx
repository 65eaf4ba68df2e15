/** What is asked of every object with a label: questions with a text or a choice for an answer. */
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Attribute, Label } from '../../../shared/domain/label-set';
import type { AttributeId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { Button, Field, IconButton, Select, t } from '../../ui';
import { nameIn } from '../../../shared/domain/names';
import { attributeNameProblem, splitValues, valuesProblem } from '../../../shared/domain/label-rules';
import classes from './labels.module.css';
import type { LabelEdits } from './use-label-edits';

/** `asked`: whether anything with the label can have them; a sample that is sorted has none. */
export function Attributes({ label, edits, asked }: { readonly label: Label; readonly edits: LabelEdits; readonly asked: boolean }) {
  // The one that was added just now: its name is what comes next.
  const [fresh, setFresh] = useState<AttributeId | null>(null);
  const replace = (to: Attribute): void => edits.setAttributes(label, (now) => now.map((one) => (one.id === to.id ? to : one)));
  const add = (): void => {
    const id = randomId<AttributeId>();
    setFresh(id);
    edits.setAttributes(label, (now) => [...now, { id, kind: 'text', name: freeName(now) }]);
  };
  return (
    <>
      <p className={classes.caption}>{t('labels.attributes')}{asked ? null : <span> {t('labels.attributes-boxes')}</span>}</p>
      {label.attributes.map((attribute) => (
        <Row key={attribute.id} attribute={attribute} all={label.attributes} fresh={attribute.id === fresh} onChange={replace} onRemove={() => edits.removeAttribute(label, attribute)} />
      ))}
      <div><Button dense icon={<IconPlus size={16} stroke={1.75} />} onClick={add}>{t('labels.add-attribute')}</Button></div>
    </>
  );
}

/** A name that no attribute of the label has yet. */
function freeName(attributes: readonly Attribute[]): string {
  for (let n = 1; ; n++) {
    const name = t('labels.attribute-new', { number: n });
    if (attributes.every((attribute) => attribute.name !== name)) return name;
  }
}

interface RowProps {
  readonly attribute: Attribute;
  /** All of the label. */
  readonly all: readonly Attribute[];
  readonly fresh: boolean;
  readonly onChange: (to: Attribute) => void;
  readonly onRemove: () => void;
}

function Row({ attribute, all, fresh, onChange, onRemove }: RowProps) {
  const kept = attribute.kind === 'select' ? attribute.values : [];
  const [name, setName] = useState(attribute.name);
  const [values, setValues] = useState(kept.join(', '));
  // After every change, also one that is taken back, what is typed starts from what is there; the focus stays.
  const [known, setKnown] = useState(attribute);
  if (JSON.stringify(known) !== JSON.stringify(attribute)) {
    setKnown(attribute);
    setName(attribute.name);
    setValues(kept.join(', '));
  }
  const wrongName = attributeNameProblem(all, attribute.id, name);
  const wrongValues = valuesProblem(values);
  const save = (kind: Attribute['kind']): void => {
    const clean = wrongName ? attribute.name : nameIn(name) || attribute.name;
    const typed = wrongValues ? [] : splitValues(values);
    const list = typed.length > 0 ? typed : kept.length > 0 ? kept : [t('common.yes'), t('common.no')];
    setName(clean);
    setValues(kind === 'select' ? list.join(', ') : '');
    const to: Attribute = kind === 'text' ? { id: attribute.id, kind, name: clean } : { id: attribute.id, kind, name: clean, values: list };
    if (JSON.stringify(to) !== JSON.stringify(attribute)) onChange(to);
  };
  const leave = (): void => save(attribute.kind);
  const changed = name !== attribute.name || values !== kept.join(', ');
  const back = changed ? (): void => { setName(attribute.name); setValues(kept.join(', ')); } : undefined;
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  return (
    <div className={classes.attribute}>
      <Field dense aria-label={t('labels.attribute-name')} value={name} onChange={setName} onBlur={leave} onKeyDown={keys} onEscape={back} autoFocus={fresh} onFocus={(event) => { if (fresh) event.currentTarget.select(); }} error={wrongName ? t(`labels.attribute-${wrongName}`) : null} />
      <Select dense name={t('labels.attribute-kind')} value={attribute.kind} options={[{ value: 'text', label: t('labels.attribute-text') }, { value: 'select', label: t('labels.attribute-select') }]} onChange={save} />
      {attribute.kind === 'select' ? <Field dense aria-label={t('labels.attribute-values')} placeholder={t('labels.attribute-values')} value={values} onChange={setValues} onBlur={leave} onKeyDown={keys} onEscape={back} error={wrongValues ? t(`labels.values-${wrongValues}`) : null} /> : <span />}
      <IconButton label={t('labels.remove-attribute')} icon={<IconX size={16} stroke={1.75} />} onClick={onRemove} />
    </div>
  );
}
