import { IconFileText, IconPhoto, IconVideo, IconWaveSine } from '@tabler/icons-react';
import type { FolderKinds, Place } from '../../../shared/contract/api';
import { DATA_TYPES, type DataType, type TextMode } from '../../../shared/domain/dataset';
import { useAsk } from '../../session';
import { Segments, t } from '../../ui';
import classes from './Create.module.css';
import { describeCounts, typeName } from './kinds';

/** What lies in a folder and the folders inside, by kind. `null`: not known yet; `unknown`: it cannot be. */
export function useFolderKinds(folder: Place | null): FolderKinds | 'unknown' | null {
  const { data, failure, busy } = useAsk('places.kinds', folder ? { place: folder.place } : null);
  return busy ? null : failure ? 'unknown' : data;
}

/** What the folder holds, in a line. */
export function FolderLine({ folder, kinds }: { readonly folder: Place | null; readonly kinds: FolderKinds | 'unknown' | null }) {
  if (!folder || kinds === 'unknown') return null;
  return <p className={classes.hint} role="status">{kinds ? describeFolder(kinds) : t('create.counting')}</p>;
}

function describeFolder({ byType, folders, complete }: FolderKinds): string {
  const kinds = describeCounts(byType);
  if (kinds === null) return complete ? t('create.in-folder-none') : t('create.in-folder-none-yet');
  if (!complete) return t('create.in-folder-least', { kinds });
  return folders > 0 ? t('create.in-folder-inside', { kinds }) : t('create.in-folder', { kinds });
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
