import { Suspense, useEffect, type ReactNode } from 'react';
import { never } from '../../../shared/kernel/result';
import { closeDialog, useDialogs, useWorkspace, type Dialog } from '../../session';
import { t, toast } from '../../ui';
import { Palette } from '../palette/Palette';
import { DialogBoundary } from './DialogBoundary';
import { part } from './parts';

const OpenWorkspace = part(() => import('../workspace/OpenWorkspace').then((m) => m.OpenWorkspace));
const NewWorkspace = part(() => import('../workspace/NewWorkspace').then((m) => m.NewWorkspace));
const NewDataset = part(() => import('../create/NewDataset').then((m) => m.NewDataset));
const AddFiles = part(() => import('../create/AddFiles').then((m) => m.AddFiles));
const ReadTexts = part(() => import('../dataset/ReadTexts').then((m) => m.ReadTexts));
const DropLabels = part(() => import('../create/DropLabels').then((m) => m.DropLabels));
const NewJob = part(() => import('../create/NewJob').then((m) => m.NewJob));
const Import = part(() => import('../exchange/Import').then((m) => m.Import));
const Export = part(() => import('../exchange/Export').then((m) => m.Export));
const KeysSheet = part(() => import('../palette/KeysSheet').then((m) => m.KeysSheet));

/** The dialog that is open, if any. Each is a part that is fetched by itself, but the palette: one types into it at once. */
export function Dialogs() {
  const dialog = useDialogs((s) => s.dialog);
  return <DialogBoundary of={dialog}><Suspense fallback={null}><Open dialog={dialog} /></Suspense></DialogBoundary>;
}

function Open({ dialog }: { readonly dialog: Dialog | null }): ReactNode {
  const gone = useGoneName(dialog);
  useEffect(() => {
    if (gone === null) return;
    closeDialog();
    toast(gone, { tone: 'warn' });
  }, [gone]);
  if (!dialog || gone !== null) return null;
  switch (dialog.kind) {
    case 'open-workspace': return <OpenWorkspace onClose={closeDialog} />;
    case 'new-workspace': return <NewWorkspace folder={dialog.folder ?? null} onClose={closeDialog} />;
    case 'new-dataset': return <NewDataset folder={dialog.folder ?? null} onClose={closeDialog} />;
    case 'add-files': return <AddFiles {...dialog} onClose={closeDialog} />;
    case 'read-texts': return <ReadTexts dataset={dialog.dataset} onClose={closeDialog} />;
    case 'drop-labels': return <DropLabels files={dialog.files} job={dialog.job} onClose={closeDialog} />;
    case 'new-job': return <NewJob dataset={dialog.dataset ?? null} onClose={closeDialog} />;
    case 'import': return <Import job={dialog.job} place={dialog.place ?? null} format={dialog.as ?? null} onClose={closeDialog} />;
    case 'export': return <Export job={dialog.job} onClose={closeDialog} />;
    case 'keys': return <KeysSheet onClose={closeDialog} />;
    case 'palette': return <Palette onClose={closeDialog} />;
    default: return never(dialog);
  }
}

/** In words, that what a dialog is about was deleted meanwhile, as in another window; null: it is there. */
function useGoneName(dialog: Dialog | null): string | null {
  const deleted = useWorkspace((s) => s.catalog?.deleted);
  if (!dialog || !deleted) return null;
  const job = 'job' in dialog ? deleted.jobs.find((one) => one.job.id === dialog.job)?.job : undefined;
  const dataset = 'dataset' in dialog ? deleted.datasets.find((one) => one.dataset.id === dialog.dataset)?.dataset : undefined;
  return job ? t('remove.gone-job', { name: job.name }) : dataset ? t('remove.gone-dataset', { name: dataset.name }) : null;
}
