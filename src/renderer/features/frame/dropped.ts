/** What was dropped on the window: files, and everything in folders. */

import type { DroppedFile } from '../../session';

/** Most files that are taken at once; a folder with more is opened through the chooser, without copying. */
export const MOST_FILES = 10_000;

export interface Dropped {
  readonly files: readonly DroppedFile[];
  /** Where files lay that the system does not hand out. */
  readonly unreadable: readonly string[];
  /** There were more than are taken. */
  readonly more: boolean;
}

/** The dropped things themselves. They can be asked for only while the event is handled, their content also later. */
export function entriesOf(transfer: DataTransfer): { readonly folders: readonly File[]; read(): Promise<Dropped> } {
  const items = [...transfer.items].filter((item) => item.kind === 'file').map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return {
    folders: items.flatMap(({ entry, file }) => (entry?.isDirectory && file ? [file] : [])),
    async read() {
      const found: DroppedFile[] = [];
      const unreadable: string[] = [];
      for (const { entry, file } of items) {
        if (entry) await walk(entry, '', found, unreadable);
        else if (file) found.push({ file, path: file.name });
      }
      return { files: found.slice(0, MOST_FILES), unreadable, more: found.length > MOST_FILES };
    },
  };
}

async function walk(entry: FileSystemEntry, folder: string, found: DroppedFile[], unreadable: string[]): Promise<void> {
  // What systems scatter is nothing a person dropped.
  if (entry.name.startsWith('.') || found.length > MOST_FILES) return;
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)));
    if (file) found.push({ file, path });
    else unreadable.push(path);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader hands out a hundred at a time, then none.
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => { unreadable.push(path); resolve([]); }));
    if (some.length === 0) return;
    for (const inside of some) await walk(inside, path, found, unreadable);
  }
}

const LABELS = /\.(json|xml|manifest)$/i;

/** True for names that label files have. */
export function looksLikeLabels(name: string): boolean {
  return LABELS.test(name);
}
