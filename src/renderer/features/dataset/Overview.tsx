/** Counts, folders, jobs and problems of a dataset. */
import { IconAlertTriangle, IconBoxMultiple, IconFolder, IconTags } from '@tabler/icons-react';
import { MEDIA_PROBLEMS, type Dataset } from '../../../shared/domain/dataset';
import { readingOf } from '../../../shared/domain/text-reading';
import { formatBytes, formatNumber } from '../../../shared/messages';
import { textAt } from '../../../shared/contract/text-table';
import { useCatalog } from '../../index';
import { navigate, openDialog } from '../../session';
import { Button, Card, Cut, t } from '../../ui';
import { encodingName } from '../create/ReadingFields';
import { nameOf } from '../gallery/sample-view';
import { useGallery } from '../gallery';
import classes from './dataset.module.css';
import type { Figures } from './figures';

/** Files named per reason; the gallery shows all of them. */
const SHOWN = 12;

export function Overview({ figures, onShowProblems }: { readonly figures: Figures; readonly onShowProblems: (problem: (typeof MEDIA_PROBLEMS)[number]) => void }) {
  const { dataset, columns } = useGallery();
  const catalog = useCatalog();
  const jobs = (catalog?.jobs ?? []).filter((job) => job.dataset === dataset.id);
  const roots = new Map((catalog?.roots ?? []).map((root) => [root.id, root]));
  const problems = MEDIA_PROBLEMS.map((problem, i) => ({ problem, rows: figures.problems[i] ?? [] })).filter(({ rows }) => rows.length > 0);
  const numbers: readonly (readonly [string, string])[] = [
    [t('dataset.listed'), formatNumber(figures.samples)], [t('dataset.measured'), formatNumber(figures.measured)], [t('dataset.total-size'), formatBytes(figures.bytes)],
    [t('dataset.twins'), formatNumber(figures.twins)], [t('gallery.status-missing'), formatNumber(figures.missing.length)], [t('gallery.status-changed'), formatNumber(figures.changed.length)],
  ];
  return (
    <div className={classes.overview}>
      <Card className={classes.card}>
        <h2>{t('dataset.overview')}</h2>
        <dl className={classes.figures}>{numbers.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      </Card>
      <Card className={classes.card}>
        <h2>{t('dataset.jobs')}</h2>
        {jobs.length === 0 ? <p>{t('dataset.no-jobs-hint')}</p> : jobs.map((job) => (
          <button key={job.id} type="button" className={classes.line} onClick={() => navigate({ page: 'job', job: job.id })}>
            {job.task === 'detection' ? <IconBoxMultiple size={16} stroke={1.75} aria-hidden="true" /> : <IconTags size={16} stroke={1.75} aria-hidden="true" />}
            <Cut>{job.name}</Cut><small>{job.task === 'detection' ? t('job.detection') : t(job.multiple ? 'job.classification-many' : 'job.classification-one')}</small>
          </button>
        ))}
      </Card>
      <Card className={classes.card}>
        <h2>{t('dataset.sources')}</h2>
        {dataset.sources.map((source) => {
          const root = roots.get(source.root);
          return <div key={`${source.root}/${source.path}`} className={classes.line}><IconFolder size={16} stroke={1.75} aria-hidden="true" /><Cut>{[root?.name ?? '', source.path].filter((part) => part !== '').join('/')}</Cut><small>{root?.display ? null : t('dataset.not-connected')}</small></div>;
        })}
      </Card>
      {dataset.dataType === 'text' ? <Reading dataset={dataset} /> : null}
      <Card className={classes.card}>
        <h2>{t('dataset.problems')}</h2>
        {problems.length === 0 ? <p>{t('dataset.no-problems')}</p> : problems.map(({ problem, rows }) => (
          <div key={problem}>
            <button type="button" className={classes.line} onClick={() => onShowProblems(problem)}><IconAlertTriangle size={16} stroke={1.75} className={classes.trouble} aria-hidden="true" /><b>{t(`gallery.problem-${problem}`)}</b><small>{formatNumber(rows.length)}</small></button>
            <ul className={classes.report}>
              {rows.slice(0, SHOWN).map((row) => <li key={row} className={classes.line}><Cut>{nameOf(textAt(columns.dataset.path, row), columns.dataset.part[row] ?? 0)}</Cut></li>)}
              {rows.length > SHOWN ? <li className={classes.line}>{t('common.and-more', { count: rows.length - SHOWN })}</li> : null}
            </ul>
          </div>
        ))}
      </Card>
    </div>
  );
}

/** How the texts are read, and the way to another one. */
function Reading({ dataset }: { readonly dataset: Dataset }) {
  const { header, encoding } = readingOf(dataset);
  return (
    <Card className={classes.card}>
      <h2>{t('reading.title')}</h2>
      <div className={classes.line}>{t('reading.encoding')}<small>{encoding === null ? t('reading.by-looks') : t('reading.as-chosen', { encoding: encodingName(encoding) })}</small></div>
      {dataset.textMode === 'line' ? <div className={classes.line}>{t('reading.header')}<small>{t(`reading.header-${header}`)}</small></div> : null}
      <Button onClick={() => openDialog({ kind: 'read-texts', dataset: dataset.id })}>{t('reading.change')}</Button>
    </Card>
  );
}
