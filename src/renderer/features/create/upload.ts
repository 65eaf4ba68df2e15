import type { Client } from '../../client';
import { randomId } from '../../client';

/** Largest piece of a file in one request. */
const PIECE = 1 << 20;

/**
 * Copies dropped files into the workspace's inbox, one after the other, and answers their upload ids.
 * `progress` hears the bytes so far. Rejects with what the host said; then nothing of it stays in the inbox.
 */
export async function uploadFiles(client: Client, files: readonly File[], progress: (bytes: number) => void, signal: AbortSignal): Promise<readonly string[]> {
  const uploads: string[] = [];
  let sent = 0;
  try {
    for (const file of files) {
      const upload: string = randomId();
      uploads.push(upload);
      for (let offset = 0; offset === 0 || offset < file.size; offset += PIECE) {
        const bytes = new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer());
        await client.request('inbox.write', { name: file.name, upload, offset, last: offset + PIECE >= file.size, parts: { bytes } }, { signal });
        sent += bytes.length;
        progress(sent);
      }
    }
    return uploads;
  } catch (error) {
    // Where the host is gone it takes them away itself, when it opens the workspace again.
    client.request('inbox.discard', { uploads }).catch(() => undefined);
    throw error;
  }
}
