import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FoundLabels } from '../../../shared/contract/api';
import type { Dataset } from '../../../shared/domain/dataset';
import { shownName } from '../../../shared/kernel/shown-name';
import { failureOf, isOver, navigate, openDialog, useAsk, useClient, useTasks, useWorkspace, whileSaving } from '../../session';
import { Button, IconButton, failureText, t, toast } from '../../ui';
import { formatName } from '../exchange/formats';
import classes from './Create.module.css';
import { createJob } from './new-job';

/** True while files of the dataset are read: their sizes tell how boxes lie on them. */
export function useReading(name: string | null): boolean {
  return useTasks((s) => s.tasks.some((task) => !isOver(task) && task.title !== 'task.import' && task.title !== 'task.export' && task.values['name'] === name));
}

/** Label files that lie in the folder, and the button that goes on with them. */
export function FoundRow({ labels, reading, disabled, onContinue }: { readonly labels: FoundLabels; readonly reading: boolean; readonly disabled: boolean; readonly onContinue: () => void }) {
  const text = t('create.found-row', { format: formatName(labels.format), objects: t('common.objects', { count: labels.annotations }), labels: t('common.labels', { count: labels.labels.length }) });
  return (
    <div className={classes.row}>
      <div><b dir="auto">{shownName(labels.name)}</b><p>{reading ? t('create.found-reading', { text }) : text}</p></div>
      <Button dense disabled={disabled || reading} onClick={onContinue}>{t('create.found-continue')}</Button>
    </div>
  );
}

/** On the page of a dataset that nobody works on yet: goes on with the labels that lie in its folder. */
export function OfferLabels({ dataset }: { readonly dataset: Dataset }) {
  const client = useClient();
  const worked = useWorkspace((s) => s.catalog?.jobs.some((job) => job.dataset === dataset.id) ?? true);
  const [closed, setClosed] = useState(false);
  const [busy, setBusy] = useState(false);
  const reading = useReading(dataset.name);
  const found = useAsk('dataset.found-labels', worked || closed ? null : { dataset: dataset.id }).data?.found ?? [];
  if (worked || closed || found.length === 0) return null;
  const go = (labels: FoundLabels): void => {
    setBusy(true);
    whileSaving(createJob(client, { dataset: dataset.id, name: dataset.name, task: labels.task, multiple: labels.multiple, labels: [] }), failureOf).then((job) => {
      navigate({ page: 'job', job });
      openDialog({ kind: 'import', job, place: labels.place, as: labels.format });
    }, (error: unknown) => {
      toast(failureText(failureOf(error)), { tone: 'bad' });
      setBusy(false);
    });
  };
  return (
    <section className={classes.offer} aria-label={t('create.found-title')}>
      <h2>{t('create.found-title')}</h2>
      <div>{found.map((labels) => <FoundRow key={`${labels.format} ${labels.place}`} labels={labels} reading={reading} disabled={busy} onContinue={() => go(labels)} />)}</div>
      <IconButton label={t('create.found-skip')} icon={<IconX size={16} stroke={1.75} />} onClick={() => setClosed(true)} />
    </section>
  );
}
