import type { Format } from '../format';
import type { LabelItem, Loss, SourceItem } from '../model';
import { LossCounter } from '../support/losses';
import { baseName, folderOf, joinPath } from '../support/media-finder';
import { PartNames } from '../support/part-names';
import { vocXml } from '../support/voc-xml-write';
import { writeText, type OutTree } from '../tree';
import { UniqueNames } from '../support/unique-names';

/**
 * Writes `Annotations/<picture>.xml`, one per picture, and `ImageSets/Main/<part>.txt`. Coordinates are 0-based with
 * xmax - xmin as width, as today's readers expect (docs/formats/voc.md).
 */
export const write: Format['write'] = async (source, out, options): Promise<readonly Loss[]> => {
  const losses = new LossCounter();
  const names = new UniqueNames();
  const parts = new PartNames(losses);
  const lists = new Map<string, string[]>();
  for await (const batch of source.items()) {
    for (const item of batch) {
      if (item.media.dataType !== 'image') {
        losses.add(`${item.media.dataType} item`, null);
        for (const a of item.annotations) losses.add(a.shape.kind, null);
        continue;
      }
      const stem = names.take(withoutExtension(item.media.path));
      // A list has one name a line.
      const listed = !/[\r\n]/.test(stem);
      if (!listed) losses.add('part of a picture', null, item.media.splits.length);
      else for (const split of item.media.splits.length > 0 ? item.media.splits : ['default']) list(lists, parts.of(split)).push(stem);
      await writeItem(item, stem, source.labels, out, options.mediaFolder, losses);
    }
  }
  if (lists.size === 0) lists.set('default', []);
  for (const [split, stems] of [...lists].sort(([a], [b]) => (a < b ? -1 : 1))) await writeText(out, `ImageSets/Main/${split}.txt`, stems.map((s) => `${s}\n`).join(''));
  return losses.list();
};

async function writeItem(item: SourceItem, stem: string, labels: readonly LabelItem[], out: OutTree, mediaFolder: string, losses: LossCounter): Promise<void> {
  const media = { ...item.media, path: joinPath(mediaFolder, item.media.path) };
  const drawn = item.annotations.filter((a) => {
    if (a.shape.kind !== 'classification') return true;
    losses.add('classification', null);
    return false;
  });
  await writeText(out, `Annotations/${stem}.xml`, vocXml(media, drawn, labels, { shapes: false, indexBase: 0 }, losses));
}

function withoutExtension(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return joinPath(folderOf(path), dot > 0 ? name.slice(0, dot) : name);
}

function list(lists: Map<string, string[]>, key: string): string[] {
  const known = lists.get(key);
  if (known) return known;
  const made: string[] = [];
  lists.set(key, made);
  return made;
}
