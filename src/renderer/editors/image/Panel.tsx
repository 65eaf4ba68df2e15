import { memo } from 'react';
import type { Sample } from '../../../shared/domain/dataset';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { useCommandKey } from '../../commands';
import { useEditorSession, type PanelTab } from '../../session';
import { SidePanel, Tabs, t, type PanelControl } from '../../ui';
import type { EditorActions } from './actions';
import { DetailsTab } from './DetailsTab';
import { Hints } from './Hints';
import { LabelsTab } from './LabelsTab';
import { ObjectsTab } from './ObjectsTab';
import { living } from './proposals';

interface Props {
  readonly actions: EditorActions;
  readonly labelSet: LabelSet;
  readonly sample: Sample | null;
  readonly work: SampleWork | null;
  readonly active: string | null;
  readonly panel: PanelControl;
}

/** Labels, objects, details. */
export const Panel = memo(function Panel({ actions, labelSet, sample, work, active, panel }: Props) {
  const tab = useEditorSession((s) => s.tab);
  const count = work === null ? '' : living(work).length.toLocaleString('en');
  const tabs: { value: PanelTab; label: string; count?: string }[] = [
    { value: 'labels', label: t('editor.tab.labels') },
    { value: 'objects', label: t('editor.tab.objects'), count },
    { value: 'details', label: t('editor.tab.details') },
  ];
  return (
    <SidePanel name={t('editor.panel')} panel={panel} edge="end" variable="--panel" keys={useCommandKey('app.panel-end')}>
      <Tabs label={t('editor.panel')} value={tab} tabs={tabs} onChange={(to) => useEditorSession.setState({ tab: to })} />
      {tab === 'labels' ? <LabelsTab actions={actions} labelSet={labelSet} work={work} active={active} /> : null}
      {tab === 'objects' && work !== null ? <ObjectsTab actions={actions} labelSet={labelSet} work={work} /> : null}
      {tab === 'details' && work !== null && sample !== null ? <DetailsTab actions={actions} sample={sample} work={work} labelSet={labelSet} /> : null}
      {tab === 'objects' ? <Hints /> : null}
    </SidePanel>
  );
});
