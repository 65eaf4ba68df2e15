import { FailureError } from '../../../shared/kernel/result';
import type { Client } from '../../client';
import { randomId } from '../../client';

/** Largest piece of a file in one request. */
const PIECE = 1 << 20;
/** How often one file is begun anew because the program has lost what it had of it. */
const MOST_BEGINNINGS = 3;

const codeOf = (error: unknown): string | null => (error instanceof FailureError ? error.failure.code : null);

/**
 * Copies dropped files into the workspace's inbox, one after the other, and answers their upload ids. A connection that
 * breaks, or a program that is started again, costs nothing: copying goes on where it was, or begins the file anew.
 * `progress` hears the bytes so far. Rejects with what the host said; then nothing of it stays in the inbox.
 */
export async function uploadFiles(client: Client, files: readonly File[], progress: (bytes: number) => void, signal: AbortSignal): Promise<readonly string[]> {
  const uploads: string[] = [];
  let sent = 0, cut = false;
  // A line that breaks while no request is under way is told by no answer.
  const stopListening = client.onConnection((connection) => {
    if (connection.kind === 'lost') cut = true;
  });

  /** Asked again when the connection broke: the host knows repeated pieces. */
  async function write(file: File, upload: string, offset: number, bytes: Uint8Array, last: boolean): Promise<void> {
    for (;;) {
      try {
        await client.request('inbox.write', { name: file.name, upload, offset, last, parts: { bytes } }, { signal });
        return;
      } catch (error) {
        if (codeOf(error) !== 'disconnected' || signal.aborted) throw error;
        cut = true;
      }
    }
  }
  async function copy(file: File, upload: string): Promise<void> {
    const before = sent;
    for (let offset = 0; offset === 0 || offset < file.size; offset += PIECE) {
      const bytes = new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer());
      try {
        await write(file, upload, offset, bytes, offset + PIECE >= file.size);
      } catch (error) {
        sent = before;
        throw error;
      }
      sent += bytes.length;
      progress(sent);
    }
  }
  /** Begins anew under another name when what had arrived is gone. */
  async function arrive(i: number, file: File, attempt: (upload: string) => Promise<void>): Promise<void> {
    for (let beginning = 1; ; beginning++) {
      const upload = (uploads[i] ??= randomId());
      try {
        return await (beginning === 1 ? attempt(upload) : copy(file, upload));
      } catch (error) {
        if (!cut || codeOf(error) !== 'bad-upload' || beginning === MOST_BEGINNINGS) throw error;
        uploads[i] = randomId();
      }
    }
  }

  try {
    for (const [i, file] of files.entries()) await arrive(i, file, (upload) => copy(file, upload));
    // Another run of the program has not heard of those that were whole before.
    while (cut) {
      cut = false;
      for (const [i, file] of files.entries()) {
        await arrive(i, file, async (upload) => {
          try {
            await write(file, upload, file.size, new Uint8Array(0), true);
          } catch (error) {
            if (codeOf(error) !== 'bad-upload') throw error;
            cut = true;
            sent -= file.size;
            throw error;
          }
        });
      }
    }
    return uploads;
  } catch (error) {
    // Where the host is gone it takes them away itself, some time after it opens the workspace again.
    client.request('inbox.discard', { uploads }).catch(() => undefined);
    throw error;
  } finally {
    stopListening();
  }
}
