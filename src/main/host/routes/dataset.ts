import { FailureError } from '../../../shared/kernel/result';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import type { Parts } from '../../../shared/contract/api';
import type { Routes, WorkspaceSession } from '../types';

/** Sample ids of the part `rows` (Uint32Array). */
function samplesOf(session: WorkspaceSession, dataset: DatasetId, parts: Parts): readonly SampleId[] {
  const bytes = parts['rows'];
  if (!bytes || bytes.length % 4 !== 0) throw new FailureError({ code: 'bad-request', message: 'The part "rows" is missing.' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count } = session.state.datasetColumns(dataset);
  return Array.from({ length: bytes.length / 4 }, (_, i) => {
    const row = view.getUint32(i * 4, true);
    if (row >= count) throw new FailureError({ code: 'bad-request', message: `The dataset has no row ${row}.` });
    return session.state.sampleIdAt(dataset, row);
  });
}

export const datasetRoutes = {
  'dataset.create': ({ name, dataType, textMode, folder, reading }, call) => call.workspace().datasets.create(name, dataType, textMode, folder === null ? null : call.pathOf(folder), reading),
  'dataset.set-reading': async ({ dataset, reading, command }, call) => ({ task: await call.workspace().datasets.setReading(dataset, reading, command) }),
  'dataset.text-preview': ({ dataset, reading }, call) => call.workspace().datasets.previewDataset(dataset, reading),
  'dataset.folder-preview': ({ folder, textMode, reading }, call) => call.workspace().datasets.previewFolder(call.pathOf(folder), textMode, reading, call.signal),
  'dataset.sync': async ({ dataset }, call) => ({ task: call.workspace().datasets.sync(dataset) }),
  'dataset.remove-samples': async ({ dataset, command, parts }, call) => {
    const session = call.workspace();
    return { removed: await session.datasets.removeSamples(dataset, samplesOf(session, dataset, parts), command) };
  },
  'dataset.accept-changed': async ({ dataset, command, parts }, call) => {
    const session = call.workspace();
    return { accepted: await session.datasets.acceptChanged(dataset, samplesOf(session, dataset, parts), command) };
  },
  'inbox.write': async ({ upload, name, offset, last, parts }, call) => ({ written: await call.workspace().datasets.writeInbox(upload, name, offset, parts['bytes'] ?? new Uint8Array(0), last) }),
  'inbox.discard': async ({ uploads }, call) => {
    await call.workspace().datasets.discardInbox(uploads);
    return {};
  },
  'inbox.labels': async ({ files }, call) => ({ place: call.program.places.idOf(await call.workspace().datasets.keepLabels(files)) }),
  'dataset.add-inbox': async ({ dataset, uploads }, call) => ({ task: await call.workspace().datasets.addInbox(dataset, uploads) }),
  'root.relink': ({ root, folder }, call) => call.workspace().datasets.relink(root, call.pathOf(folder)),
} satisfies Routes;
