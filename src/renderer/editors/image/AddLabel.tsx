import { IconPlus } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { nameProblem } from '../../../shared/domain/label-rules';
import type { LabelSet } from '../../../shared/domain/label-set';
import { Field, t } from '../../ui';
import type { EditorActions } from './actions';

/** One more label, while labeling. Enter adds it. */
export function AddLabel({ actions, labelSet }: { readonly actions: EditorActions; readonly labelSet: LabelSet }) {
  const [name, setName] = useState('');
  const problem = nameProblem(labelSet.labels, null, name);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || problem !== null) return;
    actions.addLabel(name);
    setName('');
  };
  const error = problem === 'taken' ? t('editor.new-label.taken') : problem === 'long' ? t('editor.new-label.long') : null;
  return <Field dense icon={<IconPlus size={14} stroke={1.75} />} value={name} onChange={setName} placeholder={t('editor.new-label')} aria-label={t('editor.new-label')} error={error} onKeyDown={press} />;
}
