import { basename, join } from 'node:path';
import type { FoundLabels } from '../../../shared/contract/api';
import type { Dataset } from '../../../shared/domain/dataset';
import { ENOUGH, FORMATS } from '../../../shared/formats';
import type { ItemAnnotation, LabelItem, LabelSink } from '../../../shared/formats/model';
import { openTree } from './disk-tree';
import type { ExchangeParts } from './job-parts';

export type FoundAt = Omit<FoundLabels, 'place'> & { readonly path: string };

/** Label files that lie in the folders of a dataset, of every format that fits its data type. */
export async function foundLabels(parts: ExchangeParts, dataset: Dataset): Promise<readonly FoundAt[]> {
  const found: FoundAt[] = [];
  for (const source of dataset.sources) {
    const root = parts.roots.pathOf(source.root);
    if (root === null) continue;
    const folder = source.path === '' ? root : join(root, source.path);
    if ((await parts.fs.stat(folder))?.kind !== 'folder') continue;
    const { tree } = await openTree(parts.fs, folder);
    for (const format of FORMATS) {
      if (!format.descriptor.dataTypes.includes(dataset.dataType)) continue;
      const detection = await format.detect(tree, tree.files);
      if (detection.confidence < ENOUGH) continue;
      const counting = new Counting();
      await format.read(tree, detection.files, counting, {});
      if (counting.annotations === 0) continue;
      const only = detection.files.length === 1 ? detection.files[0] : undefined;
      const path = only === undefined ? folder : join(folder, only);
      found.push({ format: format.descriptor.id, name: only ?? (folderOf(detection.files) || basename(folder) || folder), annotations: counting.annotations, labels: counting.labels, reasons: detection.reasons, path, task: counting.classes === counting.annotations ? 'classification' : 'detection', multiple: counting.multiple });
    }
  }
  return found;
}

/** The innermost folder that all of these files lie in; '' when they have none in common. */
function folderOf(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => file.split('/').slice(0, -1));
  const apart = first.findIndex((part, i) => others.some((other) => other[i] !== part));
  return (apart < 0 ? first : first.slice(0, apart)).join('/');
}

class Counting implements LabelSink {
  readonly labels: string[] = [];
  annotations = 0;
  classes = 0;
  /** Some item has more than one class. */
  multiple = false;
  #last: number | null = null;
  label(item: LabelItem): void {
    this.labels.push(item.name);
  }
  media(): void {
    // Only what is said about them counts here.
  }
  annotation({ shape, media }: ItemAnnotation): void {
    this.annotations++;
    if (shape.kind !== 'classification') return;
    this.classes++;
    this.multiple ||= this.#last === media;
    this.#last = media;
  }
  problem(): void {
    // Told by the dry run of the import.
  }
  count(): void {
    // Not shown.
  }
}
