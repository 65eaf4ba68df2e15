/** Reads a pack of thumbnails as a window does: docs/spec/media.md. */
export interface PackRecord {
  readonly index: number;
  readonly status: number;
  readonly body: Uint8Array;
}

export function readPack(bytes: Uint8Array): PackRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: PackRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at + 5, true);
    records.push({ index: view.getUint32(at, true), status: view.getUint8(at + 4), body: bytes.subarray(at + 9, at + 9 + length) });
    at += 9 + length;
  }
  return records;
}
