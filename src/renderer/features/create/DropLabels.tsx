import type { JobId } from '../../../shared/kernel/ids';
import { shownName } from '../../../shared/kernel/shown-name';
import { openDialog, useClient, useJob, type DroppedFile } from '../../session';
import { Button, Modal, Note, t } from '../../ui';
import { useUpload } from './use-upload';

/** Dropped label files: says that they are copied, does it, and goes on to the import. */
export function DropLabels({ files, job, onClose }: { readonly files: readonly DroppedFile[]; readonly job: JobId; readonly onClose: () => void }) {
  const client = useClient();
  const name = useJob(job)?.name ?? '';
  const upload = useUpload(files.map(({ file }) => file));
  const go = (): void => {
    if (upload.busy) return;
    upload.start(async (uploads) => {
      const { place } = await client.request('inbox.labels', { files: uploads.map((id, i) => ({ upload: id, path: files[i]?.path ?? '' })) });
      openDialog({ kind: 'import', job, place });
    });
  };
  return (
    <Modal
      title={t('drop.labels-title')}
      onClose={onClose}
      onSubmit={go}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={upload.busy} data-autofocus>{t('drop.labels-do')}</Button>
        </>
      }
    >
      <p>{t('drop.labels-into', { name, count: files.length })} <bdi>{files.slice(0, 3).map(({ file }) => shownName(file.name)).join(', ')}</bdi></p>
      <Note>{t('drop.labels-copy')}</Note>
      {upload.shown}
    </Modal>
  );
}
