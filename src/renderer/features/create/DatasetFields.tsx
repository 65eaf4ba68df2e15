import { IconFileText, IconPhoto, IconVideo, IconWaveSine } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Place } from '../../../shared/contract/api';
import { DATA_TYPES, type DataType, type TextMode } from '../../../shared/domain/dataset';
import { useAsk } from '../../session';
import { Segments, t } from '../../ui';
import classes from './Create.module.css';
import { countKinds, describeCounts, typeName, type KindCounts } from './kinds';

/** What lies directly in a folder, by kind; null while it is not known. */
export function useFolderCounts(folder: Place | null): KindCounts | null {
  const { data } = useAsk('places.browse', folder ? { place: folder.place } : null);
  return useMemo(() => (data && data.at.place === folder?.place ? countKinds(data.entries) : null), [data, folder]);
}

/** What the folder holds, in a line. */
export function FolderCounts({ folder, counts }: { readonly folder: Place | null; readonly counts: KindCounts | null }) {
  if (!folder) return null;
  if (!counts) return <p className={classes.hint}>{t('create.counting')}</p>;
  const kinds = describeCounts(counts);
  return <p className={classes.hint} role="status">{kinds === null ? t('create.in-folder-none') : counts.folders > 0 ? t('create.in-folder-more', { kinds }) : t('create.in-folder', { kinds })}</p>;
}

const ICONS = { image: IconPhoto, audio: IconWaveSine, text: IconFileText, video: IconVideo };

export function TypeIcon({ type, size = 16 }: { readonly type: DataType; readonly size?: number }) {
  const Shape = ICONS[type];
  return <Shape size={size} stroke={1.75} aria-hidden="true" />;
}

/** Data type, and for text what one sample is. */
export function TypeFields({ type, onType, textMode, onTextMode }: { readonly type: DataType; readonly onType: (type: DataType) => void; readonly textMode: TextMode; readonly onTextMode: (mode: TextMode) => void }) {
  return (
    <>
      <Segments labeled label={t('create.what')} value={type} onChange={onType} options={DATA_TYPES.map((value) => ({ value, label: typeName(value) }))} />
      {type === 'text' ? (
        <div>
          <Segments labeled label={t('create.text-mode')} value={textMode} onChange={onTextMode} options={[{ value: 'line', label: t('create.text-line') }, { value: 'file', label: t('create.text-file') }]} />
          <p className={classes.hint}>{textMode === 'line' ? t('create.text-line-hint') : t('create.text-file-hint')}</p>
        </div>
      ) : null}
    </>
  );
}
