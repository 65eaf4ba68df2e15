import { useCommand } from '../../commands';
import { enterWorkspace, go, navigate, openDialog, setSetting, showTasks, useClient, useDialogs, useScreen, useSettings, useWorkspace } from '../../session';
import { showRailInEditor } from '../../session/dialogs';
import { report } from './report';

/** What the frame can do from everywhere. */
export function useAppCommands(): void {
  const client = useClient();
  const route = useScreen();
  const workspace = useWorkspace((s) => s.workspace);
  const catalog = useWorkspace((s) => s.catalog);
  const open = workspace !== null && workspace !== undefined;
  const writable = open && !workspace.readOnly;
  const at = route.page === 'job' || route.page === 'sample' ? route.job : null;
  // One that is deleted has nothing to import into or to export.
  const job = catalog?.jobs.some(({ id }) => id === at) ? at : null;

  useCommand('app.palette', () => openDialog({ kind: 'palette' }));
  useCommand('app.keys', () => openDialog({ kind: 'keys' }));
  useCommand('app.rail', () => {
    if (route.page === 'sample') showRailInEditor(!useDialogs.getState().railInEditor);
    else setSetting('railHidden', !useSettings.getState().railHidden);
  });
  useCommand('app.back', () => go(-1));
  useCommand('app.forward', () => go(1));
  useCommand('app.home', () => navigate({ page: 'home' }));
  useCommand('app.datasets', () => navigate({ page: 'datasets' }), { enabled: open });
  useCommand('app.jobs', () => navigate({ page: 'jobs' }), { enabled: open });
  useCommand('app.settings', () => navigate({ page: 'settings', section: 'appearance' }));
  useCommand('app.tasks', () => showTasks(true), { enabled: open });
  useCommand('app.theme', () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark' || (useSettings.getState().theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
    setSetting('theme', dark ? 'light' : 'dark');
  });
  useCommand('app.open-workspace', () => openDialog({ kind: 'open-workspace' }));
  useCommand('app.new-workspace', () => openDialog({ kind: 'new-workspace' }));
  useCommand('app.new-dataset', () => openDialog({ kind: 'new-dataset' }), { enabled: writable });
  useCommand('app.new-job', () => openDialog(route.page === 'dataset' ? { kind: 'new-job', dataset: route.dataset } : { kind: 'new-job' }), { enabled: writable && (catalog?.datasets.length ?? 0) > 0 });
  useCommand('app.import', () => { if (job) openDialog({ kind: 'import', job }); }, { enabled: writable && job !== null });
  useCommand('app.export', () => { if (job) openDialog({ kind: 'export', job }); }, { enabled: job !== null });
  useCommand('app.samples', () => report(client.request('workspace.open-samples', {}).then((info) => enterWorkspace(client, info))));
  useCommand('app.close-workspace', () => report(client.request('workspace.close', {}).then(() => enterWorkspace(client, null))), { enabled: open });
}
