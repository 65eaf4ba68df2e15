import { useState, type ReactNode } from 'react';
import type { Place, RequestOf } from '../../../shared/contract/api';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import { NEW_READING, type TextReading } from '../../../shared/domain/text-reading';
import { nameIn } from '../../../shared/domain/names';
import { useAsk } from '../../session';
import { t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import { FolderLine, TypeFields, useFolderKinds } from './DatasetFields';
import { likelyType } from './kinds';
import { ReadingFields } from './ReadingFields';

export interface Source {
  readonly folder: Place | null;
  /** The field of the folder, with what lies in it. */
  folderField(label: string, empty?: string): ReactNode;
  /** What is in it: guessed from the names until somebody says otherwise. */
  readonly typeFields: ReactNode;
  /** False while the folder is being looked into and nobody has said what is in it. */
  readonly ready: boolean;
  /** The request that makes a dataset of it. */
  request(name: string, withFolder: boolean): RequestOf<'dataset.create'>;
}

/** Where the files of a new dataset come from. `first`: a folder that was dropped. */
export function useSource(first: Place | null, onChange: () => void): Source {
  const [folder, setFolder] = useState<Place | null>(first);
  const [chosen, setType] = useState<DataType | null>(null);
  const [textMode, setTextMode] = useState<TextMode>('line');
  const [reading, setReading] = useState<TextReading>(NEW_READING);
  const kinds = useFolderKinds(folder);
  const type = chosen ?? (kinds === null || kinds === 'unknown' ? 'image' : likelyType(kinds.byType));
  const asked = type === 'text' && folder ? { folder: folder.place, textMode, reading } : null;
  const preview = useAsk('dataset.folder-preview', asked).data;
  return {
    folder,
    folderField: (label, empty) => (
      <div>
        <PlaceField autoFocus label={label} hint={folder ? '' : t('workspace.data-hint')} purpose="choose-folder" value={folder} {...(empty === undefined ? {} : { empty })} onChange={(place) => { setFolder(place); setType(null); onChange(); }} />
        <FolderLine folder={folder} kinds={kinds} />
      </div>
    ),
    ready: folder === null || chosen !== null || kinds !== null,
    typeFields: (
      <>
        <TypeFields type={type} onType={setType} textMode={textMode} onTextMode={setTextMode} />
        {type === 'text' ? <ReadingFields reading={reading} onReading={setReading} tables={textMode === 'line' && (preview === null || preview.tables > 0)} preview={asked ? preview : undefined} /> : null}
      </>
    ),
    request: (name, withFolder) => ({ name: nameIn(name), dataType: type, textMode: type === 'text' ? textMode : null, folder: withFolder ? folder?.place ?? null : null, ...(type === 'text' ? { reading: textMode === 'line' ? reading : { ...reading, header: 'none' as const } } : {}) }),
  };
}
