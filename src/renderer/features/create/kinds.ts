/** What kind of data file names promise. The host decides by the bytes; this is for counting before anything is read. */
import type { FolderKinds } from '../../../shared/contract/api';
import { DATA_TYPES, type DataType } from '../../../shared/domain/dataset';
import { dataTypeOf, formatOfName } from '../../../shared/media/sniff';
import { t } from '../../ui';

export type KindCounts = FolderKinds['byType'];

/** null: no dataset takes files of this name. */
export function kindOfName(name: string): DataType | null {
  return dataTypeOf(formatOfName(name));
}

export function countKinds(names: readonly string[]): KindCounts {
  const counts: Record<DataType, number> = { image: 0, audio: 0, text: 0, video: 0 };
  for (const name of names) {
    const kind = kindOfName(name);
    if (kind) counts[kind]++;
  }
  return counts;
}

/**
 * The kind there is most of; pictures when there is nothing to go by. Texts count half: one lies beside each picture
 * where labels or captions are kept so.
 */
export function likelyType(counts: KindCounts): DataType {
  const weight = (type: DataType): number => counts[type] * (type === 'text' ? 0.5 : 1);
  return DATA_TYPES.reduce((best, type) => (weight(type) > weight(best) ? type : best), 'image' as DataType);
}

/** "4,210 pictures", "2 texts" … in the words of a data type. */
export function countOf(type: DataType, count: number): string {
  switch (type) {
    case 'image': return t('common.pictures', { count });
    case 'audio': return t('common.sounds', { count });
    case 'text': return t('common.texts', { count });
    case 'video': return t('common.videos', { count });
  }
}

export function typeName(type: DataType): string {
  switch (type) {
    case 'image': return t('common.image');
    case 'audio': return t('common.audio');
    case 'text': return t('common.text');
    case 'video': return t('common.video');
  }
}

/** "4,210 pictures, 2 texts"; null when there is nothing of any kind. */
export function describeCounts(counts: KindCounts): string | null {
  const parts = DATA_TYPES.filter((type) => counts[type] > 0).map((type) => countOf(type, counts[type]));
  return parts.length === 0 ? null : parts.join(', ');
}
