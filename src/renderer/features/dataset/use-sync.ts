/** Looking through the folders again, and what one may decide about what it found. */
import { useState } from 'react';
import type { TaskInfo } from '../../../shared/contract/api';
import type { CommandId, DatasetId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { failureOf, onTaskEnd, useClient, whileSaving } from '../../session';
import { failureText, t, toast } from '../../ui';
import { useSteps } from '../undo';

export interface Sync {
  readonly busy: boolean;
  /** The task that ended last, until the person has read it. */
  readonly ended: TaskInfo | null;
  start(): void;
  forget(): void;
  removeMissing(rows: Uint32Array): void;
  acceptChanged(rows: Uint32Array): void;
}

export function useSync(dataset: DatasetId): Sync {
  const client = useClient();
  const steps = useSteps(dataset);
  const [busy, setBusy] = useState(false);
  const [ended, setEnded] = useState<TaskInfo | null>(null);
  const tell = (error: unknown): void => void toast(failureText(failureOf(error)), { tone: 'bad' });
  const command = (name: string): { id: CommandId; name: string; undoes: null; redoes: null } => ({ id: randomId<CommandId>(), name, undoes: null, redoes: null });
  const parts = (rows: Uint32Array): Record<string, Uint8Array> => ({ rows: new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength) });
  return {
    busy,
    ended,
    start() {
      setBusy(true);
      client.request('dataset.sync', { dataset }).then(({ task }) => onTaskEnd(task, (info) => {
        setBusy(false);
        setEnded(info);
      }), (error: unknown) => {
        setBusy(false);
        tell(error);
      });
    },
    forget: () => setEnded(null),
    removeMissing(rows) {
      const remove = command('command.remove-samples');
      whileSaving(client.request('dataset.remove-samples', { dataset, command: remove, parts: parts(rows) }), failureOf).then(({ removed }) => toast(t('dataset.removed', { count: removed }), steps.offer(remove.id)), tell);
    },
    acceptChanged(rows) {
      const accept = command('command.accept-changed');
      whileSaving(client.request('dataset.accept-changed', { dataset, command: accept, parts: parts(rows) }), failureOf).then(({ accepted }) => toast(t('dataset.accepted', { count: accepted }), steps.offer(accept.id)), tell);
    },
  };
}
