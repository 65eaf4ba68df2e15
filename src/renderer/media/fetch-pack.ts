/** Reads a pack of thumbnails as it comes. Format: docs/spec/media.md, "Packs". */
import { createPackParser } from './pack-parser';
import type { PackItem } from './pack-parser';

/** Calls `onItem` for each item of the pack at `url`. Ends when the pack ends; throws on network errors, abort and a damaged pack. */
export async function fetchPack(url: string, signal: AbortSignal, onItem: (item: PackItem) => void): Promise<void> {
  const response = await fetch(url, { signal, credentials: 'omit' });
  if (!response.ok || !response.body) throw new Error(`the pack answered ${response.status}`);
  const reader = response.body.getReader();
  const parser = createPackParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const item of parser.push(value)) onItem(item);
  }
  parser.end();
}
