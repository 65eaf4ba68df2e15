/** What kind of data file names promise. The host decides by the bytes; this is for counting before anything is read. */
import type { Place } from '../../../shared/contract/api';
import { DATA_TYPES, type DataType } from '../../../shared/domain/dataset';
import { t } from '../../ui';

const BY_EXTENSION: Readonly<Record<string, DataType>> = {
  jpg: 'image', jpeg: 'image', png: 'image', bmp: 'image', webp: 'image', gif: 'image', tif: 'image', tiff: 'image', avif: 'image',
  wav: 'audio', mp3: 'audio', flac: 'audio', ogg: 'audio',
  txt: 'text', csv: 'text',
  mp4: 'video', webm: 'video',
};

export function kindOfName(name: string): DataType | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] ?? null : null;
}

export interface KindCounts {
  readonly byType: Readonly<Record<DataType, number>>;
  readonly folders: number;
}

export function countKinds(entries: readonly Pick<Place, 'name' | 'kind'>[]): KindCounts {
  const byType: Record<DataType, number> = { image: 0, audio: 0, text: 0, video: 0 };
  let folders = 0;
  for (const entry of entries) {
    if (entry.kind === 'folder') folders++;
    else {
      const kind = kindOfName(entry.name);
      if (kind) byType[kind]++;
    }
  }
  return { byType, folders };
}

/** The kind there is most of; pictures when there is nothing to go by. */
export function likelyType(counts: KindCounts): DataType {
  return DATA_TYPES.reduce((best, type) => (counts.byType[type] > counts.byType[best] ? type : best), 'image' as DataType);
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

/** What a folder holds, in words; null when there is nothing of any kind. */
export function describeCounts(counts: KindCounts): string | null {
  const parts = DATA_TYPES.filter((type) => counts.byType[type] > 0).map((type) => countOf(type, counts.byType[type]));
  if (counts.folders > 0) parts.push(t('create.folders', { count: counts.folders }));
  return parts.length === 0 ? null : parts.join(', ');
}
