/** Reads the texts of a dataset another way, with what comes of it in sight before it is done. */
import { useState } from 'react';
import { isWide } from '../../../shared/media/text/encoding';
import { readingOf, sameReading } from '../../../shared/domain/text-reading';
import type { CommandId, DatasetId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { useAsk, useClient, useDataset, useSubmit } from '../../session';
import { Button, Modal, Note, t } from '../../ui';
import { ReadingFields } from '../create/ReadingFields';

export function ReadTexts({ dataset: id, onClose }: { readonly dataset: DatasetId; readonly onClose: () => void }) {
  const client = useClient();
  const dataset = useDataset(id);
  const now = readingOf(dataset);
  const [reading, setReading] = useState(now);
  const { busy, trouble, submit } = useSubmit();
  const preview = useAsk('dataset.text-preview', { dataset: id, reading }).data;
  const same = sameReading(reading, now);
  const apply = (): void => {
    if (!same) submit(async () => {
      await client.request('dataset.set-reading', { dataset: id, reading, command: { id: randomId<CommandId>(), name: 'command.read-texts', undoes: null, redoes: null } });
      onClose();
    });
  };
  return (
    <Modal
      title={t('reading.title')}
      width={560}
      onClose={onClose}
      onSubmit={apply}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={same || busy}>{t('reading.do')}</Button>
        </>
      }
    >
      <ReadingFields reading={reading} onReading={setReading} tables={dataset?.textMode === 'line' && (reading.header !== 'none' || preview === null || preview.tables > 0)} preview={preview} />
      <Note tone={reading.encoding !== null && isWide(reading.encoding) ? 'warn' : 'neutral'}>{reading.encoding !== null && isWide(reading.encoding) ? t('reading.wide') : t('reading.stays')}</Note>
      {trouble ? <Note tone="bad">{trouble}</Note> : null}
    </Modal>
  );
}
