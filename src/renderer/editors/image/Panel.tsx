import { memo } from 'react';
import type { Sample } from '../../../shared/domain/dataset';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { useEditorSession, type PanelTab } from '../../session';
import { Tabs, t } from '../../ui';
import type { EditorActions } from './actions';
import { DetailsTab } from './DetailsTab';
import classes from './editor.module.css';
import { LabelsTab } from './LabelsTab';
import { ObjectsTab } from './ObjectsTab';
import { living } from './proposals';

interface Props {
  readonly actions: EditorActions;
  readonly labelSet: LabelSet;
  readonly sample: Sample | null;
  readonly work: SampleWork | null;
  readonly active: string | null;
}

/** Labels, objects, details. */
export const Panel = memo(function Panel({ actions, labelSet, sample, work, active }: Props) {
  const tab = useEditorSession((s) => s.tab);
  const count = work === null ? '' : living(work).length.toLocaleString('en');
  const tabs: { value: PanelTab; label: string; count?: string }[] = [
    { value: 'labels', label: t('editor.tab.labels') },
    { value: 'objects', label: t('editor.tab.objects'), count },
    { value: 'details', label: t('editor.tab.details') },
  ];
  return (
    <aside className={classes.panel} aria-label={t('editor.panel')}>
      <Tabs label={t('editor.panel')} value={tab} tabs={tabs} onChange={(to) => useEditorSession.setState({ tab: to })} />
      {tab === 'labels' ? <LabelsTab actions={actions} labelSet={labelSet} work={work} active={active} /> : null}
      {tab === 'objects' && work !== null ? <ObjectsTab actions={actions} labelSet={labelSet} work={work} /> : null}
      {tab === 'details' && work !== null && sample !== null ? <DetailsTab actions={actions} sample={sample} work={work} /> : null}
    </aside>
  );
});
