import { useEffect } from 'react';
import type { SampleId } from '../../../shared/kernel/ids';
import { t, toast } from '../../ui';
import type { ImageController } from './controller';

/** Says when another window changed or removed an object that this one had set: what was done here is not silently gone. */
export function useOvertaken(controller: ImageController, sample: SampleId): void {
  useEffect(() => controller.store.onOvertaken((what) => {
    if (what.sample !== sample) return;
    const { edited } = controller;
    const label = edited.labelSet.labels.find((l) => l.id === edited.find(what.annotation)?.label)?.name ?? '';
    const listed = edited.listedAs(what.annotation);
    const object = listed === undefined ? label : t('editor.object', { label, number: listed.number });
    toast(t(what.field === 'retired' && listed === undefined ? 'editor.removed-elsewhere' : 'editor.changed-elsewhere', { object }), { tone: 'warn' });
  }), [controller, sample]);
}
