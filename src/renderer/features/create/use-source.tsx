import { useState, type ReactNode } from 'react';
import type { Place, RequestOf } from '../../../shared/contract/api';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import { nameIn } from '../../../shared/domain/names';
import { t } from '../../ui';
import { PlaceField } from '../chooser/PlaceField';
import { FolderLine, TypeFields, useFolderKinds } from './DatasetFields';
import { likelyType } from './kinds';

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
  const kinds = useFolderKinds(folder);
  const type = chosen ?? (kinds === null || kinds === 'unknown' ? 'image' : likelyType(kinds.byType));
  return {
    folder,
    folderField: (label, empty) => (
      <div>
        <PlaceField autoFocus label={label} hint={folder ? '' : t('workspace.data-hint')} purpose="choose-folder" value={folder} {...(empty === undefined ? {} : { empty })} onChange={(place) => { setFolder(place); setType(null); onChange(); }} />
        <FolderLine folder={folder} kinds={kinds} />
      </div>
    ),
    ready: folder === null || chosen !== null || kinds !== null,
    typeFields: <TypeFields type={type} onType={setType} textMode={textMode} onTextMode={setTextMode} />,
    request: (name, withFolder) => ({ name: nameIn(name), dataType: type, textMode: type === 'text' ? textMode : null, folder: withFolder ? folder?.place ?? null : null }),
  };
}
