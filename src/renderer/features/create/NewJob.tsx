import { IconSquare, IconTag } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { FoundLabels } from '../../../shared/contract/api';
import { tasksOf, type Task } from '../../../shared/domain/job';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import { failureOf, navigate, openDialog, useAsk, useClient, useSubmit, useWorkspace, whileSaving } from '../../session';
import { Button, Card, EmptyState, Field, Menu, Modal, Note, Select, Switch, t } from '../../ui';
import classes from './Create.module.css';
import { FoundRow, useReading } from './FoundLabels';
import { addLabels, namesIn, type NewLabel } from './job-labels';
import { LabelsField } from './LabelsField';
import { createJob } from './new-job';

/** A job: what is to be labeled in which dataset, and with which labels. Labels that lie in the folder are offered. */
export function NewJob({ dataset: first, onClose }: { readonly dataset: DatasetId | null; readonly onClose: () => void }) {
  const client = useClient();
  const catalog = useWorkspace((s) => s.catalog);
  const datasets = catalog?.datasets ?? [];
  const [datasetId, setDataset] = useState<DatasetId | null>(first ?? datasets.at(-1)?.id ?? null);
  const dataset = datasets.find((d) => d.id === datasetId) ?? null;
  const tasks = dataset ? tasksOf(dataset.dataType) : [];
  const [name, setName] = useState<string | null>(null);
  const [chosenTask, setTask] = useState<Task | null>(null);
  const [multiple, setMultiple] = useState(false);
  const [labels, setLabels] = useState<readonly NewLabel[]>([]);
  const [typed, setTyped] = useState('');
  const { busy, trouble, submit } = useSubmit();
  const task = chosenTask !== null && tasks.includes(chosenTask) ? chosenTask : tasks.at(-1) ?? 'classification';
  const found = useAsk('dataset.found-labels', datasetId ? { dataset: datasetId } : null).data?.found ?? [];
  const reading = useReading(dataset?.name ?? null);
  const shownName = name ?? dataset?.name ?? '';
  const named = nameIn(shownName);

  const create = (kind: Pick<FoundLabels, 'task' | 'multiple'>, then: (job: JobId) => void): void => {
    if (dataset && named !== '') submit(async () => {
      const job = await whileSaving(createJob(client, { dataset: dataset.id, name: named, task: kind.task, multiple: kind.task === 'classification' && kind.multiple, labels: addLabels(labels, namesIn(typed)) }), failureOf);
      onClose();
      navigate({ page: 'job', job });
      then(job);
    });
  };
  if (!dataset) {
    return <Modal title={t('create.job')} onClose={onClose}><EmptyState title={t('create.no-dataset')} actions={<Button kind="primary" onClick={() => openDialog({ kind: 'new-dataset' })}>{t('home.new-dataset')}</Button>}>{t('datasets.none-hint')}</EmptyState></Modal>;
  }
  const others = (catalog?.jobs ?? []).map((job) => ({ job, set: catalog?.labelSets.find((s) => s.id === job.labelSet) })).filter(({ set }) => (set?.labels.length ?? 0) > 0);
  return (
    <Modal
      title={t('create.job')}
      width={560}
      onClose={onClose}
      onSubmit={() => create({ task, multiple }, () => undefined)}
      footerStart={others.length > 0 ? (
        <Menu side="top-start" entries={others.map(({ job, set }) => ({ label: t('create.labels-from', { name: job.name }), run: () => setLabels(addLabels(labels, (set?.labels ?? []).filter((l) => !l.retired).map((l) => l.name))) }))}>
          <Button kind="ghost">{t('create.labels-take')}</Button>
        </Menu>
      ) : null}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy || named === ''}>{t('create.job-do')}</Button>
        </>
      }
    >
      {datasets.length > 1 ? <Select label={t('create.job-dataset')} value={dataset.id} onChange={setDataset} options={datasets.map((d) => ({ value: d.id, label: d.name }))} /> : null}
      <Field label={t('common.name')} value={shownName} onChange={setName} maxLength={LONGEST_NAME} />
      {tasks.length > 1 ? <TaskCards value={task} onChange={setTask} /> : null}
      {task === 'classification' ? <Switch label={t('create.multiple')} checked={multiple} onChange={setMultiple} /> : null}
      <LabelsField labels={labels} onChange={setLabels} text={typed} onText={setTyped} />
      {found.length > 0 ? (
        <div>
          <span className={classes.label}>{t('create.found-title')}</span>
          <Card className={classes.rows}>
            {found.map((labels) => <FoundRow key={`${labels.format} ${labels.place}`} labels={labels} reading={reading} disabled={busy} onContinue={() => create(labels, (job) => openDialog({ kind: 'import', job, place: labels.place, as: labels.format }))} />)}
          </Card>
        </div>
      ) : null}
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}

const TASKS = [
  { task: 'detection', icon: IconSquare, name: 'create.task-detection', hint: 'create.task-detection-hint' },
  { task: 'classification', icon: IconTag, name: 'create.task-classification', hint: 'create.task-classification-hint' },
] as const;

/** One stop of the Tab key; arrows go from one to the other. */
function TaskCards({ value, onChange }: { readonly value: Task; readonly onChange: (task: Task) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const at = TASKS.findIndex(({ task }) => task !== value);
    onChange(TASKS[at]?.task ?? value);
    box.current?.querySelectorAll('button')[at]?.focus();
  };
  return (
    <div role="radiogroup" aria-label={t('create.task')} onKeyDown={step} data-own-arrows>
      <span className={classes.label}>{t('create.task')}</span>
      <div ref={box} className={classes.cards}>
        {TASKS.map(({ task, icon: Shape, name, hint }) => (
          <button key={task} type="button" role="radio" aria-checked={value === task} tabIndex={value === task ? 0 : -1} className={classes.card} onClick={() => onChange(task)}>
            <span><Shape size={16} stroke={1.75} aria-hidden="true" />{t(name)}</span><small>{t(hint)}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
