import type { ExportFormat } from '../../../shared/contract/api';
import { t } from '../../ui';

export const EXPORT_FORMATS = ['coco', 'voc', 'modelarts-manifest'] as const satisfies readonly ExportFormat[];

/** Formats that can be read, with how to say their names. */
export const FORMAT_NAMES: readonly (readonly [ExportFormat, () => string])[] = [
  ['coco', () => t('export.coco')],
  ['voc', () => t('export.voc')],
  ['modelarts-manifest', () => t('export.modelarts-manifest')],
];

export function formatName(id: string): string {
  return FORMAT_NAMES.find(([known]) => known === id)?.[1]() ?? id;
}

export function formatHint(id: ExportFormat): string {
  switch (id) {
    case 'coco': return t('export.coco-hint');
    case 'voc': return t('export.voc-hint');
    case 'modelarts-manifest': return t('export.manifest-hint');
  }
}

/** A folder name out of any text: signs that some file system refuses become dashes. */
export function folderName(text: string): string {
  return text.replace(/[\\/:*?"<>|]+/g, '-').replace(/[\s.]+$/, '').trim().slice(0, 80) || 'export';
}
