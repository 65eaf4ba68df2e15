/** What is asked of every object with a label: questions with a text or a choice for an answer. */
import { useState } from 'react';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Attribute, Label } from '../../../shared/domain/label-set';
import type { AttributeId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { Button, Field, IconButton, Select, t } from '../../ui';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import { splitValues } from '../../../shared/domain/label-rules';
import classes from './labels.module.css';
import type { LabelEdits } from './use-label-edits';

export function Attributes({ label, edits }: { readonly label: Label; readonly edits: LabelEdits }) {
  const replace = (to: Attribute): void => edits.setAttributes(label, label.attributes.map((one) => (one.id === to.id ? to : one)));
  return (
    <>
      <p className={classes.caption}>{t('labels.attributes')}</p>
      {label.attributes.map((attribute) => (
        // Another one after every change, also after one that is taken back: what is typed starts from what is there.
        <Row key={JSON.stringify(attribute)} attribute={attribute} taken={label.attributes.filter((one) => one.id !== attribute.id).map((one) => one.name)} onChange={replace} onRemove={() => edits.removeAttribute(label, attribute)} />
      ))}
      <div><Button dense icon={<IconPlus size={16} stroke={1.75} />} onClick={() => edits.setAttributes(label, [...label.attributes, { id: randomId<AttributeId>(), kind: 'text', name: freeName(label.attributes) }])}>{t('labels.add-attribute')}</Button></div>
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

function Row({ attribute, taken, onChange, onRemove }: { readonly attribute: Attribute; readonly taken: readonly string[]; readonly onChange: (to: Attribute) => void; readonly onRemove: () => void }) {
  const [name, setName] = useState(attribute.name);
  const [values, setValues] = useState(attribute.kind === 'select' ? attribute.values.join(', ') : '');
  const double = taken.includes(nameIn(name));
  const save = (kind: Attribute['kind']): void => {
    const clean = double ? attribute.name : nameIn(name) || attribute.name;
    setName(clean);
    const list = splitValues(values);
    const to: Attribute = kind === 'text' ? { id: attribute.id, kind, name: clean } : { id: attribute.id, kind, name: clean, values: list.length > 0 ? list : [t('common.yes'), t('common.no')] };
    if (JSON.stringify(to) !== JSON.stringify(attribute)) onChange(to);
    if (to.kind === 'select') setValues(to.values.join(', '));
  };
  return (
    <div className={classes.attribute}>
      <Field dense aria-label={t('labels.attribute-name')} maxLength={LONGEST_NAME} value={name} onChange={setName} onBlur={() => save(attribute.kind)} error={double ? t('labels.attribute-taken') : null} />
      <Select dense name={t('labels.attribute-kind')} value={attribute.kind} options={[{ value: 'text', label: t('labels.attribute-text') }, { value: 'select', label: t('labels.attribute-select') }]} onChange={save} />
      {attribute.kind === 'select' ? <Field dense aria-label={t('labels.attribute-values')} placeholder={t('labels.attribute-values')} value={values} onChange={setValues} onBlur={() => save('select')} /> : <span />}
      <IconButton label={t('labels.remove-attribute')} icon={<IconX size={16} stroke={1.75} />} onClick={onRemove} />
    </div>
  );
}
