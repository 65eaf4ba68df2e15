/**
 * Snapshots: the folded state as numbered write-once files in the workspace's cache. They only save time: a damaged,
 * foreign or deleted one means that the journal is folded again.
 *
 * File: the 8 bytes "LWSTATE1"; length of the header (u32, little-endian) and 4 zero bytes; the header as JSON; then the
 * sections, each on a multiple of 8. The header names for every section its type, place, length and SHA-256; the last
 * 32 bytes of the file are the SHA-256 of the header.
 */
import { allocate, bytesOf, numbersOf, type NumberArray, type NumberType } from '../../../shared/kernel/growing';
import { equalBytes, fromUtf8, toHex, utf8, type Sha256 } from '../../../shared/kernel/bytes';
import type { FileSystem } from '../../ports/file-system';

const MAGIC = utf8('LWSTATE1');
const NAME = /^(\d{10})\.state$/;

/** Raised whenever columns, ledger or folds change their meaning: older snapshots are then not read. */
export const SNAPSHOT_RULES = 4;

export interface SnapshotData {
  /** Small JSON. */
  readonly meta: unknown;
  readonly sections: Readonly<Record<string, NumberArray>>;
}

interface Section { readonly name: string; readonly type: NumberType; readonly at: number; readonly bytes: number; readonly sha256: string }

const TYPE_OF = new Map<unknown, NumberType>([[Uint8Array, 'u8'], [Uint16Array, 'u16'], [Uint32Array, 'u32'], [Float32Array, 'f32'], [Float64Array, 'f64']]);

/** Copies what must be written, at once, so that folding can go on while it is written. */
export function freeze(data: SnapshotData): SnapshotData {
  return { meta: structuredCopy(data.meta), sections: Object.fromEntries(Object.entries(data.sections).map(([name, array]) => [name, array.slice()])) };
}

function structuredCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** Numbers of the snapshots in `dir`, newest first. */
export async function listSnapshots(fs: FileSystem, dir: string): Promise<readonly number[]> {
  if ((await fs.stat(dir)) === null) return [];
  const names = (await fs.list(dir)).flatMap((entry) => NAME.exec(entry.name)?.[1] ?? []);
  return names.map(Number).sort((a, b) => b - a);
}

export function snapshotPath(dir: string, number: number): string {
  return `${dir}/${String(number).padStart(10, '0')}.state`;
}

/** Writes a new file and flushes it. The file is only whole when its last bytes are; a torn one is not read. */
export async function writeSnapshot(fs: FileSystem, path: string, sha256: Sha256, data: SnapshotData): Promise<void> {
  const sections: Section[] = [];
  let at = 0;
  for (const [name, array] of Object.entries(data.sections)) {
    const bytes = bytesOf(array);
    const type = TYPE_OF.get(array.constructor) ?? 'u8';
    sections.push({ name, type, at, bytes: bytes.length, sha256: toHex(sha256(bytes)) });
    at = aligned(at + bytes.length);
    await Promise.resolve();
  }
  const header = utf8(JSON.stringify({ rules: SNAPSHOT_RULES, meta: data.meta, sections }));
  const start = new Uint8Array(aligned(16 + header.length));
  start.set(MAGIC);
  new DataView(start.buffer).setUint32(8, header.length, true);
  start.set(header, 16);
  const file = await fs.open(path, 'create');
  try {
    const write = async (bytes: Uint8Array, position: number): Promise<void> => {
      for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done), position + done);
    };
    await write(start, 0);
    for (const section of sections) await write(bytesOf(data.sections[section.name] ?? allocate('u8', 0)), start.length + section.at);
    await write(sha256(header), start.length + at);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The snapshot at `path`; null when it is not whole, damaged, or of other rules. The arrays lie in one buffer. */
export async function readSnapshot(fs: FileSystem, path: string, sha256: Sha256): Promise<SnapshotData | null> {
  const bytes = await fs.read(path).catch(() => null);
  if (bytes === null || bytes.length < 48 || !equalBytes(bytes.subarray(0, 8), MAGIC)) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const start = aligned(16 + length);
  if (start + 32 > bytes.length) return null;
  const headerBytes = bytes.subarray(16, 16 + length);
  if (!equalBytes(sha256(headerBytes), bytes.subarray(bytes.length - 32))) return null;
  const header = JSON.parse(fromUtf8(headerBytes) ?? 'null') as { rules: number; meta: unknown; sections: readonly Section[] };
  if (header.rules !== SNAPSHOT_RULES) return null;
  const sections: Record<string, NumberArray> = {};
  for (const { name, type, at, bytes: size, sha256: sum } of header.sections) {
    const part = bytes.subarray(start + at, start + at + size);
    if (part.length !== size || toHex(sha256(part)) !== sum) return null;
    sections[name] = numbersOf(type, part);
  }
  return { meta: header.meta, sections };
}

function aligned(at: number): number {
  return Math.ceil(at / 8) * 8;
}
