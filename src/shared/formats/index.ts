/** The formats that are known. Adding one: a folder beside this file and a line in `FORMATS` (docs/how-to/add-a-format.md). */
import { coco } from './coco';
import type { Detection, Format } from './format';
import { modelartsManifest } from './modelarts-manifest';
import { otherFormats } from './others';
import type { FileTree } from './tree';
import { voc } from './voc';

export const FORMATS: readonly Format[] = [modelartsManifest, coco, voc];

export function formatById(id: string): Format | null {
  return FORMATS.find((f) => f.descriptor.id === id) ?? null;
}

/** Below this a file is not taken for the format. */
export const ENOUGH = 0.5;

export interface Recognised extends Detection {
  /** null when it is none of the formats; `reasons` then say what was seen. */
  readonly format: Format | null;
}

/**
 * Which format the tree (or its one file `entry`) is in. `as` forces a format; its files are then those that it would
 * take, or the entry itself.
 */
export async function recognise(tree: FileTree, entry: string | null, as: Format | null = null): Promise<Recognised> {
  const scope = entry === null ? tree.files : tree.files.filter((f) => f.path === entry);
  const reasons: string[] = [];
  const others: string[] = [];
  let best: Recognised = { format: null, confidence: 0, reasons: [], files: [] };
  for (const format of as ? [as] : FORMATS) {
    const found = await format.detect(tree, scope);
    reasons.push(...found.reasons);
    if (found.confidence >= ENOUGH) others.push(format.descriptor.id);
    if (found.confidence >= ENOUGH && found.confidence > best.confidence) best = { format, ...found };
  }
  if (best.format) {
    const id = best.format.descriptor.id;
    // The XML files of a manifest are VOC files.
    const more = others.filter((other) => other !== id && !(id === 'modelarts-manifest' && other === 'voc'));
    return more.length === 0 ? best : { ...best, reasons: [...best.reasons, `it also holds files of the format ${more.join(' and ')}; only those of ${id} are read`] };
  }
  if (as) {
    const files = entry !== null ? [entry] : [];
    if (files.length > 0) return { format: as, confidence: 0, reasons: [...reasons, `read as ${as.descriptor.id} because it was asked for`], files };
  }
  reasons.push(...(await otherFormats(tree, scope)));
  if (tree.truncated) reasons.push(`the folder is larger or deeper than is looked into; ${tree.files.length} files of it were seen`);
  reasons.push(scope.length === 0 ? 'there are no files' : 'it is in none of the formats that are known');
  return { format: null, confidence: 0, reasons, files: [] };
}
