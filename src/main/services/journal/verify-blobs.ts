import { decodeBlob } from '../../../shared/events/blob-codec';
import type { StoredEvent } from '../../../shared/events/envelope';
import { toHex } from '../../../shared/kernel/bytes';
import { isHash, type Hash } from '../../../shared/kernel/ids';
import { paths } from './layout';
import type { Findings, VerifyOptions } from './verify-types';

/** Blobs that events name: bytes and rows as the event says, and one event that does. */
export type NamedBlobs = Map<Hash, { readonly bytes: number; readonly rows: number; readonly event: string }>;

/** Remembers the blob an event names as `body.blob`. */
export function noteBlob(named: NamedBlobs, event: StoredEvent): void {
  const blob = (event.body as { readonly blob?: { readonly hash?: unknown; readonly bytes?: unknown; readonly rows?: unknown } } | null)?.blob;
  if (blob && isHash(blob.hash) && typeof blob.bytes === 'number' && typeof blob.rows === 'number') named.set(blob.hash, { bytes: blob.bytes, rows: blob.rows, event: event.id });
}

/** Every blob: hash, size, content; and every named one is there. */
export async function verifyBlobs(options: VerifyOptions, findings: Findings, named: NamedBlobs): Promise<void> {
  const { fs, sha256, dir, signal } = options;
  const seen = new Set<Hash>();
  for (const folder of await fs.list(paths.blobs(dir)).catch(() => [])) {
    if (folder.kind !== 'folder' || !/^[0-9a-f]{2}$/.test(folder.name)) continue;
    for (const entry of await fs.list(`${paths.blobs(dir)}/${folder.name}`)) {
      if (signal?.aborted) throw signal.reason;
      const path = `${paths.blobs(dir)}/${folder.name}/${entry.name}`;
      if (!isHash(entry.name) || !entry.name.startsWith(folder.name)) {
        findings.note('blob-leftover', `${path} is no blob: left over from a write that was not finished, or put there by another program.`, { path });
        continue;
      }
      const hash = entry.name;
      const bytes = await fs.read(path).catch(() => null);
      if (bytes === null || toHex(sha256(bytes)) !== hash) {
        const use = named.get(hash);
        findings.problem('blob-damaged', `${path} is not what was written${use ? `; facts about ${use.rows} rows were in it` : ''}.`, { path, rows: use?.rows ?? 0 });
        seen.add(hash);
        continue;
      }
      seen.add(hash);
      findings.counts.blobs++;
      findings.counts.bytes += bytes.length;
      const use = named.get(hash);
      if (!use) {
        findings.counts.unnamed++;
        continue;
      }
      const blob = decodeBlob(bytes);
      if (!blob.ok) findings.problem('blob-damaged', `${path}: ${blob.error.message}.`, { path, rows: use.rows });
      else if (blob.value.rows !== use.rows || bytes.length !== use.bytes) findings.problem('blob-wrong', `${path} has other rows or bytes than event ${use.event} says.`, { path });
    }
  }
  for (const [hash, use] of named) {
    if (!seen.has(hash)) findings.problem('blob-missing', `${paths.blob(dir, hash)} is missing; facts about ${use.rows} rows are in it.`, { path: paths.blob(dir, hash), rows: use.rows });
  }
}
