import { baseName, folderOf, stemOf } from '../support/media-finder';

const NAMES = ['train', 'val', 'valid', 'validation', 'test', 'trainval', 'minival', 'dev', 'eval'];

/**
 * The part that an annotation file is for, by its name (`instances_train2017.json`) or else its folder (`train/…`);
 * null when neither says.
 */
export function splitOf(path: string): string | null {
  for (const word of stemOf(path).toLowerCase().split(/[^a-z0-9]+/)) {
    const plain = word.replace(/\d{4}$/, '');
    if (NAMES.includes(plain)) return plain;
  }
  const folder = baseName(folderOf(path));
  return NAMES.includes(folder.toLowerCase().replace(/\d{4}$/, '')) ? folder : null;
}
