import { never } from '../../../shared/kernel/result';
import { navigate, useCrumbName, useRoute, useWorkspace } from '../../session';
import { t } from '../../ui';

interface Crumb {
  readonly text: string;
  readonly go: (() => void) | null;
}

/** The way from the workspace to where one is. */
export function useCrumbs(): readonly Crumb[] {
  const route = useRoute();
  const leaf = useCrumbName();
  const { workspace, catalog } = useWorkspace();
  const top: readonly Crumb[] = workspace ? [{ text: workspace.name, go: () => navigate({ page: 'home' }) }] : [];
  const datasets: Crumb = { text: t('frame.datasets'), go: () => navigate({ page: 'datasets' }) };
  const jobs: Crumb = { text: t('frame.jobs'), go: () => navigate({ page: 'jobs' }) };
  switch (route.page) {
    case 'home': return [...top, { text: t('frame.home'), go: null }];
    case 'settings': return [{ text: t('frame.settings'), go: null }];
    case 'datasets': return [...top, datasets];
    case 'jobs': return [...top, jobs];
    case 'dataset': return [...top, datasets, { text: (catalog?.datasets.find((d) => d.id === route.dataset) ?? catalog?.deleted.datasets.find((d) => d.dataset.id === route.dataset)?.dataset)?.name ?? '…', go: null }];
    case 'job': return [...top, jobs, { text: (catalog?.jobs.find((j) => j.id === route.job) ?? catalog?.deleted.jobs.find((j) => j.job.id === route.job)?.job)?.name ?? '…', go: null }];
    case 'sample': {
      const job = route.job;
      return [...top, jobs, { text: catalog?.jobs.find((j) => j.id === job)?.name ?? '…', go: () => navigate({ page: 'job', job }) }, { text: leaf ?? '…', go: null }];
    }
    default: return never(route);
  }
}
