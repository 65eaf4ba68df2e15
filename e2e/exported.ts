/** What an export wrote, read back from the disk. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Coco {
  readonly images: readonly { readonly id: number; readonly file_name: string; readonly width: number; readonly height: number }[];
  readonly annotations: readonly { readonly image_id: number; readonly category_id: number; readonly bbox: readonly [number, number, number, number] }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}

export interface Line { readonly name: string; readonly label: string; readonly box: readonly number[] }

const inOrder = (lines: readonly Line[]): readonly Line[] => [...lines].sort((a, b) => (`${a.name} ${a.label}` < `${b.name} ${b.label}` ? -1 : 1));

/** Boxes of a COCO file by picture and label. */
export function boxesOf(coco: Coco): readonly Line[] {
  return inOrder(coco.annotations.map(({ image_id, category_id, bbox }) => ({
    name: coco.images.find((image) => image.id === image_id)?.file_name.split('/').at(-1) ?? '', label: coco.categories.find((category) => category.id === category_id)?.name ?? '', box: [...bbox],
  })));
}

/** A file below a folder by its name. */
export async function find(folder: string, name: string | RegExp): Promise<Buffer> {
  const entry = (await readdir(folder, { recursive: true, withFileTypes: true })).find((one) => one.isFile() && (typeof name === 'string' ? one.name === name : name.test(one.name)));
  if (!entry) throw new Error(`there is no ${name} in ${folder}`);
  return readFile(join(entry.parentPath, entry.name));
}

export async function readCoco(folder: string): Promise<Coco> {
  return JSON.parse((await find(folder, /\.json$/)).toString()) as Coco;
}

/** Objects of all VOC files below a folder, read by eye: names and four numbers. */
export async function readVoc(folder: string): Promise<readonly Line[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.name.endsWith('.xml'));
  const lines: Line[] = [];
  for (const file of files) {
    const xml = await readFile(join(file.parentPath, file.name), 'utf8');
    const name = /<filename>(?:.*\/)?([^/<]+)<\/filename>/.exec(xml)?.[1] ?? '';
    for (const [, object = ''] of xml.matchAll(/<object>([\s\S]*?)<\/object>/g)) {
      lines.push({ name, label: /<name>(.*?)<\/name>/.exec(object)?.[1] ?? '', box: ['xmin', 'ymin', 'xmax', 'ymax'].map((side) => Number(new RegExp(`<${side}>(.*?)</${side}>`).exec(object)?.[1])) });
    }
  }
  return inOrder(lines);
}
