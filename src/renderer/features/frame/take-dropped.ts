import type { Place } from '../../../shared/contract/api';
import { droppedPlaces, electronBridge } from '../../client';
import { currentRoute, openDialog, refusedAsReadOnly, useWorkspace } from '../../session';
import { t, toast } from '../../ui';
import { kindOfName } from '../create/kinds';
import { describeRefused, withoutEmpty } from '../create/stays-out';
import { looksLikeLabels, MOST_FILES, type entriesOf } from './dropped';

/**
 * Decides what becomes of something that was dropped. A folder whose place is known (Electron) is opened where it is;
 * everything else has no path and is copied, after a dialog has said so. Labels alone lead to their import.
 */
export async function take(dropped: ReturnType<typeof entriesOf>): Promise<void> {
  const { workspace, catalog } = useWorkspace.getState();
  const bridge = electronBridge();
  if (bridge && dropped.folders.length > 0) {
    const places = (await droppedPlaces(bridge, dropped.folders)).filter((place): place is Place => place?.kind === 'folder');
    const [folder] = places;
    if (folder) {
      if (workspace && refusedAsReadOnly()) return;
      if (places.length > 1) toast(t('drop.one-folder', { name: folder.name }), { tone: 'warn' });
      return openDialog(workspace ? { kind: 'new-dataset', folder } : { kind: 'new-workspace', folder });
    }
  }
  if (!workspace) {
    toast(t('drop.no-workspace'), { tone: 'warn', action: { label: t('home.new'), run: () => openDialog({ kind: 'new-workspace' }) } });
    return;
  }
  if (refusedAsReadOnly()) return;
  const { files: all, unreadable, more } = await dropped.read();
  if (more) toast(t('drop.too-many', { count: MOST_FILES }), { tone: 'warn', lasts: 0 });
  const taken = all.filter(({ file }) => kindOfName(file.name) !== null || looksLikeLabels(file.name));
  const { files: whole, empty } = withoutEmpty(taken);
  const files = whole.filter(({ file }) => kindOfName(file.name) !== null);
  const labels = whole.filter(({ file }) => looksLikeLabels(file.name));
  const refused = [...empty, ...unreadable.map((path) => ({ path, reason: 'unreadable' as const }))];
  const route = currentRoute();
  const others = all.length - taken.length;
  if (files.length > 0) return openDialog({ kind: 'add-files', dataset: route.page === 'dataset' ? route.dataset : null, files, labels, others, refused });
  const job = route.page === 'job' || route.page === 'sample' ? route.job : catalog?.jobs.length === 1 ? catalog.jobs[0]?.id : undefined;
  if (labels.length === 0) toast([t('drop.none'), ...describeRefused(refused)].join(' '), { tone: 'warn' });
  else if (job === undefined) toast(t('drop.labels-where'), { tone: 'warn', lasts: 12_000 });
  else openDialog({ kind: 'drop-labels', job, files: labels });
}
